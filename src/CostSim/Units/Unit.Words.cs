using System.Diagnostics.CodeAnalysis;

namespace CostSim.Units;

/// <summary>Units as people write them.</summary>
public sealed partial class Unit
{
    /// <summary>A unit is a few words.</summary>
    private const int MaximumCharacters = 100;

    private static readonly (string Word, double Years)[] TimeWords =
        [(YearSymbol, 1), ("month", 1.0 / 12), ("week", 7 / 365.25), ("day", 1 / 365.25)];

    private static readonly Dictionary<string, UnitKind> DimensionlessNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["probability"] = UnitKind.Proportion,
        ["proportion"] = UnitKind.Proportion,
        ["utility"] = UnitKind.Utility,
        ["ratio"] = UnitKind.Ratio,
        ["hazard ratio"] = UnitKind.Ratio,
        ["relative risk"] = UnitKind.Ratio,
        ["odds ratio"] = UnitKind.Ratio,
        ["count"] = UnitKind.Count,
        ["number"] = UnitKind.Plain,
    };

    /// <summary>The names of numbers without unit: "probability", "hazard ratio", …; for messages and documentation.</summary>
    public static IReadOnlyCollection<string> DimensionlessWords => DimensionlessNames.Keys;

    /// <summary>Reads a unit as it stands under a <c>unit:</c> key: "probability", "per year", "money per month", "kg/m2", "USD 2024".</summary>
    /// <param name="text">Words, multiplied when side by side, divided by what follows "per" or "/"; "qaly" is a year.</param>
    /// <param name="currency">
    /// The scenario's currency, "USD 2024" or "USD": that one is <c>money</c>, any other (or the same of another price year) is a unit of its own.
    /// </param>
    /// <param name="unit">The unit, when the text is one.</param>
    public static bool TryParse(string text, string? currency, [NotNullWhen(true)] out Unit? unit)
    {
        unit = null;
        if (text.Length > MaximumCharacters) return false;
        var words = text.Replace("/", " per ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return false;
        if (DimensionlessNames.TryGetValue(string.Join(' ', words), out var kind))
        {
            unit = new Unit([], 1, kind);
            return true;
        }

        var (product, divides, wordsInPart) = (None, false, 0);
        for (var i = 0; i < words.Length; i++)
        {
            var word = words[i];
            if (word.Equals("per", StringComparison.OrdinalIgnoreCase))
            {
                if (i > 0 && wordsInPart == 0) return false;   // "per per"
                (divides, wordsInPart) = (true, 0);
                continue;
            }
            if (IsCurrency(word) && i + 1 < words.Length && IsPriceYear(words[i + 1])) word += " " + words[++i];
            if (Word(word, currency) is not { } factor) return false;
            product = divides ? product / factor : product * factor;
            wordsInPart++;
        }
        if (wordsInPart == 0) return false;
        unit = product;
        return true;
    }

    /// <summary>The unit of one word, or null when it has other characters than letters and digits.</summary>
    private static Unit? Word(string word, string? currency)
    {
        if (DimensionlessNames.ContainsKey(word)) return None;
        if (IsCurrency(word.Split(' ')[0])) return IsScenarioCurrency(word, currency) ? Money : new Unit([(word, 1)], 1);
        if (!char.IsAsciiLetter(word[0]) || !word.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) return null;
        var singular = Singular(word);
        foreach (var (name, years) in TimeWords)
        {
            if (singular.Equals(name, StringComparison.OrdinalIgnoreCase)) return new Unit([(YearSymbol, 1)], years);
        }
        if (singular.Equals("qaly", StringComparison.OrdinalIgnoreCase)) return Years;
        return singular.Equals(MoneySymbol, StringComparison.OrdinalIgnoreCase) ? Money : new Unit([(singular, 1)], 1);
    }

    /// <summary>The price year counts only where both give one.</summary>
    private static bool IsScenarioCurrency(string word, string? currency)
    {
        if (currency is null) return false;
        var (written, scenario) = (word.Split(' '), currency.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return written.Zip(scenario).All(pair => pair.First == pair.Second);
    }

    private static bool IsCurrency(string word) => word.Length == 3 && word.All(char.IsAsciiLetterUpper);

    private static bool IsPriceYear(string word) => word.Length == 4 && word.All(char.IsAsciiDigit);

    /// <summary>"points" and "point" are one unit.</summary>
    private static string Singular(string word) => HasPlural(word.TrimEnd('s')) && !word.EndsWith("ss", StringComparison.Ordinal) ? word.TrimEnd('s') : word;

    private static string Plural(string word) => HasPlural(word) && word is not MoneySymbol ? word + "s" : word;

    /// <summary>Abbreviations such as kg, m2 and mmHg have none.</summary>
    private static bool HasPlural(string word) => word.Length > 2 && word.All(char.IsAsciiLetterLower) && word[^1] != 's';
}
