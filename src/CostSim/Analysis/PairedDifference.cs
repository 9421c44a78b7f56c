using System.Buffers;
using System.Runtime.InteropServices;
using CostSim.Outcomes;

namespace CostSim.Analysis;

/// <summary>A weighted difference between two strategies, draw by draw.</summary>
/// <param name="StandardError">Monte Carlo standard error of the mean; null for a single draw.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PairedDifference(double Mean, double? StandardError)
{
    private const double StandardErrorsOfADecision = 1.96;

    /// <summary>Whether the mean could have the other sign with other draws: below 1.96 of its standard errors, and not certain to be what it is.</summary>
    public bool IsUndecided => StandardError is > 0 and var error && Math.Abs(Mean) < StandardErrorsOfADecision * error;

    /// <summary>The strategy's cost less the other's.</summary>
    public static PairedDifference OfCost(OutcomeTable outcomes, int strategy, int other) => Of(outcomes, strategy, other, 1, 0);

    /// <summary>The strategy's QALYs less the other's.</summary>
    public static PairedDifference OfEffect(OutcomeTable outcomes, int strategy, int other) => Of(outcomes, strategy, other, 0, 1);

    /// <summary>The strategy's net monetary benefit less the other's.</summary>
    public static PairedDifference OfNetBenefit(OutcomeTable outcomes, int strategy, int other, double wtp) => Of(outcomes, strategy, other, -1, wtp);

    private static PairedDifference Of(OutcomeTable outcomes, int strategy, int other, double costWeight, double effectWeight)
    {
        var cost = outcomes[strategy, OutcomeTable.Cost];
        var otherCost = outcomes[other, OutcomeTable.Cost];
        var effect = outcomes[strategy, OutcomeTable.Qaly];
        var otherEffect = outcomes[other, OutcomeTable.Qaly];
        var rented = ArrayPool<double>.Shared.Rent(outcomes.Draws);
        var difference = rented.AsSpan(0, outcomes.Draws);
        for (var d = 0; d < difference.Length; d++)
            difference[d] = costWeight * (cost[d] - otherCost[d]) + effectWeight * (effect[d] - otherEffect[d]);
        var mean = Estimate.MeanOf(difference);
        var error = Estimate.StandardErrorOf(difference, mean);
        ArrayPool<double>.Shared.Return(rented);
        return new PairedDifference(mean, error);
    }
}
