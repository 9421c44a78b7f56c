using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Cohort;

/// <summary>What happens when, counted by hand.</summary>
public class CohortSimulationTests
{
    private static readonly SmallScenario Certain = new()
    {
        Discount = "{ cost: 0, qaly: 0 }", Correction = "start-of-cycle", P = "0.5", Q = "0.25", Cost = "100", Utility = "0.5", Strategies = "  usual: {}",
    };

    [Fact]
    public void Rules_of_one_event_see_its_start_and_those_of_the_next_its_result()
    {
        // Year 1: 1 well. Year 2: well 1/4, ill 1/2 of whom 1/4 die in the second event: 3/8.
        var table = (Certain with { Horizon = "2 years" }).Run().Deterministic;

        Assert.Equal(1 + 0.25 + 0.375, table[0, OutcomeTable.LifeYears][0], 1e-15);
        Assert.Equal(100 * 0.375, table[0, OutcomeTable.Cost][0], 1e-12);
    }

    [Theory]
    [InlineData("none", 3)]
    [InlineData("half-cycle", 2)]
    [InlineData("start-of-cycle", 2)]
    [InlineData("end-of-cycle", 2)]
    public void A_cohort_that_never_dies_lives_as_long_as_the_correction_counts(string correction, double years)
    {
        var table = (Certain with { Horizon = "2 years", Correction = correction, P = "0", Q = "0" }).Run().Deterministic;

        Assert.Equal(years, table[0, OutcomeTable.LifeYears][0], 1e-15);
    }

    [Fact]
    public void An_event_that_moves_nobody_leaves_its_condition_out_of_the_run()
    {
        var alone = Certain with { MoreStates = "  nowhere:", Events = "  - { name: e, when: time < 2 years, rules: [{ from: nowhere, to: dead, probability: 1 }] }" };

        Assert.Equal(5, alone.Run().Deterministic[0, OutcomeTable.LifeYears][0], 1e-15);
    }

    [Theory]
    [InlineData("entry", "ward with kind = b", 0)]        // the family is named: its clock since entry restarts every year
    [InlineData("entry", "kind = b", 3)]                  // it is not: the clock goes on
    [InlineData("kind", "kind = a", 0)]                   // set to the label that it has
    [InlineData("kind", "ward", 3)]                       // its dimension is kept
    public void A_clock_restarts_as_the_target_says(string of, string to, int reading)
    {
        var small = Certain with
        {
            Horizon = "5 years",
            MoreStates = $"  ward: {{ kind: [a, b], since: {{ clock: {of}, up_to: 8 years }} }}",
            Events = $"  - {{ name: in, when: cycle_number = 0, rules: [{{ from: well, to: ward with kind = a, probability: 1 }}] }}\n  - {{ name: again, when: cycle_number > 0, rules: [{{ from: ward, to: {to}, probability: 1 }}] }}",
        };

        var scenario = small.Plan().Scenario;
        var trace = Traces.Of(scenario, scenario.Strategies[0], new RunOptions { Threads = 1 });
        var years = (small with { Cost = "0", Strategies = "  usual: {}" }).WithReward("ward where since = 3 years").Run().Deterministic[0, OutcomeTable.Cost][0];

        Assert.Equal(1, trace.States.Select((state, s) => state.StartsWith("ward", StringComparison.Ordinal) ? trace[s, 5][0] : 0).Sum(), 1e-15);
        Assert.Equal(reading == 3 ? 1 : 0, years, 1e-15);
    }

    [Fact]
    public void The_last_reading_of_a_clock_keeps_everybody_who_has_been_there_longer()
    {
        var small = Certain with
        {
            Horizon = "10 years",
            MoreStates = "  ward: { since: { clock: entry, up_to: 2 years } }",
            Events = "  - { name: in, when: cycle_number = 0, rules: [{ from: well, to: ward, probability: 1 }] }",
        };

        // Boundaries 1 and 2 read 0 and 1; boundaries 3 to 9 read 2.
        Assert.Equal(7, small.WithReward("ward where since = 2 years").Run().Deterministic[0, OutcomeTable.Cost][0], 1e-15);
        Assert.Equal(1, small.WithReward("ward where since = 0 years").Run().Deterministic[0, OutcomeTable.Cost][0], 1e-15);
    }
}
