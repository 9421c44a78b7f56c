using CostSim.Runs;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort;

/// <summary>What is earned on entry and at time zero, against expected values by hand.</summary>
public class OneOffRewardTests
{
    private const string Model = """
        model: once
        cycle: 1 year
        states: { well: {}, ill: { grade: [1, 2] }, dead: {} }
        start: { well: 0.8, ill with grade = 1: 0.2 }
        settings:
          scan: { unit: yes/no, default: no, about: a }
        events:
          - { name: onset, rules: [{ from: well, to: { ill with grade = 1: 0.75, ill with grade = 2: rest }, probability: 0.5 }] }
          - { name: worse, rules: [{ from: ill where grade = 1, to: grade + 1, probability: 0.4 }] }
        outcomes:
          cost: { unit: money, at_start: "if(scan, 100 money, 0)", into: { ill: 10 money * grade } }
          qaly: { unit: qaly, at_start: -0.02 years, in: { well: 1 } }
          ly: { unit: years, in: { well: 1, ill: 1 } }
          severe: { unit: count, into: { ill where grade = 2: 1 } }
        """;

    private const string Scenario = """
        scenario: once
        model: m.yaml
        currency: USD 2024
        horizon: 1 year
        discount: { cost: 21%, qaly: 0 }
        cycle_correction: end-of-cycle
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 2, seed: 1 }
        parameters: {}
        strategies: { without: {}, with: { scan: yes } }
        reference: without
        """;

    [Fact]
    public void Entries_and_the_start_are_paid_once()
    {
        var result = ScenarioRun.Execute(Written.Plan(Model, Scenario), new RunOptions { Threads = 1, BlockDraws = 8 }, _ => { }, CancellationToken.None).Deterministic;

        // 0.3 fall ill of grade 1, 0.1 of grade 2, at the end of the cycle; who gets worse, or starts ill, has not come into it.
        Assert.Equal((0.3 * 10 + 0.1 * 20) / 1.21, result[0, "cost"][0], 1e-12);
        Assert.Equal(100 + 5 / 1.21, result[1, "cost"][0], 1e-12);
        Assert.Equal(0.4 - 0.02, result[0, "qaly"][0], 1e-12);
        // 0.1 at onset, and 0.4 of 0.5 who are of grade 1 then.
        Assert.Equal(0.1 + 0.4 * 0.5, result[0, "severe"][0], 1e-12);
    }

    [Theory]
    [InlineData("into: { ill where grade = 2: 1 }", "into: { il: 1 }", "unknown state 'il'")]
    [InlineData("ill: { grade: [1, 2] }", "ill: { grade: [1, 2], since: { clock: entry, up_to: 2 years } }", "the clock 'since' in 'into'")]
    [InlineData("at_start: -0.02 years", "at_start: -0.02", "without unit")]
    public void Mistakes_are_told(string right, string wrong, string message)
    {
        var text = Model.Replace(right, wrong, StringComparison.Ordinal).Replace("ill where grade = 2: 1", message.Contains("clock", StringComparison.Ordinal) ? "ill where since > 1 year: 1" : "ill where grade = 2: 1", StringComparison.Ordinal);
        Assert.Contains(Written.ModelProblems(text), problem => problem.Contains(message, StringComparison.Ordinal));
    }
}
