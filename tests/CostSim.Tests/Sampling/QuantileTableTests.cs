using CostSim.Sampling;
using CostSim.Sampling.Inversions;
using CostSim.Sampling.Streams;
using MathNet.Numerics;

namespace CostSim.Tests.Sampling;

public sealed class QuantileTableTests
{
    public static TheoryData<double, double> BetaShapes => new()
    {
        { 0.18, 0.24 }, { 0.1, 0.1 }, { 0.5, 0.5 }, { 0.18, 5 }, { 12, 0.3 }, { 1, 1 }, { 1, 30 }, { 2, 9998 }, { 14, 6 }, { 58, 42 }, { 6, 1994 },
        { 131, 28.8 }, { 320, 325_837 }, { 200, 53_280 }, { 9999, 3 }, { 3000, 2000 }, { 20_000, 30_000 },
    };

    public static TheoryData<double, double> GammaShapes => new()
    {
        { 0.1, 1 }, { 0.3, 2 }, { 0.5, 1 }, { 1, 1 }, { 1.5, 10 }, { 4, 1 }, { 25, 200 }, { 84, 1 / 800.0 }, { 484, 1 }, { 4000, 1 }, { 100_000, 1 },
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

    [Fact]
    public void A_shape_far_below_1_is_inverted_exactly_without_a_table()
    {
        var distribution = new GammaInversion(0.001, 1);
        var uniforms = Uniforms()[..100];
        var (values, exact) = (new double[100], new double[100]);

        distribution.Invert(uniforms, values);
        distribution.InvertExactly(uniforms, exact);

        Assert.False(distribution.HasTable);
        Assert.Equal(exact, values);
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

    private static void AssertUError(Inversion inversion, double oracleError, Func<double, double> mathNet)
    {
        // MathNet gives 0 for the incomplete gamma function of less than this.
        const double smallest = 1e-14;
        Assert.True(inversion.HasTable);
        var uniforms = Uniforms();
        var values = new double[uniforms.Length];

        inversion.Invert(uniforms, values);

        AssertWorst(1e-12, uniforms.Zip(values), x => inversion.Tail(x, upper: false));
        AssertWorst(1e-12 + oracleError, uniforms.Zip(values).Where(draw => draw.Second > smallest && draw.Second != 1), mathNet);
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
