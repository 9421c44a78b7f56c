using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>A normal distribution cut off at one or both ends, what is left scaled up to 1.</summary>
public sealed record TruncatedNormalDistribution : Distribution
{
    private const string Name = "truncated normal";
    private readonly NormalInversion _inversion;

    /// <param name="parentMean">Mean before the cut; finite. The mean after it is <see cref="Mean"/>.</param>
    /// <param name="parentStandardDeviation">Standard deviation before the cut; finite, above 0.</param>
    /// <param name="lower">Smallest possible value; −∞ for no cut.</param>
    /// <param name="upper">Largest possible value; +∞ for no cut.</param>
    /// <exception cref="DistributionException">A parameter is out of range, or nearly nothing of the parent lies between the cuts.</exception>
    public TruncatedNormalDistribution(
        double parentMean, double parentStandardDeviation, double lower = double.NegativeInfinity, double upper = double.PositiveInfinity)
    {
        Parametrisation.Finite(Name, "mean", parentMean, nameof(parentMean));
        Parametrisation.Spread(Name, "standard deviation", parentStandardDeviation, nameof(parentStandardDeviation));
        if (double.IsNaN(lower) || double.IsPositiveInfinity(lower))
            throw new DistributionException($"truncated normal: the lower limit is {lower}; it must be a number below the upper limit.", nameof(lower));
        if (double.IsNaN(upper) || double.IsNegativeInfinity(upper))
            throw new DistributionException($"truncated normal: the upper limit is {upper}; it must be a number above the lower limit.", nameof(upper));
        if (lower >= upper)
            throw new DistributionException($"truncated normal: the limits are {lower} and {upper}; the lower limit must be below the upper.", nameof(lower));

        (ParentMean, ParentStandardDeviation, Lower, Upper) = (parentMean, parentStandardDeviation, lower, upper);
        _inversion = new NormalInversion(parentMean, parentStandardDeviation, lower, upper);
        if (_inversion.Mass < SmallestMass)
            throw new DistributionException($"truncated normal: practically nothing of a normal distribution with mean {parentMean} and standard deviation "
                + $"{parentStandardDeviation} lies between {lower} and {upper}.", nameof(lower));
        (Mean, StandardDeviation) = Moments();
    }

    /// <summary>Some 30 standard deviations into a tail: beyond it the tail's own digits are lost.</summary>
    private const double SmallestMass = 1e-200;

    /// <summary>Mean before the cut.</summary>
    public double ParentMean { get; }

    /// <summary>Standard deviation before the cut.</summary>
    public double ParentStandardDeviation { get; }

    /// <summary>Mean after the cut.</summary>
    public override double Mean { get; }

    /// <summary>Standard deviation after the cut.</summary>
    public override double StandardDeviation { get; }

    public override double Lower { get; }

    public override double Upper { get; }

    /// <remarks>Johnson, Kotz &amp; Balakrishnan (1994), vol. 1, 13.134–135; over a narrow interval, where they cancel, by quadrature.</remarks>
    private (double Mean, double StandardDeviation) Moments()
    {
        var (from, to, mass) = ((Lower - ParentMean) / ParentStandardDeviation, (Upper - ParentMean) / ParentStandardDeviation, _inversion.Mass);
        if (to - from < NormalTails.Narrow)
        {
            var share = NormalTails.Integral(from, to, static x => x) / mass;
            var variance = NormalTails.Integral(from, to, x => (x - share) * (x - share)) / mass;
            return (Lower + (Upper - Lower) * share, (Upper - Lower) * Math.Sqrt(variance));
        }
        var (atLower, atUpper) = (NormalTails.Density(from) / mass, NormalTails.Density(to) / mass);
        var shift = atLower - atUpper;
        var spread = 1 + Times(from, atLower) - Times(to, atUpper) - shift * shift;
        return (ParentMean + ParentStandardDeviation * shift, ParentStandardDeviation * Math.Sqrt(spread));

        static double Times(double z, double density) => double.IsInfinity(z) ? 0 : z * density;
    }

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _inversion.Invert(uniforms, values);

    internal override double TailQuantile(double tail, bool upper) => _inversion.TailQuantile(tail, upper);

    internal override double Tail(double x, bool upper) => _inversion.Tail(x, upper);
}
