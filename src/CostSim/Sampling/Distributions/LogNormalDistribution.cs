using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>exp(Normal(meanLog, sdLog)): uncertainty about a ratio (hazard, odds, relative risk) or a skewed cost.</summary>
public sealed record LogNormalDistribution : Distribution
{
    private const string Name = "lognormal";
    private readonly LogNormalInversion _inversion;

    /// <param name="meanLog">Mean of the logarithm; finite.</param>
    /// <param name="sdLog">Standard deviation of the logarithm; finite, above 0.</param>
    /// <exception cref="DistributionException">A parameter is out of range, or the mean is beyond the largest number.</exception>
    public LogNormalDistribution(double meanLog, double sdLog)
    {
        (MeanLog, SdLog) = (
            Parametrisation.Finite(Name, "mean of the logarithm", meanLog, nameof(meanLog)),
            Parametrisation.Spread(Name, "standard deviation of the logarithm", sdLog, nameof(sdLog)));
        if (!double.IsFinite(Mean) || !double.IsFinite(StandardDeviation) || Mean == 0)
            throw new DistributionException($"lognormal: a mean of {meanLog} and a standard deviation of {sdLog} on the log scale give values that "
                + "no computer number holds; was a natural-scale value given where its logarithm belongs?", nameof(meanLog));
        _inversion = new LogNormalInversion(meanLog, sdLog);
    }

    public double MeanLog { get; }

    public double SdLog { get; }

    public double Median => Math.Exp(MeanLog);

    public override double Mean => Math.Exp(MeanLog + SdLog * SdLog / 2);

    public override double StandardDeviation => Mean * Math.Sqrt(LogTerms.ExponentialLessOne(SdLog * SdLog));

    /// <summary>0.</summary>
    public override double Lower => 0;

    /// <summary>+∞.</summary>
    public override double Upper => double.PositiveInfinity;

    /// <summary>Method of moments: sdLog² = ln(1 + (se / mean)²), meanLog = ln(mean) − sdLog² / 2.</summary>
    /// <param name="mean">Of the value itself, not its logarithm; above 0.</param>
    /// <param name="standardError">Of the value itself; above 0.</param>
    /// <exception cref="DistributionException">A parameter is out of range.</exception>
    public static LogNormalDistribution FromMeanAndStandardError(double mean, double standardError)
    {
        Parametrisation.MeanInside(Name, mean, 0, double.PositiveInfinity, nameof(mean));
        Parametrisation.Spread(Name, "standard error", standardError, nameof(standardError));
        var ratio = standardError / mean;
        var variance = LogTerms.LogOnePlus(ratio * ratio);
        if (variance is not (> 0 and < double.PositiveInfinity))
            throw new DistributionException($"lognormal: a standard error of {standardError} is out of proportion to a mean of {mean}.", nameof(standardError));
        return new LogNormalDistribution(Math.Log(mean) - variance / 2, Math.Sqrt(variance));
    }

    /// <summary>sdLog = ln(upper / lower) / 3.92: both ends of the interval are used, through their ratio, and the median is kept as given.</summary>
    /// <remarks>
    /// A published ratio with its interval, as from a Cox model or a meta-analysis: symmetric on the log scale but for rounding. Where it
    /// is not symmetric, the distribution keeps the median and the ratio of the ends, not the ends themselves.
    /// </remarks>
    /// <param name="median">The point estimate; inside the interval.</param>
    /// <param name="lower">Lower end of the 95% interval; above 0.</param>
    /// <param name="upper">Upper end of the 95% interval.</param>
    /// <exception cref="DistributionException">The interval is empty, does not hold the median or reaches 0.</exception>
    public static LogNormalDistribution FromMedianAndInterval95(double median, double lower, double upper)
    {
        Parametrisation.Positive(Name, "median", median, nameof(median));
        return new LogNormalDistribution(Math.Log(median), SdLogOf95("median", median, lower, upper));
    }

    /// <summary>As <see cref="FromMedianAndInterval95"/>, for a published arithmetic mean: meanLog = ln(mean) − sdLog² / 2.</summary>
    /// <param name="mean">Of the value itself; inside the interval.</param>
    /// <param name="lower">Lower end of the 95% interval; above 0.</param>
    /// <param name="upper">Upper end of the 95% interval.</param>
    /// <exception cref="DistributionException">The interval is empty, does not hold the mean or reaches 0.</exception>
    public static LogNormalDistribution FromMeanAndInterval95(double mean, double lower, double upper)
    {
        Parametrisation.MeanInside(Name, mean, 0, double.PositiveInfinity, nameof(mean));
        var sdLog = SdLogOf95("mean", mean, lower, upper);
        return new LogNormalDistribution(Math.Log(mean) - sdLog * sdLog / 2, sdLog);
    }

    private static double SdLogOf95(string centre, double value, double lower, double upper)
    {
        Parametrisation.StandardErrorOf95(Name, centre, value, lower, upper);
        if (lower <= 0) throw new DistributionException($"lognormal: the 95% interval starts at {lower}; it must start above 0.", nameof(lower));
        return (Math.Log(upper) - Math.Log(lower)) / (2 * NormalTails.HalfWidthOf95);
    }

    internal override Inversion? Smooth => _inversion;

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _inversion.Invert(uniforms, values);

    internal override double TailQuantile(double tail, bool upper) => _inversion.TailQuantile(tail, upper);

    internal override double Tail(double x, bool upper) => _inversion.Tail(x, upper);
}
