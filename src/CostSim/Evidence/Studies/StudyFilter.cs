using CostSim.Diagnostics;

namespace CostSim.Evidence.Studies;

/// <summary>Takes rows out of a table, filter by filter, and can say which filter left none.</summary>
internal sealed class StudyFilter(StudyTable table, StudySelection selection, Problems problems)
{
    private const int MostListed = 12;
    private readonly List<string> _steps = [$"{table.Rows.Count} rows"];
    private IReadOnlyList<StudyRow> _rows = table.Rows;

    /// <summary>The rows that pass, or null after a problem.</summary>
    public IReadOnlyList<StudyRow>? Apply()
    {
        var isRight = Among("comparison", selection.Comparisons, row => row.Comparison)
            & Among("outcome", selection.Outcome is { } outcome ? [outcome] : [], row => row.Outcome)
            & Among("month", [.. selection.Months.Select(Text)], row => row.Month is { } month ? Text(month) : null)
            & Among("risk_of_bias", selection.RisksOfBias, row => row.RiskOfBias)
            & Columns()
            & Without()
            & Types();
        return isRight ? _rows : null;

        static string Text(double number) => number.ToString("R");
    }

    private bool Columns()
    {
        if (selection.Where.Count == 0) return true;
        if (selection.Where.GroupBy(item => item.Column).FirstOrDefault(group => group.Select(item => item.Text).Distinct().Skip(1).Any()) is { } twice)
        {
            problems.Error(selection.At, $"'{twice.Key}' shall be both '{twice.First().Text}' and '{twice.Last().Text}'", "filters that a row can satisfy");
            return false;
        }
        foreach (var (column, _) in selection.Where.Where(item => !table.Columns.Contains(item.Column)))
        {
            problems.Error(selection.At, $"no column '{column}' in '{table.File}'", $"one of {string.Join(", ", table.Columns)}", column, table.Columns);
            return false;
        }
        return selection.Where.All(item => Among(item.Column, [item.Text], row => row.Texts[item.Column]));
    }

    private bool Without()
    {
        var known = table.Rows.Select(row => row.Study).Distinct().ToArray();
        foreach (var unknown in selection.Without.Where(name => !known.Contains(name)))
        {
            problems.Error(selection.At, $"no study '{unknown}' to leave out", "the name of a study with its year", unknown, known);
            return false;
        }
        return selection.Without.Count == 0 || Keep("leaving out studies", row => !selection.Without.Contains(row.Study), row => row.Study);
    }

    /// <summary>The trials, or the types that are asked for; what is no comparison of randomised arms is never pooled.</summary>
    private bool Types()
    {
        if (selection.Types.Count == 0) return Keep("type (trials only, unless 'type' asks for others)", row => EvidenceTypes.KindOf(row) == EvidenceKind.Trial, row => row.Type);
        foreach (var type in selection.Types)
        {
            if (!EvidenceTypes.ByName.TryGetValue(type, out var kind))
                problems.Error(selection.At, $"unknown type '{type}'", $"one of {string.Join(", ", EvidenceTypes.ByName.Keys)}", type, EvidenceTypes.ByName.Keys);
            else if (kind == EvidenceKind.Context)
                problems.Error(selection.At, $"the type '{type}', which is no comparison of randomised arms", "a type that may be pooled: context is no evidence of a difference");
            else
                continue;
            return false;
        }
        return Among("type", selection.Types, row => row.Type);
    }

    private bool Among(string column, IReadOnlyList<string> wanted, Func<StudyRow, string?> text)
    {
        if (wanted.Count == 0) return true;
        var known = table.Rows.Select(text).OfType<string>().Where(value => value.Length > 0).Distinct().ToArray();
        if (known.Length == 0)
        {
            problems.Error(selection.At, $"a filter on '{column}', of which '{table.File}' says nothing", "a column that the table fills");
            return false;
        }
        foreach (var unknown in wanted.Where(value => !known.Contains(value)))
        {
            problems.Error(selection.At, $"no row with '{unknown}' in column '{column}' of '{table.File}'", $"one of {List(known)}", unknown, known);
            return false;
        }
        return Keep(column, row => text(row) is { } value && wanted.Contains(value), text);
    }

    private bool Keep(string step, Func<StudyRow, bool> passes, Func<StudyRow, string?> text)
    {
        if (_rows.Count == 0) return false;
        var kept = _rows.Where(passes).ToArray();
        _steps.Add($"{kept.Length} after {step}");
        if (kept.Length == 0)
        {
            var there = _rows.Select(text).OfType<string>().Where(value => value.Length > 0).Distinct().ToArray();
            problems.Error(selection.At, $"filters that leave no row: {string.Join(", ", _steps)}", there.Length == 0 ? "filters that fit together" : $"one of {List(there)} in the last of them");
        }
        _rows = kept;
        return kept.Length > 0;
    }

    private static string List(string[] values) =>
        string.Join(", ", values.Take(MostListed).Select(value => $"'{value}'")) + (values.Length > MostListed ? $" and {values.Length - MostListed} more" : "");
}
