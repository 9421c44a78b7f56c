using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>Student's t, shifted and scaled: what is known of a mean whose standard error is itself an estimate from few studies.</summary>
public sealed record StudentTDistribution : Distribution
{
    private const string Name = "student-t";
    private readonly StudentInversion _inversion;

    /// <param name="mean">Its middle; finite.</param>
    /// <param name="scale">The standard error that the t is a multiple of; finite, above 0. The standard deviation is larger: scale·√(ν / (ν − 2)).</param>
    /// <param name="degreesOfFreedom">ν, above 2: with fewer the standard deviation is infinite, and the mean of draws does not settle.</param>
    /// <exception cref="DistributionException">A parameter is out of range.</exception>
    public StudentTDistribution(double mean, double scale, double degreesOfFreedom)
    {
        (Mean, Scale, DegreesOfFreedom) = (
            Parametrisation.Finite(Name, "mean", mean, nameof(mean)),
            Parametrisation.Spread(Name, "scale", scale, nameof(scale)),
            degreesOfFreedom is > 2 and < double.PositiveInfinity ? degreesOfFreedom
            : throw new DistributionException($"{Name}: there are {degreesOfFreedom} degrees of freedom; a finite number above 2 is needed, else the standard deviation is infinite.", nameof(degreesOfFreedom)));
        _inversion = new StudentInversion(mean, scale, degreesOfFreedom);
    }

    public override double Mean { get; }

    public double Scale { get; }

    public double DegreesOfFreedom { get; }

    public override double StandardDeviation => Scale * Math.Sqrt(DegreesOfFreedom / (DegreesOfFreedom - 2));

    /// <summary>−∞.</summary>
    public override double Lower => double.NegativeInfinity;

    /// <summary>+∞.</summary>
    public override double Upper => double.PositiveInfinity;

    internal override Inversion? Smooth => _inversion;

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _inversion.Invert(uniforms, values);

    internal override double TailQuantile(double tail, bool upper) => _inversion.TailQuantile(tail, upper);

    internal override double Tail(double x, bool upper) => _inversion.Tail(x, upper);
}
