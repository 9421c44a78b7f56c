using CostSim.Cohort;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort.Lumping;

/// <summary>Probabilities that are the same number in some cycles and not in others, against plain loops.</summary>
public class EqualVectorsTests
{
    private const int Draws = 16, Cycles = 8;

    private const string Scenario = """
        scenario: alike for a while
        model: m.yaml
        currency: USD 2024
        horizon: 8 years
        discount: { cost: 0%, qaly: 0% }
        cycle_correction: none
        willingness_to_pay: { from: 0, to: 100, step: 50, thresholds: [50] }
        psa: { draws: 16, seed: 3 }
        reference: usual
        strategies: { usual: {} }
        parameters:
          p: { beta: { alpha: 20, beta: 80 } }
          q: { beta: { alpha: 60, beta: 40 } }
          price: 1000
        """;

    /// <summary>
    /// In its first three years the first probability is the second, which never changes: what is so then must not be taken for so later, whichever of the two
    /// is written first.
    /// </summary>
    [Theory]
    [InlineData("if(time < 3 years, p, q) * 0.5", "p * 0.5", true)]
    [InlineData("p * 0.5", "if(time < 3 years, p, q) * 0.5", false)]
    public void What_is_equal_for_a_while_is_taken_for_equal_no_longer(string leaving, string dying, bool isLeavingChanged)
    {
        var plan = Written.Plan(
            $$"""
            model: alike
            cycle: 1 year
            states: [well, ill, dead]
            start: { well: 1 }
            inputs:
              p: { unit: probability, about: a }
              q: { unit: probability, about: a }
              price: { unit: money per year, about: a }
            events:
              - name: fall_ill
                rules: [{ from: well, to: ill, probability: "{{leaving}}" }]
              - name: die
                rules: [{ from: ill, to: dead, probability: "{{dying}}" }]
            outcomes:
              cost: { unit: money, in: { ill: price } }
              qaly: { unit: qaly, in: { well: 1, ill: 0.5 } }
              ly: { unit: years, in: { well: 1, ill: 1 } }
            """,
            Scenario);
        var simulation = new CohortSimulation(plan, Draws);
        simulation.Run(0, Draws);
        var (p, q) = (new double[Draws], new double[Draws]);
        simulation.CopyParameter(0, p);
        simulation.CopyParameter(1, q);

        for (var d = 0; d < Draws; d++)
        {
            var (well, ill, years) = (1.0, 0.0, 0.0);
            for (var cycle = 0; cycle < Cycles; cycle++)
            {
                years += ill;
                var (changing, constant) = ((cycle < 3 ? p[d] : q[d]) * 0.5, p[d] * 0.5);
                var (toIll, toDead) = isLeavingChanged ? (changing, constant) : (constant, changing);
                ill += well * toIll;
                well -= well * toIll;
                ill -= ill * toDead;
            }
            years += ill;   // without a correction both ends count
            Assert.Equal(1000 * years, simulation.Total(0, 0)[d], 1e-9);
        }
    }
}
