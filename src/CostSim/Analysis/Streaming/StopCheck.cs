using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Analysis.Streaming;

/// <summary>Looks, at numbers of draws that are fixed beforehand, whether enough is known to stop.</summary>
/// <remarks>
/// The choice at a threshold is wrong when a rival's true net benefit is the higher one. The probability of that is <c>Φ(-δ/se)</c> of the paired difference
/// δ (t with R - 1 degrees of freedom for R replicates); over rivals and thresholds such probabilities add up at most (Bonferroni). Looking often gives
/// chance many chances: so each of the K looks up to the limit has an equal part of the error that is allowed, and the probability of stopping on a wrong
/// choice is at most <c>1 - decision</c> whenever it happens.
/// </remarks>
internal sealed class StopCheck
{
    private readonly StopRule _rule;
    private readonly DecisionMoments _moments;
    private readonly int _strategies;
    private readonly int _reference;
    private readonly double[] _thresholds;
    private readonly long _step;
    private readonly long _limit;
    private readonly int _looks;

    /// <param name="rule">What is asked for.</param>
    /// <param name="moments">Of all draws so far; kept by another.</param>
    /// <param name="design">What is compared.</param>
    /// <param name="limit">The most draws.</param>
    public StopCheck(StopRule rule, DecisionMoments moments, EvaluationDesign design, long limit)
    {
        (_rule, _moments, _limit) = (rule, moments, limit);
        (_strategies, _reference, _thresholds) = (design.Strategies.Count, design.Strategies.ToList().IndexOf(design.Reference), [.. design.WillingnessToPay.Thresholds]);
        _step = DrawSchedule.WholeStep(DrawSchedule.Step(design.Replicates), DrawChunk.MaximumDraws);
        for (var draws = DrawSchedule.After(0, _step); draws <= limit; draws = DrawSchedule.After(draws, _step)) _looks++;
    }

    /// <summary>What the last look found; null before the first.</summary>
    public StopReport? Report { get; private set; }

    /// <summary>Looks, if the number of draws is one to look at.</summary>
    /// <returns>Whether enough is known.</returns>
    public bool Look(long draws)
    {
        if (draws != _limit && (draws % _step != 0 || DrawSchedule.After(draws - 1, _step) != draws)) return false;
        var (error, wrong) = (LargestError(), ProbabilityOfWrong());
        var isKnown = (_rule.SeIncrementalNetBenefit is not { } most || error <= most) && (_rule.Decision is not { } least || wrong * _looks <= 1 - least);
        Report = new StopReport(_rule, draws, _limit, isKnown, error, Math.Max(0, 1 - wrong * _looks));
        return isKnown;
    }

    private double LargestError()
    {
        var largest = 0.0;
        foreach (var wtp in _thresholds)
        {
            for (var s = 0; s < _strategies; s++)
            {
                if (s != _reference) largest = Math.Max(largest, _moments.OfNetBenefit(s, _reference, wtp).StandardError ?? double.PositiveInfinity);
            }
        }
        return largest;
    }

    private double ProbabilityOfWrong()
    {
        var (costs, effects) = (_moments.Costs, _moments.Effects);
        var best = AcceptabilityScores.Best(_thresholds, costs, effects);
        var sum = 0.0;
        for (var k = 0; k < _thresholds.Length; k++)
        {
            for (var rival = 0; rival < _strategies; rival++)
            {
                if (rival != best[k] && !_moments.AreTwins(rival, best[k])) sum += _moments.OfNetBenefit(best[k], rival, _thresholds[k]).ProbabilityOfOtherSign;
            }
        }
        return sum;
    }
}
