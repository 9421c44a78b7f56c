using CostSim.Evidence.Studies;

namespace CostSim.Evidence.Networks;

/// <summary>What parameters rest on that are the effects of a network.</summary>
/// <param name="Title">What was compared: outcome, follow-up.</param>
/// <param name="Network">What the studies say together.</param>
/// <param name="Measure">On which scale.</param>
/// <param name="Method">How they were pooled.</param>
/// <param name="Use">What of it is sampled.</param>
public sealed record PooledNetwork(string Title, NetworkMetaAnalysis Network, EffectMeasure Measure, PoolingMethod Method, EvidenceUse Use)
{
    /// <summary>What was compared, in words: comparisons are the network's own, and many.</summary>
    public static string TitleOf(SelectedStudies selected) => string.Join(", ", new[]
    {
        selected.Outcome,
        selected.Rows.Select(row => row.Month).Distinct().ToArray() is [{ } month] ? $"month {month}" : null,
    }.Where(part => part is { Length: > 0 }));
}
