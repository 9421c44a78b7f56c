using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Analysis.Streaming;

/// <summary>One percentile of draws that pass by once: values near it are kept, the others are counted.</summary>
/// <remarks>
/// The percentile p of all draws lies between the order statistics of the first n at the ranks <c>n p ± 8 √(n p (1 - p))</c> unless something
/// happens with a probability of 10⁻¹¹, if the order of the draws is random. So only what falls between those two values is kept; when that has
/// become too much, the bracket is drawn anew from it, about the square root as wide. The result is an order statistic of all draws, exactly, since
/// those outside are counted; should it lie outside the bracket, that is seen, and no number comes out.
/// </remarks>
internal sealed class PercentileBracket
{
    private const double HalfWidth = 8;   // standard errors of a rank

    private readonly double _probability;
    private readonly List<double> _within = [];   // strictly between the ends
    private double _low = double.NegativeInfinity;
    private double _high = double.PositiveInfinity;
    private long _below;     // less than _low
    private long _atLow;     // equal to it
    private long _atHigh;    // equal to _high, where that is above _low
    private long _draws;

    /// <param name="first">The first draws, thousands, in ascending order.</param>
    /// <param name="probability">Above 0 and below 1.</param>
    public PercentileBracket(ReadOnlySpan<double> first, double probability)
    {
        (_probability, _draws) = (probability, first.Length);
        _within.AddRange(first);
        DrawCloser();
    }

    private double StandardErrorOfRank => Math.Sqrt(_draws * _probability * (1 - _probability));

    /// <summary>Adds draws; all finite.</summary>
    public void Add(ReadOnlySpan<double> draws)
    {
        _draws += draws.Length;
        ref var first = ref MemoryMarshal.GetReference(draws);
        var (low, high) = (Vector512.Create(_low), Vector512.Create(_high));
        var d = 0;
        for (; d <= draws.Length - Vector512<double>.Count; d += Vector512<double>.Count)
        {
            var values = Vector512.LoadUnsafe(ref first, (nuint)d);
            var below = Vector512.LessThan(values, low);
            _below += BitOperations.PopCount(below.ExtractMostSignificantBits());
            var within = Vector512.AndNot(Vector512.LessThanOrEqual(values, high), below).ExtractMostSignificantBits();
            for (; within != 0; within &= within - 1) Take(draws[d + BitOperations.TrailingZeroCount(within)]);
        }
        foreach (var value in draws[d..])
        {
            if (value < _low) _below++;
            else if (value <= _high) Take(value);
        }
        if (_within.Count <= 4 * HalfWidth * StandardErrorOfRank + 512) return;
        _within.Sort();
        DrawCloser();
    }

    /// <summary>The percentile of all draws so far, by linear interpolation of the order statistics (type 7), as <see cref="Percentile"/> does.</summary>
    /// <exception cref="InvalidOperationException">The draws were not in random order, and the percentile was passed over.</exception>
    public double Percentile
    {
        get
        {
            _within.Sort();
            var position = (_draws - 1) * _probability;
            var index = (long)position;
            var below = OfRank(index);
            return below + (position - index) * (OfRank(index + 1) - below);
        }
    }

    /// <summary>Keeps a value that is not outside.</summary>
    private void Take(double value)
    {
        if (value == _low) _atLow++;
        else if (value == _high) _atHigh++;
        else _within.Add(value);
    }

    /// <summary>Draws the bracket closer, with what is within in ascending order. An end beyond which the percentile may lie stays where it is.</summary>
    private void DrawCloser()
    {
        var (middle, margin) = ((_draws - 1) * _probability, HalfWidth * StandardErrorOfRank + 2);
        var (low, high) = (ValueOrEnd((long)Math.Floor(middle - margin)), ValueOrEnd((long)Math.Ceiling(middle + margin)));
        var (below, atLow, atHigh) = (_below, 0L, 0L);
        Count(_low, _atLow);
        var kept = 0;
        foreach (var value in CollectionsMarshal.AsSpan(_within))
        {
            if (value > low && value < high) _within[kept++] = value;
            else Count(value, 1);
        }
        _within.RemoveRange(kept, _within.Count - kept);
        Count(_high, _atHigh);
        (_low, _high, _below, _atLow, _atHigh) = (low, high, below, atLow, atHigh);

        void Count(double value, long times)
        {
            if (value < low) below += times;
            else if (value == low) atLow += times;
            else if (value == high) atHigh += times;
        }
    }

    private double ValueOrEnd(long rank) => (rank - _below - _atLow) switch
    {
        < 0 => _low,
        var place when place < _within.Count => _within[(int)place],
        _ => _high,
    };

    private double OfRank(long rank)
    {
        var place = rank - _below;
        if (place < 0) throw NotRandom();
        if (place < _atLow) return _low;
        place -= _atLow;
        if (place < _within.Count) return _within[(int)place];
        if (place - _within.Count < _atHigh) return _high;
        throw NotRandom();

        InvalidOperationException NotRandom() => new($"The {_probability:P1} percentile of {_draws:N0} draws was passed over: their order is not random.");
    }
}
