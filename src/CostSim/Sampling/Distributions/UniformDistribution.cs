using System.Numerics;

namespace CostSim.Sampling.Distributions;

/// <summary>Uniform(min, max): nothing is known but the range.</summary>
public sealed record UniformDistribution : Distribution
{
    private const string Name = "uniform";

    /// <param name="min">Finite.</param>
    /// <param name="max">Finite, above <paramref name="min"/>.</param>
    /// <exception cref="DistributionException">The two are out of order, equal or not finite.</exception>
    public UniformDistribution(double min, double max)
    {
        Parametrisation.Range(Name, min, max);
        (Min, Max) = (min, max);
    }

    public double Min { get; }

    public double Max { get; }

    public override double Mean => Min + (Max - Min) / 2;

    public override double StandardDeviation => (Max - Min) / Math.Sqrt(12);

    public override double Lower => Min;

    public override double Upper => Max;

    /// <remarks>Multiply then add, never fused, so that the tail and every vector width give the same bits; rounding alone can pass the maximum.</remarks>
    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        var width = Max - Min;
        var d = 0;
        for (var count = Vector<double>.Count; d <= uniforms.Length - count; d += count)
        {
            var uniform = new Vector<double>(uniforms[d..]);
            if (!InsideUnitInterval(uniform)) break;
            Vector.Min(uniform * width + new Vector<double>(Min), new Vector<double>(Max)).CopyTo(values[d..]);
        }
        for (; d < uniforms.Length; d++)
        {
            RequireInsideUnitInterval(uniforms[d]);
            values[d] = Math.Min(uniforms[d] * width + Min, Max);
        }
    }

    internal override double TailQuantile(double tail, bool upper) => upper ? Max - tail * (Max - Min) : Min + tail * (Max - Min);

    internal override double Tail(double x, bool upper) => upper ? (Max - x) / (Max - Min) : (x - Min) / (Max - Min);
}
