using CostSim.Sampling;
using CostSim.Sampling.Distributions;

namespace CostSim.Tests.Sampling;

public sealed class ParametrisationTests
{
    [Fact] // Twelve-digit values worked out by hand from the formulas of Briggs et al. (2006), ch. 4.
    public void Method_of_moments_gives_the_published_parameters()
    {
        var beta = BetaDistribution.FromMeanAndStandardError(0.7, 0.1);
        var gamma = GammaDistribution.FromMeanAndStandardError(5000, 1000);
        var lognormal = LogNormalDistribution.FromMeanAndStandardError(2, 0.5);
        var ratio = LogNormalDistribution.FromMedianAndInterval95(0.509, 0.365, 0.710);

        AssertClose((14, 6), (beta.Alpha, beta.Beta));
        AssertClose((25, 200), (gamma.Shape, gamma.Scale));
        AssertClose((0.662834869652, 0.246220677069), (lognormal.MeanLog, lognormal.SdLog));
        AssertClose((-0.675307262432, 0.169739755858), (ratio.MeanLog, ratio.SdLog));

        static void AssertClose((double, double) expected, (double, double) actual)
        {
            Assert.Equal(1, actual.Item1 / expected.Item1, 2e-12);
            Assert.Equal(1, actual.Item2 / expected.Item2, 2e-12);
        }
    }

    [Theory]
    [MemberData(nameof(MeansAndErrors))]
    public void A_distribution_made_from_a_mean_and_a_standard_error_has_them(Distribution distribution, double mean, double standardError)
    {
        Assert.Equal(1, distribution.Mean / mean, 1e-12);
        Assert.Equal(1, distribution.StandardDeviation / standardError, 1e-12);
    }

    public static TheoryData<Distribution, double, double> MeansAndErrors
    {
        get
        {
            const double halfWidth = 1.959963984540054;
            return new()
            {
                { BetaDistribution.FromMeanAndStandardError(0.79, 0.02), 0.79, 0.02 },
                { BetaDistribution.FromMeanAndStandardError(0.43, 0.4), 0.43, 0.4 },
                { BetaDistribution.FromMeanAndStandardError(1e-6, 1e-7), 1e-6, 1e-7 },
                { BetaDistribution.FromMeanAndInterval95(0.6, 0.5, 0.68), 0.6, 0.18 / 2 / halfWidth },
                { BetaDistribution.FromCounts(14, 20), 0.7, 0.1 },
                { GammaDistribution.FromMeanAndStandardError(22_000, 2200), 22_000, 2200 },
                { GammaDistribution.FromMeanAndInterval95(100, 70, 150), 100, 40 / halfWidth },
                { GammaDistribution.FromShapeAndRate(20, 1e4), 20e-4, Math.Sqrt(20) * 1e-4 },
                { LogNormalDistribution.FromMeanAndStandardError(2, 0.5), 2, 0.5 },
                { LogNormalDistribution.FromMeanAndStandardError(2, 1e-7), 2, 1e-7 },
                { NormalDistribution.FromMeanAndInterval95(1.5, 1, 2), 1.5, 0.5 / halfWidth },
                { new UniformDistribution(-1, 2), 0.5, Math.Sqrt(9 / 12.0) },
                { new TriangularDistribution(0, 1, 5), 2, Math.Sqrt(21 / 18.0) },
                { new PertDistribution(0, 1, 8), 2, Math.Sqrt(2 * 6 / 7.0) },
                { new TruncatedNormalDistribution(0, 1, lower: 0), Math.Sqrt(2 / Math.PI), Math.Sqrt(1 - 2 / Math.PI) },
                { new TruncatedNormalDistribution(0, 1e6, 1, 2), 1.5, 1 / Math.Sqrt(12) },
            };
        }
    }

    [Fact]
    public void A_lognormal_made_from_a_mean_and_an_interval_has_that_mean()
    {
        var distribution = LogNormalDistribution.FromMeanAndInterval95(1.2, 0.9, 1.6);

        Assert.Equal(1.2, distribution.Mean, 1e-14);
        Assert.Equal(1.6 / 0.9, distribution.Quantile(0.975) / distribution.Quantile(0.025), 1e-12);
    }

