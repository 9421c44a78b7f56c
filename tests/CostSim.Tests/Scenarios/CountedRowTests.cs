using CostSim.Runs;

namespace CostSim.Tests.Scenarios;

/// <summary>A transition row from counts: a Dirichlet parameter whose labels feed rules, and the remainder stays.</summary>
public class CountedRowTests
{
    [Fact]
    public void The_rest_of_a_row_stays_in_every_draw()
    {
        var plan = Written.Plan("""
            model: counted
            cycle: 1 year
            states: [stable, progressed, dead]
            start: { stable: 1 }
            inputs:
              row: { unit: probability, by: [[stable, progressed, dead]], about: a }
            events:
              - name: year
                rules:
                  - { from: stable, to: progressed, probability: "row[progressed]" }
                  - { from: stable, to: dead, probability: "row[dead]" }
            outcomes:
              cost: { unit: money, in: {} }
              qaly: { unit: qaly, in: { stable: 1 } }
              ly: { unit: years, in: { stable: 1, progressed: 1 } }
            """, """
            scenario: counted
            model: m.yaml
            currency: USD 2024
            horizon: 2 years
            discount: { cost: 0, qaly: 0 }
            cycle_correction: end-of-cycle
            willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
            psa: { draws: 500, seed: 3 }
            parameters: { row: { dirichlet: { stable: 158, progressed: 31, dead: 11 }, source: invented } }
            strategies: { a: {} }
            reference: a
            """);
        var chunks = new List<DrawChunk>();

        var result = ScenarioRun.Execute(plan, new RunOptions { Threads = 1, BlockDraws = 8 }, chunks.Add, CancellationToken.None);

        var names = plan.Scenario.Parameters.Select(parameter => parameter.Name).ToList();
        foreach (var chunk in chunks)
        {
            var (stable, progressed) = (chunk.Parameters[names.IndexOf("row.stable")], chunk.Parameters[names.IndexOf("row.progressed")]);
            for (var d = 0; d < chunk.Draws; d++)
            {
                var draw = (int)chunk.FirstDraw + d;
                Assert.Equal(stable[d] + stable[d] * stable[d], result.Outcomes[0, "qaly"][draw], 1e-12);
                Assert.Equal(stable[d] + progressed[d] + stable[d] * (stable[d] + progressed[d]) + progressed[d], result.Outcomes[0, "ly"][draw], 1e-12);
            }
        }
        Assert.Equal(500, chunks.Sum(chunk => chunk.Draws));
        Assert.Equal(0.79 + 0.79 * 0.79, result.Deterministic[0, "qaly"][0], 1e-12);
    }
}
