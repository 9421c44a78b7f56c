using System.Globalization;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Runs;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Runs;

/// <summary>Numbers that cannot be stop a run, and its message says which, where and why.</summary>
public class ImpossibleNumbersTests
{
    private const string Sample = "sample.csv";

    /// <summary>Its draws come from a table that a test fills.</summary>
    private static readonly SmallScenario Supplied = new() { Psa = "{ sample: sample.csv }", P = "0.2", Q = "0.1", Cost = "100", Utility = "0.5" };

    [Fact]
    public void A_probability_above_one_in_one_draw_names_strategy_draw_cycle_state_expression_and_parameters()
    {
        var scenario = Supplied with { Strategies = "  usual: {}\n  doubled: { effect: 1.25 }" };

        var exception = Fails(scenario, Rows(40, (17, 0.9, 0.1)));

        Assert.Equal(17, exception.Draw);
        Assert.Equal(
            """
            m.yaml:22:45: the probability of 'falling_ill' is 1.125, which is not between 0 and 1: strategy 'doubled', draw 17, cycle 0, state 'well', from 'p'.
            Parameters of draw 17: p_ill = 0.9, q = 0.1, c = 100, u = 0.5
            """, exception.Message);
        Assert.Equal(0.9, exception.Parameters.Single(pair => pair.Key == "p_ill").Value);
    }

    [Fact]
    public void A_probability_above_one_in_a_later_cycle_names_that_cycle()
    {
        var scenario = Supplied with { Events = "  - { name: e, rules: [{ from: well, to: dead, probability: q * (1 + cycle_number) }] }" };

        var exception = Fails(scenario, Rows(20, (3, 0.1, 0.4)));

        Assert.Contains("the probability of 'e' is 1.2000000000000002, which is not between 0 and 1: strategy 'usual', draw 3, cycle 2, state 'well', from 'q * (1 + cycle_number)'", exception.Message);
    }

    [Fact]
    public void A_state_is_named_with_its_clocks()
    {
        var scenario = Supplied with
        {
            MoreStates = "  ward: { since: { clock: entry, up_to: 3 years } }",
            Events = "  - { name: e, rules: [{ from: well, to: ward, probability: 0.5 }, { from: ward, to: dead, probability: q * (1 + since / 1 year) }] }",
        };

        Assert.Contains("state 'ward since=3'", Fails(scenario, Rows(20, (3, 0.1, 0.26))).Message);
    }

    [Fact]
    public void Rules_that_sum_above_one_are_named_with_their_event()
    {
        var exception = Fails(Supplied, Rows(20, (2, 0.75, 0.5)));

        Assert.Contains("the sum of the 2 probabilities of 'falling_ill' is 1.25, which is not between 0 and 1: strategy 'usual', draw 2, cycle 0, state 'well'", exception.Message);
    }

    [Fact]
    public void A_share_of_the_rest_below_nothing_is_named()
    {
        var scenario = Supplied with { Events = "  - { name: e, rules: [{ from: well, to: { dead: p_ill, ill: q, well: rest }, probability: 0.5 }] }" };

        Assert.Contains("the share of 'well' in 'e' is -0.25, which is not between 0 and 1: strategy 'usual', draw 4", Fails(scenario, Rows(20, (4, 0.75, 0.5))).Message);
    }

    [Fact]
    public void A_draw_outside_its_bounds_names_the_parameter()
    {
        var rows = Enumerable.Repeat("0.2", 20).ToArray();
        rows[9] = "0.0625";

        var exception = Fails(Supplied with { Q = "p_ill - 0.125" }, "p_ill\n" + string.Join('\n', rows));

        Assert.Equal(9, exception.Draw);
        Assert.StartsWith("The parameter 'q' is -0.0625, outside 0 to 1 no unit, draw 9.\nParameters of draw 9: p_ill = 0.0625, q = -0.0625", exception.Message);
    }

