using CostSim.Sampling;

namespace CostSim.Analysis.Streaming;

/// <summary>The sum of a quantity over each of the independent copies that a stratified sample is made of.</summary>
/// <remarks>
/// Within a copy the draws depend on each other, so their spread does not tell the error of their mean; between copies it does:
/// <c>se² = Σ (m_r - m)² / (R (R - 1))</c> (Owen 1997; see <see cref="Replicates"/>).
/// </remarks>
internal sealed class ReplicateSums(int replicates)
{
    private readonly double[] _sum = new double[replicates];
    private readonly double[] _error = new double[replicates];
    private readonly long[] _draws = new long[replicates];

    /// <summary>Adds consecutive draws.</summary>
    /// <param name="firstDraw">A multiple of 64.</param>
    /// <param name="sums">Of each 64 draws the deviations from a number, which is the same in every call.</param>
    /// <param name="draws">How many there are.</param>
    public void Add(long firstDraw, ReadOnlySpan<double> sums, int draws)
    {
        for (var i = 0; i < draws; i += Replicates.BlockDraws)
            Add(Replicates.Of(firstDraw + i, replicates), sums[i / Replicates.BlockDraws], Math.Min(Replicates.BlockDraws, draws - i));
    }

    /// <summary>Adds what some draws of one copy come to.</summary>
    public void Add(int replicate, double sum, int draws)
    {
        StableSum.Add(ref _sum[replicate], ref _error[replicate], sum);
        _draws[replicate] += draws;
    }

    /// <summary>The standard error of the mean of a quantity; null while a copy has no draws.</summary>
    public double? StandardError => StandardErrorOf(this, 1, this, 0);

    /// <summary>The standard error of the mean of <c>a·x + b·y</c>; null while a copy has no draws.</summary>
    public static double? StandardErrorOf(ReplicateSums x, double a, ReplicateSums y, double b)
    {
        if (x._draws.Contains(0)) return null;
        Span<double> means = stackalloc double[x._sum.Length];
        for (var r = 0; r < means.Length; r++) means[r] = (a * (x._sum[r] + x._error[r]) + b * (y._sum[r] + y._error[r])) / x._draws[r];
        var mean = StableSum.Of(means) / means.Length;
        var squares = 0.0;
        foreach (var each in means) squares += (each - mean) * (each - mean);
        return Math.Sqrt(squares / (means.Length - 1) / means.Length);
    }
}
