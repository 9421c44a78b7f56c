using CostSim.Diagnostics;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort;

/// <summary>Numbers that cannot be at the base values are wrong input, told with their place, in every profile.</summary>
public class BaseValuesTests
{
    private const string Model = """
        model: base
        cycle: 1 year
        states: [well, dead]
        start: { well: 1 }
        inputs:
          p: { unit: probability, about: a }
          c: { unit: money per year, about: a }
        events:
          - { name: death, rules: [{ from: well, to: dead, probability: p * age / 60 years }] }
        outcomes:
          cost: { unit: money, in: { well: c / (age / 1 year - 65) } }
          qaly: { unit: qaly, in: { well: 1 } }
          ly: { unit: years, in: { well: 1 } }
        """;

    private const string Scenario = """
        scenario: base
        model: m.yaml
        currency: USD 2024
        horizon: 2 years
        discount: { cost: 0, qaly: 0 }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 2, seed: 1 }
        population: { age: 60 }
        parameters: { p: { uniform: { min: 0.2, max: 0.8 }, base: 0.9 }, c: 100 }
        strategies: { a: {} }
        reference: a
        """;

    [Fact]
    public void What_can_be_is_silent() => Assert.Empty(Problems("base: 0.9", "base: 0.5"));

    [Fact]
    public void A_probability_above_one_is_told_where_its_expression_stands() =>
        Assert.Equal(
            "m.yaml:9:73: error: the probability of 'death' is 1.0054833333333333: strategy 'a', cycle 1, state 'well'; expected between 0 and 1",
            Assert.Single(Problems("base: 0.9", "base: 0.989")));

    [Fact]
    public void Each_profile_is_looked_at()
    {
        var problems = Problems("population: { age: 60 }", "population: { profiles: [{ name: young, weight: 0.5, age: 50 }, { name: old, weight: 0.5, age: 80 }] }");

        Assert.Contains("the probability of 'death' is 1.2", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void An_outcome_that_is_no_number_is_told() =>
        Assert.StartsWith("m.yaml:11:38: error: what 'cost' counts is ", Assert.Single(Problems("population: { age: 60 }", "population: { age: 64 }", ("base: 0.9", "base: 0.5"))), StringComparison.Ordinal);

    private static List<string> Problems(string right, string wrong, (string Right, string Wrong)? also = null)
    {
        var text = Scenario.Replace(right, wrong, StringComparison.Ordinal);
        if (also is { } other) text = text.Replace(other.Right, other.Wrong, StringComparison.Ordinal);
        var problems = new Problems();
        Written.Plan(Model, text).CheckBaseValues(problems);
        return [.. problems.Select(problem => problem.ToString())];
    }
}
