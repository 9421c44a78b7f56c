namespace CostSim.Sampling;

/// <summary>Which of several independent copies of a stratified design a draw belongs to.</summary>
/// <remarks>
/// The points of one scrambled Sobol sequence or Latin hypercube depend on each other, so their spread tells nothing about the error of their mean.
/// Independent copies do: the variance between the means of R copies, over R, is the squared standard error of the whole mean (Owen 1997,
/// SIAM Journal on Numerical Analysis 34:1884). Draws are dealt out 64 at a time, so that
/// a block of 64 stays in one copy, and draw d is the same whatever the number of draws.
/// </remarks>
public static class Replicates
{
    /// <summary>How many consecutive draws belong to one copy.</summary>
    public const int BlockDraws = 64;

    /// <summary>How many copies there are where a scenario does not say.</summary>
    public const int Default = 16;

    /// <summary>More copies would leave each with too few points, and say no more of the error.</summary>
    public const int Maximum = 1024;

    /// <summary>The copy that a draw belongs to: <c>(draw / 64) mod replicates</c>.</summary>
    /// <param name="draw">From 0.</param>
    /// <param name="replicates">How many copies; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static int Of(long draw, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        return (int)(draw / BlockDraws % replicates);
    }

    /// <summary>Which point of its copy a draw is: <c>(draw / 64) / replicates · 64 + draw mod 64</c>.</summary>
    /// <param name="draw">From 0.</param>
    /// <param name="replicates">How many copies; 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static long PointOf(long draw, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        return draw / BlockDraws / replicates * BlockDraws + draw % BlockDraws;
    }
}
