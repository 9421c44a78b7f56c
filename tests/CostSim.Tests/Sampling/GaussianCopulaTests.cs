using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Sampling.Inversions;
using CostSim.Sampling.Streams;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Tests.Sampling;

public class GaussianCopulaTests
{
    private const int Draws = 100_000;

    /// <summary>On uniforms Spearman's correlation is <c>12·E[(u − ½)(v − ½)]</c>. Five standard errors of at most 1/√draws: fails 1 time in 10⁶.</summary>
    [Theory]
    [InlineData(0.5, -0.3, 0.2), InlineData(-0.9, 0, 0), InlineData(0.95, 0.9, 0.85)]
    public void Ranks_are_correlated_as_asked_and_each_number_stays_uniform(double first, double second, double third)
    {
        double[] ranks = [first, second, third];
        double[] normal = [.. ranks.Select(GaussianCopula.NormalCorrelation)];
        var copula = GaussianCopula.TryCreate(new[,] { { 1, normal[0], normal[1] }, { normal[0], 1, normal[2] }, { normal[1], normal[2], 1 } }, out var impossible)!;
        var uniforms = Uniforms(3);
        var alone = uniforms.ToArray();

        copula.Correlate(uniforms, new double[uniforms.Length], Draws);

        Assert.Equal(-1, impossible);
        Assert.Equal(alone[..Draws], uniforms[..Draws]);
        double[] found = [Rank(uniforms, 0, 1), Rank(uniforms, 0, 2), Rank(uniforms, 1, 2)];
        for (var pair = 0; pair < 3; pair++) Assert.Equal(ranks[pair], found[pair], 5 / Math.Sqrt(Draws));
        for (var number = 0; number < 3; number++)
        {
            var cells = new int[50];
            foreach (var uniform in uniforms.AsSpan(number * Draws, Draws)) cells[(int)(uniform * 50)]++;
            // χ² with 49 degrees of freedom passes 110 1 time in 10⁶.
            Assert.InRange(cells.Sum(count => (count - Draws / 50.0) * (count - Draws / 50.0) / (Draws / 50.0)), 10, 110);
        }
    }

    [Fact]
    public void Correlations_that_cannot_be_together_are_told_by_the_first_that_does_not_go_with_the_others()
    {
        Assert.Null(GaussianCopula.TryCreate(new[,] { { 1, 0.9, 0.9, 0 }, { 0.9, 1, -0.9, 0 }, { 0.9, -0.9, 1, 0 }, { 0, 0, 0, 1 } }, out var impossible));
        Assert.Equal(2, impossible);
        Assert.Null(GaussianCopula.TryCreate(new[,] { { 1, 1.0 }, { 1.0, 1 } }, out impossible));
        Assert.Equal(1, impossible);
    }

    [Fact]
    public void The_factor_is_that_of_MathNet()
    {
        var random = new Random(20_260_101);
        for (var size = 1; size < 12; size++)
        {
            var root = Matrix<double>.Build.Dense(size, size + 2, (_, _) => random.NextDouble() - 0.5);
            var matrix = root * root.Transpose();

            var factor = Cholesky.Factor(matrix.ToArray(), out _);

            Assert.True((Matrix<double>.Build.DenseOfArray(factor!) - matrix.Cholesky().Factor).L2Norm() < 1e-12 * matrix.L2Norm());
        }
    }

    [Fact]
    public void The_distribution_function_agrees_with_Erfc_in_both_tails()
    {
        var random = new Random(7);
        double[] normals = [.. Enumerable.Range(0, 20_000).Select(_ => 24 * random.NextDouble() - 12), 0, -8.5, 8.5, -8.4999, 8.4999, 37, -37];
        double[] found = [.. normals];

        NormalCumulative.Apply(found);

        for (var i = 0; i < normals.Length; i++)
        {
            var exact = 0.5 * SpecialFunctions.Erfc(-normals[i] / Constants.Sqrt2);
            Assert.InRange(found[i], double.Epsilon, Math.BitDecrement(1));
            Assert.True(Math.Abs(found[i] - exact) <= 2e-14 * exact && (normals[i] < 0 || Math.Abs(found[i] - exact) <= 4e-16), $"{normals[i]:R}: {found[i]:R}, {exact:R}");
        }
    }

