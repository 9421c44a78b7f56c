using System.Globalization;

namespace CostSim.Units;

/// <summary>A length of time as somebody wrote it: 3 months, 1 year.</summary>
/// <remarks>Kept as count and unit, so that 18 cycles of a month and "18 months" are the same number of years to the last bit.</remarks>
/// <param name="Count">How many of the unit; finite, above 0.</param>
/// <param name="PerYear">How many of the unit make a year: 12 for months.</param>
public readonly record struct Duration(double Count, double PerYear)
{
    private static readonly (string Word, double PerYear)[] Words = [("year", 1), ("month", 12), ("week", 365.25 / 7), ("day", 365.25)];

    /// <summary>The length in years.</summary>
    public double Years => Times(1);

    /// <summary>The length of <paramref name="times"/> of this one after another, in years.</summary>
    public double Times(double times) => times * Count / PerYear;

    /// <summary>How many of <paramref name="part"/> make this one; null when it is no whole number.</summary>
    public int? WholeNumberOf(Duration part)
    {
        var number = Years / part.Years;
        var whole = Math.Round(number);
        return Math.Abs(number - whole) <= 1e-9 * Math.Max(1, whole) && whole is >= 1 and <= int.MaxValue ? (int)whole : null;
    }

    /// <summary>Reads "3 months", "1 year", "2 weeks", "0.5 years" or "10 days".</summary>
    public static bool TryParse(string text, out Duration duration)
    {
        duration = default;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !double.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)) return false;
        var word = Array.Find(Words, word => parts[1] == word.Word || parts[1] == word.Word + "s");
        if (word.Word is null || count is not (> 0 and < double.PositiveInfinity)) return false;
        duration = new Duration(count, word.PerYear);
        return true;
    }
}
