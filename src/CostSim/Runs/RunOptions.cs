using CostSim.Cohort;

namespace CostSim.Runs;

/// <summary>How a run uses the machine. Nothing here changes a result, not even in its last bit.</summary>
public sealed record RunOptions
{
    /// <summary>Threads that simulate.</summary>
    public required int Threads { get; init; }

    /// <summary>Receives how long the threads are busy with what; null where nobody asks.</summary>
    public ThreadTimes? Times { get; init; }

    /// <summary>Draws that are simulated side by side, a multiple of 8; null for as many as suit the plan.</summary>
    public int? BlockDraws { get; init; }
}
