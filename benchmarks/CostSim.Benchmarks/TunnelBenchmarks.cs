using BenchmarkDotNet.Attributes;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Scenarios.Readers;

namespace CostSim.Benchmarks;

/// <summary>1,000 tunnel states over 200 cycles: five states in a ring, in each of which 200 years of residence are told apart, left by a Weibull hazard.</summary>
/// <remarks>Everybody who moves restarts the clock, so that after a while all tunnels hold people. As one matrix this were 10^6 probabilities a cycle and draw.</remarks>
[MemoryDiagnoser]
public class TunnelBenchmarks
{
    private const string Model = """
        model: ring
        cycle: 1 year
        states:
          a: { since: { clock: entry, up_to: 200 years } }
          b: { since: { clock: entry, up_to: 200 years } }
          c: { since: { clock: entry, up_to: 200 years } }
          d: { since: { clock: entry, up_to: 200 years } }
          e: { since: { clock: entry, up_to: 200 years } }
        start: { a: 1 }
        inputs:
          shape: { unit: number, min: 0.1, about: of the time in a state }
          scale: { unit: years, min: 0.1, about: of the time in a state }
        let:
          p_leave: 1 - weibull_survival(since + cycle, shape, scale) / weibull_survival(since, shape, scale)
        events:
          - name: leave
            rules:
              - { from: a, to: b, probability: p_leave }
              - { from: b, to: c, probability: p_leave }
              - { from: c, to: d, probability: p_leave }
              - { from: d, to: e, probability: p_leave }
              - { from: e, to: a, probability: p_leave }
        outcomes:
          cost: { unit: money, in: { a: 100 money per year } }
          qaly: { unit: qaly, in: { a: 0.9, b: 0.8, c: 0.7, d: 0.6, e: 0.5 } }
          ly: { unit: years, in: { a: 1, b: 1, c: 1, d: 1, e: 1 } }
        """;

    private const string Scenario = """
        scenario: a ring of tunnels
        model: model.yaml
        currency: USD 2024
        horizon: 200 years
        discount: { cost: 3%, qaly: 3% }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 100, step: 10, thresholds: [50] }
        psa: { draws: 1024, seed: 1 }
        parameters:
          shape: { uniform: { min: 0.8, max: 1.2 } }
          scale: { uniform: { min: 40, max: 60 } }
        strategies: { only: {} }
        reference: only
        """;

    private CohortSimulation _simulation = null!;

    [Params(64, 256)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var problems = new Problems();
        var scenario = ScenarioReader.Read("scenario.yaml", path => TextResult.Of(path == "scenario.yaml" ? Scenario : Model), [], problems);
        var plan = scenario is null ? null : CohortPlan.Compile(scenario, problems);
        _simulation = new CohortSimulation(plan ?? throw new InvalidOperationException(string.Join('\n', problems)), Width);
        _simulation.Run(0, Width);
    }

    [Benchmark]
    public void Block() => _simulation.Run(0, Width);
}
