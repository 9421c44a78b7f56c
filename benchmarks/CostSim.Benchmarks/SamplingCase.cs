using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Sampling.Streams;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Random;
using MathNetBeta = MathNet.Numerics.Distributions.Beta;
using MathNetGamma = MathNet.Numerics.Distributions.Gamma;

namespace CostSim.Benchmarks;

/// <summary>One kind of distribution to time: what turns uniforms into its values, and what draws the same with MathNet.</summary>
/// <param name="Name">As in a scenario.</param>
/// <param name="Numbers">How many numbers a draw has; they are drawn together.</param>
/// <param name="Dimensions">How many uniforms a draw takes.</param>
/// <param name="Fill">Uniforms, which may be overwritten, to values; [dimension × draws], [number × draws], draws.</param>
/// <param name="MathNet">One draw, numbers and all; null where MathNet has no such sampler.</param>
internal sealed record SamplingCase(string Name, int Numbers, int Dimensions, SamplingCase.Inverter Fill, Action<double[]>? MathNet)
{
    public delegate void Inverter(Span<double> uniforms, Span<double> values, int draws);

    /// <summary>Uniforms are drawn with it too: the fast generator of MathNet that is not shared between threads.</summary>
    private static readonly MersenneTwister Random = new(20_260_101, threadSafe: false);

    private static readonly double[,] Correlations = { { 1, 0.5, 0.2, 0.1 }, { 0.5, 1, 0.3, 0.2 }, { 0.2, 0.3, 1, 0.4 }, { 0.1, 0.2, 0.4, 1 } };

