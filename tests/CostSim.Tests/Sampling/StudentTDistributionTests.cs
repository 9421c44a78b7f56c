using CostSim.Sampling;
using CostSim.Sampling.Distributions;

namespace CostSim.Tests.Sampling;

public sealed class StudentTDistributionTests
{
    /// <summary>To the six digits of printed tables.</summary>
    [Theory]
    [InlineData(3, 0.975, 3.182446)]
    [InlineData(4, 0.975, 2.776445)]
    [InlineData(11, 0.975, 2.200985)]
    [InlineData(12, 0.975, 2.178813)]
    [InlineData(30, 0.995, 2.749996)]
    [InlineData(5, 0.75, 0.726687)]
    [InlineData(1_000_000, 0.975, 1.959966)]
    public void Quantiles_are_those_of_the_tables(double degrees, double probability, double quantile)
    {
        var distribution = new StudentTDistribution(0, 1, degrees);

        Assert.Equal(quantile, distribution.Quantile(probability), 1e-6);
        Assert.Equal(-quantile, distribution.Quantile(1 - probability), 1e-6);
    }

    [Theory]
    [InlineData(2.5), InlineData(3), InlineData(8), InlineData(250)]
    public void The_table_the_exact_inversion_and_the_distribution_function_agree(double degrees)
    {
        var distribution = new StudentTDistribution(-1.2, 0.4, degrees);
        for (var i = 1; i < 4_000; i++)
        {
            var uniform = i / 4_000.0;
            var value = distribution.Quantile(uniform);
            var exact = distribution.TailQuantile(Math.Min(uniform, 1 - uniform), uniform > 0.5);

            Assert.Equal(exact, value, 1e-12 * (1 + Math.Abs(exact)));
            Assert.Equal(uniform, distribution.Cdf(value), 1e-13);
        }
    }

    [Fact]
    public void With_four_degrees_of_freedom_the_distribution_function_is_its_closed_form()
    {
        var distribution = new StudentTDistribution(0, 1, 4);
        for (var t = -6.0; t < 6; t += 0.37)
        {
            // F(t) = ½ + 3/8 · t/√(1 + t²/4) · (1 − t²/(12·(1 + t²/4)))
            var closed = 0.5 + 0.375 * t / Math.Sqrt(1 + t * t / 4) * (1 - t * t / (12 * (1 + t * t / 4)));

            Assert.Equal(closed, distribution.Cdf(t), 1e-14);
        }
    }

    [Fact]
    public void Mean_and_standard_deviation_are_those_of_its_quantiles()
    {
        var distribution = new StudentTDistribution(2, 0.5, 9);
        const int steps = 400_000;
        var values = Enumerable.Range(0, steps).Select(i => distribution.Quantile((i + 0.5) / steps)).ToArray();

        Assert.Equal(distribution.Mean, values.Average(), 1e-9);
        Assert.Equal(distribution.StandardDeviation, Math.Sqrt(values.Sum(value => (value - 2) * (value - 2)) / steps), 1e-3);
    }

    [Theory]
    [InlineData(2), InlineData(1), InlineData(double.NaN), InlineData(double.PositiveInfinity)]
    public void Degrees_of_freedom_without_a_finite_spread_are_refused(double degrees) =>
        Assert.Contains("above 2", Assert.Throws<DistributionException>(() => new StudentTDistribution(0, 1, degrees)).Message);
}
