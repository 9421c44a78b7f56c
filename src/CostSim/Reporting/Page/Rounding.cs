using CostSim.Scenarios;

namespace CostSim.Reporting.Page;

/// <summary>How far the numbers of one column are rounded: to the power of ten that their Monte Carlo errors leave meaningful.</summary>
/// <param name="Exponent">2 rounds to hundreds, -3 to thousandths.</param>
internal readonly record struct Rounding(int Exponent)
{
    private const int Coarsest = 3;
    private const int Finest = -6;

    /// <summary>The power of ten at or below the median of the standard errors above zero.</summary>
    /// <param name="standardErrors">Null and zero tell nothing.</param>
    /// <param name="otherwise">Where none tells.</param>
    public static Rounding By(IEnumerable<double?> standardErrors, int otherwise)
    {
        double[] errors = [.. standardErrors.OfType<double>().Where(error => error > 0).Order()];
        return new Rounding(errors.Length == 0 ? otherwise : Math.Clamp((int)Math.Floor(Math.Log10(errors[(errors.Length - 1) / 2])), Finest, Coarsest));
    }

    /// <summary>The number, rounded, as the locale writes it.</summary>
    public string Text(double value, Locale locale)
    {
        if (Exponent <= 0) return NumberFormat.Decimals(-Exponent).Text(value, locale);
        var unit = Math.Pow(10, Exponent);
        return NumberFormat.Decimals(0).Text(Math.Round(value / unit, MidpointRounding.AwayFromZero) * unit, locale);
    }

    /// <summary>"12,000 to 15,000".</summary>
    public string Interval(double lower, double upper, Locale locale) => $"{Text(lower, locale)} to {Text(upper, locale)}";
}
