namespace CostSim.Analysis.Streaming;

/// <summary>Mean, standard error and interval of one quantity, of draws that pass by once.</summary>
internal sealed class ColumnSummary(int replicates, bool keepsAll)
{
    private readonly CentralInterval _interval = new(keepsAll);
    private readonly PairedMoments _moments = new(replicates);

    /// <summary>Adds consecutive draws, as <see cref="PairedMoments.Add"/>.</summary>
    public void Add(long firstDraw, ReadOnlySpan<double> values)
    {
        _interval.Add(values);
        _moments.Add(firstDraw, values, values);
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
}
