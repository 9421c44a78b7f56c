namespace CostSim.Cli.Commands;

/// <summary>How long each part of a run took.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, double> _laps = [];
    private long _last = time.GetTimestamp();

    /// <summary>When the run began.</summary>
    public DateTimeOffset Started { get; } = time.GetUtcNow();

    /// <summary>Seconds since the run began.</summary>
    public double Total => time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Seconds that a part took.</summary>
    public double this[string part] => _laps[part];

    /// <summary>Ends a part; the next one begins.</summary>
    public void Lap(string part)
    {
        var now = time.GetTimestamp();
        _laps[part] = time.GetElapsedTime(_last, now).TotalSeconds;
        _last = now;
    }
}
