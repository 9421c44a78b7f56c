namespace CostSim.Analysis.Streaming.Percentiles;

/// <summary>The 2.5% and 97.5% percentiles of draws that pass by once: the same bits as of all of them sorted, in memory that hardly grows.</summary>
/// <remarks>Up to <see cref="Kept"/> draws are kept; of more, those near the percentiles and the number of the others (<see cref="PercentileBracket"/>).</remarks>
/// <param name="keepsAll">Keep every draw: for samples whose order is not random, and which are in memory anyhow.</param>
internal sealed class CentralInterval(bool keepsAll)
{
    /// <summary>Draws that are kept before any is passed over.</summary>
    public const int Kept = 4 * 1024;

    private double[] _values = new double[1024];
    private int _count;
    private PercentileBracket? _lower;
    private PercentileBracket? _upper;

    /// <summary>Sorts draws out for <see cref="Add"/>; all finite; from any thread.</summary>
    public void Sift(ReadOnlySpan<double> draws, IntervalSieve sieve)
    {
        sieve.IsFilled = Volatile.Read(ref _upper) is not null;   // which is made last
        if (!sieve.IsFilled) return;
        sieve.Lower.Fill(draws, _lower!.Ends);
        sieve.Upper.Fill(draws, _upper!.Ends);
    }

    /// <summary>Adds the next draws; all finite.</summary>
    /// <param name="draws">The draws.</param>
    /// <param name="sieve">What <see cref="Sift"/> made of them.</param>
    public void Add(ReadOnlySpan<double> draws, IntervalSieve sieve)
    {
        if (_upper is null)
        {
            var room = keepsAll ? draws.Length : Math.Min(draws.Length, Kept - _count);
            if (_count + room > _values.Length) Array.Resize(ref _values, Math.Max(_count + room, 2 * _values.Length));
            draws[..room].CopyTo(_values.AsSpan(_count));
            _count += room;
            if (room == draws.Length) return;
            draws = draws[room..];
            _lower = new PercentileBracket(_values.AsSpan(0, _count), Percentile.LowerProbability);
            Volatile.Write(ref _upper, new PercentileBracket(_values.AsSpan(0, _count), Percentile.UpperProbability));
            _values = [];
        }
        if (!sieve.IsFilled) Sift(draws, sieve);
        _lower!.Add(sieve.Lower);
        _upper.Add(sieve.Upper);
        sieve.IsFilled = false;
    }

    /// <summary>Both percentiles of all draws so far; at least one.</summary>
    public (double Lower, double Upper) Interval => _upper is null ? Percentile.CentralInterval95(_values.AsSpan(0, _count)) : (_lower!.Percentile, _upper.Percentile);
}

/// <summary>What of some draws a <see cref="CentralInterval"/> has to look at.</summary>
internal sealed class IntervalSieve
{
    public BracketSieve Lower { get; } = new();

    public BracketSieve Upper { get; } = new();

    /// <summary>Whether the draws were sorted out; the first ones never are, and the interval does it when it is their turn.</summary>
    public bool IsFilled { get; set; }
}
