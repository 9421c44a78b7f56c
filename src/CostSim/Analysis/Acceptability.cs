using System.Numerics.Tensors;
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

        var netBenefit = MeanNetBenefits(outcomes, willingnessToPay);
        var best = FirstWithTheHighest(netBenefit, willingnessToPay.Length);
        var (wins, evpi) = Score(outcomes, willingnessToPay, best);

        var strategies = outcomes.Strategies.Count;
        var (probability, loss) = (new double[strategies][], new double[strategies][]);
        for (var s = 0; s < strategies; s++)
        {
            (probability[s], loss[s]) = (new double[best.Length], new double[best.Length]);
            for (var k = 0; k < best.Length; k++)
            {
                probability[s][k] = (double)wins[k * strategies + s] / outcomes.Draws;
                loss[s][k] = evpi[k] + (netBenefit[best[k]][k] - netBenefit[s][k]);
            }
        }
        return new AcceptabilityCurves(outcomes.Strategies, willingnessToPay.ToArray(), probability, best, netBenefit, loss, evpi);
    }

    private static double[][] MeanNetBenefits(OutcomeTable outcomes, ReadOnlySpan<double> willingnessToPay)
    {
        var means = new double[outcomes.Strategies.Count][];
        for (var s = 0; s < means.Length; s++)
        {
            var cost = Estimate.MeanOf(outcomes[s, OutcomeTable.Cost]);
            var effect = Estimate.MeanOf(outcomes[s, OutcomeTable.Qaly]);
            means[s] = new double[willingnessToPay.Length];
            for (var k = 0; k < means[s].Length; k++) means[s][k] = NetBenefit.MeanAt(willingnessToPay[k], cost, effect);
        }
        return means;
    }

    private static int[] FirstWithTheHighest(double[][] netBenefit, int points)
    {
        var best = new int[points];
        for (var k = 0; k < points; k++)
        {
            for (var s = 1; s < netBenefit.Length; s++)
            {
                if (netBenefit[s][k] > netBenefit[best[k]][k]) best[k] = s;
            }
        }
        return best;
    }

    /// <summary>How often each strategy wins, [wtp × strategy], and the mean gain over <paramref name="best"/> of choosing anew in a draw, [wtp].</summary>
    private static (long[] Wins, double[] MeanGain) Score(OutcomeTable outcomes, ReadOnlySpan<double> willingnessToPay, int[] best)
    {
        var (strategies, draws, points) = (outcomes.Strategies.Count, outcomes.Draws, best.Length);
        var wins = new long[points * strategies];
        var (gain, error) = (new double[points], new double[points]);
        var blockGain = new double[points];
        var block = new IncrementalBlock(strategies);
        for (var start = 0; start < draws; start += IncrementalBlock.Draws)
        {
            // The best strategy changes at most once per step of the frontier, so a block is seldom filled more than twice.
            for (var from = 0; from < points;)
            {
                var to = from + 1;
                while (to < points && best[to] == best[from]) to++;
                block.Fill(outcomes, start, best[from]);
                block.Score(willingnessToPay[from..to], wins.AsSpan(from * strategies, (to - from) * strategies), blockGain.AsSpan(from, to - from));
                from = to;
            }
            for (var k = 0; k < points; k++) StableSum.Add(ref gain[k], ref error[k], blockGain[k]);
        }
        TensorPrimitives.Add(gain, error, gain);
        TensorPrimitives.Divide(gain, draws, gain);
        return (wins, gain);
    }
}
