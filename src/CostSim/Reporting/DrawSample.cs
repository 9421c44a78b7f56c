using CostSim.Outcomes;

namespace CostSim.Reporting;

/// <summary>Some of a run's draws: enough for a cloud of points and a histogram.</summary>
/// <param name="Numbers">The number of each, ascending; [draw].</param>
/// <param name="Outcomes">What every strategy costs and gains in them.</param>
/// <param name="Parameters">In the order of the scenario's parameters; [parameter][draw].</param>
public sealed record DrawSample(IReadOnlyList<long> Numbers, OutcomeTable Outcomes, double[][] Parameters)
{
    /// <summary>How many draws are kept at most.</summary>
    public const int Most = 1_000;

    /// <summary>Which draws are kept, ascending.</summary>
    /// <remarks>
    /// The first ones: of independent draws they are as good as any, and of a Sobol sequence the only ones that fill space evenly, as every n-th would
    /// not. A supplied sample may be in any order, even sorted, so it is taken evenly from first to last.
    /// </remarks>
    /// <param name="draws">How many there are.</param>
    /// <param name="isSupplied">Whether they come from a file.</param>
    public static long[] NumbersOf(long draws, bool isSupplied)
    {
        var kept = (int)Math.Min(draws, Most);
        return [.. Enumerable.Range(0, kept).Select(i => isSupplied ? i * draws / kept : i)];
    }
}
