namespace CostSim.Cohort;

/// <summary>What the threads of a run are busy with.</summary>
public enum ThreadWork
{
    /// <summary>Drawing parameters.</summary>
    Sampling,

    /// <summary>Expressions, movements and what they earn.</summary>
    Simulating,

    /// <summary>Curves, means and errors.</summary>
    Analysing,

    /// <summary>Whatever the receiver of the draws does with them: tables.</summary>
    Writing,
}

/// <summary>How long the threads of a run were busy with what, together. The model has no clock: who wants to know lends one.</summary>
public sealed class ThreadTimes(TimeProvider clock)
{
    private readonly long[] _ticks = new long[Enum.GetValues<ThreadWork>().Length];

    /// <summary>Seconds, of all threads together.</summary>
    public double this[ThreadWork work] => (double)_ticks[(int)work] / clock.TimestampFrequency;

    /// <summary>A time to measure from.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>Adds the time since <paramref name="start"/> to a kind of work.</summary>
    /// <returns>The time now.</returns>
    public long Add(ThreadWork work, long start)
    {
        var now = Now;
        Interlocked.Add(ref _ticks[(int)work], now - start);
        return now;
    }
}
