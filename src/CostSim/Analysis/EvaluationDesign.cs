using CostSim.Scenarios;

namespace CostSim.Analysis;

/// <summary>What is compared, at which willingness to pay, and how the draws were chosen.</summary>
public sealed record EvaluationDesign
{
    /// <summary>In the order of the chunks' outcomes.</summary>
    public required IReadOnlyList<string> Strategies { get; init; }

    /// <summary>In the order of a strategy's outcomes; cost and QALYs among them.</summary>
    public required IReadOnlyList<string> Outcomes { get; init; }

    /// <summary>Grid and thresholds.</summary>
    public required WillingnessToPay WillingnessToPay { get; init; }

    /// <summary>The strategy that the others are compared with.</summary>
    public required string Reference { get; init; }

    /// <summary>Independent copies that a stratified sample is made of: standard errors come from the variance between them. 1 for independent draws.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>
    /// Whether the order of the draws may not be random, as that of a supplied sample. Then every draw is kept for the percentiles; else those near
    /// them, which gives the same numbers.
    /// </summary>
    public bool KeepsAllDraws { get; init; }

    /// <summary>When enough is known; null to go on as long as draws come.</summary>
    public StopRule? Until { get; init; }

    /// <summary>How many draws there can be at most; matters to <see cref="Until"/> alone.</summary>
    public long Limit { get; init; } = long.MaxValue;

    /// <summary>Where convergence is followed: the middle one of the thresholds (the lower of two), or the middle of the grid where there are none.</summary>
    public double DefaultWillingnessToPay
    {
        get
        {
            double[] points = WillingnessToPay.Thresholds.Count > 0 ? [.. WillingnessToPay.Thresholds.Order()] : [.. WillingnessToPay.Grid];
            return points[(points.Length - 1) / 2];
        }
    }
}
