using CostSim.Cohort.Recording;
using CostSim.Runs;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Cohort;

public class EventRecorderTests
{
    /// <summary>Counted by moves, by coming into a state, at time zero, by being in states, and by amounts that change with time or differ between draws.</summary>
    private static readonly SmallScenario Counting = new()
    {
        Discount = "{ cost: 3%, qaly: 3%, onsets: 5%, visits: 4% }",
        Psa = "{ draws: 70, seed: 5 }",
        Horizon = "6 years",
        MoreOutcomes = """
              onsets: { unit: count, on: { falling_ill: 1 } }
              deaths: { unit: count, into: { dead: 1 } }
              visits: { unit: count, at_start: 2, on: { dying: q * 3 }, in: { well: 0.5 per year, ill: (4 + q) / 1 year + 0.1 * time / (1 year * 1 year) } }
              notes: { unit: number, on: { dying: 1 } }
            """,
    };

    [Theory]
    [InlineData("half-cycle")]
    [InlineData("none")]
    [InlineData("start-of-cycle")]
    [InlineData("end-of-cycle")]
    [InlineData("life-table")]
    [InlineData("simpson")]
    [InlineData("simpson-last-trapezoid")]
    [InlineData("darth-simpson")]
    public void What_has_happened_until_a_time_is_the_undiscounted_total_of_a_run_that_ends_there(string correction)
    {
        var small = Counting with { Correction = correction };
        var scenario = small.Plan().Scenario;
        foreach (var strategy in scenario.Strategies)
        {
            var events = Traces.Of(scenario, strategy, new RunOptions { Threads = 2, BlockDraws = 16 }).Events;

            Assert.Equal(["onsets", "deaths", "visits"], events.Events);
            for (var years = 1; years <= 6; years++)
            {
                // Simpson's rule is there for an even number of cycles.
                var cut = small with { Horizon = $"{years} years", Discount = "{ cost: 0%, qaly: 0% }", Correction = correction == "simpson" && years % 2 == 1 ? "simpson-last-trapezoid" : correction };
                var run = cut.Run().Outcomes;
                for (var e = 0; e < 3; e++)
                {
                    var total = run[run.Strategies.ToList().IndexOf(strategy.Name), events.Events[e]];
                    for (var draw = 0; draw < 70; draw++) Assert.Equal(total[draw], events[e, years][draw], 1e-12 * (1 + Math.Abs(total[draw])));
                }
            }
        }
    }

    [Fact]
    public void At_time_zero_there_is_what_has_happened_by_then()
    {
        var scenario = Counting.Plan().Scenario;

        var events = Traces.Of(scenario, scenario.Strategies[0], new RunOptions { Threads = 1 }).Events;

        Assert.All(events[0, 0].ToArray(), value => Assert.Equal(0, value));
        Assert.All(events[2, 0].ToArray(), value => Assert.Equal(2, value));
    }

    [Fact]
    public void Deaths_at_a_constant_probability_follow_the_geometric_distribution_and_visits_its_sum()
    {
        // Nobody falls ill: from one of the well, (1-q)^t are left.
        const double Q = 0.125;
        var small = Counting with
        {
            Discount = "{ cost: 3%, qaly: 3%, deaths: 5% }", P = "0", Q = $"{Q}", Psa = "{ draws: 2, seed: 1 }", Horizon = "40 years",
            MoreOutcomes = """
                  deaths: { unit: count, on: { falling_ill: 1 } }
                  visits: { unit: count, in: { well: 2 per year } }
                """,
        };
        var scenario = small.Plan().Scenario;

        var events = Traces.Of(scenario, scenario.Strategies[0], new RunOptions { Threads = 1 }).Events;

        for (var t = 0; t <= 40; t++)
        {
            var left = Math.Pow(1 - Q, t);
            // The trapezoid rule over years that begin with (1-q)^k: the geometric sum, times the mean of both ends.
            var years = (1 - left) / Q * (1 + (1 - Q)) / 2;
            Assert.Equal(1 - left, events[0, t][0], 1e-13);
            Assert.Equal(2 * years, events[1, t][1], 1e-12);
        }
    }

    [Fact]
    public void Threads_and_blocks_change_no_bit()
    {
        var scenario = Counting.Plan().Scenario;
        var (one, other) = (Record(1, 64), Record(3, 8));

        for (var e = 0; e < 3; e++)
        {
            for (var t = 0; t < one.Boundaries; t++) Assert.Equal(one[e, t].ToArray(), other[e, t].ToArray());
        }

        EventRecorder Record(int threads, int width) => Traces.Of(scenario, scenario.Strategies[1], new RunOptions { Threads = threads, BlockDraws = width }).Events;
    }
}