    [Fact]
    public void A_probability_that_is_no_number_stops_the_run()
    {
        var scenario = Supplied with { Events = "  - { name: e, rules: [{ from: well, to: dead, probability: sqrt(q - 0.05) }] }" };

        Assert.Contains("the probability of 'e' is NaN, which is not between 0 and 1: strategy 'usual', draw 6", Fails(scenario, Rows(20, (6, 0.2, 0.01))).Message);
    }

    [Fact]
    public void A_cost_that_is_no_number_stops_the_run()
    {
        var scenario = Supplied with { Strategies = "  usual: { price: 1 money per year * sqrt(q - 0.05) }" };

        Assert.Contains("what 'cost' counts is NaN: strategy 'usual', draw 6, cycle 0, state 'well', from ", Fails(scenario, Rows(20, (6, 0.2, 0.01))).Message);
    }

    [Fact]
    public void A_condition_that_is_no_number_stops_the_run()
    {
        var scenario = Supplied with { Events = "  - { name: e, when: sqrt(3 - cycle_number) < 2, rules: [{ from: well, to: dead, probability: q }] }" };

        Assert.Contains("the condition of 'e' is NaN, which is not between 0 and 1: strategy 'usual', base values, cycle 4, from 'sqrt(3 - cycle_number) < 2'", Fails(scenario, Rows(20)).Message);
    }

    [Fact]
    public void A_certain_probability_above_one_is_a_problem_before_the_run()
    {
        var small = new SmallScenario { P = "0.9", Strategies = "  usual: {}\n  doubled: { effect: 2 }" };
        var problems = new Problems();

        Assert.Null(CohortPlan.Compile(Written.Scenario(small.Model, small.Text), problems));

        Assert.Equal("m.yaml:22:45: error: the probability of 'falling_ill' is 1.8 for well, strategy 'doubled'; expected between 0 and 1", problems.Single().ToString());
    }

    [Fact]
    public void Base_values_that_fail_are_reported_as_such()
    {
        var small = new SmallScenario { P = "{ uniform: { min: 0.1, max: 0.2 }, base: 0.6 }", Strategies = "  usual: { effect: 2 }" };

        var exception = Assert.Throws<SimulationException>(() => small.Run());

        Assert.Null(exception.Draw);
        Assert.Contains("the probability of 'falling_ill' is 1.2, which is not between 0 and 1: strategy 'usual', base values, cycle 0", exception.Message);
        Assert.Contains("Base values: p_ill = 0.6", exception.Message);
    }

    /// <summary>Draw 1037 fails in its last cycle; others fail earlier in time, or in later draws and chunks.</summary>
    [Fact]
    public void The_lowest_failing_draw_is_reported_whatever_the_threads_and_the_width_of_blocks()
    {
        var scenario = Supplied with { Events = "  - { name: e, rules: [{ from: well, to: dead, probability: q * (1 + cycle_number) }] }" };
        var plan = scenario.Plan((Sample, Rows(4000, (1037, 0.2, 0.22), (1039, 0.2, 0.3), (1050, 0.2, 0.6), (1051, 0.2, 0.7), (1800, 0.2, 0.9), (3100, 0.2, 0.9))));

        var messages = new HashSet<string>();
        foreach (var threads in new[] { 1, 2, 3 })
        {
            foreach (var width in new[] { 8, 16, 64, 256 })
            {
                var options = new RunOptions { Threads = threads, BlockDraws = width };
                messages.Add(Assert.Throws<SimulationException>(() => ScenarioRun.Execute(plan, options, null, CancellationToken.None)).Message);
            }
        }

        Assert.Contains("draw 1037, cycle 4", Assert.Single(messages));
    }

    private static SimulationException Fails(SmallScenario scenario, string sample) => Assert.Throws<SimulationException>(() => scenario.Run((Sample, sample)));

    /// <summary>A sample of p_ill and q: harmless but for some rows.</summary>
    private static string Rows(int rows, params (int Row, double P, double Q)[] others)
    {
        var lines = Enumerable.Repeat("0.2,0.1", rows).ToArray();
        foreach (var (row, p, q) in others) lines[row] = string.Create(CultureInfo.InvariantCulture, $"{p},{q}");
        return "p_ill,q\n" + string.Join('\n', lines) + "\n";
    }
}
