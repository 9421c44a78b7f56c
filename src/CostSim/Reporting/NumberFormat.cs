using CostSim.Scenarios;

namespace CostSim.Reporting;

/// <summary>How many digits of a number are shown.</summary>
public sealed record NumberFormat
{
    private readonly int _digits;
    private readonly Kind _kind;

    private NumberFormat(Kind kind, int digits) => (_kind, _digits) = (kind, digits);

    private enum Kind
    {
        Decimals,
        Significant,
        Percent,
    }

    /// <summary>12,345.7 with one decimal.</summary>
    public static NumberFormat Decimals(int digits) => new(Kind.Decimals, digits);

    /// <summary>12,300 and 0.0123 with three significant digits.</summary>
    public static NumberFormat Significant(int digits) => new(Kind.Significant, digits);

    /// <summary>0.123 as 12.3% with one decimal.</summary>
    public static NumberFormat Percent(int decimals) => new(Kind.Percent, decimals);

    /// <summary>A number as a reader in <paramref name="locale"/> writes it, with a true minus sign.</summary>
    /// <param name="number">Finite.</param>
    public string Text(double number, Locale locale) => _kind switch
    {
        Kind.Decimals => Localised(Math.Round(number, _digits, MidpointRounding.AwayFromZero).ToString($"N{_digits}"), locale),
        Kind.Percent => Localised(Math.Round(100 * number, _digits, MidpointRounding.AwayFromZero).ToString($"N{_digits}"), locale) + locale.Percent,
        _ => SignificantText(number, locale),
    };

    private string SignificantText(double number, Locale locale)
    {
        if (number == 0) return "0";
        var magnitude = Math.Abs(number);
        if (magnitude is < 1e-5 or >= 1e12)
            return Localised(number.ToString($"E{_digits - 1}").Replace("E-0", "e-").Replace("E+0", "e+").Replace("e-0", "e-").Replace("e+0", "e+"), locale);
        var rounded = ToSignificant(number, _digits);
        var decimals = Math.Max(0, _digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(rounded))));
        var text = rounded.ToString($"N{decimals}");
        return Localised(decimals > 0 ? text.TrimEnd('0').TrimEnd('.') : text, locale);
    }

    /// <summary>The nearest number of so many significant digits.</summary>
    internal static double ToSignificant(double number, int digits) => number == 0 ? 0 : double.Parse(number.ToString($"E{digits - 1}"));

    /// <summary>From the signs of the invariant culture to the locale's.</summary>
    private static string Localised(string text, Locale locale)
    {
        var isNegative = text[0] == '-' && text.Any(sign => sign is >= '1' and <= '9');
        var digits = text.TrimStart('-');
        var parts = digits.Split('.');
        var whole = parts[0].Replace(",", locale.Thousands);
        return (isNegative ? "−" : "") + (parts.Length > 1 ? whole + locale.Decimal + parts[1] : whole);
    }
}
