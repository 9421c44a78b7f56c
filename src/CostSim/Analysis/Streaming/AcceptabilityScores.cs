using System.Collections.Concurrent;

namespace CostSim.Analysis.Streaming;

/// <summary>Counts, chunk by chunk, who wins at each willingness to pay, and what choosing anew in each draw would gain.</summary>
/// <remarks>
/// Net benefits are taken as differences from one strategy at each point, which is guessed beforehand. With <c>b</c> the strategy of the highest mean
/// and <c>p</c> the guess, <c>EVPI = mean of max over s of (NB(s) - NB(p)), less mean of (NB(b) - NB(p))</c>. Where the guess is right the second term is
/// zero and the first a sum of terms that are not negative; where it is not, a difference of the order of the EVPI is lost to rounding in the last
/// places of a net benefit.
/// </remarks>
/// <param name="strategies">How many.</param>
/// <param name="willingnessToPay">Fastest in ascending or descending order; the points do not influence each other.</param>
/// <param name="guess">The strategy that is probably the best at each point.</param>
internal sealed class AcceptabilityScores(int strategies, double[] willingnessToPay, int[] guess)
{
    private readonly ConcurrentBag<ChunkScores> _free = [];
    private readonly long[] _wins = new long[willingnessToPay.Length * strategies];
    private readonly double[] _gain = new double[willingnessToPay.Length];
    private readonly double[] _error = new double[willingnessToPay.Length];
    private long _draws;

    /// <summary>Scores the draws of a chunk; on any thread.</summary>
    public ChunkScores Score(in DecisionColumns columns)
    {
        if (!_free.TryTake(out var scores)) scores = new ChunkScores(strategies, willingnessToPay.Length);
        scores.Fill(columns, willingnessToPay, guess);
        return scores;
    }

    /// <summary>Adds a chunk's scores, in the order of the draws; they are not to be used afterwards.</summary>
    public void Add(ChunkScores scores)
    {
        for (var i = 0; i < _wins.Length; i++) _wins[i] += scores.Wins[i];
        for (var k = 0; k < _gain.Length; k++) StableSum.Add(ref _gain[k], ref _error[k], scores.Gain[k]);
        _draws += scores.Draws;
        _free.Add(scores);
    }

    /// <summary>The curves of all draws so far.</summary>
    /// <param name="names">Of the strategies.</param>
    /// <param name="costs">Mean cost of each.</param>
    /// <param name="effects">Mean effect of each.</param>
    public AcceptabilityCurves Curves(IReadOnlyList<string> names, double[] costs, double[] effects)
    {
        double[][] netBenefit = [.. costs.Select((cost, s) => willingnessToPay.Select(wtp => NetBenefit.MeanAt(wtp, cost, effects[s])).ToArray())];
        var best = Best(willingnessToPay, costs, effects);
        var evpi = new double[best.Length];
        for (var k = 0; k < evpi.Length; k++)
        {
            // The mean of the highest is never below the highest mean; of numbers that were rounded, it may be by their last place.
            evpi[k] = Math.Max(0, (_gain[k] + _error[k]) / _draws - (netBenefit[best[k]][k] - netBenefit[guess[k]][k]));
        }
        double[][] probability = [.. names.Select((_, s) => best.Select((_, k) => (double)_wins[k * strategies + s] / _draws).ToArray())];
        double[][] loss = [.. names.Select((_, s) => best.Select((b, k) => evpi[k] + (netBenefit[b][k] - netBenefit[s][k])).ToArray())];
        return new AcceptabilityCurves(names, [.. willingnessToPay], probability, best, netBenefit, loss, evpi);
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
}
