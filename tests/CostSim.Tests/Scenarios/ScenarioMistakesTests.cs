using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Scenarios.Readers;

namespace CostSim.Tests.Scenarios;

public sealed class ScenarioMistakesTests
{
    private const string Model = """
        model: m
        cycle: 1 year
        states: [well, dead]
        start: { well: 1 }
        inputs:
          p: { unit: probability, by: [[a, b]], about: shares }
        events:
          - name: death
            rules:
              - { from: well, to: dead, probability: "if(AGE, p[a], p[b]) / 2" }
        outcomes:
          cost: { unit: money, in: { well: 1 money per year } }
          qaly: { unit: qaly, in: { well: 1 } }
          ly: { unit: years, in: { well: 1 } }
        """;

    private const string Scenario = """
        scenario: s
        model: m.yaml
        currency: USD 2024
        horizon: 10 years
        discount: { cost: 3%, qaly: 3% }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 1000, step: 100, thresholds: [500] }
        psa: { draws: 8, seed: 1 }
        strategies: { only: {} }
        reference: only
        parameters: PARAMETERS
        """;

    [Fact]
    public void A_model_that_looks_at_the_age_asks_the_scenario_for_one() =>
        Assert.Equal(["s.yaml:1:1: error: no age, which the model 'm' uses; expected 'age:' in 'population'"], Problems("age > 50 years", "{ p: { a: 0.1, b: 0.2 } }"));

    [Fact]
    public void A_model_without_a_look_at_the_age_needs_none() => Assert.Empty(Problems("time > 5 years", "{ p: { a: 0.1, b: 0.2 } }"));

    [Theory]
    [InlineData("{ p: { a: p.b + 0.9, b: 0.2 } }", "s.yaml:11:20: error: 1.1 for 'p.a'; expected a number from 0 to 1")]
    [InlineData("{ p: { a: 0.1, b: 0.2 }, p.b: 0.3 }", "s.yaml:11:38: error: the parameter 'p.b' a second time; expected each parameter once")]
    [InlineData("{ p: { dirichlet: { a: 1, b: 3 }, base: { a: 0.3, b: 0.8 } } }", "s.yaml:11:53: error: base values that sum to 1.1; expected shares that sum to 1")]
    [InlineData("{ p: { dirichlet: { a: 1, b: 3 }, base: { a: 0.3, b: 0.7, c: 0 } } }", "s.yaml:11:71: error: unknown key 'c' in the base values of 'dirichlet'; expected one of a, b; did you mean 'a'?")]
    [InlineData("{ p: { dirichlet: { a: 1, b: 3 }, base: { a: 1 } } }", "s.yaml:11:53: error: the base values of 'dirichlet' without 'b'; expected 'b:' with its share in the deterministic analysis")]
    public void A_number_that_cannot_be_is_told_before_the_run(string parameters, string expected) => Assert.Equal([expected], Problems("true", parameters));

    private static IEnumerable<string> Problems(string condition, string parameters)
    {
        var problems = new Problems();
        var texts = new Dictionary<string, string> { ["s.yaml"] = Scenario.Replace("PARAMETERS", parameters), ["m.yaml"] = Model.Replace("AGE", condition) };
        if (ScenarioReader.Read("s.yaml", path => TextResult.Of(texts[path]), [], problems) is { } scenario) _ = CohortPlan.Compile(scenario, problems);
        return problems.Select(problem => problem.ToString());
    }
}
