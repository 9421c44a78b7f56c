using CostSim.Diagnostics;

namespace CostSim.Evidence.Studies;

/// <summary>What one study found about one comparison, on a scale where effects add up.</summary>
/// <param name="Name">As tables show it: "Dorio 2021".</param>
/// <param name="Effect">First arm against second: a difference, or the logarithm of a ratio.</param>
/// <param name="StandardError">Of <paramref name="Effect"/>; finite, above 0.</param>
/// <param name="Counts">The events that the effect was calculated from, where it was.</param>
/// <param name="At">Where it was read.</param>
public sealed record Study(string Name, double Effect, double StandardError, EventCounts? Counts = null, SourceLocation At = default)
{
    public double Variance => StandardError * StandardError;

    /// <summary>95%, normal.</summary>
    public Interval95 Interval => new(Effect - TestStatistics.HalfWidthOf95(null) * StandardError, Effect + TestStatistics.HalfWidthOf95(null) * StandardError);
}

/// <summary>Events and patients of two arms.</summary>
/// <param name="Events">In the first arm.</param>
/// <param name="Total">Patients of the first arm.</param>
/// <param name="ControlEvents">In the second arm.</param>
/// <param name="ControlTotal">Patients of the second arm.</param>
public sealed record EventCounts(double Events, double Total, double ControlEvents, double ControlTotal)
{
    /// <summary>Patients without an event in the first arm.</summary>
    public double NonEvents => Total - Events;

    /// <summary>Patients without an event in the second arm.</summary>
    public double ControlNonEvents => ControlTotal - ControlEvents;

    /// <summary>All patients.</summary>
    public double Patients => Total + ControlTotal;
}

/// <summary>The scale of an effect.</summary>
public enum EffectMeasure
{
    /// <summary>Difference of means, in the outcome's own units.</summary>
    MeanDifference,

    /// <summary>Difference of means in standard deviations (Hedges' g).</summary>
    StandardisedMeanDifference,

    /// <summary>Logarithm of a ratio of risks.</summary>
    LogRiskRatio,

    /// <summary>Logarithm of a ratio of odds.</summary>
    LogOddsRatio,

    /// <summary>Logarithm of a ratio of hazards.</summary>
    LogHazardRatio,
}

/// <summary>What a measure is called, and whether it is a logarithm.</summary>
public static class EffectMeasures
{
    /// <summary>As study tables and scenarios name them.</summary>
    public static IReadOnlyDictionary<string, EffectMeasure> ByName { get; } = new Dictionary<string, EffectMeasure>(StringComparer.OrdinalIgnoreCase)
    {
        ["md"] = EffectMeasure.MeanDifference,
        ["smd"] = EffectMeasure.StandardisedMeanDifference,
        ["rr"] = EffectMeasure.LogRiskRatio,
        ["or"] = EffectMeasure.LogOddsRatio,
        ["hr"] = EffectMeasure.LogHazardRatio,
    };

    /// <summary>Whether effects are logarithms of ratios.</summary>
    public static bool IsRatio(this EffectMeasure measure) => measure is EffectMeasure.LogRiskRatio or EffectMeasure.LogOddsRatio or EffectMeasure.LogHazardRatio;

    /// <summary>In words, for tables: "log risk ratio".</summary>
    public static string InWords(this EffectMeasure measure) => measure switch
    {
        EffectMeasure.MeanDifference => "mean difference",
        EffectMeasure.StandardisedMeanDifference => "standardised mean difference",
        EffectMeasure.LogRiskRatio => "log risk ratio",
        EffectMeasure.LogOddsRatio => "log odds ratio",
        _ => "log hazard ratio",
    };
}
