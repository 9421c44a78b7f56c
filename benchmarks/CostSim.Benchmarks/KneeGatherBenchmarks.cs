using BenchmarkDotNet.Attributes;
using CostSim.Cohort;

namespace CostSim.Benchmarks;

/// <summary>A block of draws of the knee scenario, all strategies and cycles: ours, and a gather kernel over the same sparse structure that is written for nothing else.</summary>
[MemoryDiagnoser]
public class KneeGatherBenchmarks
{
    private CohortSimulation _simulation = null!;
    private KneeGather _kernel = null!;

    [Params(64, 256)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var plan = BenchmarkScenario.Compile(BenchmarkScenario.Knee, 1024);
        (_simulation, _kernel) = (new CohortSimulation(plan, Width), new KneeGather(plan, Width));
        _simulation.Run(0, Width);
        _kernel.Run();
        for (var strategy = 0; strategy < plan.Scenario.Strategies.Count; strategy++)
        {
            for (var outcome = 0; outcome < plan.Outcomes.Count; outcome++)
            {
                var (ours, theirs) = (_simulation.Total(strategy, outcome)[Width - 1], _kernel.Total(strategy, outcome, Width - 1));
                if (plan.Sums[outcome] is null && !(Math.Abs(ours - theirs) <= 1e-9 * Math.Abs(ours)))
                    throw new InvalidOperationException($"{plan.Outcomes[outcome]} of strategy {strategy}: {ours:R} and {theirs:R}.");
            }
        }
    }

    /// <summary>Probabilities as ours are calculated, moves and rewards; nothing is sampled or checked.</summary>
    [Benchmark(Baseline = true)]
    public void HandWrittenGather() => _kernel.Run();

    /// <summary>Sampling, probabilities, checks, moves and rewards.</summary>
    [Benchmark]
    public void Simulation() => _simulation.Run(0, Width);
}
