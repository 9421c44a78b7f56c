using BenchmarkDotNet.Attributes;
using CostSim.Cohort;

namespace CostSim.Benchmarks;

/// <summary>Each published model: sampling and simulating one block of draws, all strategies and cycles.</summary>
[MemoryDiagnoser]
public class PublishedModelBenchmarks
{
    private const int Width = 64;

    private CohortSimulation _simulation = null!;

    [Params(
        "scenarios/published/sick-sicker/probabilistic.yaml",
        "scenarios/published/hiv-chancellor/exercise-4-7.yaml",
        "scenarios/published/tkr-computer-assisted/ten-years.yaml",
        "scenarios/published/analytic/illness-death-rates.yaml",
        "scenarios/published/analytic/weibull-tunnel.yaml")]
    public string Scenario { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _simulation = new CohortSimulation(BenchmarkScenario.CompileFile(Scenario, 1024), Width);
        _simulation.Run(0, Width);
    }

    [Benchmark]
    public void BlockOf64() => _simulation.Run(0, Width);
}
