using CostSim.Runs;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort;

/// <summary>Events whose rules are rates: closed forms, limits and messages. Random models of them are in <see cref="CohortOracleTests"/>.</summary>
public class RateEventsTests
{
    private const string Scenario = """
        scenario: rates
        model: m.yaml
        currency: USD 2024
        horizon: 3 years
        discount: { cost: 0, qaly: 0 }
        cycle_correction: start-of-cycle
        willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
        psa: { draws: 2, seed: 1 }
        parameters: {}
        strategies: { a: {} }
        reference: a
        """;

    [Fact]
    public void Two_risks_share_the_deaths_as_their_rates_are_to_each_other()
    {
        var table = Totals(Model("[well, dead]", """
            - { name: cancer, from: well, to: dead, rate: 0.3 per year }
                  - { name: heart, from: well, to: dead, rate: 0.1 per year }
            """, "cancers: { unit: count, on: { cancer: 1 } }\n  hearts: { unit: count, on: { heart: 1 } }\n  deaths: { unit: count, on: { change: 1 } }"));

        var dead = 1 - Math.Exp(-0.4 * 3);
        Assert.Equal(0.75 * dead, table["cancers"], 1e-12);
        Assert.Equal(0.25 * dead, table["hearts"], 1e-12);
        Assert.Equal(dead, table["deaths"], 1e-12);
        Assert.Equal(1 + Math.Exp(-0.4) + Math.Exp(-0.8), table["ly"], 1e-12);
    }

    [Fact]
    public void Somebody_may_move_there_and_back_within_a_cycle()
    {
        var table = Totals(Model("[well, ill, dead]", """
            - { name: onset, from: well, to: ill, rate: 12 per year }
                  - { from: ill, to: well, rate: 18 per year }
            """, "onsets: { unit: count, on: { onset: 1 } }"));

        // In state `well` for ∫₀³ (0.6 + 0.4 e^(-30 t)) dt years.
        Assert.Equal(12 * (0.6 * 3 + 0.4 / 30 * (1 - Math.Exp(-90))), table["onsets"], 1e-11);
    }

    [Fact]
    public void A_move_back_into_the_same_state_counts_as_often_as_it_happens()
    {
        var table = Totals(Model("[well, dead]", "- { name: attack, from: well, to: well, rate: 5 per year }", "attacks: { unit: count, on: { attack: 1 } }"));

        Assert.Equal(15, table["attacks"], 1e-12);
        Assert.Equal(3, table["ly"], 1e-12);
    }

    [Fact]
    public void Branches_share_out_a_rate()
    {
        var table = Totals(Model("[well, ill, dead]", "- { name: event, from: well, to: { ill: 0.25, dead: rest }, rate: 2 per year }", "events: { unit: count, on: { event: 1 } }\n  ill_years: { unit: years, in: { ill: 1 } }"));

        Assert.Equal(1 - Math.Exp(-6), table["events"], 1e-12);
        Assert.Equal(0.25 * (1 - Math.Exp(-2) + (1 - Math.Exp(-4))), table["ill_years"], 1e-12);
    }

    [Fact]
    public void A_clock_that_restarts_within_the_cycle_reads_zero_until_its_end()
    {
        // Nobody dies who came into `ill` during the cycle: the clock reads 0 there.
        var table = Totals(Model("{ well: {}, ill: { since: { clock: entry, up_to: 2 years } }, dead: {} }", """
            - { from: well, to: ill, rate: 1 per year }
                  - { name: death, from: ill where since >= 1 year, to: dead, rate: 7 per year }
            """, "deaths: { unit: count, on: { death: 1 } }"));

        Assert.Equal((1 - Math.Exp(-1)) * (1 - Math.Exp(-7)), table["deaths"], 1e-12);
    }

    [Fact]
    public void Rates_and_probabilities_do_not_stand_in_one_event()
    {
        var problems = Written.ModelProblems(Model("[well, dead]", """
            - { from: well, to: dead, rate: 1 per year }
                  - { from: well, to: dead, probability: 0.1 }
            """, "n: { unit: count, in: {} }"));

        Assert.Equal("m.yaml:9:9: error: a probability beside a rate in 'change'; expected rates only or probabilities only in one event; two events happen one after the other", Assert.Single(problems));
    }

