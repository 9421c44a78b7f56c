using CostSim.Analysis.Streaming;
using CostSim.Outcomes;

namespace CostSim.Analysis;

/// <summary>CEAC, CEAF, expected loss and EVPI over a range of willingness to pay, in one pass over the draws.</summary>
/// <remarks>
/// The mean net benefit of each draw's winner less that of the strategy with the highest mean, <c>b</c>, is the EVPI (<see cref="AcceptabilityScores"/>). The
/// other expected losses follow from the means: <c>loss(s) = EVPI + NB(b) - NB(s)</c>. Working memory is a chunk of draws and a few numbers per point.
/// </remarks>
public static class Acceptability
{
    /// <param name="outcomes">With <see cref="OutcomeTable.Cost"/> and <see cref="OutcomeTable.Qaly"/>.</param>
    /// <param name="willingnessToPay">Finite, not negative; in any order; the points do not influence each other.</param>
    /// <exception cref="ArgumentException">An outcome is not in the table, the table is empty, or a point is out of range.</exception>
    /// <exception cref="ImpossibleOutcomeException">A cost or an effect is not finite.</exception>
    public static AcceptabilityCurves Over(OutcomeTable outcomes, ReadOnlySpan<double> willingnessToPay)
    {
        ImpossibleOutcomeException.ThrowIfAnyIn(outcomes, OutcomeTable.Cost, OutcomeTable.Qaly);
        foreach (var wtp in willingnessToPay) NetBenefit.Checked(wtp);

        double[] points = [.. willingnessToPay];
        var scores = new AcceptabilityScores(outcomes.Strategies.Count, new WillingnessToPayScale(points));
        var places = DecisionColumns.PlacesIn(outcomes.Outcomes);
        foreach (var chunk in TableChunks.Of(outcomes)) scores.Add(scores.Score(new DecisionColumns(chunk, places)));
        return scores.Curves(points, outcomes.Strategies, Sums(OutcomeTable.Cost), Sums(OutcomeTable.Qaly));

        StableSum[] Sums(string outcome)
        {
            var sums = new StableSum[outcomes.Strategies.Count];
            for (var s = 0; s < sums.Length; s++) sums[s].Add(outcomes[s, outcome]);
            return sums;
        }
    }
}
