using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CostSim.Sampling;

namespace CostSim.Analysis.Streaming;

/// <summary>How often each strategy is the best at one willingness to pay, and what each forgoes, with what is needed for their standard errors.</summary>
internal sealed class ThresholdScores
{
    private const int EightsInABlock = Replicates.BlockDraws / 8;

    private readonly int _strategies;
    private readonly int _replicates;
    private readonly double[] _sum;
    private readonly double[] _sumError;
    private readonly double[] _squares;
    private readonly double[] _squaresError;
    private readonly ReplicateSums[] _winsByReplicate;
    private readonly ReplicateSums[] _lossByReplicate;
    private readonly Vector512<double>[] _netBenefits;   // [strategy × eight draws]
    private readonly Vector512<double>[] _best = new Vector512<double>[EightsInABlock];
    private readonly Vector512<long>[] _winners = new Vector512<long>[EightsInABlock];
    private readonly Vector512<double>[] _losses;
    private readonly Vector512<double>[] _squaredLosses;
    private readonly int[] _wins;
    private long _draws;

    /// <param name="strategies">How many.</param>
    /// <param name="willingnessToPay">Money per unit of effect.</param>
    /// <param name="replicates">Independent copies that the draws are made of; 1 for independent draws.</param>
    public ThresholdScores(int strategies, double willingnessToPay, int replicates)
    {
        (_strategies, WillingnessToPay, _replicates) = (strategies, willingnessToPay, replicates);
        (_sum, _sumError, _squares, _squaresError) = (new double[strategies], new double[strategies], new double[strategies], new double[strategies]);
        (_netBenefits, _losses, _squaredLosses) = (new Vector512<double>[strategies * EightsInABlock], new Vector512<double>[strategies], new Vector512<double>[strategies]);
        (_wins, Wins) = (new int[strategies], new long[strategies]);
        var copies = replicates > 1 ? strategies : 0;
        _winsByReplicate = [.. Enumerable.Range(0, copies).Select(_ => new ReplicateSums(replicates))];
        _lossByReplicate = [.. Enumerable.Range(0, copies).Select(_ => new ReplicateSums(replicates))];
    }

    /// <summary>Money per unit of effect.</summary>
    public double WillingnessToPay { get; }

    /// <summary>In how many draws each strategy is the best, the first of equals.</summary>
    public long[] Wins { get; }

    /// <summary>Adds the draws of a chunk.</summary>
    /// <param name="columns">Cost and effect of each strategy.</param>
    public void Add(in DecisionColumns columns)
    {
        for (var start = 0; start < columns.Draws; start += Replicates.BlockDraws)
        {
            var draws = Math.Min(Replicates.BlockDraws, columns.Draws - start);
            FindWinners(columns, start, draws);
            Score(draws);
            Keep(columns.FirstDraw + start, draws);
        }
        _draws += columns.Draws;
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

    private void FindWinners(in DecisionColumns columns, int start, int draws)
    {
        var price = Vector512.Create(WillingnessToPay);
        Array.Fill(_best, Vector512.Create(double.NegativeInfinity));
        for (var s = 0; s < _strategies; s++)
        {
            var costs = columns.Cost(s).Slice(start, draws);
            var effects = columns.Effect(s).Slice(start, draws);
            var netBenefits = _netBenefits.AsSpan(s * EightsInABlock, EightsInABlock);
            var strategy = Vector512.Create((long)s);
            for (var (eight, first) = (0, 0); first < draws; (eight, first) = (eight + 1, first + Vector512<double>.Count))
            {
                var those = Math.Min(Vector512<double>.Count, draws - first);
                var netBenefit = Vector512.FusedMultiplyAdd(price, Load(effects, first, those), -Load(costs, first, those));
                var wins = Vector512.GreaterThan(netBenefit, _best[eight]);
                netBenefits[eight] = netBenefit;
                _best[eight] = Vector512.ConditionalSelect(wins, netBenefit, _best[eight]);
                _winners[eight] = Vector512.ConditionalSelect(wins.AsInt64(), strategy, _winners[eight]);
            }
        }
    }

    /// <summary>Draws past the end count as draws in which all is zero, and are taken back from the first strategy's wins.</summary>
    private void Score(int draws)
    {
        var eights = (draws + Vector512<double>.Count - 1) / Vector512<double>.Count;
        for (var s = 0; s < _strategies; s++)
        {
            var netBenefits = _netBenefits.AsSpan(s * EightsInABlock, eights);
            var strategy = Vector512.Create((long)s);
            var (losses, squares, wins) = (Vector512<double>.Zero, Vector512<double>.Zero, 0);
            for (var eight = 0; eight < netBenefits.Length; eight++)
            {
                var loss = _best[eight] - netBenefits[eight];
                losses += loss;
                squares = Vector512.FusedMultiplyAdd(loss, loss, squares);
                wins += BitOperations.PopCount(Vector512.Equals(_winners[eight], strategy).ExtractMostSignificantBits());
            }
            (_losses[s], _squaredLosses[s], _wins[s]) = (losses, squares, wins);
        }
        _wins[0] -= eights * Vector512<double>.Count - draws;
    }

    private void Keep(long firstDraw, int draws)
    {
        for (var s = 0; s < _strategies; s++)
        {
            var loss = StableSum.OfLanes(_losses[s]);
            StableSum.Add(ref _sum[s], ref _sumError[s], loss);
            StableSum.Add(ref _squares[s], ref _squaresError[s], StableSum.OfLanes(_squaredLosses[s]));
            Wins[s] += _wins[s];
            if (_replicates == 1) continue;
            var replicate = Replicates.Of(firstDraw, _replicates);
            _lossByReplicate[s].Add(replicate, loss, draws);
            _winsByReplicate[s].Add(replicate, _wins[s], draws);
        }
    }

    private static Vector512<double> Load(ReadOnlySpan<double> values, int first, int draws) => draws == Vector512<double>.Count
        ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)first)
        : PaddedWithZeros(values.Slice(first, draws));

    private static Vector512<double> PaddedWithZeros(ReadOnlySpan<double> values)
    {
        Span<double> eight = stackalloc double[Vector512<double>.Count];
        eight.Clear();
        values.CopyTo(eight);
        return Vector512.Create<double>(eight);
    }
}
