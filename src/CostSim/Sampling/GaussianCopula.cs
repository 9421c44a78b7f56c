using CostSim.Sampling.Distributions;
using CostSim.Sampling.Inversions;

namespace CostSim.Sampling;

/// <summary>Makes uniforms depend on each other as the ranks of numbers that are normal together, whatever the distributions that follow.</summary>
/// <remarks>
/// Nelsen (2006), "An Introduction to Copulas", 2.3; the normal-to-anything way of Cario &amp; Nelson (1997). Each uniform stays uniform. The first keeps its bits; each
/// further one is <c>Φ(Σ L_ij·Φ⁻¹(u_j))</c>, L the Cholesky factor of the correlations of the normals.
/// </remarks>
public sealed class GaussianCopula
{
    private static readonly NormalDistribution Standard = new(0, 1);
    private readonly double[,] _factor;

    private GaussianCopula(double[,] factor) => _factor = factor;

    /// <summary>How many uniforms depend on each other.</summary>
    public int Count => _factor.GetLength(0);

    /// <summary>The correlation of the normals behind two uniforms whose rank correlation is known: <c>2·sin(π·ρ/6)</c> (Pearson 1907; Kruskal 1958, section 6).</summary>
    /// <param name="rank">Spearman's correlation, −1 to 1.</param>
    public static double NormalCorrelation(double rank) => 2 * Math.Sin(Math.PI * rank / 6);

    /// <summary>A copula, or the place of the first number whose correlations cannot be together with those before it.</summary>
    /// <param name="correlations">Of the normals: symmetric, 1 on the diagonal; [number, number].</param>
    /// <param name="impossible">That place; −1 where there is none.</param>
    public static GaussianCopula? TryCreate(double[,] correlations, out int impossible)
    {
        var factor = Cholesky.Factor(correlations, out impossible);
        return factor is null ? null : new GaussianCopula(factor);
    }

    /// <summary>Correlates, in place; each draw's uniforms depend on that draw's alone, to the bit. Nothing is allocated.</summary>
    /// <param name="uniforms">Independent, each above 0 and below 1; [number × draws], number by number.</param>
    /// <param name="scratch">As long, elsewhere.</param>
    /// <param name="draws">How many.</param>
    /// <exception cref="ArgumentException">The spans do not have the lengths that they must.</exception>
    public void Correlate(Span<double> uniforms, Span<double> scratch, int draws)
    {
        if (uniforms.Length != Count * draws || scratch.Length != uniforms.Length || uniforms.Overlaps(scratch))
            throw new ArgumentException($"Expected {Count} × {draws} uniforms and as much room elsewhere; found {uniforms.Length} and {scratch.Length}.", nameof(scratch));
        Standard.Quantiles(uniforms, scratch);
        Cholesky.Multiply(_factor, scratch, uniforms, draws, from: 1);
        NormalCumulative.Apply(uniforms[draws..]);
    }
}