    public static readonly SamplingCase[] All =
    [
        One("beta(14, 6)", new BetaDistribution(14, 6), () => MathNetBeta.Sample(Random, 14, 6)),
        One("beta(0.18, 0.24)", new BetaDistribution(0.18, 0.24), () => MathNetBeta.Sample(Random, 0.18, 0.24)),
        One("beta(0.01, 0.01)", new BetaDistribution(0.01, 0.01), () => MathNetBeta.Sample(Random, 0.01, 0.01)),
        One("beta(20, 0.01)", new BetaDistribution(20, 0.01), () => MathNetBeta.Sample(Random, 20, 0.01)),
        One("beta(320, 325837)", new BetaDistribution(320, 325_837), () => MathNetBeta.Sample(Random, 320, 325_837)),
        One("gamma(25, 200)", new GammaDistribution(25, 200), () => MathNetGamma.Sample(Random, 25, 1 / 200.0)),
        One("gamma(0.3, 1)", new GammaDistribution(0.3, 1), () => MathNetGamma.Sample(Random, 0.3, 1)),
        One("gamma(0.01, 1)", new GammaDistribution(0.01, 1), () => MathNetGamma.Sample(Random, 0.01, 1)),
        One("gamma(1000000, 1)", new GammaDistribution(1_000_000, 1), () => MathNetGamma.Sample(Random, 1_000_000, 1)),
        One("normal", new NormalDistribution(2, 3), () => Normal.Sample(Random, 2, 3)),
        One("truncated-normal", new TruncatedNormalDistribution(60, 9, 18, 100), () => Within(18, 100, () => Normal.Sample(Random, 60, 9))),
        One("lognormal", new LogNormalDistribution(-0.7, 0.17), () => LogNormal.Sample(Random, -0.7, 0.17)),
        One("student-t, 9 df", new StudentTDistribution(0.8, 0.05, 9), () => StudentT.Sample(Random, 0.8, 0.05, 9)),
        One("student-t, 2.1 df", new StudentTDistribution(0.8, 0.05, 2.1), () => StudentT.Sample(Random, 0.8, 0.05, 2.1)),
        One("uniform", new UniformDistribution(1, 10), () => ContinuousUniform.Sample(Random, 1, 10)),
        One("triangular", new TriangularDistribution(1, 2, 10), () => Triangular.Sample(Random, 1, 10, 2)),
        One("pert", new PertDistribution(1, 2, 10), () => BetaScaled.Sample(Random, 1 + 4 / 9.0, 5 - 4 / 9.0, 1, 9)),
        One("beta, cut", new TruncatedDistribution(new BetaDistribution(14, 6), 0.5, 0.9), () => Within(0.5, 0.9, () => MathNetBeta.Sample(Random, 14, 6))),
        One(
            "beta(0.01, 0.01), cut", new TruncatedDistribution(new BetaDistribution(0.01, 0.01), 0.1),
            () => Within(0.1, 1, () => MathNetBeta.Sample(Random, 0.01, 0.01))),
        One("gamma, cut", new TruncatedDistribution(new GammaDistribution(25, 200), upper: 6000), () => Within(0, 6000, () => MathNetGamma.Sample(Random, 25, 1 / 200.0))),
        One("lognormal, cut", new TruncatedDistribution(new LogNormalDistribution(-0.7, 0.17), upper: 0.6), () => Within(0, 0.6, () => LogNormal.Sample(Random, -0.7, 0.17))),
        One("student-t, cut", new TruncatedDistribution(new StudentTDistribution(0.8, 0.05, 9), 0.7, 1), () => Within(0.7, 1, () => StudentT.Sample(Random, 0.8, 0.05, 9))),
        One(
            "mixture of two normals", new MixtureDistribution([new NormalDistribution(0, 0.1), new NormalDistribution(0.5, 0.1)], [0.7, 0.3]),
            () => Normal.Sample(Random, Random.NextDouble() < 0.7 ? 0 : 0.5, 0.1)),
        One(
            "mixture with corners", new MixtureDistribution([new TriangularDistribution(0, 1, 10), new UniformDistribution(3, 4)], [0.4, 0.6]),
            () => Random.NextDouble() < 0.4 ? Triangular.Sample(Random, 0, 10, 1) : ContinuousUniform.Sample(Random, 3, 4)),
        Together("dirichlet of four", new DirichletDistribution(new Dictionary<string, double> { ["a"] = 130, ["b"] = 40, ["c"] = 30, ["d"] = 2 }), values => Dirichlet.Sample(Random, [130, 40, 30, 2]).CopyTo(values, 0)),
        Normals("multivariate-normal of four", new CoefficientScale[4]),
        Normals("the same, logarithms", [CoefficientScale.Log, CoefficientScale.Log, CoefficientScale.Log, CoefficientScale.Log]),
        Normals("the same, logits", [CoefficientScale.Logit, CoefficientScale.Logit, CoefficientScale.Logit, CoefficientScale.Logit]),
        Bootstrap(),
        Copula(),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static SamplingCase One(string name, Distribution distribution, Func<double> mathNet) =>
        new(name, 1, 1, (uniforms, values, _) => distribution.Quantiles(uniforms, values), values => values[0] = mathNet());

    private static SamplingCase Together(string name, JointDistribution joint, Action<double[]> mathNet) => new(name, joint.Count, joint.Dimensions, joint.Fill, mathNet);

    /// <summary>MathNet's matrix normal with one column; it factors the covariance anew for each draw.</summary>
    private static SamplingCase Normals(string name, CoefficientScale[] scales)
    {
        var (mean, rows, columns) = (Matrix<double>.Build.Dense(4, 1), Matrix<double>.Build.DenseOfArray(Correlations), Matrix<double>.Build.DenseIdentity(1));
        return Together(name, new MultivariateNormalDistribution(["a", "b", "c", "d"], new double[4], Correlations, scales), values =>
        {
            var draw = MatrixNormal.Sample(Random, mean, rows, columns);
            for (var i = 0; i < 4; i++)
            {
                values[i] = scales[i] switch { CoefficientScale.Log => Math.Exp(draw[i, 0]), CoefficientScale.Logit => 1 / (1 + Math.Exp(-draw[i, 0])), _ => draw[i, 0] };
            }
        });
    }

    private static SamplingCase Bootstrap()
    {
        var columns = new double[4][];
        for (var c = 0; c < columns.Length; c++) new UniformStream(1, $"{c}").Fill(0, columns[c] = new double[1000]);
        return Together("bootstrap rows of four", new BootstrapRows(columns), values =>
        {
            var row = DiscreteUniform.Sample(Random, 0, 999);
            for (var c = 0; c < columns.Length; c++) values[c] = columns[c][row];
        });
    }

    private static SamplingCase Copula()
    {
        var copula = GaussianCopula.TryCreate(Correlations, out _)!;
        return new SamplingCase("correlated uniforms, four", 4, 4, (uniforms, values, draws) => copula.Correlate(uniforms, values, draws), null);
    }

    private static double Within(double lower, double upper, Func<double> sample)
    {
        while (true)
        {
            var value = sample();
            if (value >= lower && value <= upper) return value;
        }
    }
}
