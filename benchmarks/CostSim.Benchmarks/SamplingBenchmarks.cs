using BenchmarkDotNet.Attributes;
using CostSim.Sampling.Distributions;
using CostSim.Sampling.Streams;

namespace CostSim.Benchmarks;

/// <summary>Nanoseconds per number, given its uniforms; <see cref="SamplingTable"/> tells the same of all in a minute.</summary>
[MemoryDiagnoser]
public class SamplingBenchmarks
{
    private const int Draws = 1024;
    private SamplingCase _case = SamplingCase.All[0];
    private double[] _uniforms = [];
    private double[] _scratch = [];
    private double[] _values = [];

    public static IEnumerable<string> Names => SamplingCase.All.Select(item => item.Name);

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        _case = SamplingCase.All.Single(item => item.Name == Name);
        (_uniforms, _scratch, _values) = (new double[Draws * _case.Dimensions], new double[Draws * _case.Dimensions], new double[Draws * _case.Numbers]);
        new UniformStream(20_260_101, Name).Fill(0, _uniforms);
    }

    /// <summary>Per draw, of all its numbers.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Draws)]
    public void Inversion()
    {
        _uniforms.CopyTo(_scratch, 0);
        _case.Fill(_scratch, _values, Draws);
    }

    /// <summary>Per draw. Rejection, mostly, not inversion; with its own random numbers.</summary>
    [Benchmark(OperationsPerInvoke = Draws)]
    public void MathNetSample()
    {
        for (var d = 0; d < Draws; d++) _case.MathNet?.Invoke(_values);
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
