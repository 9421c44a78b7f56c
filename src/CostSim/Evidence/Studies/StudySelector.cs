using CostSim.Diagnostics;

namespace CostSim.Evidence.Studies;

/// <summary>From a table and a selection to studies that may be pooled with each other.</summary>
public static class StudySelector
{
    /// <summary>Studies of one comparison: the same outcome, direction and follow-up, each study once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="selection">Which of its rows.</param>
    /// <param name="problems">Receives what is wrong, and warnings about what is doubtful.</param>
    /// <returns>The studies, or null after an error.</returns>
    public static SelectedStudies? ForPooling(StudyTable table, StudySelection selection, Problems problems)
    {
        if (Rows(table, selection, problems) is not { } rows) return null;
        var found = new Problems();
        One(rows, "comparisons", row => row.Comparison, allowed: selection.Comparisons.Count > 1, "one, with a filter on 'comparison'; or name all that shall count as one", selection, found);
        Reversed(rows, selection, found);
        if (rows.GroupBy(row => row.Study).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
            found.Error(twice.Last().At, $"'{twice.Key}' stands in {twice.Count()} of the chosen rows", "each study once: its rows share patients and are not independent");
        MetaAnalyses(rows, rows, selection, found);
        problems.AddRange(found);
        if (found.HasErrors || Studies(rows, selection, problems) is not { } studies) return null;
        if (studies.Rows is [var only] && EvidenceTypes.KindOf(only) != EvidenceKind.Pooled)
            problems.Warn(selection.At, $"one study only, '{only.Study}': there is nothing to pool, and nothing is known of how settings differ");
        return studies;
    }

    /// <summary>Studies of a network: any comparisons of one outcome; a study may have several rows.</summary>
    public static SelectedStudies? ForNetwork(StudyTable table, StudySelection selection, Problems problems)
    {
        if (Rows(table, selection, problems) is not { } rows) return null;
        var found = new Problems();
        foreach (var row in rows.Where(row => row.Arms is null)) found.Error(row.At, $"'{row.Comparison}' as a comparison", "'A vs B', or both 'treat' and 'control'");
        foreach (var comparison in rows.GroupBy(row => row.Comparison)) MetaAnalyses([.. comparison], rows, selection, found);
        problems.AddRange(found);
        return found.HasErrors ? null : Studies(rows, selection, problems);
    }

    private static IReadOnlyList<StudyRow>? Rows(StudyTable table, StudySelection selection, Problems problems)
    {
        var found = new Problems();
        var rows = new StudyFilter(table, selection, found).Apply();
        if (rows is not null)
        {
            One(rows, "outcomes", row => row.Outcome, allowed: false, "one, with a filter on 'outcome'", selection, found);
            One(rows, "lengths of follow-up", row => row.Month is { } month ? $"month {month}" : null, allowed: selection.Months.Count > 1, "one, with a filter on 'month'; or name all that shall count as one", selection, found);
            One(rows, "directions", row => row.Better, allowed: false, "rows of which 'better' says the same", selection, found);
            if (!found.HasErrors) Doubtful(rows, found);
        }
        problems.AddRange(found);
        return found.HasErrors ? null : rows;
    }

    private static SelectedStudies? Studies(IReadOnlyList<StudyRow> rows, StudySelection selection, Problems problems)
    {
        var found = new Problems();
        var measures = new EffectMeasure?[rows.Count];
        for (var r = 0; r < measures.Length; r++) measures[r] = EffectReader.MeasureOf(rows[r], selection.Measure);
        if (Array.FindIndex(measures, measure => measure is null) is >= 0 and var unnamed)
            found.Error(rows[unnamed].At, $"a ratio of '{rows[unnamed].Study}' without its kind", "'rr', 'or' or 'hr' in the column 'measure', or as 'measure'");
        else if (Array.Exists(measures, measure => measure != measures[0]))
            found.Error(selection.At, $"effects on different scales: {string.Join(", ", measures.Distinct().Select(measure => measure!.Value.InWords()))}", "rows of one scale, or 'measure'");
        if (found.HasErrors)
        {
            problems.AddRange(found);
            return null;
        }

        var (kept, studies) = (new List<StudyRow>(), new List<Study>());
        foreach (var row in rows)
        {
            if (EffectReader.Read(row, measures[0]!.Value, found) is not { } study) continue;
            kept.Add(row);
            studies.Add(study);
        }
        if (kept.Count == 0 && !found.HasErrors) found.Error(selection.At, "no study that tells anything of the effect", "one study or more with an event");
        problems.AddRange(found);
        return found.HasErrors ? null : new SelectedStudies(kept, studies, measures[0]!.Value);
    }

    private static void One(IReadOnlyList<StudyRow> rows, string what, Func<StudyRow, string?> text, bool allowed, string expected, StudySelection selection, Problems problems)
    {
        var values = rows.Select(text).Distinct().ToArray();
        if (values.Length < 2) return;
        var list = string.Join(", ", values.Select(value => value is { Length: > 0 } ? $"'{value}'" : "nothing"));
        if (allowed) problems.Warn(selection.At, $"pools different {what} as one: {list}");
        else problems.Error(selection.At, $"mixed {what}: {list}", expected);
    }

    /// <summary>The same comparison written both ways round would cancel itself.</summary>
    private static void Reversed(IReadOnlyList<StudyRow> rows, StudySelection selection, Problems problems)
    {
        var arms = new List<(string Treatment, string Control)>();
        foreach (var row in rows)
        {
            if (row.Arms is { } named && !arms.Contains(named)) arms.Add(named);
        }
        if (arms.Find(pair => pair.Treatment == pair.Control) is { Treatment: not null } same)
            problems.Error(selection.At, $"'{same.Treatment}' against itself", "two different arms");
        else if (arms.Find(pair => arms.Contains((pair.Control, pair.Treatment))) is { Treatment: not null } pair)
            problems.Error(selection.At, $"mixed directions: '{pair.Treatment} vs {pair.Control}' and '{pair.Control} vs {pair.Treatment}'", "one of them; turn the other's sign and name round in the table");
    }

    /// <summary>A meta-analysis may stand alone for its comparison; with others, or with trials, patients count twice.</summary>
    private static void MetaAnalyses(IReadOnlyList<StudyRow> ofComparison, IReadOnlyList<StudyRow> all, StudySelection selection, Problems problems)
    {
        var pooled = ofComparison.Where(row => EvidenceTypes.KindOf(row) == EvidenceKind.Pooled).ToArray();
        if (pooled.Length == 0) return;
        if (ofComparison.Count > 1)
            problems.Error(pooled[0].At, $"the meta-analysis '{pooled[0].Study}' together with {ofComparison.Count - 1} other row{(ofComparison.Count == 2 ? "" : "s")} of the comparison", "it alone, or trials alone: its trials would count twice");
        else if (all.Count == 1)
            problems.Warn(selection.At, $"'{pooled[0].Study}' is a published meta-analysis, taken as it is: its own heterogeneity is not seen here");
    }

    private static void Doubtful(IReadOnlyList<StudyRow> rows, Problems problems)
    {
        foreach (var row in rows)
        {
            if (EvidenceTypes.KindOf(row) == EvidenceKind.Converted) problems.Warn(row.At, $"'{row.Study}' is converted from medians: for sensitivity analyses only");
            if (row.Type == EvidenceTypes.SpreadOfFinalValues) problems.Warn(row.At, $"'{row.Study}' has the standard error of final values, which overstates that of a change");
        }
    }
}
