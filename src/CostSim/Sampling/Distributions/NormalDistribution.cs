using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>Normal(mean, standard error): uncertainty about a mean, or a difference, of either sign.</summary>
public sealed record NormalDistribution : Distribution
{
    private const string Name = "normal";
    private readonly NormalInversion _inversion;

    /// <param name="mean">Finite.</param>
    /// <param name="standardError">Finite, above 0.</param>
    /// <exception cref="DistributionException">A parameter is out of range.</exception>
    public NormalDistribution(double mean, double standardError)
    {
        (Mean, StandardDeviation) = (
            Parametrisation.Finite(Name, "mean", mean, nameof(mean)),
            Parametrisation.Spread(Name, "standard error", standardError, nameof(standardError)));
        _inversion = new NormalInversion(mean, standardError, double.NegativeInfinity, double.PositiveInfinity);
    }

    public override double Mean { get; }

    public override double StandardDeviation { get; }

    /// <summary>−∞.</summary>
    public override double Lower => double.NegativeInfinity;

    /// <summary>+∞.</summary>
    public override double Upper => double.PositiveInfinity;

    /// <summary>The standard error is the interval's width / 3.92; the mean need not be its middle, only inside.</summary>
    /// <exception cref="DistributionException">The interval is empty or does not hold the mean.</exception>
    public static NormalDistribution FromMeanAndInterval95(double mean, double lower, double upper) =>
        new(mean, Parametrisation.StandardErrorOf95(Name, "mean", mean, lower, upper));

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _inversion.Invert(uniforms, values);

    internal override double TailQuantile(double tail, bool upper) => _inversion.TailQuantile(tail, upper);

    internal override double Tail(double x, bool upper) => _inversion.Tail(x, upper);
}
