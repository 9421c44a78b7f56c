using CostSim.Cohort;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort;

/// <summary>Amounts of states that exist in the model, but in which nobody can be within the horizon, may be no numbers.</summary>
public class UnearnedAmountTests
{
    private const string Scenario = """
        scenario: short
        model: m.yaml
        currency: USD 2024
        horizon: 2 years
        discount: { cost: 0%, qaly: 0% }
        cycle_correction: none
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 8, seed: 1 }
        parameters: { p: { uniform: { min: 0.2, max: 0.3 } }, c: 100 }
        strategies: { a: {} }
        reference: a
        """;

    [Theory]
    [InlineData("c * (1 - p * since / 1 year)^0.5")]                         // after five years the root of less than 0
    [InlineData("c * (1 - p * since / 1 year)^0.5 - c * p * (time / 1 year)")]
    public void What_nobody_earns_may_be_no_number(string amount)
    {
        var plan = Written.Plan(Written.Scenario($$"""
            model: ill
            cycle: 1 year
            states: { ill: { since: { clock: entry, up_to: 10 years } }, dead: {} }
            start: { ill: 1 }
            inputs: { p: { unit: probability, about: a }, c: { unit: money per year, about: a } }
            events:
              - { name: death, rules: [{ from: ill, to: dead, probability: 0.5 }] }
            outcomes:
              cost: { unit: money, in: { ill: "{{amount}}" } }
              qaly: { unit: qaly, in: { ill: 1 } }
              ly: { unit: years, in: { ill: 1 } }
            """, Scenario));
        var simulation = new CohortSimulation(plan, 8);

        simulation.Run(0, 8);

        var p = new double[8];
        simulation.CopyParameter(0, p);
        for (var d = 0; d < 8; d++)
        {
            // 1, a half and a quarter are ill at the three boundaries.
            var expected = 100 * (1 + Math.Sqrt(1 - p[d]) / 2 + Math.Sqrt(1 - 2 * p[d]) / 4);
            if (amount.Contains("time", StringComparison.Ordinal)) expected -= 100 * p[d] * (0.5 + 2 * 0.25);
            Assert.Equal(expected, simulation.Total(0, 0)[d], 1e-9);
        }
    }
}
