using CostSim.Sampling;

namespace CostSim.Analysis.Streaming;

/// <summary>How often each strategy is the best at one willingness to pay, and what each forgoes, with what is needed for their standard errors.</summary>
internal sealed class ThresholdScores
{
    private readonly int _strategies;
    private readonly int _replicates;
    private readonly double[] _sum;
    private readonly double[] _sumError;
    private readonly double[] _squares;
    private readonly double[] _squaresError;
    private readonly ReplicateSums[] _winsByReplicate;
    private readonly ReplicateSums[] _lossByReplicate;
    private long _draws;

    /// <param name="strategies">How many.</param>
    /// <param name="willingnessToPay">Money per unit of effect.</param>
    /// <param name="replicates">Independent copies that the draws are made of; 1 for independent draws.</param>
    public ThresholdScores(int strategies, double willingnessToPay, int replicates)
    {
        (_strategies, WillingnessToPay, _replicates) = (strategies, willingnessToPay, replicates);
        (_sum, _sumError, _squares, _squaresError) = (new double[strategies], new double[strategies], new double[strategies], new double[strategies]);
        Wins = new long[strategies];
        var copies = replicates > 1 ? strategies : 0;
        _winsByReplicate = [.. Enumerable.Range(0, copies).Select(_ => new ReplicateSums(replicates))];
        _lossByReplicate = [.. Enumerable.Range(0, copies).Select(_ => new ReplicateSums(replicates))];
    }

    /// <summary>Money per unit of effect.</summary>
    public double WillingnessToPay { get; }

    /// <summary>In how many draws each strategy is the best, the first of equals.</summary>
    public long[] Wins { get; }

    /// <summary>Adds the next draws.</summary>
    public void Add(ThresholdSums sums)
    {
        for (var block = 0; block < sums.Blocks; block++)
        {
            var start = block * Replicates.BlockDraws;
            var draws = Math.Min(Replicates.BlockDraws, sums.Draws - start);
            for (var s = 0; s < _strategies; s++)
            {
                var (losses, squares, wins) = sums[block, s];
                StableSum.Add(ref _sum[s], ref _sumError[s], losses);
                StableSum.Add(ref _squares[s], ref _squaresError[s], squares);
                Wins[s] += wins;
                if (_replicates == 1) continue;
                var replicate = Replicates.Of(sums.FirstDraw + start, _replicates);
                _lossByReplicate[s].Add(replicate, losses, draws);
                _winsByReplicate[s].Add(replicate, wins, draws);
            }
        }
        _draws += sums.Draws;
    }

    /// <summary>Standard error of the probability that a strategy is the best; null for too few draws.</summary>
    public double? StandardErrorOfProbability(int strategy)
    {
        if (_replicates > 1) return _winsByReplicate[strategy].StandardError;
        if (_draws < 2) return null;
        var share = (double)Wins[strategy] / _draws;
        return Math.Sqrt(share * (1 - share) / (_draws - 1));
    }

    /// <summary>Standard error of what choosing a strategy forgoes; of the strategy with the highest mean, of the EVPI. Null for too few draws.</summary>
    public double? StandardErrorOfLoss(int strategy)
    {
        if (_replicates > 1) return _lossByReplicate[strategy].StandardError;
        if (_draws < 2) return null;
        var (sum, squares) = (_sum[strategy] + _sumError[strategy], _squares[strategy] + _squaresError[strategy]);
        // Of terms that are not negative and often zero: what is subtracted is small.
        return Math.Sqrt(Math.Max(0, squares - sum * sum / _draws) / (_draws - 1) / _draws);
    }
}
