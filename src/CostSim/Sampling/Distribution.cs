using System.Numerics;
using CostSim.Sampling.Inversions;

namespace CostSim.Sampling;

/// <summary>What is known of one uncertain number. Sampled by inversion: one uniform in, one value out.</summary>
/// <remarks>
/// Inversion from one uniform per value makes random, Latin hypercube and Sobol sampling, and correlation by a copula, one code path.
/// Immutable, equal by value, safe to share between threads.
/// </remarks>
public abstract record Distribution
{
    private protected Distribution()
    {
    }

    public abstract double Mean { get; }

    public abstract double StandardDeviation { get; }

    /// <summary>Lower end of the support; may be −∞.</summary>
    public abstract double Lower { get; }

    /// <summary>Upper end of the support; may be +∞.</summary>
    public abstract double Upper { get; }

    /// <summary>The probability of a value up to <paramref name="x"/>.</summary>
    /// <param name="x">Any number but NaN.</param>
    public double Cdf(double x)
    {
        if (double.IsNaN(x)) throw new ArgumentOutOfRangeException(nameof(x), x, "A distribution function needs a number.");
        return x < Lower ? 0 : x >= Upper ? 1 : Tail(x, upper: false);
    }

    /// <summary>The value below which a share <paramref name="probability"/> lies: the bits that <see cref="Quantiles"/> gives.</summary>
    /// <param name="probability">0 to 1; the ends give the ends of the support.</param>
    public double Quantile(double probability)
    {
        if (probability is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        if (probability == 0) return Lower;
        if (probability == 1) return Upper;
        var value = 0.0;
        Quantiles(new ReadOnlySpan<double>(in probability), new Span<double>(ref value));
        return value;
    }

    /// <summary>Turns uniforms into values; each value depends on its own uniform alone, to the bit. Nothing is allocated.</summary>
    /// <param name="uniforms">Each above 0 and below 1; [draws].</param>
    /// <param name="values">[draws]; may be <paramref name="uniforms"/> itself, else does not overlap it.</param>
    /// <exception cref="ArgumentException">The spans differ in length, or a uniform is outside (0, 1).</exception>
    public void Quantiles(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        if (uniforms.Length != values.Length) throw new ArgumentException($"Expected as many values as uniforms: {values.Length} and {uniforms.Length}.", nameof(values));
        Invert(uniforms, values);
    }

    /// <summary>The quantile function of a distribution that can be cut; null for one that has ends of its own.</summary>
    internal virtual Inversion? Smooth => null;

    /// <summary>The whole block; spans of equal length.</summary>
    private protected abstract void Invert(ReadOnlySpan<double> uniforms, Span<double> values);

    /// <exception cref="ArgumentOutOfRangeException">The uniform is outside (0, 1).</exception>
    internal static void RequireInsideUnitInterval(double uniform)
    {
        if (uniform is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(uniform), uniform, "A uniform lies between 0 and 1, both excluded.");
    }

    private protected static bool InsideUnitInterval(Vector<double> uniforms) =>
        Vector.GreaterThanAll(uniforms, Vector<double>.Zero) && Vector.LessThanAll(uniforms, Vector<double>.One);

    /// <summary>The value beyond which, upwards or downwards, lies a given probability.</summary>
    /// <param name="tail">Above 0, up to ½.</param>
    internal abstract double TailQuantile(double tail, bool upper);

    /// <summary>The probability below or above x, with full relative accuracy where it is small.</summary>
    /// <param name="x">Inside the support.</param>
    internal abstract double Tail(double x, bool upper);
}
