using CostSim.Language;

namespace CostSim.Runs;

/// <summary>How a run uses the machine. Nothing here changes a result, not even in its last bit.</summary>
public sealed record RunOptions
{
    /// <summary>Threads that simulate.</summary>
    public required int Threads { get; init; }

    /// <summary>Draws that are simulated side by side; a multiple of 8. 64 keeps the knee model in a second-level cache.</summary>
    public int BlockDraws { get; init; } = 8 * Workspace.Lane;
}
