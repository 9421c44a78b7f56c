using CostSim.Evidence;
using CostSim.Evidence.Networks;
using CostSim.Evidence.Studies;

namespace CostSim.Reporting;

/// <summary>What studies say about a parameter, or about the parameters of a network: a row of a forest plot for each.</summary>
/// <param name="Parameter">The parameter, or the name that those of a network share; empty where evidence is looked at alone.</param>
/// <param name="What">Comparison, outcome, follow-up; may be empty.</param>
/// <param name="Measure">In words: "log risk ratio".</param>
/// <param name="Rows">At least one; ratios as natural logarithms.</param>
public sealed record EvidenceRecord(string Parameter, string What, string Measure, IReadOnlyList<EvidenceRow> Rows)
{
    private const string Logarithm = "log ";

    /// <summary>What a network's effects are against; null for studies of one comparison.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether effects are logarithms of ratios.</summary>
    public bool IsRatio => Measure.StartsWith(Logarithm, StringComparison.Ordinal);

    /// <summary>The measure that figures show: ratios themselves.</summary>
    public string ShownMeasure => IsRatio ? Measure[Logarithm.Length..] : Measure;

    /// <summary>The single studies.</summary>
    public IEnumerable<EvidenceRow> Studies => Rows.Where(row => row.Kind == EvidenceRow.Study);

    /// <summary>What they say together; null for a network.</summary>
    public EvidenceRow? Pooled => Rows.FirstOrDefault(row => row.Kind == EvidenceRow.Mean);

    /// <summary>Studies of one comparison.</summary>
    /// <param name="parameter">Empty where there is none.</param>
    /// <param name="what">Comparison, outcome, follow-up.</param>
    public static EvidenceRecord Of(string parameter, string what, EffectMeasure measure, PooledEffect pooled)
    {
        var rows = pooled.Studies.Select((study, i) =>
            new EvidenceRow(EvidenceRow.Study, study.Name, study.Effect, study.StandardError, study.Interval.Lower, study.Interval.Upper, pooled.Weights[i])).ToList();
        rows.Add(new EvidenceRow(EvidenceRow.Mean, "", pooled.Estimate, pooled.StandardError, pooled.Interval.Lower, pooled.Interval.Upper, 1));
        if (pooled.PredictionInterval is { } prediction)
        {
            var error = Math.Sqrt(pooled.TauSquared + pooled.WaldStandardError * pooled.WaldStandardError);
            rows.Add(new EvidenceRow(EvidenceRow.Prediction, "", pooled.Estimate, error, prediction.Lower, prediction.Upper, 0));
        }
        return new EvidenceRecord(parameter, what, measure.InWords(), rows);
    }

    /// <summary>A network: every other treatment against its reference.</summary>
    /// <param name="parameter">Empty where there is none.</param>
    /// <param name="what">Outcome, follow-up.</param>
    public static EvidenceRecord Of(string parameter, string what, EffectMeasure measure, NetworkMetaAnalysis network)
    {
        var rows = network.AgainstReference().Select(effect =>
            new EvidenceRow(EvidenceRow.Treatment, effect.Treatment, effect.Estimate, effect.StandardError, effect.Interval.Lower, effect.Interval.Upper, 0));
        return new EvidenceRecord(parameter, what, measure.InWords(), [.. rows]) { Reference = network.Reference };
    }

    /// <summary>An effect as figures show it.</summary>
    public double Shown(double effect) => IsRatio ? Math.Exp(effect) : effect;
}

/// <summary>A study, or what several say.</summary>
/// <param name="Kind">One of the constants.</param>
/// <param name="Name">Of a study, or of a network's treatment; empty else.</param>
/// <param name="Effect">On the scale of the measure.</param>
/// <param name="StandardError">Of the effect.</param>
/// <param name="Lower">Of its 95% interval.</param>
/// <param name="Upper">Of its 95% interval.</param>
/// <param name="Weight">Share of the mean; 1 for the mean itself, 0 for others.</param>
public sealed record EvidenceRow(string Kind, string Name, double Effect, double StandardError, double Lower, double Upper, double Weight)
{
    /// <summary>A study.</summary>
    public const string Study = "study";

    /// <summary>The mean effect of the studies.</summary>
    public const string Mean = "pooled";

    /// <summary>Where the effect of a new setting lies.</summary>
    public const string Prediction = "prediction";

    /// <summary>A treatment of a network against its reference.</summary>
    public const string Treatment = "network";
}
