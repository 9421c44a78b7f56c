using System.Runtime.InteropServices;

namespace CostSim.Analysis.Streaming.Percentiles;

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
    private BracketEnds _ends = new(double.NegativeInfinity, double.PositiveInfinity);
    private long _below;     // less than the lower end
    private long _atLow;     // equal to it
    private long _atHigh;    // equal to the upper end, where that is above the lower one
    private long _draws;

    /// <param name="first">The first draws, thousands.</param>
    /// <param name="probability">Above 0 and below 1.</param>
    public PercentileBracket(ReadOnlySpan<double> first, double probability)
    {
        (_probability, _draws) = (probability, first.Length);
        _within.AddRange(first);
        DrawCloser();
    }

    private double StandardErrorOfRank => Math.Sqrt(_draws * _probability * (1 - _probability));

    /// <summary>The ends as they are now; from any thread.</summary>
    public BracketEnds Ends => Volatile.Read(ref _ends);

    /// <summary>Adds the next draws.</summary>
    public void Add(BracketSieve sieve)
    {
        _draws += sieve.Draws;
        _below += sieve.Below;
        foreach (var value in sieve.Within)
        {
            if (value < _ends.Low) _below++;
            else if (value <= _ends.High) Take(value);
        }
        if (_within.Count <= 4 * HalfWidth * StandardErrorOfRank + 512) return;
        DrawCloser();
    }

    /// <summary>The percentile of all draws so far, by linear interpolation of the order statistics (type 7), as <see cref="Percentile"/> does.</summary>
    /// <exception cref="InvalidOperationException">The draws were not in random order, and the percentile was passed over.</exception>
    public double Percentile
    {
        get
        {
            var position = (_draws - 1) * _probability;
            var index = (long)position;
            var below = OfRank(index);
            return below + (position - index) * (OfRank(index + 1) - below);
        }
    }

    /// <summary>Keeps a value that is not outside.</summary>
    private void Take(double value)
    {
        if (value == _ends.Low) _atLow++;
        else if (value == _ends.High) _atHigh++;
        else _within.Add(value);
    }

    /// <summary>Draws the bracket closer. An end beyond which the percentile may lie stays where it is.</summary>
    private void DrawCloser()
    {
        var (middle, margin) = ((_draws - 1) * _probability, HalfWidth * StandardErrorOfRank + 2);
        var (low, high) = (ValueOrEnd((long)Math.Floor(middle - margin)), ValueOrEnd((long)Math.Ceiling(middle + margin)));
        var (below, atLow, atHigh) = (_below, 0L, 0L);
        Count(_ends.Low, _atLow);
        var kept = 0;
        foreach (var value in CollectionsMarshal.AsSpan(_within))
        {
            if (value > low && value < high) _within[kept++] = value;
            else Count(value, 1);
        }
        _within.RemoveRange(kept, _within.Count - kept);
        Count(_ends.High, _atHigh);
        (_below, _atLow, _atHigh) = (below, atLow, atHigh);
        Volatile.Write(ref _ends, new BracketEnds(low, high));

        void Count(double value, long times)
        {
            if (value < low) below += times;
            else if (value == low) atLow += times;
            else if (value == high) atHigh += times;
        }
    }

    private double ValueOrEnd(long rank) => (rank - _below - _atLow) switch
    {
        < 0 => _ends.Low,
        var place when place < _within.Count => OfPlace((int)place),
        _ => _ends.High,
    };

    private double OfRank(long rank)
    {
        var place = rank - _below;
        if (place < 0) throw NotRandom();
        if (place < _atLow) return _ends.Low;
        place -= _atLow;
        if (place < _within.Count) return OfPlace((int)place);
        if (place - _within.Count < _atHigh) return _ends.High;
        throw NotRandom();

        InvalidOperationException NotRandom() => new($"The {_probability:P1} percentile of {_draws:N0} draws was passed over: their order is not random.");
    }

    /// <summary>What would be at a place if all that is within were in ascending order.</summary>
    private double OfPlace(int place)
    {
        var within = CollectionsMarshal.AsSpan(_within);
        Analysis.Percentile.Select(within, place);
        return within[place];
    }
}