    public static TheoryData<Func<object>, string, string> Mistakes => new()
    {
        { () => new BetaDistribution(0, 1), "alpha", "beta: the shape alpha is 0; it must be a finite number above 0." },
        { () => new BetaDistribution(1, double.NaN), "beta", "beta: the shape beta is NaN; it must be a finite number above 0." },
        { () => BetaDistribution.FromMeanAndStandardError(1.2, 0.1), "mean", "beta: the mean is 1.2; it must lie between 0 and 1, both excluded." },
        { () => BetaDistribution.FromMeanAndStandardError(0.5, 0.5), "standardError", "beta: the standard error 0.5 is too large for a mean of 0.5; it must be below 0.5, the square root of mean × (1 − mean)." },
        { () => BetaDistribution.FromMeanAndStandardError(0.5, 0), "standardError", "beta: the standard error is 0, a zero-width distribution; give a value above 0, or the number itself where there is no uncertainty." },
        { () => BetaDistribution.FromMeanAndStandardError(0.5, -0.1), "standardError", "beta: the standard error is -0.1; it must be a finite number above 0." },
        { () => BetaDistribution.FromMeanAndInterval95(0.5, 0.6, 0.7), "lower", "beta: the mean 0.5 is not inside the 95% interval 0.6 to 0.7." },
        { () => BetaDistribution.FromMeanAndInterval95(0.5, 0.7, 0.6), "lower", "beta: the 95% interval runs from 0.7 to 0.6; the lower end must come first." },
        { () => BetaDistribution.FromMeanAndInterval95(0.5, 0.5, 0.5), "lower", "beta: the 95% interval runs from 0.5 to 0.5, a zero-width distribution; give the number itself where there is no uncertainty." },
        { () => BetaDistribution.FromMeanAndInterval95(0.9, 0.8, 1.1), "lower", "beta: the 95% interval 0.8 to 1.1 leaves the range 0 to 1." },
        { () => BetaDistribution.FromCounts(0, 20), "events", "beta: 0 events in 20 trials leave a zero-width distribution; add a prior, for example Jeffreys': beta(events + 0.5, trials − events + 0.5)." },
        { () => BetaDistribution.FromCounts(21, 20), "events", "beta: 21 events in 20 trials; there cannot be more events than trials." },
        { () => BetaDistribution.FromCounts(1, 0), "trials", "beta: the number of trials is 0; it must be a finite number above 0." },
        { () => new GammaDistribution(2, double.PositiveInfinity), "scale", "gamma: the scale is Infinity; it must be a finite number above 0." },
        { () => GammaDistribution.FromShapeAndRate(2, 0), "rate", "gamma: the rate is 0; it must be a finite number above 0." },
        { () => GammaDistribution.FromMeanAndStandardError(-5, 1), "mean", "gamma: the mean is -5; it must be a finite number above 0." },
        { () => GammaDistribution.FromMeanAndInterval95(5, -1, 8), "lower", "gamma: the 95% interval starts at -1; it cannot hold negative values." },
        { () => new NormalDistribution(double.NaN, 1), "mean", "normal: the mean is NaN; it must be a finite number." },
        { () => new NormalDistribution(1, 0), "standardError", "normal: the standard error is 0, a zero-width distribution; give a value above 0, or the number itself where there is no uncertainty." },
        { () => new LogNormalDistribution(22_000, 1), "meanLog", "lognormal: a mean of 22000 and a standard deviation of 1 on the log scale give values that no computer number holds; was a natural-scale value given where its logarithm belongs?" },
        { () => LogNormalDistribution.FromMedianAndInterval95(1, 0, 2), "lower", "lognormal: the 95% interval starts at 0; it must start above 0." },
        { () => LogNormalDistribution.FromMedianAndInterval95(3, 1, 2), "lower", "lognormal: the median 3 is not inside the 95% interval 1 to 2." },
        { () => new TruncatedNormalDistribution(0, 1, 2, 1), "lower", "truncated normal: the limits are 2 and 1; the lower limit must be below the upper." },
        { () => new TruncatedNormalDistribution(0, 1, 40, 50), "lower", "truncated normal: practically nothing of a normal distribution with mean 0 and standard deviation 1 lies between 40 and 50." },
        { () => new UniformDistribution(1, 1), "min", "uniform: the range runs from 1 to 1, a zero-width distribution; give the number itself where there is no uncertainty." },
        { () => new TriangularDistribution(0, 5, 4), "mode", "triangular: the mode is 5; it must lie between the minimum 0 and the maximum 4." },
        { () => new PertDistribution(0, double.NaN, 4), "mode", "pert: the mode is NaN; it must lie between the minimum 0 and the maximum 4." },
        { () => new FixedDistribution(double.NegativeInfinity), "value", "fixed: the value is -Infinity; it must be a finite number." },
        { () => Dirichlet(("full", 65)), "counts", "dirichlet: shares need at least two labels; found 1." },
        { () => Dirichlet(("full", 65), ("none", 0)), "counts", "dirichlet: the count of 'none' is 0; it must be a finite number above 0. For a label that was never seen, add a prior to every count, for example 1 / number of labels." },
        { () => Dirichlet(("full", 65), ("full", 5)), "counts", "dirichlet: the label 'full' stands twice." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_told_in_a_sentence_that_stands_alone(Func<object> construct, string argument, string message)
    {
        var exception = Assert.Throws<DistributionException>(construct);

        Assert.Equal(message, exception.Message);
        Assert.Equal(argument, exception.Argument);
    }

    private static DirichletDistribution Dirichlet(params (string Label, double Count)[] counts) =>
        new(counts.Select(pair => KeyValuePair.Create(pair.Label, pair.Count)));
}
