using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Sampling.Inversions;
using CostSim.Sampling.Streams;
using MathNet.Numerics.Integration;
using Beta = MathNet.Numerics.Distributions.Beta;
using Gamma = MathNet.Numerics.Distributions.Gamma;
using LogNormal = MathNet.Numerics.Distributions.LogNormal;
using Normal = MathNet.Numerics.Distributions.Normal;

namespace CostSim.Tests.Sampling;

public class MixtureAndTruncationTests
{
    private static readonly double[] Probabilities =
        [.. Enumerable.Range(1, 2999).Select(i => i / 3000.0), 1e-5, 1e-9, 1e-14, 1 - 1e-5, 1 - 1e-9, 1 - 1e-14];

    [Fact]
    public void A_mixtures_values_have_the_weighted_probability_of_MathNets_distributions()
    {
        var mixture = new MixtureDistribution([new NormalDistribution(0, 0.1), new NormalDistribution(0.5, 0.02), new GammaDistribution(20, 0.1)], [0.5, 0.2, 0.3]);
        double Exact(double x) => 0.5 * Normal.CDF(0, 0.1, x) + 0.2 * Normal.CDF(0.5, 0.02, x) + 0.3 * (x > 0 ? Gamma.CDF(20, 10, x) : 0);

        Assert.All(Probabilities, p => Assert.Equal(p, Exact(mixture.Quantile(p)), 1e-12));
        Assert.Equal(0.5 * 0 + 0.2 * 0.5 + 0.3 * 2, mixture.Mean, 1e-14);
    }

    /// <summary>Beside the corners of a triangle and of a rectangle too, where polynomials fail.</summary>
    [Fact]
    public void The_table_of_a_mixture_is_its_exact_inverse()
    {
        MixtureDistribution[] mixtures =
        [
            new([new BetaDistribution(14, 6), new BetaDistribution(2, 30)], [0.9, 0.1]),
            new([new TriangularDistribution(0, 1, 10), new UniformDistribution(3, 4)], [0.4, 0.6]),
            new([new LogNormalDistribution(0, 0.5), new StudentTDistribution(5, 0.1, 4)], [0.7, 0.3]),
            new([new UniformDistribution(0, 1), new UniformDistribution(5, 6)], [0.5, 0.5]),
        ];

        Assert.All(mixtures, mixture => Assert.All(Probabilities, p =>
        {
            // Where the density is small, the value's last digit is worth less than 1e-12 of probability.
            var value = mixture.Quantile(p);
            Assert.InRange(p, mixture.Cdf(Math.BitDecrement(value)) - 1e-12, mixture.Cdf(Math.BitIncrement(value)) + 1e-12);
        }));
        var smooth = new InterpolatedTable(mixtures[0].TailQuantile, InterpolatedTable.LastPlacesOfSums).Size;
        Assert.InRange(smooth.Exact, 0, smooth.Pieces / 50);
        Assert.InRange(smooth.Pieces, 1, 2000);
    }

    [Theory]
    [InlineData(0.3, 0.9), InlineData(double.NegativeInfinity, 0.4), InlineData(0.85, double.PositiveInfinity)]
    public void A_beta_that_is_cut_has_the_moments_of_the_integral(double lower, double upper)
    {
        var distribution = new TruncatedDistribution(new BetaDistribution(14, 6), lower, upper);
        var (from, to) = (Math.Max(lower, 0), Math.Min(upper, 1));
        double Integral(Func<double, double> value) => GaussLegendreRule.Integrate(x => value(x) * Beta.PDF(14, 6, x), from, to, 128);
        var mass = Integral(_ => 1);

        var mean = Integral(x => x) / mass;
        Assert.Equal(mean, distribution.Mean, 1e-11);
        Assert.Equal(Math.Sqrt(Integral(x => (x - mean) * (x - mean)) / mass), distribution.StandardDeviation, 1e-11);
        Assert.Equal((from, to), (distribution.Lower, distribution.Upper));
        var below = Beta.CDF(14, 6, from);
        Assert.All(Probabilities, p => Assert.Equal(p, (Beta.CDF(14, 6, distribution.Quantile(p)) - below) / mass, 1e-11));
    }

