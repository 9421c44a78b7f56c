namespace CostSim.Analysis.Streaming;

/// <summary>Notes means and errors while draws are added.</summary>
/// <param name="names">Of the strategies.</param>
/// <param name="moments">Of all draws so far; kept by another.</param>
/// <param name="scores">Of all draws so far, at the willingness to pay of the record; kept by another.</param>
internal sealed class ConvergenceRecorder(IReadOnlyList<string> names, DecisionMoments moments, ThresholdScores scores)
{
    private readonly List<ConvergencePoint> _points = [];

    /// <summary>Notes where all stands.</summary>
    public void Record(long draws)
    {
        var (costs, effects) = (moments.Costs, moments.Effects);
        for (var s = 0; s < names.Count; s++)
        {
            _points.Add(new ConvergencePoint(
                draws,
                names[s],
                new RunningMean(costs[s], moments.StandardError(s, 1, 0)),
                new RunningMean(effects[s], moments.StandardError(s, 0, 1)),
                new RunningMean(NetBenefit.MeanAt(scores.WillingnessToPay, costs[s], effects[s]), moments.StandardError(s, -1, scores.WillingnessToPay)),
                new RunningMean((double)scores.Wins[s] / draws, scores.StandardErrorOfProbability(s))));
        }
    }

    /// <summary>The record, with all draws as its last point.</summary>
    public Convergence Result(long draws)
    {
        if (_points is not [.., var last] || last.Draws != draws) Record(draws);
        return new Convergence(scores.WillingnessToPay, [.. _points]);
    }
}
