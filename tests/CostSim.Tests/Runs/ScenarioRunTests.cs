using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Cohort;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Runs;

public class ScenarioRunTests
{
    private const int Seeds = 6;

    /// <summary>Three chunks, the last one not full.</summary>
    private const int Draws = 2 * DrawChunk.MaximumDraws + 37;

    [Fact]
    public void Neither_threads_nor_the_width_of_blocks_change_a_bit()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var plan = RandomPlan(seed);
            var expected = Bits(Execute(plan, threads: 1, width: 8));

            Assert.Equal(expected, Bits(Execute(plan, threads: 2, width: 16)));
            Assert.Equal(expected, Bits(Execute(plan, threads: 3, width: 64)));
            Assert.Equal(expected, Bits(Execute(plan, threads: 1, width: 256)));
        }
    }

    [Fact]
    public void A_draw_alone_gives_the_bits_that_it_gives_among_others()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var plan = RandomPlan(seed);
            var table = Execute(plan, threads: 1, width: 64);
            var alone = new CohortSimulation(plan, 8);
            foreach (var draw in new[] { 0, 1, 63, 64, 1023, 1024, Draws - 1 })
            {
                alone.Run(draw, 1);

                for (var s = 0; s < table.Strategies.Count; s++)
                {
                    for (var o = 0; o < table.Outcomes.Count; o++) Assert.Equal(Bits(table[s, o][draw]), Bits(alone.Total(s, o)[0]));
                }
            }
        }
    }

    [Fact]
    public void Chunks_arrive_in_order_and_hold_what_the_table_holds()
    {
        var plan = RandomPlan(1);
        var chunks = new List<DrawChunk>();

        var table = ScenarioRun.Execute(plan, new RunOptions { Threads = 3 }, chunks.Add, CancellationToken.None).Outcomes;

        Assert.Equal([0, 1024, 2048], chunks.Select(chunk => chunk.FirstDraw));
        Assert.Equal([1024, 1024, 37], chunks.Select(chunk => chunk.Draws));
        for (var o = 0; o < table.Outcomes.Count; o++) Assert.Equal(table[0, o].ToArray(), chunks.SelectMany(chunk => chunk.Outcomes[0][o]));
        Assert.All(chunks, chunk => Assert.Equal(plan.Scenario.Parameters.Count, chunk.Parameters.Length));
    }

    [Fact]
    public void A_cancelled_run_stops()
    {
        using var cancel = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => ScenarioRun.Execute(RandomPlan(1), new RunOptions { Threads = 2 }, _ => cancel.Cancel(), cancel.Token));
    }

    [Fact]
    public void An_exception_of_the_receiver_stops_the_run_and_comes_out()
    {
        var options = new RunOptions { Threads = 2 };

        Assert.Throws<FormatException>(() => ScenarioRun.Execute(RandomPlan(1), options, _ => throw new FormatException(), CancellationToken.None));
    }

    [Fact]
    public void No_thread_is_a_mistake()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ScenarioRun.Execute(RandomPlan(1), new RunOptions { Threads = 0 }, null, CancellationToken.None));
    }

    [Fact]
    public void Twice_the_costs_give_twice_the_cost_to_the_bit_and_leave_all_else()
    {
        var small = new SmallScenario
        {
            Cost = "c0",
            MoreParameters = "  c0: { unit: money per year, gamma: { mean: 1000, se: 100 } }",
            Strategies = "  usual: { price: 300 money per year }",
        };
        var (once, twice) = (small.Run().Outcomes, (small with { Cost = "2 * c0", Strategies = "  usual: { price: 600 money per year }" }).Run().Outcomes);

        Assert.Equal(once[0, OutcomeTable.Cost].ToArray().Select(cost => 2 * cost), twice[0, OutcomeTable.Cost].ToArray());
        Assert.Equal(once[0, OutcomeTable.Qaly].ToArray(), twice[0, OutcomeTable.Qaly].ToArray());
        Assert.Equal(once[0, OutcomeTable.LifeYears].ToArray(), twice[0, OutcomeTable.LifeYears].ToArray());
    }

    [Fact]
    public void With_every_utility_one_a_qaly_is_a_life_year()
    {
        var table = new SmallScenario { Utility = "1" }.Run().Outcomes;

        for (var s = 0; s < 2; s++) Assert.Equal(table[s, OutcomeTable.LifeYears].ToArray(), table[s, OutcomeTable.Qaly].ToArray());
    }

    [Fact]
    public void Without_discounting_every_total_is_higher()
    {
        var (discounted, plain) = (new SmallScenario().Run().Outcomes, new SmallScenario { Discount = "{ cost: 0, qaly: 0, ly: 0 }" }.Run().Outcomes);

        for (var s = 0; s < 2; s++)
        {
            for (var o = 0; o < plain.Outcomes.Count; o++)
                Assert.All(plain[s, o].ToArray().Zip(discounted[s, o].ToArray()), pair => Assert.True(pair.First > pair.Second));
        }
    }

    [Fact]
    public void Strategies_that_choose_alike_give_the_same_bits()
    {
        var table = new SmallScenario { Strategies = "  usual: { effect: 0.5 }\n  other: { effect: 0.25 }\n  again: { effect: 0.5 }" }.Run().Outcomes;

        for (var o = 0; o < table.Outcomes.Count; o++)
        {
            Assert.Equal(table[0, o].ToArray(), table[2, o].ToArray());
            if (table.Outcomes[o] != OutcomeTable.Cost) Assert.NotEqual(table[0, o].ToArray(), table[1, o].ToArray());
        }
    }

    [Fact]
    public void A_strategy_gives_the_same_bits_with_and_without_others()
    {
        var (both, one) = (new SmallScenario().Run().Outcomes, new SmallScenario { Strategies = "  usual: {}" }.Run().Outcomes);

        for (var o = 0; o < one.Outcomes.Count; o++) Assert.Equal(both[0, o].ToArray(), one[0, o].ToArray());
    }

    [Fact]
    public void A_state_that_nobody_can_reach_changes_no_bit_and_is_not_simulated()
    {
        var plain = new SmallScenario();
        var wider = plain with
        {
            MoreStates = "  nowhere: { mood: [good, bad], since: { clock: mood, up_to: 3 years } }",
            Events = plain.Events + "\n  - { name: leaving, when: time > 1 year, rules: [{ from: nowhere, to: well, probability: q }] }",
        };

        Assert.Equal(Bits(plain.Run().Outcomes), Bits(wider.Run().Outcomes));
        Assert.Equal(plain.Plan().ReachableStates, wider.Plan().ReachableStates);
    }

    [Fact]
    public void Renaming_a_parameter_changes_its_own_draws_and_no_others()
    {
        var (first, second) = (Parameters("first"), Parameters("second"));

        Assert.Equal(first.Keys.Except(["first", "c"]), second.Keys.Except(["second", "c"]));
        Assert.All(first.Keys.Except(["first", "c"]), name => Assert.Equal(first[name], second[name]));
        Assert.All(first["first"].Zip(second["second"]), pair => Assert.NotEqual(pair.First, pair.Second));

        static Dictionary<string, double[]> Parameters(string name)
        {
            var small = new SmallScenario { Cost = name, MoreParameters = $"  {name}: {{ unit: money per year, gamma: {{ mean: 1000, se: 100 }} }}" };
            var (plan, chunks) = (small.Plan(), new List<DrawChunk>());
            _ = ScenarioRun.Execute(plan, new RunOptions { Threads = 1 }, chunks.Add, CancellationToken.None);
            return plan.Scenario.Parameters.Select((parameter, p) => (parameter.Name, chunks[0].Parameters[p])).ToDictionary();
        }
    }

    [Fact]
    public void Each_row_of_a_supplied_sample_gives_what_its_numbers_give_as_fixed_values()
    {
        string[][] rows = [["0.3", "0.1", "1000", "0.7"], ["0.05", "0.2", "0", "1"], ["0", "0.95", "123.5", "-0.2"], ["0.4", "0.4", "1e6", "0"]];
        var sample = "q,p_ill,c,u\n" + string.Join('\n', rows.Select(row => string.Join(',', row)));

        var supplied = new SmallScenario { Psa = "{ sample: rows.csv }" }.Run(("rows.csv", sample)).Outcomes;

        Assert.Equal(rows.Length, supplied.Draws);
        for (var row = 0; row < rows.Length; row++)
        {
            var one = new SmallScenario { Q = rows[row][0], P = rows[row][1], Cost = rows[row][2], Utility = rows[row][3] }.Run().Deterministic;
            for (var s = 0; s < 2; s++)
            {
                for (var o = 0; o < supplied.Outcomes.Count; o++) Assert.Equal(one[s, o][0], supplied[s, o][row], 1e-12 * Math.Max(1, Math.Abs(one[s, o][0])));
            }
        }
    }

    [Fact]
    public void Base_values_take_the_place_of_means_in_the_deterministic_analysis_only()
    {
        var (mean, other) = (new SmallScenario { Utility = "{ uniform: { min: 0.6, max: 0.8 } }" }.Run(), new SmallScenario { Utility = "{ uniform: { min: 0.6, max: 0.8 }, base: 0.9 }" }.Run());

        Assert.Equal(Bits(mean.Outcomes), Bits(other.Outcomes));
        Assert.True(other.Deterministic[0, OutcomeTable.Qaly][0] > mean.Deterministic[0, OutcomeTable.Qaly][0]);
        Assert.Equal(new SmallScenario { Utility = "0.9" }.Run().Deterministic[0, OutcomeTable.Qaly][0], other.Deterministic[0, OutcomeTable.Qaly][0], 1e-12);
    }

    private static CohortPlan RandomPlan(int seed)
    {
        var written = RandomModel.Of(20_000 + seed);
        var scenario = Written.Read(written.Model, written.Scenario, [], [new Override(Override.Draws, $"{Draws}")], new Problems());
        return Written.Plan(scenario!);
    }

    private static OutcomeTable Execute(CohortPlan plan, int threads, int width) =>
        ScenarioRun.Execute(plan, new RunOptions { Threads = threads, BlockDraws = width }, null, CancellationToken.None).Outcomes;

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

    private static List<long> Bits(OutcomeTable table)
    {
        var bits = new List<long>();
        for (var s = 0; s < table.Strategies.Count; s++)
        {
            for (var o = 0; o < table.Outcomes.Count; o++)
            {
                foreach (var value in table[s, o]) bits.Add(Bits(value));
            }
        }
        return bits;
    }
}
