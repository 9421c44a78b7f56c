using CostSim.Outcomes;
using CostSim.Runs;

namespace CostSim.Tests.Scenarios;

/// <summary>Strategies with models, and starting states, of their own.</summary>
public class StrategyModelTests
{
    private const string Simple = """
        model: simple
        cycle: 1 year
        states: [well, dead]
        start: { well: 1 }
        settings:
          price: { unit: money, min: 0, max: 500, default: c_drug, about: price of the drug }
        inputs:
          p_death: { unit: probability, about: a }
          c_drug: { unit: money, about: a }
        events:
          - { name: death, rules: [{ from: well, to: dead, probability: p_death }] }
        outcomes:
          cost: { unit: money, in: { well: price / 1 year } }
          qaly: { unit: qaly, in: { well: 1 } }
          ly: { unit: years, in: { well: 1 } }
        """;

    private const string Detailed = """
        model: detailed
        cycle: 1 year
        states: { well: { grade: [1, 2] }, gone: {} }
        start: { well with grade = 1: 1 }
        inputs:
          p_death: { unit: probability, max: 0.5, about: a }
          p_worse: { unit: probability, about: a }
          u: { unit: utility, by: grade, about: a }
        events:
          - { name: death, rules: [{ from: well, to: gone, probability: p_death }] }
          - { name: worse, rules: [{ from: well where grade = 1, to: grade + 1, probability: p_worse }] }
        outcomes:
          cost: { unit: money, in: {} }
          qaly: { unit: qaly, in: { well: "u[grade]" } }
          ly: { unit: years, in: { well: 1 } }
        """;

    private const string Frame = """
        scenario: two structures
        model: m.yaml
        currency: USD 2024
        horizon: 4 years
        discount: { cost: 3%, qaly: 3% }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 40, seed: 5 }
        parameters:
          p_death: { beta: { alpha: 10, beta: 90 }, base: 0.1 }

        """;

    private const string Both = Frame + """
          c_drug: 100
          p_worse: { uniform: { min: 0.1, max: 0.3 } }
          u: { 1: 0.9, 2: 0.6 }
        strategies:
          first: { price: 2 * c_drug }
          second: { model: d.yaml }
          later: { model: d.yaml, start: { grade 2: p_worse, grade 1: 1 - p_worse } }
        reference: first
        """;

    [Fact]
    public void Each_gives_what_it_gives_in_a_scenario_of_its_own_model()
    {
        var together = Run(Simple, Both);
        var simple = Run(Simple, Frame + "  c_drug: 100\nstrategies: { first: { price: 2 * c_drug } }\nreference: first\n");
        var detailed = Run(Detailed, Frame + "  p_worse: { uniform: { min: 0.1, max: 0.3 } }\n  u: { 1: 0.9, 2: 0.6 }\nstrategies: { second: {}, later: { start: { grade 2: p_worse, grade 1: 1 - p_worse } } }\nreference: second\n");

        foreach (var outcome in together.Outcomes)
        {
            Assert.Equal(simple[0, outcome].ToArray(), together[0, outcome].ToArray());
            Assert.Equal(detailed[0, outcome].ToArray(), together[1, outcome].ToArray());
            Assert.Equal(detailed[1, outcome].ToArray(), together[2, outcome].ToArray());
        }
        Assert.True(together[2, "qaly"][0] < together[1, "qaly"][0]);
    }

    [Theory]
    [InlineData("  ly: { unit: years, in: { well: 1 } }", "  ly: { unit: years, in: { well: 1 } }\n  falls: { unit: count, in: {} }", "a model with the outcomes cost in money, falls in no unit, ly in years, qaly in years")]
    [InlineData("cycle: 1 year", "cycle: 6 months", "a model with cycles of 0.5 years beside one of 1;")]
    [InlineData("  p_worse: {", "  c_drug: { unit: per year, about: a }\n  p_worse: {", "'c_drug' in per year in 'd.yaml', in money in another model")]
    public void Models_that_cannot_be_compared_are_refused(string right, string wrong, string message)
    {
        Assert.Contains(right, Detailed, StringComparison.Ordinal);
        Assert.Contains(Written.ScenarioProblems(Simple, Both, ("d.yaml", Detailed.Replace(right, wrong, StringComparison.Ordinal))), problem => problem.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void The_inputs_of_both_are_asked_for_and_the_narrower_bounds_hold()
    {
        Assert.Contains(Written.ScenarioProblems(Simple, Both.Replace("  p_worse: { uniform: { min: 0.1, max: 0.3 } }\n", "", StringComparison.Ordinal), ("d.yaml", Detailed)), problem => problem.Contains("p_worse", StringComparison.Ordinal));
        Assert.Contains(Written.ScenarioProblems(Simple, Both.Replace("base: 0.1", "base: 0.6", StringComparison.Ordinal), ("d.yaml", Detailed)), problem => problem.Contains("0.6 for 'p_death'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_number_setting_keeps_its_bounds()
    {
        var problems = new CostSim.Diagnostics.Problems();
        var scenario = Written.Scenario(Simple, Both.Replace("price: 2 * c_drug", "price: 6 * c_drug", StringComparison.Ordinal), ("d.yaml", Detailed));

        Assert.Null(CostSim.Cohort.CohortPlan.Compile(scenario, problems));
        Assert.Contains("the setting 'price' is 600", Assert.Single(problems).ToString(), StringComparison.Ordinal);
        Assert.Contains("a number from 0 to 500", problems.First().ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("price: { unit: money, min: 0, max: 500,", "price: { unit: money, min: 9, max: 5,", "a minimum of 9 above the maximum of 5")]
    [InlineData("price: { unit: money, min: 0, max: 500, default: c_drug,", "price: { unit: yes/no, min: 0, default: no,", "bounds of the setting 'price', which is no number")]
    [InlineData("price: { unit", "start: { unit", "the setting named 'start'")]
    public void Settings_say_what_they_can(string right, string wrong, string message) =>
        Assert.Contains(Written.ModelProblems(Simple.Replace(right, wrong, StringComparison.Ordinal)), problem => problem.Contains(message, StringComparison.Ordinal));

    private static OutcomeTable Run(string model, string scenario) =>
        ScenarioRun.Execute(Written.Plan(model, scenario, ("d.yaml", Detailed)), new RunOptions { Threads = 1, BlockDraws = 8 }, _ => { }, CancellationToken.None).Outcomes;
}
