using CostSim.Sampling.Distributions;
using CostSim.Sampling.Inversions;
using CostSim.Sampling.Streams;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace CostSim.Tests.Sampling;

public sealed class QuantileTableTests
{
    public static TheoryData<double, double> BetaShapes => new()
    {
        { 0.18, 0.24 }, { 0.1, 0.1 }, { 0.5, 0.5 }, { 0.18, 5 }, { 12, 0.3 }, { 1, 1 }, { 1, 30 }, { 2, 9998 }, { 14, 6 }, { 58, 42 }, { 6, 1994 },
        { 131, 28.8 }, { 320, 325_837 }, { 200, 53_280 }, { 9999, 3 }, { 3000, 2000 }, { 20_000, 30_000 }, { 0.05, 0.05 },
    };

    public static TheoryData<double, double> GammaShapes => new()
    {
        { 0.1, 1 }, { 0.3, 2 }, { 0.5, 1 }, { 1, 1 }, { 1.5, 10 }, { 4, 1 }, { 25, 200 }, { 84, 1 / 800.0 }, { 484, 1 }, { 4000, 1 }, { 100_000, 1 }, { 1_000_000, 1 }, { 0.05, 1 },
    };

    [Theory]
    [MemberData(nameof(BetaShapes))]
    public void Betas_have_a_u_error_below_1e_12(double alpha, double beta)
    {
        AssertUError(new BetaInversion(alpha, beta, 0, 1), MathNetError(alpha + beta), x => SpecialFunctions.BetaRegularized(alpha, beta, x));
    }

    [Theory]
    [MemberData(nameof(GammaShapes))]
    public void Gammas_have_a_u_error_below_1e_12(double shape, double scale)
    {
        AssertUError(new GammaInversion(shape, scale), MathNetError(shape), x => SpecialFunctions.GammaLowerRegularized(shape, x / scale));
    }

    [Theory]
    [InlineData(0, 1), InlineData(5, 0.1)]
    public void Normals_have_a_u_error_below_1e_12(double mean, double sd)
    {
        AssertUError(new NormalInversion(mean, sd, double.NegativeInfinity, double.PositiveInfinity), 0, x => Normal((x - mean) / sd));
        AssertUError(new LogNormalInversion(mean, sd), 0, x => Normal((Math.Log(x) - mean) / sd));
        AssertUError(
            new NormalInversion(mean, sd, mean - sd, double.PositiveInfinity), 0, x => (Normal((x - mean) / sd) - Normal(-1)) / (1 - Normal(-1)));
    }

    [Fact]
    public void Tables_agree_with_mpmath()
    {
        Assert.All(MpmathQuantiles.Rows.Where(row => row.Tail > 1.0 / 8192 && row.Tail < 0.5), row =>
            Assert.Equal(1, row.Distribution.Quantile(row.Upper ? 1 - row.Tail : row.Tail) / row.Value, 2e-12));
    }

    /// <summary>Whose power series would need pieces without end: interpolants take their place.</summary>
    [Theory]
    [InlineData(0.001), InlineData(0.003), InlineData(0.01), InlineData(0.02)]
    public void Gammas_of_a_shape_far_below_1_have_a_u_error_below_1e_12(double shape) =>
        AssertUError(new GammaInversion(shape, 1), MathNetError(shape), x => SpecialFunctions.GammaLowerRegularized(shape, x), ofSeries: false);

    [Theory]
    [InlineData(0.001, 0.001), InlineData(0.01, 0.01), InlineData(0.01, 3), InlineData(20, 0.01), InlineData(0.03, 40)]
    public void Betas_of_a_shape_far_below_1_have_a_u_error_below_1e_12(double alpha, double beta)
    {
        var inversion = new BetaInversion(alpha, beta, 0, 1);
        AssertUError(inversion, MathNetError(alpha + beta), x => SpecialFunctions.BetaRegularized(alpha, beta, x), inversion.HasTable);
    }

    [Theory]
    [InlineData(1.5), InlineData(2.1), InlineData(3), InlineData(9), InlineData(250), InlineData(1e6)]
    public void Students_have_a_u_error_below_1e_12(double degreesOfFreedom) =>
        AssertUError(new StudentInversion(0, 1, degreesOfFreedom), MathNetError(degreesOfFreedom / 2), x => Student(degreesOfFreedom, x));

    /// <summary>Beside the middle MathNet's distribution function keeps few digits; its density is integrated instead.</summary>
    private static double Student(double degreesOfFreedom, double x) => Math.Abs(x) > 0.1
        ? StudentT.CDF(0, 1, degreesOfFreedom, x)
        : 0.5 + GaussLegendreRule.Integrate(t => StudentT.PDF(0, 1, degreesOfFreedom, t), 0, x, 20);

