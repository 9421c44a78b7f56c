using CostSim.Analysis.Streaming;
using CostSim.Outcomes;

namespace CostSim.Analysis;

/// <summary>CEAC, CEAF, expected loss and EVPI over a range of willingness to pay, in one pass over the draws.</summary>
/// <remarks>
/// Every net benefit is taken as the difference from that of the strategy with the highest mean, <c>b</c>: the mean over draws of
/// <c>max over s of (NB(s) - NB(b))</c> is the EVPI, a sum of terms that are not negative and nothing large to cancel. The other expected losses
/// follow from the means: <c>loss(s) = EVPI + NB(b) - NB(s)</c>. Working memory is a block of draws and a few numbers per point.
/// </remarks>
public static class Acceptability
{
    /// <param name="outcomes">With <see cref="OutcomeTable.Cost"/> and <see cref="OutcomeTable.Qaly"/>.</param>
    /// <param name="willingnessToPay">Finite, not negative; fastest in ascending or descending order; the points do not influence each other.</param>
    /// <exception cref="ArgumentException">An outcome is not in the table, the table is empty, or a point is out of range.</exception>
    /// <exception cref="ImpossibleOutcomeException">A cost or an effect is not finite.</exception>
    public static AcceptabilityCurves Over(OutcomeTable outcomes, ReadOnlySpan<double> willingnessToPay)
    {
        ImpossibleOutcomeException.ThrowIfAnyIn(outcomes, OutcomeTable.Cost, OutcomeTable.Qaly);
        foreach (var wtp in willingnessToPay) NetBenefit.Checked(wtp);

        double[] costs = [.. outcomes.Strategies.Select((_, s) => Estimate.MeanOf(outcomes[s, OutcomeTable.Cost]))];
        double[] effects = [.. outcomes.Strategies.Select((_, s) => Estimate.MeanOf(outcomes[s, OutcomeTable.Qaly]))];
        var points = willingnessToPay.ToArray();
        var scores = new AcceptabilityScores(costs.Length, points, AcceptabilityScores.Best(points, costs, effects));
        var places = DecisionColumns.PlacesIn(outcomes.Outcomes);
        foreach (var chunk in TableChunks.Of(outcomes)) scores.Add(scores.Score(new DecisionColumns(chunk, places)));
        return scores.Curves(outcomes.Strategies, costs, effects);
    }
}
