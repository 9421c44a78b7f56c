using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>A distribution that is cut off at one or both ends, and made whole again.</summary>
/// <remarks><c>F(x) = (F₀(x) − F₀(a)) / (F₀(b) − F₀(a))</c>, each difference between the smaller tails, so that far tails keep their digits.</remarks>
public sealed record TruncatedDistribution : Distribution
{
    /// <summary>A share of a tail that is narrower than this has lost too many digits in the difference.</summary>
    private const double LeastClearness = 1e-3;

    /// <summary>Far enough from the smallest number that the quadrature of the moments, which looks at tails of tails, does not meet it.</summary>
    private const double LeastMass = 1e-30;

    private readonly TruncatedInversion _inversion;

    /// <param name="parent">Before it is cut; a beta, gamma, lognormal or Student's t. A normal that is cut is a <see cref="TruncatedNormalDistribution"/>.</param>
    /// <param name="lower">Smallest possible value; −∞ for no cut.</param>
    /// <param name="upper">Largest possible value; +∞ for no cut.</param>
    /// <exception cref="DistributionException">The cuts are out of order, cut nothing, or leave nearly nothing.</exception>
    public TruncatedDistribution(Distribution parent, double lower = double.NegativeInfinity, double upper = double.PositiveInfinity)
    {
        var whole = parent.Smooth ?? throw new DistributionException($"{parent.GetType().Name}: has a smallest and a largest value already.", nameof(parent));
        if (double.IsNaN(lower) || double.IsNaN(upper) || lower >= upper)
            throw new DistributionException($"the limits are {lower} and {upper}; the lower limit must be below the upper.", nameof(lower));
        if (lower >= parent.Upper || upper <= parent.Lower)
            throw new DistributionException($"no value of the distribution lies between {lower} and {upper}; its values go from {parent.Lower} to {parent.Upper}.", nameof(lower));
        var (from, to) = (lower <= parent.Lower ? double.NegativeInfinity : lower, upper >= parent.Upper ? double.PositiveInfinity : upper);
        _inversion = new TruncatedInversion(whole, from, to);
        if (!(_inversion.Mass >= LeastMass && _inversion.Clearness >= LeastClearness))
            throw new DistributionException($"practically nothing of the distribution lies between {lower} and {upper}: a share of {_inversion.Mass:G3}.", nameof(lower));
        (Parent, Lower, Upper) = (parent, Math.Max(lower, parent.Lower), Math.Min(upper, parent.Upper));
        (Mean, StandardDeviation) = TailMoments.Of((tail, isUpper) => _inversion.TailQuantile(tail, isUpper));
    }

    /// <summary>Before it is cut.</summary>
    public Distribution Parent { get; }

    /// <summary>Mean after the cut.</summary>
    public override double Mean { get; }

    /// <summary>Standard deviation after the cut.</summary>
    public override double StandardDeviation { get; }

    public override double Lower { get; }

    public override double Upper { get; }

    internal override Inversion? Smooth => _inversion;

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _inversion.Invert(uniforms, values);

    internal override double TailQuantile(double tail, bool upper) => _inversion.TailQuantile(tail, upper);

    internal override double Tail(double x, bool upper) => _inversion.Tail(x, upper);
}
