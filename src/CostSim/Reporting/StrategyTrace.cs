namespace CostSim.Reporting;

/// <summary>Who is in which state when, under one strategy: proportions of the cohort over the first draws.</summary>
/// <param name="Strategy">Its name.</param>
/// <param name="States">Those that it can reach, in the order of the model; clocks are not told apart.</param>
/// <param name="Mean">Of the draws; [state][cycle boundary], boundary 0 is the start.</param>
/// <param name="Lower">2.5% percentile of the draws; as <paramref name="Mean"/>.</param>
/// <param name="Upper">97.5% percentile of the draws; as <paramref name="Mean"/>.</param>
public sealed record StrategyTrace(string Strategy, IReadOnlyList<string> States, double[][] Mean, double[][] Lower, double[][] Upper)
{
    /// <summary>How many boundaries there are: the cycles, and one more.</summary>
    public int Boundaries => Mean.Length == 0 ? 0 : Mean[0].Length;
}
