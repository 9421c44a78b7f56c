using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Analysis.Streaming;

/// <summary>Who wins in one chunk's draws at each willingness to pay, and with what cost and effect; used again for another chunk.</summary>
/// <remarks>
/// In a draw each strategy's net benefit is a line over the willingness to pay, and winners follow the upper envelope of those lines: ever more effective,
/// ever dearer ones, at most one change for each strategy (Suen and Goldhaber-Fiebert 2016 say so of means). So a draw is not scored at each point: from the winner at
/// one point, the walk steps to the first point at which some other may have overtaken it, and looks there at all of them.
/// One strategy beats another where <c>wtp · (more effect) - (more cost)</c> is above zero, in one fused multiply-add, whose sign is exact. Hence, once a
/// strategy is beaten by a more effective one, it stays beaten as the willingness to pay grows, and at the points that the walk steps over, a look would find the same winner.
/// Only changes are kept, at the points where they happen: a chunk costs the same for a hundred points as for a thousand.
/// Always eight lanes and always fused multiply-add, so vectors of every width, and none, give the same bits.
/// </remarks>
internal sealed class ChunkScores(int strategies, WillingnessToPayScale scale)
{
    private const int Lanes = 8;

    /// <summary>Takes from a quotient more than three roundings can have added to it.</summary>
    private const double BelowOne = 1 - 4.0 / (1L << 52);

    private const double LeastNormal = 2.2250738585072014e-308;

    private readonly Vector512<double>[] _costs = new Vector512<double>[strategies];
    private readonly Vector512<double>[] _effects = new Vector512<double>[strategies];
    private readonly int[] _place = new int[Lanes];
    private readonly double[] _wtp = new double[Lanes];
    private readonly double[] _earliest = new double[Lanes];
    private readonly double[] _changes = new double[4 * Lanes];
    private readonly long[] _winners = new long[2 * Lanes];

    /// <summary>How many draws were scored.</summary>
    public int Draws { get; private set; }

    /// <summary>Draws in which a strategy begins to win at a point, less those in which it ceases to; [wtp × strategy].</summary>
    public int[] Wins { get; } = new int[scale.Points.Length * strategies];

    /// <summary>Cost and effect of those that begin to win at a point, less those of the ones that cease to; [wtp].</summary>
    public WinnerSums[] Winners { get; } = new WinnerSums[scale.Points.Length];

    /// <summary>Scores the draws of a chunk.</summary>
    public void Fill(in DecisionColumns columns)
    {
        Draws = columns.Draws;
        Array.Clear(Wins);
        Array.Clear(Winners);
        if (Winners.Length == 0) return;
        var (cost, effect) = (new StableSum(), new StableSum());
        for (var first = 0; first < Draws; first += Lanes)
        {
            var draws = Math.Min(Lanes, Draws - first);
            for (var s = 0; s < strategies; s++) (_costs[s], _effects[s]) = (Load(columns.Cost(s), first, draws), Load(columns.Effect(s), first, draws));
            Walk(ref cost, ref effect);
            Wins[0] -= Lanes - draws;   // past the end all is zero: every strategy ties, and the first wins
        }
        var (costs, effects) = (cost.Parts, effect.Parts);
        Winners[0].Add(Vector128.Create(costs.Sum, effects.Sum), Vector128.Create(costs.Error, effects.Error));
    }

    private void Walk(ref StableSum firstCost, ref StableSum firstEffect)
    {
        var points = scale.Points;
        var prices = Vector512.Create(points[0]);
        Look(prices, out var cost, out var effect, out var winner);
        for (var s = 0; s < strategies; s++) Wins[s] += BitOperations.PopCount(Vector512.Equals(winner, Vector512.Create((long)s)).ExtractMostSignificantBits());
        firstCost.Add(cost);
        firstEffect.Add(effect);

        Array.Clear(_place);
        prices.CopyTo(_wtp);
        var end = Vector512.Create(points[^1]);
        var going = (1UL << Lanes) - 1;
        while (true)
        {
            var earliest = EarliestChange(cost, effect);
            going &= Vector512.LessThanOrEqual(earliest, end).ExtractMostSignificantBits();
            if (going == 0) return;
            earliest.CopyTo(_earliest);
            for (var lanes = going; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var place = Math.Max(_place[lane] + 1, scale.FirstFrom(_earliest[lane]));
                if (place < points.Length) (_place[lane], _wtp[lane]) = (place, points[place]);
                else going &= ~(1UL << lane);
            }
            Look(Vector512.Create<double>(_wtp), out var newCost, out var newEffect, out var newWinner);
            var changed = going & ~Vector512.Equals(newWinner, winner).ExtractMostSignificantBits();
            if (changed != 0) Keep(changed, (cost, newCost), (effect, newEffect), (winner, newWinner));
            (cost, effect, winner) = (newCost, newEffect, newWinner);
        }
    }

