namespace CostSim.Reporting;

/// <summary>How often counted events have happened to a person under one strategy, until each cycle boundary: undiscounted, over the first draws.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="Events">Outcomes that are counts, in the order of the scenario.</param>
/// <param name="Mean">Of the draws; [event][cycle boundary], boundary 0 is the start.</param>
/// <param name="Lower">2.5% percentile of the draws; as <paramref name="Mean"/>.</param>
/// <param name="Upper">97.5% percentile of the draws; as <paramref name="Mean"/>.</param>
public sealed record StrategyEvents(string Strategy, IReadOnlyList<string> Events, double[][] Mean, double[][] Lower, double[][] Upper)
{
    /// <summary>How many draws that is: those of the run, or the first of them.</summary>
    public required long Draws { get; init; }

    /// <summary>How many boundaries there are: the cycles, and one more.</summary>
    public int Boundaries => Mean[0].Length;
}
