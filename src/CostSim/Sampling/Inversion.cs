namespace CostSim.Sampling;

/// <summary>The quantile function of one smooth distribution: exactly, and as the power series from which its table is made.</summary>
/// <remarks>Derived from parameters that the distribution's record compares itself, so any two count as equal here.</remarks>
internal abstract class Inversion
{
    /// <summary>The value beyond which, upwards or downwards, lies a given probability.</summary>
    /// <param name="tail">Above 0, below 1; exact to the last digits where it is up to ½.</param>
    /// <param name="near">A value in the neighbourhood, where one is known: it saves time.</param>
    public abstract double TailQuantile(double tail, bool upper, double near = double.NaN);

    /// <summary>The probability below or above x, with full relative accuracy where it is small.</summary>
    public abstract double Tail(double x, bool upper);

    public void Invert(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        for (var d = 0; d < uniforms.Length; d++)
        {
            values[d] = Exact(uniforms[d]);
        }
    }

    /// <exception cref="ArgumentOutOfRangeException">The uniform is outside (0, 1).</exception>
    public double Exact(double uniform)
    {
        if (uniform is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(uniform), uniform, "A uniform lies between 0 and 1, both excluded.");
        return uniform < 0.5 ? TailQuantile(uniform, upper: false) : TailQuantile(1 - uniform, upper: true);
    }

    public sealed override bool Equals(object? obj) => obj?.GetType() == GetType();

    public sealed override int GetHashCode() => 0;
}