    /// <summary>The winner at one willingness to pay in each draw, the first of equals.</summary>
    private void Look(Vector512<double> wtp, out Vector512<double> cost, out Vector512<double> effect, out Vector512<long> winner)
    {
        (cost, effect, winner) = (_costs[0], _effects[0], Vector512<long>.Zero);
        for (var s = 1; s < strategies; s++)
        {
            var wins = Vector512.GreaterThan(Vector512.FusedMultiplyAdd(wtp, _effects[s] - effect, cost - _costs[s]), Vector512<double>.Zero);
            cost = Vector512.ConditionalSelect(wins, _costs[s], cost);
            effect = Vector512.ConditionalSelect(wins, _effects[s], effect);
            winner = Vector512.ConditionalSelect(wins.AsInt64(), Vector512.Create((long)s), winner);
        }
    }

    /// <summary>A willingness to pay below which no strategy overtakes the winner for sure; infinite where none ever does.</summary>
    private Vector512<double> EarliestChange(Vector512<double> cost, Vector512<double> effect)
    {
        var least = Vector512.Create(double.PositiveInfinity);
        for (var s = 0; s < strategies; s++)
        {
            var more = _effects[s] - effect;
            var ratio = (_costs[s] - cost) / more;
            least = Vector512.ConditionalSelect(Vector512.GreaterThan(more, Vector512<double>.Zero) & Vector512.LessThan(ratio, least), ratio, least);
        }
        return Vector512.FusedMultiplyAdd(least, Vector512.Create(BelowOne), Vector512.Create(-LeastNormal));
    }

    private void Keep(
        ulong changed, (Vector512<double> Old, Vector512<double> New) cost, (Vector512<double> Old, Vector512<double> New) effect, (Vector512<long> Old, Vector512<long> New) winner)
    {
        KeepChange(cost.Old, cost.New, 0);
        KeepChange(effect.Old, effect.New, 2 * Lanes);
        winner.Old.CopyTo(_winners);
        winner.New.CopyTo(_winners, Lanes);
        for (; changed != 0; changed &= changed - 1)
        {
            var lane = BitOperations.TrailingZeroCount(changed);
            var place = _place[lane];
            Wins[place * strategies + (int)_winners[lane]]--;
            Wins[place * strategies + (int)_winners[Lanes + lane]]++;
            Winners[place].Add(
                Vector128.Create(_changes[lane], _changes[2 * Lanes + lane]),
                Vector128.Create(_changes[Lanes + lane], _changes[3 * Lanes + lane]));
        }
    }

    /// <summary>New less old, and what rounding takes from that.</summary>
    private void KeepChange(Vector512<double> old, Vector512<double> @new, int start)
    {
        var change = @new - old;
        var rounded = change - @new;
        change.CopyTo(_changes, start);
        ((@new - (change - rounded)) - (old + rounded)).CopyTo(_changes, start + Lanes);
    }

    private static Vector512<double> Load(ReadOnlySpan<double> values, int first, int draws) => draws == Lanes
        ? Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)first)
        : PaddedWithZeros(values.Slice(first, draws));

    private static Vector512<double> PaddedWithZeros(ReadOnlySpan<double> values)
    {
        Span<double> eight = stackalloc double[Lanes];
        eight.Clear();
        values.CopyTo(eight);
        return Vector512.Create<double>(eight);
    }
}
