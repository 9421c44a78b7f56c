namespace CostSim.Scenarios;

/// <summary>How numbers are written for the readers of a report: the signs between their digits. Words stay English.</summary>
/// <remarks>The signs are those of the Unicode CLDR, as d3-format's locales have them; the machine's own settings never matter.</remarks>
public sealed record Locale
{
    private Locale(string name, string @decimal, string thousands, string percent, bool currencyFirst) =>
        (Name, Decimal, Thousands, Percent, CurrencyFirst) = (name, @decimal, thousands, percent, currencyFirst);

    /// <summary>Used where a scenario names none.</summary>
    public static Locale Default { get; } = new("en-US", ".", ",", "%", currencyFirst: true);

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<Locale> All { get; } =
    [
        Default,
        new("en-GB", ".", ",", "%", currencyFirst: true),
        new("de-DE", ",", ".", "\u00a0%", currencyFirst: false),
        new("es-ES", ",", ".", "\u00a0%", currencyFirst: false),
        new("fr-FR", ",", "\u202f", "\u202f%", currencyFirst: false),
        new("nl-NL", ",", ".", "%", currencyFirst: true),
    ];

    /// <summary>"de-DE".</summary>
    public string Name { get; }

    public string Decimal { get; }

    /// <summary>Between groups of three digits.</summary>
    public string Thousands { get; }

    /// <summary>Behind a percentage, with the space that belongs there.</summary>
    public string Percent { get; }

    /// <summary>Whether a currency's sign stands before the amount.</summary>
    public bool CurrencyFirst { get; }

    /// <summary>The locale of a name, or null.</summary>
    public static Locale? Of(string name) => All.FirstOrDefault(locale => locale.Name == name);
}
