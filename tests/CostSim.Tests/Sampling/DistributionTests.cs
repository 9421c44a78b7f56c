using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Sampling.Streams;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Sampling;

public sealed class DistributionTests
{
    private static readonly double[] Tails = [1.0 / (1L << 53), 1e-12, 1e-7, 1e-4, 0.01, 0.1, 0.3, 0.5];

    [Fact]
    public void Quantiles_agree_with_mpmath_to_the_last_digits()
    {
        Assert.All(MpmathQuantiles.Rows, row =>
        {
            var exact = row.Distribution.TailQuantile(row.Tail, row.Upper);

            // Below 1e-308 a double has fewer digits.
            Assert.True(Math.Abs(exact - row.Value) <= 1e-13 * Math.Abs(row.Value) + double.Epsilon * 200, $"{row}: {exact:R}");
        });
    }

    [Theory]
    [InlineData(0.18), InlineData(1), InlineData(7.5), InlineData(325_837)]
    public void Betas_with_a_shape_of_1_have_their_closed_form(double shape)
    {
        foreach (var tail in Tails)
        {
            // F(x) = 1 − (1 − x)ᵇ and F(x) = xᵃ
            AssertClose(-Expm1(Log1p(-tail) / shape), new BetaDistribution(1, shape).TailQuantile(tail, upper: false));
            AssertClose(-Expm1(Math.Log(tail) / shape), new BetaDistribution(1, shape).TailQuantile(tail, upper: true));
            AssertClose(Math.Pow(tail, 1 / shape), new BetaDistribution(shape, 1).TailQuantile(tail, upper: false));
        }
    }

    [Fact]
    public void A_gamma_of_shape_1_is_exponential()
    {
        foreach (var tail in Tails)
        {
            AssertClose(-3 * Log1p(-tail), new GammaDistribution(1, 3).TailQuantile(tail, upper: false));
            AssertClose(-3 * Math.Log(tail), new GammaDistribution(1, 3).TailQuantile(tail, upper: true));
        }
    }

    [Fact]
    public void The_arcsine_law_is_beta_of_two_halves()
    {
        foreach (var tail in Tails)
        {
            AssertClose(Math.Pow(Math.Sin(Math.PI * tail / 2), 2), new BetaDistribution(0.5, 0.5).TailQuantile(tail, upper: false));
        }
    }

    [Fact]
    public void The_normal_quantile_of_0_975_is_the_one_in_every_table() =>
        Assert.Equal(1.959963984540054, new NormalDistribution(0, 1).Quantile(0.975), 1e-14);

