namespace CostSim.Cli.Terminal;

/// <summary>Numbers as people read them: thousands apart, no digit that Monte Carlo error makes meaningless.</summary>
internal static class Numbers
{
    /// <summary>A number with as many decimals as its column shows: "12,345.6".</summary>
    public static string Format(double value, int decimals)
    {
        var text = value.ToString($"N{decimals}");
        // "-0.00" is noise.
        return text.StartsWith('-') && !text.AsSpan().ContainsAnyInRange('1', '9') ? text[1..] : text;
    }

    /// <summary>An interval: "1,200 to 3,400".</summary>
    public static string Interval(double lower, double upper, int decimals) => $"{Format(lower, decimals)} to {Format(upper, decimals)}";

    /// <summary>A proportion as a percentage: "41.2%".</summary>
    public static string Percent(double proportion) => $"{Format(100 * proportion, 1)}%";

    /// <summary>A threshold or a price: whole where it is whole, else two decimals.</summary>
    public static string Money(double value) => Format(value, Math.Abs(value) >= 1000 || value == Math.Round(value) ? 0 : 2);

    /// <summary>
    /// Decimals for a column of estimates: two significant digits of the median of the standard errors above zero, within
    /// <paramref name="fewest"/> and <paramref name="most"/>; the fewest where no standard error tells.
    /// </summary>
    public static int Decimals(IEnumerable<double?> standardErrors, int fewest, int most)
    {
        double[] errors = [.. standardErrors.OfType<double>().Where(error => error > 0).Order()];
        return errors.Length == 0 ? fewest : Math.Clamp((int)Math.Ceiling(-Math.Log10(errors[(errors.Length - 1) / 2])) + 1, fewest, most);
    }
}
