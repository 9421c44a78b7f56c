using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CostSim.Analysis.Streaming;

namespace CostSim.Analysis;

/// <summary>A block of draws, small enough for the first-level cache, and the kernel that finds each draw's winner at many points.</summary>
/// <remarks>
/// Always eight lanes and always fused multiply-add, so vectors of every width, and none, give the same bits.
/// </remarks>
internal sealed class IncrementalBlock(int strategies)
{
    /// <summary>Draws in a block.</summary>
    public const int Draws = 256;

    /// <summary>Up to here a lane counts the wins of every strategy in one 64-bit word, a byte each: 256 draws in 8 lanes are at most 32 wins.</summary>
    private const int StrategiesInAWord = 8;
    private const ulong EvenBytes = 0x00FF_00FF_00FF_00FF;

    /// <summary>Points that share each load of the draws.</summary>
    private const int PointsTogether = 4;

    private readonly double[] _effects = new double[strategies * Draws];         // effect less the best strategy's, [strategy][draw]
    private readonly double[] _negatedCosts = new double[strategies * Draws];    // the best strategy's cost less this one's, [strategy][draw]
    private int _padding;

    /// <summary>Takes draws from a chunk, as differences from one strategy; past its end they are zero.</summary>
    /// <param name="columns">Cost and effect of each strategy.</param>
    /// <param name="start">The first draw, counted within the chunk; below its number of draws.</param>
    /// <param name="from">The strategy that is subtracted.</param>
    public void Fill(in DecisionColumns columns, int start, int from)
    {
        var draws = Math.Min(Draws, columns.Draws - start);
        _padding = Draws - draws;
        var costsFrom = columns.Cost(from).Slice(start, draws);
        var effectsFrom = columns.Effect(from).Slice(start, draws);
        for (var s = 0; s < strategies; s++)
        {
            var effects = _effects.AsSpan(s * Draws, Draws);
            var costs = _negatedCosts.AsSpan(s * Draws, Draws);
            TensorPrimitives.Subtract(columns.Effect(s).Slice(start, draws), effectsFrom, effects);
            TensorPrimitives.Subtract(costsFrom, columns.Cost(s).Slice(start, draws), costs);
            effects[draws..].Clear();
            costs[draws..].Clear();
        }
    }

    /// <summary>Adds each strategy's wins in this block, and sets the sum over draws of the highest incremental net benefit.</summary>
    /// <param name="wtp">[points].</param>
    /// <param name="wins">[points × strategies]; added to.</param>
    /// <param name="gain">[points]; overwritten.</param>
    public void Score(ReadOnlySpan<double> wtp, Span<long> wins, Span<double> gain)
    {
        Span<double> fourWtp = stackalloc double[PointsTogether];
        Span<double> fourGains = stackalloc double[PointsTogether];
        for (var k = 0; k < wtp.Length; k += PointsTogether)
        {
            var points = Math.Min(PointsTogether, wtp.Length - k);
            var ownWins = wins.Slice(k * strategies, points * strategies);
            for (var i = 0; i < PointsTogether; i++) fourWtp[i] = wtp[k + Math.Min(i, points - 1)];
            if (strategies <= StrategiesInAWord) ScoreFew(fourWtp, ownWins, fourGains);
            else ScoreMany(fourWtp, ownWins, fourGains);
            fourGains[..points].CopyTo(gain[k..]);
            // In a draw of zeros every strategy ties, and the first wins.
            for (var i = 0; i < points; i++) ownWins[i * strategies] -= _padding;
        }
    }

