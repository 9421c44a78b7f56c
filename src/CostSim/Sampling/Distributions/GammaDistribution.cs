using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>Gamma(shape, scale): uncertainty about a cost, a rate or a disutility, which cannot be negative.</summary>
/// <remarks>Briggs, Claxton &amp; Sculpher (2006), ch. 4.</remarks>
public sealed record GammaDistribution : Distribution
{
    private const string Name = "gamma";
    private readonly GammaInversion _inversion;

    /// <param name="shape">Finite, above 0.</param>
    /// <param name="scale">In the unit of the value; finite, above 0.</param>
    /// <exception cref="DistributionException">A parameter is out of range.</exception>
    public GammaDistribution(double shape, double scale)
    {
        (Shape, Scale) = (
            Parametrisation.Positive(Name, "shape", shape, nameof(shape)),
            Parametrisation.Positive(Name, "scale", scale, nameof(scale)));
        _inversion = new GammaInversion(shape, scale);
    }

    public double Shape { get; }

    public double Scale { get; }

    public override double Mean => Shape * Scale;

    public override double StandardDeviation => Math.Sqrt(Shape) * Scale;

    /// <summary>0.</summary>
    public override double Lower => 0;

    /// <summary>+∞.</summary>
    public override double Upper => double.PositiveInfinity;

    /// <param name="shape">Finite, above 0.</param>
    /// <param name="rate">1 / scale; finite, above 0.</param>
    /// <exception cref="DistributionException">A parameter is out of range.</exception>
    public static GammaDistribution FromShapeAndRate(double shape, double rate) =>
        new(shape, 1 / Parametrisation.Positive(Name, "rate", rate, nameof(rate)));

    /// <summary>Method of moments: shape = (mean / se)², scale = se² / mean (Briggs et al. 2006, ch. 4).</summary>
    /// <param name="mean">Above 0.</param>
    /// <param name="standardError">Above 0.</param>
    /// <exception cref="DistributionException">A parameter is out of range.</exception>
    public static GammaDistribution FromMeanAndStandardError(double mean, double standardError)
    {
        Parametrisation.MeanInside(Name, mean, 0, double.PositiveInfinity, nameof(mean));
        Parametrisation.Spread(Name, "standard error", standardError, nameof(standardError));
        var ratio = mean / standardError;
        var (shape, scale) = (ratio * ratio, standardError / ratio);
        if (shape is not (> 0 and < double.PositiveInfinity) || scale is not (> 0 and < double.PositiveInfinity))
            throw new DistributionException($"gamma: a mean of {mean} with a standard error of {standardError} is beyond what can be computed; "
                + "give values of like magnitude.", nameof(standardError));
        return new GammaDistribution(shape, scale);
    }

    /// <summary>Method of moments with the standard error that the interval's width implies, width / 3.92 (Briggs et al. 2006, ch. 4).</summary>
    /// <remarks>The distribution keeps the mean and the width; its own 2.5% and 97.5% quantiles shift with its skewness.</remarks>
    /// <param name="mean">Above 0.</param>
    /// <param name="lower">Lower end of the 95% interval, 0 or above, below the mean.</param>
    /// <param name="upper">Upper end of the 95% interval, above the mean.</param>
    /// <exception cref="DistributionException">The interval is empty, does not hold the mean or is in part negative.</exception>
    public static GammaDistribution FromMeanAndInterval95(double mean, double lower, double upper)
    {
        Parametrisation.MeanInside(Name, mean, 0, double.PositiveInfinity, nameof(mean));
        var standardError = Parametrisation.StandardErrorOf95(Name, "mean", mean, lower, upper);
        if (lower < 0) throw new DistributionException($"gamma: the 95% interval starts at {lower}; it cannot hold negative values.", nameof(lower));
        return FromMeanAndStandardError(mean, standardError);
    }

    /// <summary>The logarithm of a quantile, where the quantile itself may be below the smallest number.</summary>
    internal double LogQuantile(double uniform) => _inversion.LogQuantile(uniform);

    internal override Inversion? Smooth => _inversion;

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _inversion.Invert(uniforms, values);

    internal override double TailQuantile(double tail, bool upper) => _inversion.TailQuantile(tail, upper);

    internal override double Tail(double x, bool upper) => _inversion.Tail(x, upper);
}
