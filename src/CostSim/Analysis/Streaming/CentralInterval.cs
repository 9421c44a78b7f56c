namespace CostSim.Analysis.Streaming;

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

    /// <summary>Adds draws; all finite.</summary>
    public void Add(ReadOnlySpan<double> draws)
    {
        if (_lower is null)
        {
            var room = keepsAll ? draws.Length : Math.Min(draws.Length, Kept - _count);
            if (_count + room > _values.Length) Array.Resize(ref _values, Math.Max(_count + room, 2 * _values.Length));
            draws[..room].CopyTo(_values.AsSpan(_count));
            _count += room;
            if (room == draws.Length) return;
            draws = draws[room..];
            Array.Sort(_values, 0, _count);
            (_lower, _upper) = (new PercentileBracket(_values.AsSpan(0, _count), Percentile.LowerProbability), new PercentileBracket(_values.AsSpan(0, _count), Percentile.UpperProbability));
            _values = [];
        }
        _lower.Add(draws);
        _upper!.Add(draws);
    }

    /// <summary>Both percentiles of all draws so far; at least one.</summary>
    public (double Lower, double Upper) Interval => _lower is null ? Percentile.CentralInterval95(_values.AsSpan(0, _count)) : (_lower.Percentile, _upper!.Percentile);
}
