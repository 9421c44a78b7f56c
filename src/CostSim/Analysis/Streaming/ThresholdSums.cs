using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CostSim.Runs;
using CostSim.Sampling;

namespace CostSim.Analysis.Streaming;

/// <summary>Who is the best in consecutive draws at one willingness to pay, and what the others forgo, block by block; filled on any thread, and used again for other draws.</summary>
/// <param name="strategies">How many.</param>
internal sealed class ThresholdSums(int strategies)
{
    private const int MostBlocks = DrawChunk.MaximumDraws / Replicates.BlockDraws;
    private const int EightsInABlock = Replicates.BlockDraws / 8;

    private readonly double[] _losses = new double[MostBlocks * strategies];
    private readonly double[] _squaredLosses = new double[MostBlocks * strategies];
    private readonly int[] _wins = new int[MostBlocks * strategies];
    private readonly Vector512<double>[] _netBenefits = new Vector512<double>[strategies * EightsInABlock];   // [strategy × eight draws]
    private readonly Vector512<double>[] _best = new Vector512<double>[EightsInABlock];
    private readonly Vector512<long>[] _winners = new Vector512<long>[EightsInABlock];

    public long FirstDraw { get; private set; }

    public int Draws { get; private set; }

    /// <summary>How many blocks of 64 draws there are, the last perhaps of fewer.</summary>
    public int Blocks => (Draws + Replicates.BlockDraws - 1) / Replicates.BlockDraws;

    /// <summary>What a strategy forgoes in a block, the sum of its squares, and how often the strategy is the best, the first of equals.</summary>
    public (double Losses, double SquaredLosses, int Wins) this[int block, int strategy]
    {
        get
        {
            var place = block * strategies + strategy;
            return (_losses[place], _squaredLosses[place], _wins[place]);
        }
    }

    /// <summary>Looks at the draws.</summary>
    /// <param name="columns">Cost and effect of each strategy.</param>
    /// <param name="willingnessToPay">Money per unit of effect.</param>
    public void Fill(in DecisionColumns columns, double willingnessToPay)
    {
        (FirstDraw, Draws) = (columns.FirstDraw, columns.Draws);
        for (var block = 0; block < Blocks; block++)
        {
            var start = block * Replicates.BlockDraws;
            var draws = Math.Min(Replicates.BlockDraws, Draws - start);
            FindWinners(columns, willingnessToPay, start, draws);
            Score(block * strategies, draws);
        }
    }

    private void FindWinners(in DecisionColumns columns, double willingnessToPay, int start, int draws)
    {
        var price = Vector512.Create(willingnessToPay);
        Array.Fill(_best, Vector512.Create(double.NegativeInfinity));
        for (var s = 0; s < strategies; s++)
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
    private void Score(int place, int draws)
    {
        var eights = (draws + Vector512<double>.Count - 1) / Vector512<double>.Count;
        for (var s = 0; s < strategies; s++)
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
            (_losses[place + s], _squaredLosses[place + s], _wins[place + s]) = (StableSum.OfLanes(losses), StableSum.OfLanes(squares), wins);
        }
        _wins[place] -= eights * Vector512<double>.Count - draws;
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
