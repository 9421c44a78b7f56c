using System.Collections.Concurrent;

namespace CostSim.Analysis.Streaming;

/// <summary>Counts, chunk by chunk, who wins at each willingness to pay, and adds up what the winners cost and gain.</summary>
/// <remarks>
/// With <c>b</c> the strategy of the highest mean, <c>EVPI = wtp · (effect of the winners - effect of b) - (cost of the winners - cost of b)</c>, means over the draws. It
/// may be tiny beside what it is the difference of, so all sums have twice the precision (<see cref="WinnerSums"/>): the error of an EVPI is a rounding, and some
/// 10⁻³⁰ of the largest net benefit.
/// </remarks>
/// <param name="strategies">How many.</param>
/// <param name="scale">The points, which do not influence each other.</param>
internal sealed class AcceptabilityScores(int strategies, WillingnessToPayScale scale)
{
    private readonly ConcurrentBag<ChunkScores> _free = [];
    private readonly long[] _wins = new long[scale.Points.Length * strategies];           // as in ChunkScores: changes from point to point
    private readonly WinnerSums[] _winners = new WinnerSums[scale.Points.Length];
    private long _draws;

    /// <summary>Scores the draws of a chunk; on any thread.</summary>
    public ChunkScores Score(in DecisionColumns columns)
    {
        if (!_free.TryTake(out var scores)) scores = new ChunkScores(strategies, scale);
        scores.Fill(columns);
        return scores;
    }

    /// <summary>Adds a chunk's scores, in the order of the draws; they are not to be used afterwards.</summary>
    public void Add(ChunkScores scores)
    {
        var (wins, winners) = (scores.Wins, scores.Winners);
        for (var i = 0; i < wins.Length; i++) _wins[i] += wins[i];
        for (var k = 0; k < winners.Length; k++) _winners[k].Add(winners[k]);
        _draws += scores.Draws;
        _free.Add(scores);
    }

    /// <summary>The curves of all draws so far.</summary>
    /// <param name="willingnessToPay">Of the points, those that are wanted, in any order.</param>
    /// <param name="names">Of the strategies.</param>
    /// <param name="costs">Sum of each one's costs over the draws.</param>
    /// <param name="effects">Sum of each one's effects.</param>
    public AcceptabilityCurves Curves(IReadOnlyList<double> willingnessToPay, IReadOnlyList<string> names, StableSum[] costs, StableSum[] effects)
    {
        double[] meanCosts = [.. costs.Select(sum => sum.Total / _draws)];
        double[] meanEffects = [.. effects.Select(sum => sum.Total / _draws)];
        double[] points = [.. willingnessToPay];
        int[] places = [.. points.Select(scale.PlaceOf)];
        double[][] netBenefit = [.. names.Select((_, s) => points.Select(wtp => NetBenefit.MeanAt(wtp, meanCosts[s], meanEffects[s])).ToArray())];
        var best = Best(points, meanCosts, meanEffects);
        var (wins, winners) = AtEachPoint();
        double[] evpi = [.. best.Select((b, k) => Evpi(points[k], wins[places[k] * strategies + b], winners[places[k]], costs[b], effects[b]))];
        double[][] probability = [.. names.Select((_, s) => places.Select(place => (double)wins[place * strategies + s] / _draws).ToArray())];
        double[][] loss = [.. names.Select((_, s) => best.Select((b, k) => evpi[k] + (netBenefit[b][k] - netBenefit[s][k])).ToArray())];
        return new AcceptabilityCurves(names, points, probability, best, netBenefit, loss, evpi);
    }

    /// <summary>The strategy of the highest mean net benefit at each point, the first of equals.</summary>
    public static int[] Best(double[] willingnessToPay, double[] costs, double[] effects)
    {
        var best = new int[willingnessToPay.Length];
        for (var k = 0; k < best.Length; k++)
        {
            for (var s = 1; s < costs.Length; s++)
            {
                var wtp = willingnessToPay[k];
                if (NetBenefit.MeanAt(wtp, costs[s], effects[s]) > NetBenefit.MeanAt(wtp, costs[best[k]], effects[best[k]])) best[k] = s;
            }
        }
        return best;
    }

    /// <summary>Adds the changes up, from the first point on.</summary>
    private (long[] Wins, WinnerSums[] Winners) AtEachPoint()
    {
        var (wins, winners) = ((long[])_wins.Clone(), (WinnerSums[])_winners.Clone());
        for (var i = strategies; i < wins.Length; i++) wins[i] += wins[i - strategies];
        for (var k = 1; k < winners.Length; k++) winners[k].Add(winners[k - 1]);
        return (wins, winners);
    }

    /// <summary>No strategy is better than the winner in any draw; of sums that were rounded, it may be, by the last place of twice the precision.</summary>
    private double Evpi(double wtp, long wins, WinnerSums winners, StableSum cost, StableSum effect) =>
        wins == _draws ? 0 : Math.Max(0, winners.NetBenefitAbove(wtp, cost.Parts, effect.Parts) / _draws);
}
