namespace CostSim.Runs;

/// <summary>The results of consecutive draws, in columns.</summary>
/// <param name="FirstDraw">From 0.</param>
/// <param name="Draws">How many; at most <see cref="MaximumDraws"/>.</param>
/// <param name="Parameters">[parameter][draw], in the scenario's order.</param>
/// <param name="Outcomes">[strategy][outcome][draw], in the plan's order.</param>
public sealed record DrawChunk(long FirstDraw, int Draws, double[][] Parameters, double[][][] Outcomes)
{
    /// <summary>Chunks begin at multiples of this many draws, whatever the block width, threads or shard.</summary>
    public const int MaximumDraws = 1024;

    /// <summary>The same outcomes of each profile alone, [profile][strategy][outcome][draw]; empty where the scenario has none.</summary>
    public double[][][][] Profiles { get; init; } = [];

    /// <summary>Each profile's share of the population, [profile][draw]; empty where the scenario has none.</summary>
    public double[][] Weights { get; init; } = [];
}