    [Theory]
    [InlineData("{ from: well, to: dead }", "a rule without 'probability' and 'rate'")]
    [InlineData("{ from: well, to: dead, rate: 1 per year, probability: 0.1 }", "a rule with both 'probability' and 'rate'")]
    [InlineData("{ from: well, to: dead, rate: 0.1 }", "has no unit")]
    [InlineData("{ from: well, to: dead, rate: 0.1 per year, relative_risk: 0.5 }", "'relative_risk' beside 'rate'")]
    [InlineData("{ from: well, to: dead, probability: 0.1, spared_to: well }", "'spared_to' without 'relative_risk'")]
    [InlineData("{ from: well, to: dead, probability: 0.1, relative_risk: 0.5, spared_to: wel }", "unknown state or dimension 'wel'")]
    public void What_a_rule_cannot_say_is_told(string rule, string message) =>
        Assert.Contains(Written.ModelProblems(Model("[well, dead]", $"- {rule}", "n: { unit: count, in: {} }")), problem => problem.Contains(message, StringComparison.Ordinal));

    [Fact]
    public void The_start_takes_no_time()
    {
        var problems = Written.ModelProblems(Model("[well, dead]", "- { from: well, to: dead, rate: 1 per year }", "n: { unit: count, in: {} }").Replace("events:", "events: []\nat_start:", StringComparison.Ordinal));

        Assert.Contains("a rate in 'change', which takes no time", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_per_day_that_is_taken_for_one_per_year_is_refused()
    {
        var problems = new CostSim.Diagnostics.Problems();
        var scenario = Written.Scenario(Model("[well, dead]", "- { from: well, to: dead, rate: 10001 per year }", "n: { unit: count, in: {} }"), Scenario);

        Assert.Null(CostSim.Cohort.CohortPlan.Compile(scenario, problems));
        Assert.Contains("a rate of 'change' is 10001", Assert.Single(problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_that_lead_to_too_many_states_are_refused_and_tunnels_are_not()
    {
        var labels = string.Join(", ", Enumerable.Range(0, 150));
        var problems = new CostSim.Diagnostics.Problems();
        var chain = Written.Scenario(Model($"{{ well: {{ grade: [{labels}] }}, dead: {{}} }}", "- { from: well where grade < 149, to: grade + 1, rate: 1 per year }", "n: { unit: count, in: {} }"), Scenario);
        Assert.Null(CostSim.Cohort.CohortPlan.Compile(chain, problems));
        Assert.Contains("to more than 100 states within a cycle", problems.First().ToString(), StringComparison.Ordinal);

        var tunnels = Written.Scenario(Model("{ well: { since: { clock: entry, up_to: 1000 years } }, dead: {} }", "- { from: well, to: dead, rate: 0.4 per year }", "n: { unit: count, in: {} }"), Scenario);
        Assert.Equal(1 + Math.Exp(-0.4) + Math.Exp(-0.8), Totals(tunnels)["ly"], 1e-12);
    }

    private static string Model(string states, string rules, string outcomes) => $$"""
        model: rates
        cycle: 1 year
        states: {{states}}
        start: { well: 1 }
        events:
          - name: change
            rules:
              {{rules}}
        outcomes:
          cost: { unit: money, in: {} }
          qaly: { unit: qaly, in: { well: 1 } }
          ly: { unit: years, in: { well: 1 } }
          {{outcomes}}
        """;

    private static Dictionary<string, double> Totals(string model) => Totals(Written.Scenario(model, Scenario));

    private static Dictionary<string, double> Totals(CostSim.Scenarios.Scenario scenario)
    {
        var result = ScenarioRun.Execute(Written.Plan(scenario), new RunOptions { Threads = 1, BlockDraws = 8 }, _ => { }, CancellationToken.None);
        return result.Deterministic.Outcomes.ToDictionary(outcome => outcome, outcome => result.Deterministic[0, outcome][0]);
    }
}
