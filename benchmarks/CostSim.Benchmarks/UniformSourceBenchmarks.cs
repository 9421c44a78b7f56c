using BenchmarkDotNet.Attributes;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Sampling.Streams;

namespace CostSim.Benchmarks;

/// <summary>Nanoseconds per uniform, of each way of sampling; and of making uniforms or normals depend on each other.</summary>
[MemoryDiagnoser]
public class UniformSourceBenchmarks
{
    private const int Draws = 1024;
    private const int Together = 4;
    private const int Replicate = 16;
    private readonly UniformStream _stream = new(1, "x");
    private readonly SobolDimension _sobol = new(1, "x", 7, Replicate);
    private readonly LatinHypercubeColumn _hypercube = new(1, "x", 1 << 20, Replicate);
    private readonly double[] _uniforms = new double[Draws];
    private readonly double[] _together = new double[Draws];
    private readonly double[] _scratch = new double[Draws];
    private GaussianCopula _copula = null!;
    private MultivariateNormalDistribution _normals = null!;

    /// <summary>Where in the sequence: later points of a Sobol sequence have more digits to scramble.</summary>
    [Params(0, 1_000_000)]
    public int FirstDraw { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        double[,] matrix = { { 1, 0.5, 0.2, 0.1 }, { 0.5, 1, 0.3, 0.2 }, { 0.2, 0.3, 1, 0.4 }, { 0.1, 0.2, 0.4, 1 } };
        _copula = GaussianCopula.TryCreate(matrix, out _)!;
        _normals = new MultivariateNormalDistribution(["a", "b", "c", "d"], new double[Together], matrix, new CoefficientScale[Together]);
        _stream.Fill(0, _uniforms);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Draws)]
    public void Random() => _stream.Fill(FirstDraw, _scratch);

    [Benchmark(OperationsPerInvoke = Draws)]
    public void Sobol() => _sobol.Fill(FirstDraw, _scratch);

    [Benchmark(OperationsPerInvoke = Draws)]
    public void LatinHypercube() => _hypercube.Fill(FirstDraw, _scratch);

    /// <summary>Per number, of four that are correlated.</summary>
    [Benchmark(OperationsPerInvoke = Draws)]
    public void Copula()
    {
        _uniforms.CopyTo(_together, 0);
        _copula.Correlate(_together, _scratch, Draws / Together);
    }

    /// <summary>Per number, of four.</summary>
    [Benchmark(OperationsPerInvoke = Draws)]
    public void MultivariateNormal()
    {
        _uniforms.CopyTo(_together, 0);
        _normals.Fill(_together, _scratch, Draws / Together);
    }
}