    /// <summary>What is left of a waiting time has the law of the whole; even where 1 in 10²⁶ waits so long.</summary>
    [Theory]
    [InlineData(2), InlineData(40), InlineData(60)]
    public void An_exponential_has_no_memory(double waited)
    {
        var cut = new TruncatedDistribution(new GammaDistribution(1, 1), waited);

        Assert.Equal(waited + 1, cut.Mean, 1e-10);
        Assert.Equal(1, cut.StandardDeviation, 1e-10);
        Assert.All(Probabilities.Where(p => p < 0.9999), p => Assert.Equal(-Math.Log(1 - p), cut.Quantile(p) - waited, 1e-12 * waited));
    }

    [Fact]
    public void A_lognormal_that_is_cut_has_its_closed_form()
    {
        var (mu, sigma, upper) = (-0.2, 0.4, 1.0);
        var cut = new TruncatedDistribution(new LogNormalDistribution(mu, sigma), upper: upper);
        var z = (Math.Log(upper) - mu) / sigma;

        Assert.Equal(Math.Exp(mu + sigma * sigma / 2) * Normal.CDF(0, 1, z - sigma) / Normal.CDF(0, 1, z), cut.Mean, 1e-12);
        Assert.All(Probabilities, p => Assert.Equal(p, LogNormal.CDF(mu, sigma, cut.Quantile(p)) / LogNormal.CDF(mu, sigma, upper), 1e-12));
    }

    [Fact]
    public void A_cut_that_leaves_nothing_is_refused()
    {
        Assert.Throws<DistributionException>(() => new TruncatedDistribution(new GammaDistribution(100, 0.1), 90));
        Assert.Throws<DistributionException>(() => new TruncatedDistribution(new GammaDistribution(100, 0.1), 5, 4));
        Assert.Throws<DistributionException>(() => new TruncatedDistribution(new BetaDistribution(2, 2), 1.5, 2));
        Assert.Throws<DistributionException>(() => new TruncatedDistribution(new BetaDistribution(2, 2), 0.5, 0.500001));
        Assert.Throws<DistributionException>(() => new TruncatedDistribution(new UniformDistribution(0, 1), 0.5));
        Assert.Throws<DistributionException>(() => new MixtureDistribution([new NormalDistribution(0, 1), new NormalDistribution(1, 1)], [0.5, 0.6]));
        Assert.Throws<DistributionException>(() => new MixtureDistribution([new NormalDistribution(0, 1), new FixedDistribution(1)], [0.5, 0.5]));
    }

    /// <summary>Against quadrature that the closed forms of Student's t and the normal give.</summary>
    [Fact]
    public void Moments_by_quadrature_of_quantiles_are_those_of_the_closed_forms()
    {
        Distribution[] known = [new NormalDistribution(3, 2), new GammaDistribution(0.3, 1), new BetaDistribution(0.18, 0.24), new StudentTDistribution(1, 0.5, 3), new LogNormalDistribution(0, 1.2)];

        Assert.All(known, distribution =>
        {
            var (mean, deviation) = TailMoments.Of(distribution.TailQuantile);
            Assert.Equal(distribution.Mean, mean, 1e-11 * distribution.StandardDeviation);
            Assert.Equal(distribution.StandardDeviation, deviation, 1e-9 * distribution.StandardDeviation);
        });
    }

    [Fact]
    public void A_mixture_of_one_shape_with_itself_is_that_shape()
    {
        var uniforms = new double[4096];
        new UniformStream(1, "u").Fill(0, uniforms);
        var (whole, mixed) = (new double[4096], new double[4096]);
        new GammaDistribution(25, 200).Quantiles(uniforms, whole);

        new MixtureDistribution([new GammaDistribution(25, 200), new GammaDistribution(25, 200)], [0.3, 0.7]).Quantiles(uniforms, mixed);

        Assert.All(whole.Zip(mixed), pair => Assert.Equal(pair.First, pair.Second, 1e-11 * pair.First));
    }
}