    [Fact]
    public void The_distribution_function_of_a_quantile_is_its_probability()
    {
        Prop.ForAll(Arbitraries.DistributionAndTail.ToArbitrary(), pair =>
        {
            var (distribution, tail, upper) = pair;
            var value = distribution.TailQuantile(tail, upper);
            // A double cannot tell values closer than its last digit: beside a pole of the density that is the error.
            var (below, above) = (distribution.Cdf(Math.BitDecrement(value)), distribution.Cdf(Math.BitIncrement(value)));
            var probability = upper ? 1 - tail : tail;
            return probability >= below - 1e-12 && probability <= above + 1e-12;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(1UL, 3UL));
    }

    [Fact]
    public void A_quantile_rises_with_its_probability_and_stays_in_the_support()
    {
        Prop.ForAll(Arbitraries.DistributionAndTail.ToArbitrary(), pair =>
        {
            var (distribution, tail, upper) = pair;
            var p = upper ? 1 - tail : tail;
            var (low, high) = (distribution.Quantile(p * 0.999), distribution.Quantile(p));
            return low <= high && low >= distribution.Lower && high <= distribution.Upper;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(1UL, 3UL));
    }

    [Fact]
    public void A_value_depends_on_its_uniform_alone_whatever_the_block()
    {
        Prop.ForAll(Gen.Zip(Arbitraries.Distribution, Gen.Choose(1, 70)).ToArbitrary(), pair =>
        {
            var (distribution, block) = pair;
            var uniforms = new double[300];
            new UniformStream(3, "a").Fill(17, uniforms);
            (uniforms[5], uniforms[6]) = (1.0 / (1L << 53), 1 - 1.0 / (1L << 53));
            var (whole, parts) = (new double[300], new double[300]);

            distribution.Quantiles(uniforms, whole);
            for (var first = 0; first < 300; first += block)
            {
                var length = Math.Min(block, 300 - first);
                distribution.Quantiles(uniforms.AsSpan(first, length), parts.AsSpan(first, length));
            }

            return whole.AsSpan().SequenceEqual(parts) && uniforms.Zip(whole).All(draw => distribution.Quantile(draw.First) == draw.Second);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(1UL, 3UL));
    }

    [Theory]
    [MemberData(nameof(Arbitraries.Examples), MemberType = typeof(Arbitraries))]
    public void A_sample_has_the_moments_and_the_law_of_its_distribution(Distribution distribution)
    {
        const int draws = 100_000;
        var values = new double[draws];
        new UniformStream(20_260_101, distribution.ToString()).Fill(0, values);
        distribution.Quantiles(values, values);

        var mean = values.Average();
        var deviations = values.Select(value => (value - distribution.Mean) * (value - distribution.Mean)).ToArray();
        var variance = deviations.Average();
        var varianceError = Math.Sqrt(deviations.Select(square => (square - variance) * (square - variance)).Average() / draws);
        // 5 standard errors: fails 1 time in 10⁶ if correct.
        Assert.True(Math.Abs(mean - distribution.Mean) < 5 * distribution.StandardDeviation / Math.Sqrt(draws), $"mean {mean}");
        Assert.True(Math.Abs(variance - Math.Pow(distribution.StandardDeviation, 2)) < 5 * varianceError, $"variance {variance}");

        var first = values[..10_000];
        Array.Sort(first);
        var distance = first.Select((value, i) => (i + 0.5) / first.Length - distribution.Cdf(value)).Max(Math.Abs) + 0.5 / first.Length;
        // P(√n·D > 2.7) = 2·exp(−2·2.7²): fails 1 time in 10⁶ if correct.
        Assert.True(distance * Math.Sqrt(first.Length) < 2.7, $"Kolmogorov-Smirnov {distance * Math.Sqrt(first.Length)}");
    }

    [Fact]
    public void A_uniform_outside_the_open_unit_interval_is_refused()
    {
        var kinds = Arbitraries.AllExamples.Where(distribution => distribution is not FixedDistribution);
        foreach (var distribution in kinds)
        {
            foreach (var uniform in new[] { 0, 1, -0.5, 1.5, double.NaN, double.PositiveInfinity })
            {
                double[] uniforms = [.. Enumerable.Repeat(0.5, 9), uniform];
                Assert.Throws<ArgumentOutOfRangeException>(() => distribution.Quantiles(uniforms, uniforms));
            }
        }
        Assert.Throws<ArgumentException>(() => new NormalDistribution(0, 1).Quantiles(new double[2], new double[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalDistribution(0, 1).Quantile(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalDistribution(0, 1).Cdf(double.NaN));
    }

    [Fact]
    public void Distributions_are_equal_by_value()
    {
        var (one, other) = (new BetaDistribution(2, 3), new BetaDistribution(2, 3));
        _ = one.Quantile(0.1);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, new BetaDistribution(2, 4));
    }

    private static void AssertClose(double expected, double actual) => Assert.True(Relative(actual, expected) < 1e-13, $"expected {expected:R}, got {actual:R}");

    private static double Relative(double actual, double expected) => actual == expected ? 0 : Math.Abs(actual - expected) / Math.Abs(expected);

    // Kahan's forms: the rounding of 1 + x cancels between numerator and denominator.
    private static double Log1p(double x) => 1 + x == 1 ? x : x * Math.Log(1 + x) / (1 + x - 1);

    private static double Expm1(double x)
    {
        var e = Math.Exp(x);
        return e == 1 ? x : e - 1 == -1 ? -1 : (e - 1) * x / Math.Log(e);
    }
}
