using CostSim.Diagnostics;
using CostSim.Evidence.Studies;

namespace CostSim.Evidence.Networks;

/// <summary>From rows of a study table to the contrasts of a network.</summary>
public static class NetworkContrasts
{
    /// <summary>A contrast for each row.</summary>
    /// <param name="selected">Rows whose comparison has the form "A vs B".</param>
    /// <param name="names">Other names for arms, where several count as one treatment.</param>
    /// <param name="at">Where the names were written.</param>
    /// <param name="problems">Receives names of arms that no row has.</param>
    public static IReadOnlyList<NetworkContrast> Of(SelectedStudies selected, IReadOnlyDictionary<string, string> names, SourceLocation at, Problems problems)
    {
        string[] arms = [.. selected.Rows.SelectMany(row => new[] { row.Arms!.Value.Treatment, row.Arms.Value.Control }).Distinct()];
        foreach (var unknown in names.Keys.Where(name => !arms.Contains(name)))
            problems.Error(at, $"no arm '{unknown}' to count as '{names[unknown]}'", $"one of {string.Join(", ", arms)}", unknown, arms);
        return [.. selected.Rows.Zip(selected.Studies, (row, study) =>
        {
            var (treatment, control) = row.Arms!.Value;
            return new NetworkContrast(study.Name, Renamed(treatment), Renamed(control), study.Effect, study.StandardError, study.At);
        })];

        string Renamed(string arm) => names.TryGetValue(arm, out var name) ? name : arm;
    }
}
