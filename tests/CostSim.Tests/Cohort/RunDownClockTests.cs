using CostSim.Cohort;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort;

/// <summary>People who stay when a clock has run down, most of whom leave in each cycle: until they are nobody, and not some 10⁻³¹⁰ of a person with which processors are slow.</summary>
public class RunDownClockTests
{
    private const string Model = """
        model: relief
        cycle: 1 month
        states: { well: {}, relieved: { since: { clock: entry, up_to: 1 month } }, treated: { since: { clock: entry, up_to: 1 month } } }
        start: { well: 0.5, relieved: 0.5 }
        inputs: { p: { unit: probability, about: a }, c: { unit: money per year, about: a } }
        events:
          - { name: waning, rules: [{ from: relieved, to: well, probability: p }] }
          - { name: treatment, rules: [{ from: well, to: treated, probability: 0.01 }] }
          - { name: recovery, rules: [{ from: treated, to: well, probability: 0.5 }] }
        outcomes:
          cost: { unit: money, in: { relieved: "if(time >= 130 months and time < 150 months, c, 0 money per year)" } }
          qaly: { unit: qaly, in: { relieved: 1 } }
          ly: { unit: years, in: { well: 1, relieved: 1, treated: 1 } }
        """;

    private const string Scenario = """
        scenario: relief
        model: m.yaml
        currency: USD 2024
        horizon: 240 months
        discount: { cost: 0%, qaly: 0% }
        cycle_correction: none
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 16, seed: 1 }
        parameters: { p: { uniform: { min: 0.98, max: 0.99 } }, c: 1e300 }
        strategies: { a: {} }
        reference: a
        """;

    [Theory]
    [InlineData(false), InlineData(true)]
    public void Fewer_than_a_1e250th_of_the_cohort_are_nobody(bool isTraced)
    {
        var plan = Written.Plan(Written.Scenario(Model, Scenario));
        var simulation = new CohortSimulation(plan, 16, isTraced);

        simulation.Run(0, 16);

        var p = new double[16];
        simulation.CopyParameter(0, p);
        double[] left = [.. p.Select(each => 0.5 * Math.Pow(1 - each, 130))];   // 10⁻²²¹ to 10⁻²⁶⁰
        Assert.Contains(left, share => share < 1e-250);
        Assert.Contains(left, share => share > 1e-250);
        for (var d = 0; d < 16; d++)
        {
            var cost = simulation.Total(0, 0)[d];
            if (left[d] < 1e-250) Assert.Equal(0, cost);
            else Assert.True(cost > 0, $"{left[d]} of the cohort earn {cost}.");
            Assert.Equal(0.5 / p[d] / 12, simulation.Total(0, 1)[d], 1e-12);
            Assert.Equal(241.0 / 12, simulation.Total(0, 2)[d], 1e-9);
        }
    }
}
