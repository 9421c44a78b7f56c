using CostSim.Cohort;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort;

/// <summary>Long clocks: 1,000 tunnel states cost rows, not a matrix.</summary>
public class TunnelTests
{
    private const long Megabyte = 1 << 20;

    private const string Scenario = """
        scenario: tunnel
        model: m.yaml
        currency: USD 2024
        horizon: 200 months
        discount: { cost: 3%, qaly: 3% }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 64, seed: 1 }
        parameters: { shape: { uniform: { min: 0.8, max: 1.4 } }, scale: 12, r: { uniform: { min: 0.01, max: 0.05 } } }
        strategies: { a: {} }
        reference: a
        """;

    [Theory]
    [InlineData("probability: \"1 - weibull_survival(since + cycle, shape, scale) / weibull_survival(since, shape, scale)\"")]
    [InlineData("rate: r * (1 + since / 10 years)")]
    public void A_thousand_tunnel_states_over_two_hundred_cycles_stay_small(string chance)
    {
        var scenario = Written.Scenario($$"""
            model: tunnel
            cycle: 1 month
            states: { ill: { since: { clock: entry, up_to: 1000 months } }, dead: {} }
            start: { ill: 1 }
            inputs:
              shape: { unit: number, min: 0.1, about: a }
              scale: { unit: years, min: 0.1, about: a }
              r: { unit: per year, min: 0, about: a }
            events:
              - { name: death, rules: [{ from: ill, to: dead, {{chance}} }] }
            outcomes:
              cost: { unit: money, in: { ill: "since / 1 year * 1 money per year" } }
              qaly: { unit: qaly, in: { ill: 1 } }
              ly: { unit: years, in: { ill: 1 } }
            """, Scenario);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var simulation = new CohortSimulation(Written.Plan(scenario), 64);
        simulation.Run(0, 64);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // A matrix of 1,002 states would hold 8 MB for each draw and cycle; rows of 64 draws for each state hold half a megabyte.
        Assert.InRange(allocated, 0, 100 * Megabyte);
        Assert.InRange(simulation.Total(0, 2)[0], 1, 200 / 12.0);
    }
}
