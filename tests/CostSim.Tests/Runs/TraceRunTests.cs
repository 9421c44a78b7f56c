using CostSim.Analysis;
using CostSim.Cohort.Recording;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Tests.Runs;

public class TraceRunTests
{
    public static TheoryData<string> Scenarios => [.. Cases.Keys];

    private static Dictionary<string, Func<Scenario>> Cases { get; } = new()
    {
        // Usual care and the costly one move people alike, so that they are simulated once.
        ["strategies that move people alike"] = () => new SmallScenario { Strategies = "  usual: {}\n  treated: { effect: 0.5, price: 300 money per year }\n  costly: { price: 900 money per year }", Psa = "{ draws: 70, seed: 11 }" }.Plan().Scenario,
        ["profiles"] = () => new ProfiledScenario { Draws = "40" }.Scenario,
    };

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Strategies_that_are_recorded_together_are_where_each_is_alone(string name)
    {
        var scenario = Cases[name]();
        foreach (var strategy in scenario.Strategies)
        {
            var together = Traces.ByProfile(scenario, strategy, new RunOptions { Threads = 3, BlockDraws = 16 });
            var alone = Traces.ByProfile(scenario with { Strategies = [strategy], Reference = strategy.Name }, strategy, new RunOptions { Threads = 1 });

            foreach (var (one, other) in together.Zip(alone)) AssertEqual(one, other);
        }
    }

    [Fact]
    public void A_strategy_with_many_states_and_cycles_is_recorded_in_fewer_draws()
    {
        // Some 300 states, most of them readings of a clock, at 301 boundaries: a thousand draws would be 90 million numbers.
        var small = new SmallScenario { MoreStates = "  ward: { since: { clock: entry, up_to: 300 years } }", Horizon = "300 years", Psa = "{ draws: 1000, seed: 1 }" };
        var plan = (small with { Events = small.Events.Replace("from: well, to: ill", "from: well, to: ward", StringComparison.Ordinal).Replace("from: ill", "from: ward", StringComparison.Ordinal) }).Plan();

        var record = TraceRun.RecordByProfile(plan, new RunOptions { Threads = 2 }, CancellationToken.None).First()[0];

        Assert.Equal(32 * 1024 * 1024 / (301 * plan.ReachableStates[0]), record.Draws);
        Assert.InRange(record.Draws, 300, 400);
        Assert.Equal(1, Enumerable.Range(0, record.States.Count).Sum(state => record[state, 300][record.Draws - 1]), 1e-12);
    }

    [Fact]
    public void Strategies_that_differ_in_states_are_recorded_in_the_same_draws()
    {
        // Who is treated goes to a ward whose clock makes 300 states of it; of whom nobody treats, a thousand draws would be few numbers.
        var small = new SmallScenario
        {
            MoreStates = "  ward: { since: { clock: entry, up_to: 300 years } }", Horizon = "300 years", Psa = "{ draws: 1000, seed: 1 }",
            Strategies = "  usual: {}\n  treated: { effect: 0.5 }",
        };
        var events = small.Events + "\n  - { name: admission, when: effect < 1, rules: [{ from: ill, to: ward, probability: 0.5 }] }";
        var plan = (small with { Events = events }).Plan();
        Assert.True(plan.ReachableStates[0] < 10 && plan.ReachableStates[1] > 300);

        var records = TraceRun.RecordByProfile(plan, new RunOptions { Threads = 2 }, CancellationToken.None).ToList();

        Assert.InRange(records[1][0].Draws, 300, 400);
        Assert.Equal(records[1][0].Draws, records[0][0].Draws);
    }

    [Fact]
    public void A_summary_is_the_mean_and_the_percentiles_of_each_state_at_each_boundary()
    {
        var scenario = new SmallScenario { Psa = "{ draws: 70, seed: 11 }" }.Plan().Scenario;
        var record = Traces.Of(scenario, scenario.Strategies[1], new RunOptions { Threads = 1 });

        var summary = StateTrace.Of(record);

        Assert.Equal(record.States.Count * record.Boundaries, summary.Length);
        for (var row = 0; row < summary.Length; row++)
        {
            var (boundary, state) = (row / record.States.Count, row % record.States.Count);
            var estimate = Estimate.Of(record[state, boundary]);
            Assert.Equal(new StateTrace(boundary, record.States[state], estimate.Mean, estimate.Lower, estimate.Upper), summary[row]);
        }
    }

    private static void AssertEqual(TraceRecorder one, TraceRecorder other)
    {
        Assert.Equal(one.States, other.States);
        Assert.Equal((one.Boundaries, one.Draws), (other.Boundaries, other.Draws));
        for (var boundary = 0; boundary < one.Boundaries; boundary++)
        {
            for (var state = 0; state < one.States.Count; state++) Assert.Equal(one[state, boundary].ToArray(), other[state, boundary].ToArray());
            for (var e = 0; e < one.Events.Events.Count; e++) Assert.Equal(one.Events[e, boundary].ToArray(), other.Events[e, boundary].ToArray());
        }
    }
}
