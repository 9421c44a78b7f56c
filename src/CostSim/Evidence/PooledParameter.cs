using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>What a parameter that is pooled from studies rests on.</summary>
/// <param name="Title">What was pooled: comparison, outcome, follow-up.</param>
/// <param name="Effect">What the studies say together.</param>
/// <param name="Measure">On which scale.</param>
/// <param name="Use">What of it is sampled.</param>
public sealed record PooledParameter(string Title, PooledEffect Effect, EffectMeasure Measure, EvidenceUse Use)
{
    /// <summary>What was pooled, in words.</summary>
    public static string TitleOf(SelectedStudies selected) => string.Join(", ", new[]
    {
        string.Join(" and ", selected.Rows.Select(row => row.Comparison).OfType<string>().Distinct()),
        selected.Outcome,
        selected.Rows.Select(row => row.Month).Distinct().ToArray() is [{ } month] ? $"month {month}" : null,
    }.Where(part => part is { Length: > 0 }));
}
