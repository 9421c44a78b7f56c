using CostSim.Runs;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort;

/// <summary>Decision trees in front of a model, against expected values by hand. Random trees are in <see cref="CohortOracleTests"/>.</summary>
public class TreeTests
{
    private const string Model = """
        model: biopsy
        cycle: 1 year
        states: [well, ill, dead]
        settings:
          test: { unit: yes/no, default: no, about: whether people are tested }
        inputs:
          prevalence: { unit: probability, about: a }
          sensitivity: { unit: probability, about: a }
          c_test: { unit: money, about: a }
        tree:
          tested:
            probability: if(test, 1, 0)
            earns: { cost: c_test, qaly: -0.01 years }
            then:
              ill:
                probability: prevalence
                then:
                  found: { probability: sensitivity, earns: { cost: 200 money, found: 1 }, to: well }
                  missed: { probability: rest, to: ill }
              well: { probability: rest, to: well }
          untested:
            probability: rest
            then:
              ill: { probability: prevalence, to: ill }
              well: { probability: rest, to: well }
        events: []
        outcomes:
          cost: { unit: money, in: { ill: 1000 money per year } }
          qaly: { unit: qaly, in: { well: 1, ill: 0.5 } }
          ly: { unit: years, in: { well: 1, ill: 1 } }
          found: { unit: count, in: {} }
        """;

    private const string Scenario = """
        scenario: test or not
        model: m.yaml
        currency: USD 2024
        horizon: 2 years
        discount: { cost: 3%, qaly: 3% }
        cycle_correction: start-of-cycle
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 2, seed: 1 }
        parameters: { prevalence: 0.3, sensitivity: 0.9, c_test: 50 }
        strategies: { none: {}, test: { test: yes } }
        reference: none
        """;

    [Fact]
    public void Costs_and_states_are_those_of_the_expected_values()
    {
        var result = ScenarioRun.Execute(Written.Plan(Model, Scenario), new RunOptions { Threads = 1, BlockDraws = 8 }, _ => { }, CancellationToken.None);

        var years = 1 + 1 / 1.03;
        Near(0.3 * 1000 * years, "cost", strategy: 0);
        Near((0.7 + 0.3 * 0.5) * years, "qaly", strategy: 0);
        Near(50 + 0.27 * 200 + 0.03 * 1000 * years, "cost", strategy: 1);
        Near(-0.01 + (0.97 + 0.03 * 0.5) * years, "qaly", strategy: 1);
        Near(0.27, "found", strategy: 1);
        Near(0, "found", strategy: 0);

        void Near(double expected, string outcome, int strategy) => Assert.Equal(expected, result.Deterministic[strategy, outcome][0], 1e-12);
    }

    [Theory]
    [InlineData("missed: { probability: rest, to: ill }", "missed: { probability: 0.1, to: ill }", "branches of which none takes the rest")]
    [InlineData("found: { probability: sensitivity,", "found: { probability: rest,", "a second 'rest'")]
    [InlineData("missed: { probability: rest, to: ill }", "missed: { probability: rest }", "the branch 'missed' without 'to' and 'then'")]
    [InlineData("qaly: -0.01 years }", "qaly: -0.01 }", "'-0.01' is a number without unit")]
    [InlineData("qaly: -0.01 years }", "qalys: -0.01 years }", "unknown outcome 'qalys'")]
    [InlineData("probability: sensitivity,", "probability: sensitivty,", "unknown name 'sensitivty'")]
    [InlineData("to: ill }\n      well", "to: il }\n      well", "unknown state or dimension 'il'")]
    [InlineData("tree:", "start: { well: 1 }\ntree:", "'start' beside 'tree'")]
    public void Mistakes_are_told(string right, string wrong, string message)
    {
        var text = Model.Replace("\r", "", StringComparison.Ordinal);
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Contains(Written.ModelProblems(text.Replace(right, wrong, StringComparison.Ordinal)), problem => problem.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_probability_above_one_is_told_with_its_branch()
    {
        var problems = new CostSim.Diagnostics.Problems();
        var scenario = Written.Scenario(Model.Replace("probability: prevalence\n        then", "probability: 2 * prevalence + 0.5\n        then", StringComparison.Ordinal), Scenario);

        Assert.Null(CostSim.Cohort.CohortPlan.Compile(scenario, problems));
        Assert.Contains("the probability of the branch 'ill' is 1.1", problems.First().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_scenario_does_not_move_the_start_of_a_tree()
    {
        var problems = Written.ScenarioProblems(Model, Scenario.Replace("parameters:", "population: { start: { well: 1 } }\nparameters:", StringComparison.Ordinal));

        Assert.Contains("'start' beside the tree of the model", Assert.Single(problems), StringComparison.Ordinal);
    }
}
