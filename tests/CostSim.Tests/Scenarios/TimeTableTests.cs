using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

/// <summary>Numbers by age, time and time in a state, from CSV.</summary>
public class TimeTableTests
{
    private const string Model = """
        model: tables
        cycle: 6 months
        states: { well: {}, ill: { since: { clock: entry, up_to: 2 years } } }
        start: { well: 1 }
        tables:
          u_age: { unit: utility, about: utility by age }
          c_since: { unit: money per year, min: 0, about: cost by time since onset }
          p_onset: { unit: probability, about: onset by time }
        events:
          - { name: onset, rules: [{ from: well, to: ill, probability: p_onset(time) }] }
        outcomes:
          cost: { unit: money, in: { ill: c_since(since) } }
          qaly: { unit: qaly, in: { well: u_age(age), ill: 0.5 * u_age(age) } }
          ly: { unit: years, in: { well: 1, ill: 1 } }
        """;

    private const string Text = """
        scenario: tables
        model: m.yaml
        currency: USD 2024
        horizon: 2 years
        discount: { cost: 0, qaly: 0 }
        cycle_correction: start-of-cycle
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 2, seed: 1 }
        population: { age: 50 }
        tables:
          u_age: { file: u.csv, at: age, value: utility, where: { sex: all }, between: lines, source: invented }
          c_since: { file: c.csv, at: years, value: cost, between: steps, until: 2, source: invented }
          p_onset: { file: p.csv, at: time, value: p, between: steps, until: 2, source: invented }
        strategies: { a: {} }
        reference: a
        """;

    private static readonly (string, string)[] Files =
    [
        ("u.csv", "age,sex,utility\n40,men,0.1\n50,all,0.9\n52,all,0.7\n52,men,0.2\n"), ("c.csv", "years,cost\n0,1000\n1,200\n"), ("p.csv", "time,p\n0,0.5\n0.5,0\n1,1\n"),
    ];

    [Fact]
    public void Age_time_and_time_in_a_state_look_up_their_rows()
    {
        var result = ScenarioRun.Execute(Written.Plan(Model, Text, Files), new RunOptions { Threads = 1, BlockDraws = 8 }, _ => { }, CancellationToken.None).Deterministic;

        // Cycles begin at 0, 0.5, 1, 1.5 years. Half fall ill in the first, nobody in the second, all others in the third.
        double[] utility = [0.9, 0.85, 0.8, 0.75];
        Assert.Equal(0.5 * (utility[0] + 0.75 * (utility[1] + utility[2]) + 0.5 * utility[3]), result[0, "qaly"][0], 1e-12);
        // Of the first half: 0 and 0.5 years since, then 1 year: 1000, 1000, 200; of the others: 1000.
        Assert.Equal(0.5 * (0.5 * 1000 + 0.5 * 1000 + 0.5 * 200 + 0.5 * 1000), result[0, "cost"][0], 1e-9);
    }

    [Fact]
    public void Steps_hold_to_the_next_row_and_lines_go_straight_to_it()
    {
        var steps = TimeTable.Steps([10, 20], [1, 3], until: 25);
        Assert.Equal([1, 1, 3, 3, 3, 3], new[] { 10, 19.999, 20, 20 - 1e-12, 24, 25 }.Select(steps.Value));
        var lines = TimeTable.Lines([10, 20, 30], [1, 3, -1]);
        Assert.Equal([1, 2, 3, 1, -1], new double[] { 10, 15, 20, 25, 30 }.Select(lines.Value));
        foreach (var outside in new[] { 9.99, 30.01, double.NaN }) Assert.True(double.IsNaN(lines.Value(outside)) && double.IsNaN(steps.Value(outside)));
    }

    [Theory]
    [InlineData("between: lines,", "between: line,", "'line' as 'between'")]
    [InlineData("between: lines,", "between: lines, until: 60,", "'until' beside 'between: lines'")]
    [InlineData("between: steps, until: 2, source: invented }\n  p", "between: steps, source: invented }\n  p", "the table 'c_since' without 'until'")]
    [InlineData("value: cost, between: steps, until: 2", "value: cost, between: steps, until: 0.5", "a table until 0.5 years")]
    [InlineData("value: cost", "value: costs", "unknown column 'costs'")]
    [InlineData("sex: all", "sex: women", "no row for the table 'u_age'")]
    [InlineData("where: { sex: all }, ", "", "52 after 52 in column 'age'")]
    [InlineData("  p_onset: { file: p.csv, at: time, value: p, between: steps, until: 2, source: invented }\n", "", "tables without 'p_onset'")]
    public void What_is_no_table_is_told(string right, string wrong, string message)
    {
        Assert.Contains(right, Text, StringComparison.Ordinal);
        Assert.Contains(Written.ScenarioProblems(Model, Text.Replace(right, wrong, StringComparison.Ordinal), Files), problem => problem.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Values_keep_the_bounds_of_the_model() =>
        Assert.Contains(Written.ScenarioProblems(Model, Text, [("u.csv", "age,sex,utility\n50,all,1.2\n"), .. Files[1..]]), problem => problem.Contains("u.csv:2:1: error: 1.2 for 'u_age'", StringComparison.Ordinal));

    [Fact]
    public void A_time_that_the_table_has_not_is_found_before_the_run()
    {
        var problems = new CostSim.Diagnostics.Problems();
        var tooShort = Written.Scenario(Model, Text.Replace("value: cost, between: steps, until: 2", "value: cost, between: steps, until: 1", StringComparison.Ordinal), Files);
        Assert.Null(CostSim.Cohort.CohortPlan.Compile(tooShort, problems));
        Assert.Contains("c_since at 1.5 years", problems.First().ToString(), StringComparison.Ordinal);

        problems = [];
        Written.Plan(Written.Scenario(Model, Text.Replace("value: p, between: steps, until: 2", "value: p, between: steps, until: 1", StringComparison.Ordinal), Files)).CheckBaseValues(problems);
        Assert.Contains("the probability of 'onset' is NaN: strategy 'a', cycle 3", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }
}
