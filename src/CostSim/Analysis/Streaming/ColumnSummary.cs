using CostSim.Analysis.Streaming.Percentiles;

namespace CostSim.Analysis.Streaming;

/// <summary>Mean, standard error and interval of one quantity, of draws that pass by once.</summary>
internal sealed class ColumnSummary(int replicates, bool keepsAll)
{
    private readonly CentralInterval _interval = new(keepsAll);
    private readonly PairedMoments _moments = new(replicates);

    /// <summary>Does with draws what needs no order, for <see cref="Add"/>; on any thread.</summary>
    public void Score(long firstDraw, ReadOnlySpan<double> values, ColumnSums sums)
    {
        _interval.Sift(values, sums.Sieve);
        sums.AreFilled = _moments.HasBegun;
        if (sums.AreFilled) Fill(firstDraw, values, sums);
    }

    /// <summary>Adds the next draws.</summary>
    /// <param name="firstDraw">A multiple of 64, as all but the last call have a multiple of 64 draws.</param>
    /// <param name="values">[draws]; all finite.</param>
    /// <param name="sums">What <see cref="Score"/> made of them.</param>
    public void Add(long firstDraw, ReadOnlySpan<double> values, ColumnSums sums)
    {
        _interval.Add(values, sums.Sieve);
        if (!_moments.HasBegun) _moments.Begin(values[0], values[0]);
        if (!sums.AreFilled) Fill(firstDraw, values, sums);
        _moments.Add(sums.Moments);
        sums.AreFilled = false;
    }

    /// <summary>What all draws so far say.</summary>
    public Estimate Estimate
    {
        get
        {
            var (lower, upper) = _interval.Interval;
            return new Estimate(_moments.MeanOfX, _moments.StandardError(1, 0), lower, upper);
        }
    }

    private void Fill(long firstDraw, ReadOnlySpan<double> values, ColumnSums sums) => sums.Moments.Fill(firstDraw, values, values, _moments.Centre.X, _moments.Centre.Y);
}

/// <summary>What some draws add to a <see cref="ColumnSummary"/>.</summary>
internal sealed class ColumnSums(int replicates)
{
    public IntervalSieve Sieve { get; } = new();

    public PairedSums Moments { get; } = new(replicates);

    /// <summary>Whether the moments were summed; those of the first draws are when it is their turn.</summary>
    public bool AreFilled { get; set; }
}
