using BenchmarkDotNet.Attributes;
using CostSim.Sampling;
using CostSim.Sampling.Streams;
using Beta = MathNet.Numerics.Distributions.Beta;
using BetaScaled = MathNet.Numerics.Distributions.BetaScaled;
using ContinuousUniform = MathNet.Numerics.Distributions.ContinuousUniform;
using Gamma = MathNet.Numerics.Distributions.Gamma;
using LogNormal = MathNet.Numerics.Distributions.LogNormal;
using Normal = MathNet.Numerics.Distributions.Normal;
using StudentT = MathNet.Numerics.Distributions.StudentT;
using Triangular = MathNet.Numerics.Distributions.Triangular;

namespace CostSim.Benchmarks;

/// <summary>Nanoseconds per variate, given its uniform; MathNet's figures hold its own random numbers too.</summary>
[MemoryDiagnoser]
public class SamplingBenchmarks
{
    private const int Draws = 1024;
    private readonly double[] _uniforms = new double[Draws];
    private readonly double[] _values = new double[Draws];
    private Distribution _distribution = new FixedDistribution(0);
    private Action _mathNet = () => { };

    [Params(
        "beta(14, 6)", "beta(0.18, 0.24)", "beta(320, 325837)", "gamma(25, 200)", "gamma(0.3, 1)", "normal", "truncated normal", "lognormal", "pert",
        "triangular", "uniform", "student-t", "gamma, cut", "beta, cut", "mixture")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        var random = new Random(20_260_101);
        (_distribution, _mathNet) = Name switch
        {
            "beta(14, 6)" => Beta(14, 6),
            "beta(0.18, 0.24)" => Beta(0.18, 0.24),
            "beta(320, 325837)" => Beta(320, 325_837),
            "gamma(25, 200)" => Gamma(25, 200),
            "gamma(0.3, 1)" => Gamma(0.3, 1),
            "normal" => (new NormalDistribution(2, 3), () => Normal.Samples(random, _values, 2, 3)),
            "truncated normal" => (new TruncatedNormalDistribution(60, 9, 18, 100), () => MathNetTruncatedNormal(random)),
            "lognormal" => (new LogNormalDistribution(-0.7, 0.17), () => LogNormal.Samples(random, _values, -0.7, 0.17)),
            "pert" => (new PertDistribution(1, 2, 10), () => BetaScaled.PERT(1, 10, 2, random).Samples(_values)),
            "triangular" => (new TriangularDistribution(1, 2, 10), () => Triangular.Samples(random, _values, 1, 10, 2)),
            "uniform" => ((Distribution, Action))(new UniformDistribution(1, 10), () => ContinuousUniform.Samples(random, _values, 1, 10)),
            "student-t" => (new StudentTDistribution(0.8, 0.05, 9), () => StudentT.Samples(random, _values, 0.8, 0.05, 9)),
            "gamma, cut" => (new TruncatedDistribution(new GammaDistribution(25, 200), upper: 6000), () => MathNetCut(() => MathNet.Numerics.Distributions.Gamma.Sample(random, 25, 1 / 200.0), 0, 6000)),
            "beta, cut" => (new TruncatedDistribution(new BetaDistribution(14, 6), 0.5, 0.9), () => MathNetCut(() => MathNet.Numerics.Distributions.Beta.Sample(random, 14, 6), 0.5, 0.9)),
            "mixture" => (new MixtureDistribution([new NormalDistribution(0, 0.1), new NormalDistribution(0.5, 0.1)], [0.7, 0.3]), () => MathNetMixture(random)),
            _ => throw new InvalidOperationException(Name),
        };
        new UniformStream(20_260_101, Name).Fill(0, _uniforms);
        Inversion();

        (Distribution, Action) Beta(double alpha, double beta) => (new BetaDistribution(alpha, beta), () => MathNetBeta(random, alpha, beta));
        (Distribution, Action) Gamma(double shape, double scale) => (new GammaDistribution(shape, scale), () => MathNetGamma(random, shape, scale));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Draws)]
    public void Inversion() => _distribution.Quantiles(_uniforms, _values);

    [Benchmark(OperationsPerInvoke = Draws)]
    public void ExactInversion()
    {
        for (var d = 0; d < Draws; d++)
        {
            var uniform = _uniforms[d];
            _values[d] = uniform < 0.5 ? _distribution.TailQuantile(uniform, upper: false) : _distribution.TailQuantile(1 - uniform, upper: true);
        }
    }

    /// <summary>Rejection, mostly, not inversion.</summary>
    [Benchmark(OperationsPerInvoke = Draws)]
    public void MathNetSample() => _mathNet();

    private void MathNetBeta(Random random, double alpha, double beta) => Beta.Samples(random, _values, alpha, beta);

    private void MathNetGamma(Random random, double shape, double scale) => Gamma.Samples(random, _values, shape, 1 / scale);

    private void MathNetCut(Func<double> sample, double lower, double upper)
    {
        for (var d = 0; d < Draws; d++)
        {
            do _values[d] = sample();
            while (_values[d] < lower || _values[d] > upper);
        }
    }

    private void MathNetMixture(Random random)
    {
        for (var d = 0; d < Draws; d++) _values[d] = Normal.Sample(random, random.NextDouble() < 0.7 ? 0 : 0.5, 0.1);
    }

    private void MathNetTruncatedNormal(Random random)
    {
        for (var d = 0; d < Draws; d++)
        {
            do _values[d] = Normal.Sample(random, 60, 9);
            while (_values[d] is < 18 or > 100);
        }
    }
}

/// <summary>Nanoseconds per uniform.</summary>
[MemoryDiagnoser]
public class UniformStreamBenchmarks
{
    private const int Draws = 1024;
    private readonly double[] _uniforms = new double[Draws];
    private readonly UniformStream _stream = new(20_260_101, "c_tka");
    private readonly MathNet.Numerics.Random.MersenneTwister _twister = new(20_260_101, threadSafe: false);

    [Benchmark(Baseline = true, OperationsPerInvoke = Draws)]
    public void Fill() => _stream.Fill(0, _uniforms);

    [Benchmark(OperationsPerInvoke = Draws)]
    public void FillVectors256() => _stream.FillVectors256(0, _uniforms);

    [Benchmark(OperationsPerInvoke = Draws)]
    public void FillPlain() => _stream.FillPlain(0, _uniforms);

    [Benchmark(OperationsPerInvoke = Draws)]
    public void MathNetMersenneTwister() => _twister.NextDoubles(_uniforms);
}

/// <summary>What a distribution's table costs, once.</summary>
[MemoryDiagnoser]
public class QuantileTableBenchmarks
{
    [Benchmark]
    public double Beta() => new BetaDistribution(14, 6).Quantile(0.3);

    [Benchmark]
    public double UShapedBeta() => new BetaDistribution(0.18, 0.24).Quantile(0.3);

    [Benchmark]
    public double LargeBeta() => new BetaDistribution(20_000, 30_000).Quantile(0.3);

    [Benchmark]
    public double Gamma() => new GammaDistribution(25, 200).Quantile(0.3);

    [Benchmark]
    public double Normal() => new NormalDistribution(2, 3).Quantile(0.3);

    [Benchmark]
    public double LogNormal() => new LogNormalDistribution(-0.7, 0.17).Quantile(0.3);
}
