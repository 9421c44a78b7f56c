using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>Beta(α, β): uncertainty about a probability, a proportion or a utility.</summary>
/// <remarks>What is known after α events and β non-events: Briggs, Claxton &amp; Sculpher (2006), ch. 4.</remarks>
public sealed record BetaDistribution : Distribution
{
    private const string Name = "beta";
    private readonly BetaInversion _inversion;

    /// <param name="alpha">Pseudo-count of events; finite, above 0.</param>
    /// <param name="beta">Pseudo-count of non-events; finite, above 0.</param>
    /// <exception cref="DistributionException">A shape is out of range.</exception>
    public BetaDistribution(double alpha, double beta)
    {
        (Alpha, Beta) = (
            Parametrisation.Positive(Name, "shape alpha", alpha, nameof(alpha)),
            Parametrisation.Positive(Name, "shape beta", beta, nameof(beta)));
        _inversion = new BetaInversion(alpha, beta, 0, 1);
    }

    public double Alpha { get; }

    public double Beta { get; }

    public override double Mean => Alpha / (Alpha + Beta);

    public override double StandardDeviation => Math.Sqrt(Alpha / (Alpha + Beta) * (Beta / (Alpha + Beta)) / (Alpha + Beta + 1));

    /// <summary>0.</summary>
    public override double Lower => 0;

    /// <summary>1.</summary>
    public override double Upper => 1;

    /// <summary>Method of moments: α + β = mean·(1 − mean) / se² − 1 (Briggs et al. 2006, p. 90).</summary>
    /// <param name="mean">Above 0, below 1.</param>
    /// <param name="standardError">Above 0, below √(mean·(1 − mean)).</param>
    /// <exception cref="DistributionException">No such beta distribution exists.</exception>
    public static BetaDistribution FromMeanAndStandardError(double mean, double standardError)
    {
        Parametrisation.MeanInside(Name, mean, 0, 1, nameof(mean));
        Parametrisation.Spread(Name, "standard error", standardError, nameof(standardError));
        var largest = Math.Sqrt(mean * (1 - mean));
        if (standardError >= largest)
            throw new DistributionException($"beta: the standard error {standardError} is too large for a mean of {mean}; "
                + $"it must be below {largest:G6}, the square root of mean × (1 − mean).", nameof(standardError));
        var ratio = largest / standardError;
        var total = (ratio - 1) * (ratio + 1);
        if (!double.IsFinite(total) || mean * total == 0 || (1 - mean) * total == 0)
            throw new DistributionException($"beta: the standard error {standardError} is too small for a mean of {mean}, a zero-width distribution; "
                + "give the number itself where there is no uncertainty.", nameof(standardError));
        return new BetaDistribution(mean * total, (1 - mean) * total);
    }

    /// <summary>Method of moments with the standard error that the interval's width implies, width / 3.92 (Briggs et al. 2006, ch. 4).</summary>
    /// <remarks>The distribution keeps the mean and the width; its own 2.5% and 97.5% quantiles shift with its skewness.</remarks>
    /// <param name="mean">Above 0, below 1.</param>
    /// <param name="lower">Lower end of the 95% interval, 0 or above, below the mean.</param>
    /// <param name="upper">Upper end of the 95% interval, up to 1, above the mean.</param>
    /// <exception cref="DistributionException">The interval is empty, does not hold the mean or leaves [0, 1], or is too wide.</exception>
    public static BetaDistribution FromMeanAndInterval95(double mean, double lower, double upper)
    {
        Parametrisation.MeanInside(Name, mean, 0, 1, nameof(mean));
        var standardError = Parametrisation.StandardErrorOf95(Name, "mean", mean, lower, upper);
        if (lower < 0 || upper > 1)
            throw new DistributionException($"beta: the 95% interval {lower} to {upper} leaves the range 0 to 1.", nameof(lower));
        return FromMeanAndStandardError(mean, standardError);
    }

    /// <summary>What a study of <paramref name="trials"/> independent patients tells: α = events, β = trials − events.</summary>
    /// <param name="events">Above 0; need not be whole (weighted data).</param>
    /// <param name="trials">Above <paramref name="events"/>.</param>
    /// <exception cref="DistributionException">No event, nothing but events, or a count that is no number.</exception>
    public static BetaDistribution FromCounts(double events, double trials)
    {
        if (events is not (>= 0 and < double.PositiveInfinity))
            throw new DistributionException($"beta: the number of events is {events}; it must be a finite number above 0.", nameof(events));
        if (trials is not (> 0 and < double.PositiveInfinity))
            throw new DistributionException($"beta: the number of trials is {trials}; it must be a finite number above 0.", nameof(trials));
        if (events > trials)
            throw new DistributionException($"beta: {events} events in {trials} trials; there cannot be more events than trials.", nameof(events));
        if (events == 0 || events == trials)
            throw new DistributionException($"beta: {events} events in {trials} trials leave a zero-width distribution; "
                + "add a prior, for example Jeffreys': beta(events + 0.5, trials − events + 0.5).", nameof(events));
        return new BetaDistribution(events, trials - events);
    }

    internal override Inversion? Smooth => _inversion;

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _inversion.Invert(uniforms, values);

    internal override double TailQuantile(double tail, bool upper) => _inversion.TailQuantile(tail, upper);

    internal override double Tail(double x, bool upper) => _inversion.Tail(x, upper);
}
