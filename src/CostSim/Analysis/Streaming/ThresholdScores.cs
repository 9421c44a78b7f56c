using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    private readonly Vector512<double>[] _netBenefits;
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
        (_netBenefits, _losses, _squaredLosses) = (new Vector512<double>[strategies], new Vector512<double>[strategies], new Vector512<double>[strategies]);
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
            Array.Clear(_losses);
            Array.Clear(_squaredLosses);
            Array.Clear(_wins);
            for (var d = start; d < start + draws; d += Vector512<double>.Count) Score(columns, d, Math.Min(Vector512<double>.Count, start + draws - d));
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

    /// <summary>Eight draws; those past the end count as draws in which all is zero, and are taken back from the first strategy's wins.</summary>
    private void Score(in DecisionColumns columns, int first, int draws)
    {
        var price = Vector512.Create(WillingnessToPay);
        var best = Vector512.Create(double.NegativeInfinity);
        for (var s = 0; s < _strategies; s++)
        {
            var (cost, effect) = (Load(columns.Cost(s), first, draws), Load(columns.Effect(s), first, draws));
            _netBenefits[s] = Vector512.FusedMultiplyAdd(price, effect, -cost);
            best = Vector512.ConditionalSelect(Vector512.GreaterThan(_netBenefits[s], best), _netBenefits[s], best);
        }
        var undecided = Vector512<double>.AllBitsSet;
        for (var s = 0; s < _strategies; s++)
        {
            var loss = best - _netBenefits[s];
            _losses[s] += loss;
            _squaredLosses[s] = Vector512.FusedMultiplyAdd(loss, loss, _squaredLosses[s]);
            var wins = Vector512.Equals(best, _netBenefits[s]) & undecided;
            undecided = Vector512.AndNot(undecided, wins);
            _wins[s] += BitOperations.PopCount(wins.ExtractMostSignificantBits());
        }
        _wins[0] -= Vector512<double>.Count - draws;
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
