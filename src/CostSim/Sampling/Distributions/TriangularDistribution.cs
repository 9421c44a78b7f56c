using System.Numerics;

namespace CostSim.Sampling.Distributions;

/// <summary>Triangular(min, mode, max): the density rises straight to the mode and falls straight from it.</summary>
public sealed record TriangularDistribution : Distribution
{
    private const string Name = "triangular";

    /// <param name="min">Smallest possible value; finite.</param>
    /// <param name="mode">Most likely value, from <paramref name="min"/> to <paramref name="max"/>.</param>
    /// <param name="max">Largest possible value; finite, above <paramref name="min"/>.</param>
    /// <exception cref="DistributionException">The three are out of order, equal or not finite.</exception>
    public TriangularDistribution(double min, double mode, double max)
    {
        Parametrisation.ThreePoints(Name, min, mode, max);
        (Min, Mode, Max) = (min, mode, max);
    }

    public double Min { get; }

    public double Mode { get; }

    public double Max { get; }

    public override double Mean => Min + (Mode - Min + (Max - Min)) / 3;

    public override double StandardDeviation
    {
        get
        {
            var (rise, fall) = (Mode - Min, Max - Mode);
            return Math.Sqrt((rise * rise + rise * fall + fall * fall) / 18);
        }
    }

    public override double Lower => Min;

    public override double Upper => Max;

    /// <remarks>The same operations in the vectors and in the tail, none fused, so the same bits; rounding alone can pass the maximum.</remarks>
    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        var width = Max - Min;
        var (risen, rising, falling) = ((Mode - Min) / width, width * (Mode - Min), width * (Max - Mode));
        var d = 0;
        for (var count = Vector<double>.Count; d <= uniforms.Length - count; d += count)
        {
            var uniform = new Vector<double>(uniforms[d..]);
            if (!InsideUnitInterval(uniform)) break;
            var fromMin = new Vector<double>(Min) + Vector.SquareRoot(uniform * rising);
            var fromMax = new Vector<double>(Max) - Vector.SquareRoot((Vector<double>.One - uniform) * falling);
            Vector.Min(Vector.ConditionalSelect(Vector.LessThan(uniform, new Vector<double>(risen)), fromMin, fromMax), new Vector<double>(Max)).CopyTo(values[d..]);
        }
        for (; d < uniforms.Length; d++)
        {
            var uniform = uniforms[d];
            RequireInsideUnitInterval(uniform);
            values[d] = Math.Min(uniform < risen ? Min + Math.Sqrt(uniform * rising) : Max - Math.Sqrt((1 - uniform) * falling), Max);
        }
    }

    internal override double TailQuantile(double tail, bool upper)
    {
        var (near, far, width) = upper ? (Max - Mode, Mode - Min, Max - Min) : (Mode - Min, Max - Mode, Max - Min);
        var distance = tail < near / width ? Math.Sqrt(tail * width * near) : width - Math.Sqrt((1 - tail) * width * far);
        return upper ? Max - distance : Min + distance;
    }

    internal override double Tail(double x, bool upper)
    {
        var (near, far, width) = upper ? (Max - Mode, Mode - Min, Max - Min) : (Mode - Min, Max - Mode, Max - Min);
        var distance = upper ? Max - x : x - Min;
        return distance <= near && near > 0 ? distance / width * (distance / near) : 1 - (width - distance) / width * ((width - distance) / far);
    }
}
