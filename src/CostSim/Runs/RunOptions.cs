using CostSim.Cohort;
using CostSim.Language.Evaluation;

namespace CostSim.Runs;

/// <summary>How a run uses the machine. Nothing here changes a result, not even in its last bit.</summary>
public sealed record RunOptions
{
    /// <summary>Threads that simulate.</summary>
    public required int Threads { get; init; }

    /// <summary>Receives how long the threads are busy with what; null where nobody asks.</summary>
    public ThreadTimes? Times { get; init; }

    /// <summary>Draws that are simulated side by side; a multiple of 8. Of 32 to 512, this is fastest for the knee model and for Sick-Sicker.</summary>
    public int BlockDraws { get; init; } = 32 * Workspace.Lane;
}
