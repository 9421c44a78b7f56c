using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Evidence.Studies;

namespace CostSim.Scenarios.Readers.StudySelections;

/// <summary>Reads which studies are meant, and how they are put together: the keys that <c>pool:</c> and <c>network:</c> share.</summary>
/// <param name="fields">The keys.</param>
/// <param name="at">Where they start.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class SelectionReader(Fields fields, SourceLocation at, Problems problems)
{
    /// <summary>Which rows.</summary>
    public StudySelection Selection() => new()
    {
        At = at,
        Comparisons = Texts("comparison", "one comparison 'A vs B', or a list of them"),
        Outcome = fields.Scalar("outcome", "an outcome of the table")?.Text,
        Months = Months(),
        RisksOfBias = Texts("risk_of_bias", $"one of {string.Join(", ", StudyTable.RisksOfBias)}, or a list of them"),
        Types = Texts("type", "a type of the table, or a list of them"),
        Where = [.. Pairs("where", "column names, and the text that each must hold")],
        Without = Texts("without", "a study with its year, or a list of them"),
        Measure = Named("measure", EffectMeasures.ByName),
    };

    /// <summary>One of the names of an option; null where the key is absent or wrong.</summary>
    public T? Named<T>(string key, IReadOnlyDictionary<string, T> known, bool required = false)
        where T : struct
    {
        if (fields.Optional(key) is ScalarNode { Text: var text } && known.TryGetValue(text, out var named)) return named;
        var names = string.Join(", ", known.Keys);
        if (fields.Scalar(key, $"one of {names}", required) is not { } scalar) return null;
        problems.Error(scalar.At, $"{scalar.Kind} as '{key}'", $"one of {names}", scalar.Text, known.Keys);
        return null;
    }

    /// <summary>A number above 0; null where the key is absent or wrong.</summary>
    public double? Positive(string key, string meaning)
    {
        if (fields.Number(key, meaning) is not { } value) return null;
        if (value > 0) return value;
        problems.Error(fields.PlaceOf(key), $"{value} as '{key}'", $"{meaning}, above 0");
        return null;
    }

    /// <summary>A mapping of texts.</summary>
    public IEnumerable<(string Name, string Text)> Pairs(string key, string meaning)
    {
        foreach (var entry in fields.Mapping(key, meaning)?.Entries ?? [])
        {
            if (entry.Value is ScalarNode scalar) yield return (entry.Name, scalar.Text);
            else problems.Error(entry.Value.At, $"{entry.Value.Kind} as '{entry.Name}'", meaning);
        }
    }

    private List<string> Texts(string key, string meaning)
    {
        var texts = new List<string>();
        foreach (var node in fields.List(key, meaning))
        {
            if (node is ScalarNode { Text.Length: > 0 } scalar) texts.Add(scalar.Text);
            else problems.Error(node.At, $"{node.Kind} in '{key}'", meaning);
        }
        return texts;
    }

    private List<double> Months()
    {
        const string meaning = "a number of months, or a list of them";
        var months = new List<double>();
        foreach (var node in fields.List("month", meaning))
        {
            if (node is ScalarNode scalar && Fields.TryNumber(scalar, out var month)) months.Add(month);
            else problems.Error(node.At, $"{node.Kind} in 'month'", meaning);
        }
        return months;
    }
}
