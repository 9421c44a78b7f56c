using CostSim.Scenarios;

namespace CostSim.Reporting.Answers;

/// <summary>Numbers for a sentence: no more digits than Monte Carlo error leaves, and never more than three.</summary>
/// <param name="currency">"USD 2024".</param>
internal sealed class PlainNumbers(string currency, Locale locale)
{
    private const int MostDigits = 3;

    private readonly string _sign = currency.Split(' ')[0] switch
    {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        var code => code,
    };

    /// <summary>The power of ten to round to: three significant digits, or fewer where Monte Carlo error reaches further up.</summary>
    /// <param name="standardError">Null where there is none.</param>
    public static int Place(double number, double? standardError)
    {
        var byDigits = PowerOf(number) - MostDigits + 1;
        return standardError is > 0 and var error ? Math.Max(byDigits, (int)Math.Ceiling(Math.Log10(error))) : byDigits;
    }

    /// <summary>Whether nothing is left of a number when it is rounded so.</summary>
    public static bool IsNothing(double number, int place) => Rounded(number, place) == 0;

    /// <summary>An amount of money, such as $18,000, −$200 or 18.000 €.</summary>
    /// <param name="place">The power of ten to round to.</param>
    public string Money(double amount, int place)
    {
        var text = Number(Math.Abs(amount), place);
        var minus = Rounded(amount, place) < 0 ? "−" : "";
        if (!locale.CurrencyFirst) return $"{minus}{text}\u00a0{_sign}";
        return _sign.Length == 1 ? $"{minus}{_sign}{text}" : $"{_sign}\u00a0{minus}{text}";
    }

    /// <summary>Money with as many digits as its standard error leaves.</summary>
    public string Money(double amount, double? standardError = null) => Money(amount, Place(amount, standardError));

    /// <summary>A threshold, with all its digits.</summary>
    public string Exactly(double amount) => Money(amount, amount == Math.Round(amount) ? 0 : -2);

    /// <summary>A number, rounded to a power of ten.</summary>
    public string Number(double number, int place) => NumberFormat.Decimals(Math.Max(0, -place)).Text(Rounded(number, place), locale);

    /// <summary>A probability in whole percent; nothing is said to be certain or impossible because so many draws say so.</summary>
    public string Probability(double probability) => probability switch
    {
        < 0.01 => $"less than {NumberFormat.Percent(0).Text(0.01, locale)}",
        > 0.99 => $"more than {NumberFormat.Percent(0).Text(0.99, locale)}",
        _ => NumberFormat.Percent(0).Text(probability, locale),
    };

    private static int PowerOf(double number) => number == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(number)));

    private static double Rounded(double number, int place)
    {
        var unit = Math.Pow(10, Math.Abs(place));
        return place > 0 ? Math.Round(number / unit, MidpointRounding.AwayFromZero) * unit : Math.Round(number * unit, MidpointRounding.AwayFromZero) / unit;
    }
}