    /// <summary>Four points at a time; branch-free: a strategy that beats the best so far replaces both its value and its mark.</summary>
    private void ScoreFew(ReadOnlySpan<double> wtp, Span<long> wins, Span<double> gain)
    {
        var (wtp0, wtp1, wtp2, wtp3) = (Vector512.Create(wtp[0]), Vector512.Create(wtp[1]), Vector512.Create(wtp[2]), Vector512.Create(wtp[3]));
        var (gain0, gain1, gain2, gain3) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        var (wins0, wins1, wins2, wins3) = (Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero, Vector512<ulong>.Zero);
        ref var effects = ref MemoryMarshal.GetArrayDataReference(_effects);
        ref var costs = ref MemoryMarshal.GetArrayDataReference(_negatedCosts);

        for (var d = 0; d < Draws; d += Vector512<double>.Count)
        {
            var effect = Vector512.LoadUnsafe(ref effects, (nuint)d);
            var cost = Vector512.LoadUnsafe(ref costs, (nuint)d);
            var best0 = Vector512.FusedMultiplyAdd(wtp0, effect, cost);
            var best1 = Vector512.FusedMultiplyAdd(wtp1, effect, cost);
            var best2 = Vector512.FusedMultiplyAdd(wtp2, effect, cost);
            var best3 = Vector512.FusedMultiplyAdd(wtp3, effect, cost);
            var first = Vector512.Create(1UL);
            var (mark0, mark1, mark2, mark3) = (first, first, first, first);
            for (var s = 1; s < strategies; s++)
            {
                var mark = Vector512.Create(1UL << (8 * s));
                effect = Vector512.LoadUnsafe(ref effects, (nuint)(s * Draws + d));
                cost = Vector512.LoadUnsafe(ref costs, (nuint)(s * Draws + d));
                Challenge(Vector512.FusedMultiplyAdd(wtp0, effect, cost), mark, ref best0, ref mark0);
                Challenge(Vector512.FusedMultiplyAdd(wtp1, effect, cost), mark, ref best1, ref mark1);
                Challenge(Vector512.FusedMultiplyAdd(wtp2, effect, cost), mark, ref best2, ref mark2);
                Challenge(Vector512.FusedMultiplyAdd(wtp3, effect, cost), mark, ref best3, ref mark3);
            }
            (gain0, gain1, gain2, gain3) = (gain0 + best0, gain1 + best1, gain2 + best2, gain3 + best3);
            (wins0, wins1, wins2, wins3) = (wins0 + mark0, wins1 + mark1, wins2 + mark2, wins3 + mark3);
        }

        (gain[0], gain[1], gain[2], gain[3]) = (StableSum.OfLanes(gain0), StableSum.OfLanes(gain1), StableSum.OfLanes(gain2), StableSum.OfLanes(gain3));
        AddWins(wins0, wins, 0);
        AddWins(wins1, wins, 1);
        AddWins(wins2, wins, 2);
        AddWins(wins3, wins, 3);
    }

    private static void Challenge(Vector512<double> value, Vector512<ulong> mark, ref Vector512<double> best, ref Vector512<ulong> bestMark)
    {
        var wins = Vector512.GreaterThan(value, best);   // strictly: the first of equals stays
        best = Vector512.ConditionalSelect(wins, value, best);
        bestMark = Vector512.ConditionalSelect(wins.AsUInt64(), mark, bestMark);
    }

    private void AddWins(Vector512<ulong> packed, Span<long> wins, int point)
    {
        if (point * strategies >= wins.Length) return;   // a repeated point that fills up the four
        var even = Vector512.Sum(packed & Vector512.Create(EvenBytes));
        var odd = Vector512.Sum((packed >>> 8) & Vector512.Create(EvenBytes));
        for (var s = 0; s < strategies; s++)
            wins[point * strategies + s] += (long)(((s % 2 == 0 ? even : odd) >> (16 * (s / 2))) & 0xFFFF);
    }

    /// <summary>The same winner and the same sums, by each winner's number: for more strategies than a word has bytes.</summary>
    private void ScoreMany(ReadOnlySpan<double> wtp, Span<long> wins, Span<double> gain)
    {
        ref var effects = ref MemoryMarshal.GetArrayDataReference(_effects);
        ref var costs = ref MemoryMarshal.GetArrayDataReference(_negatedCosts);
        for (var point = 0; point * strategies < wins.Length; point++)
        {
            var price = Vector512.Create(wtp[point]);
            var sum = Vector512<double>.Zero;
            for (var d = 0; d < Draws; d += Vector512<double>.Count)
            {
                var best = Vector512.FusedMultiplyAdd(price, Vector512.LoadUnsafe(ref effects, (nuint)d), Vector512.LoadUnsafe(ref costs, (nuint)d));
                var winner = Vector512<ulong>.Zero;
                for (var s = 1; s < strategies; s++)
                {
                    var effect = Vector512.LoadUnsafe(ref effects, (nuint)(s * Draws + d));
                    var cost = Vector512.LoadUnsafe(ref costs, (nuint)(s * Draws + d));
                    Challenge(Vector512.FusedMultiplyAdd(price, effect, cost), Vector512.Create((ulong)s), ref best, ref winner);
                }
                sum += best;
                for (var lane = 0; lane < Vector512<ulong>.Count; lane++) wins[point * strategies + (int)winner[lane]]++;
            }
            gain[point] = StableSum.OfLanes(sum);
        }
    }
}