    [Fact]
    public void Normals_have_the_means_and_the_covariance_and_the_scales_that_are_asked_for()
    {
        var covariance = new[,] { { 0.04, -0.03, 0.01 }, { -0.03, 0.09, 0 }, { 0.01, 0, 0.25 } };
        var joint = new MultivariateNormalDistribution(["a", "b", "c"], [1, -2, 0.3], covariance, [CoefficientScale.Identity, CoefficientScale.Log, CoefficientScale.Logit]);
        var (uniforms, values) = (Uniforms(3), new double[3 * Draws]);

        joint.Fill(uniforms, values, Draws);

        double[][] normals =
        [
            values[..Draws], [.. values[Draws..(2 * Draws)].Select(value => Math.Log(value))], [.. values[(2 * Draws)..].Select(p => Math.Log(p / (1 - p)))],
        ];
        double[] means = [1, -2, 0.3];
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(means[i], normals[i].Average(), 5 * Math.Sqrt(covariance[i, i] / Draws));
            for (var j = 0; j <= i; j++)
            {
                var found = normals[i].Zip(normals[j], (x, y) => (x - means[i]) * (y - means[j])).Average();
                var error = Math.Sqrt((covariance[i, i] * covariance[j, j] + covariance[i, j] * covariance[i, j]) / Draws);
                Assert.Equal(covariance[i, j], found, 5 * error);   // 9 comparisons: 1 time in 10⁵
            }
        }
        Assert.Equal([1, Math.Exp(-2), 1 / (1 + Math.Exp(-0.3))], Enumerable.Range(0, 3).Select(number => joint.PointEstimate(number)));
    }

    [Fact]
    public void A_matrix_that_is_no_covariance_is_refused()
    {
        static string Refusal(double[,] covariance) => Assert.Throws<DistributionException>(() =>
            new MultivariateNormalDistribution(["a", "b"], [0, 0], covariance, new CoefficientScale[2])).Message;

        Assert.Contains("'b' cannot vary with 'a' as the covariances say", Refusal(new[,] { { 1, 2.0 }, { 2, 1 } }), StringComparison.Ordinal);
        Assert.Contains("they must be equal", Refusal(new[,] { { 1, 0.5 }, { 0.4, 1 } }), StringComparison.Ordinal);
        Assert.Contains("variance of 'b' is -1", Refusal(new[,] { { 1, 0.5 }, { 0.5, -1 } }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bootstrap_draws_rows_whole_and_equally_often()
    {
        var rows = new BootstrapRows([[1, 2, 3, 4], [10, 20, 30, 40]]);
        var uniforms = SobolDimensionTests.Uniforms(new SobolDimension(3, "x", 0, 1), 1024);
        var values = new double[2048];

        rows.Fill(uniforms, values, 1024);

        Assert.Equal(values[..1024].Select(value => 10 * value), values[1024..]);
        Assert.All(values[..1024].GroupBy(value => value), row => Assert.Equal(256, row.Count()));
        Assert.Equal(2.5, rows.Mean(0));
        Span<double> last = [Math.BitDecrement(1)];
        rows.Fill(last, values.AsSpan(0, 2), 1);
        Assert.Equal(4, values[0]);
    }

    private static double[] Uniforms(int numbers)
    {
        var uniforms = new double[numbers * Draws];
        for (var number = 0; number < numbers; number++) new UniformStream(20_260_101, $"x{number}").Fill(0, uniforms.AsSpan(number * Draws, Draws));
        return uniforms;
    }

    private static double Rank(double[] uniforms, int one, int other)
    {
        var sum = 0.0;
        for (var d = 0; d < Draws; d++) sum += (uniforms[one * Draws + d] - 0.5) * (uniforms[other * Draws + d] - 0.5);
        return 12 * sum / Draws;
    }
}