    /// <summary>What is cut has the probability of the whole between the cuts.</summary>
    [Fact]
    public void What_is_cut_has_a_u_error_below_1e_12()
    {
        AssertCut(new BetaInversion(14, 6, 0, 1), 0.5, 0.9, MathNetError(20), x => SpecialFunctions.BetaRegularized(14, 6, x));
        AssertCut(new BetaInversion(0.18, 0.24, 0, 1), 0.001, 0.999, MathNetError(1), x => SpecialFunctions.BetaRegularized(0.18, 0.24, x));
        AssertCut(new GammaInversion(25, 200), 0, 6000, MathNetError(25), x => SpecialFunctions.GammaLowerRegularized(25, x / 200));
        AssertCut(new LogNormalInversion(-0.7, 0.17), 0.45, 0.6, 0, x => Normal((Math.Log(x) + 0.7) / 0.17));
        AssertCut(new StudentInversion(0, 1, 2.1), -3, 1, MathNetError(1), x => Student(2.1, x));

        static void AssertCut(Inversion whole, double lower, double upper, double oracleError, Func<double, double> cdf)
        {
            var (from, mass) = (cdf(lower), cdf(upper) - cdf(lower));
            var cut = new TruncatedInversion(whole, lower, upper);
            AssertUError(cut, oracleError / mass, x => (cdf(x) - from) / mass, cut.HasTable);
        }
    }

    [Fact]
    public void Mixtures_have_a_u_error_below_1e_12()
    {
        var mixture = new MixtureDistribution([new NormalDistribution(0, 0.1), new LogNormalDistribution(-0.7, 0.17), new TriangularDistribution(0, 1, 3)], [0.5, 0.2, 0.3]);
        var uniforms = Uniforms();
        var values = new double[uniforms.Length];

        mixture.Quantiles(uniforms, values);

        AssertWorst(1e-12, uniforms.Zip(values), x => 0.5 * Normal(x / 0.1) + (x > 0 ? 0.2 * Normal((Math.Log(x) + 0.7) / 0.17) + 0.3 * Triangular.CDF(0, 3, 1, x) : 0));
    }

    [Fact]
    public void Threads_that_ask_at_once_get_the_same_bits()
    {
        var uniforms = Uniforms();
        var expected = new double[uniforms.Length];
        new BetaDistribution(14, 6).Quantiles(uniforms, expected);
        var shared = new BetaDistribution(14, 6);
        var columns = Enumerable.Range(0, 8).Select(_ => new double[uniforms.Length]).ToArray();

        Parallel.ForEach(columns, column => shared.Quantiles(uniforms, column));

        Assert.All(columns, column => Assert.Equal(expected, column));
    }

    private static double Normal(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>MathNet takes the difference of logarithms of gamma functions, and with it the rounding of their last digits.</summary>
    private static double MathNetError(double shape) => 4e-16 * shape * Math.Log(1 + shape);

    private static void AssertUError(Inversion inversion, double oracleError, Func<double, double> mathNet, bool ofSeries = true)
    {
        // MathNet gives 0 for the incomplete gamma function of less than this.
        const double smallest = 1e-14;
        Assert.Equal(ofSeries, inversion.HasTable);
        var uniforms = Uniforms();
        var values = new double[uniforms.Length];

        inversion.Invert(uniforms, values);

        AssertWorst(1e-12, uniforms.Zip(values), x => inversion.Tail(x, upper: false));
        AssertWorst(1e-12 + oracleError, uniforms.Zip(values).Where(draw => Math.Abs(draw.Second) > smallest && draw.Second != 1), mathNet);
    }

    private static void AssertWorst(double tolerance, IEnumerable<(double Uniform, double Value)> draws, Func<double, double> cdf)
    {
        var worst = draws.MaxBy(draw => Error(draw.Uniform, draw.Value));
        Assert.True(
            Error(worst.Uniform, worst.Value) < tolerance,
            $"u {worst.Uniform:R}, x {worst.Value:R}: u-error {Error(worst.Uniform, worst.Value):g3}, tolerance {tolerance:g3}");

        // Beside a pole of the density, as that of U-shaped betas at 1, neighbouring doubles are further apart than 1e-12 of probability.
        double Error(double u, double x) => Math.Max(0, Math.Max(cdf(Math.BitDecrement(x)) - u, u - cdf(Math.BitIncrement(x))));
    }

    /// <summary>50,000 of a stream, and both tails down to the smallest.</summary>
    private static double[] Uniforms()
    {
        var random = new double[50_000];
        new UniformStream(20_260_101, "u").Fill(0, random);
        var tails = Enumerable.Range(0, 2000).Select(i => Math.Pow(2, -1 - 52.0 * i / 2000));
        return [.. random, .. tails.SelectMany(tail => new[] { tail, 1 - tail })];
    }
}
