using CostSim.Diagnostics;
using CostSim.Evidence.Studies;
using CostSim.Tests.Published;

namespace CostSim.Tests.Evidence;

/// <summary>Study tables of the repository, and tables written in a test.</summary>
internal static class EvidenceFiles
{
    public static SourceLocation Nowhere { get; } = SourceLocation.StartOf("selection");

    /// <summary>13 trials of BCG vaccine (Colditz et al. 1994).</summary>
    public static IReadOnlyList<Study> Bcg(EffectMeasure measure) => Pooled("bcg.csv", new StudySelection { At = Nowhere, Measure = measure }).Studies;

    public static SelectedStudies Pooled(string file, StudySelection selection) => Selected(file, selection, StudySelector.ForPooling);

    public static SelectedStudies Network(string file, StudySelection selection) => Selected(file, selection, StudySelector.ForNetwork);

    public static StudyTable Table(string file)
    {
        var problems = new Problems();
        var text = File.ReadAllText(Path.Combine(Repository.Root, "scenarios", "evidence", file));
        return StudyTable.Read(file, text, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>What is said of a table and a selection; a table of one column for the effect, one for its error, and whatever else.</summary>
    public static (SelectedStudies? Studies, string[] Said) Select(string text, StudySelection? selection = null, bool network = false)
    {
        var problems = new Problems();
        var table = StudyTable.Read("t.csv", text, problems);
        selection ??= new StudySelection { At = Nowhere };
        var selected = table is null ? null : network ? StudySelector.ForNetwork(table, selection, problems) : StudySelector.ForPooling(table, selection, problems);
        return (selected, [.. problems.Select(problem => problem.ToString())]);
    }

    private static SelectedStudies Selected(string file, StudySelection selection, Func<StudyTable, StudySelection, Problems, SelectedStudies?> select)
    {
        var problems = new Problems();
        return select(Table(file), selection, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
