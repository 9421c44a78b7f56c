using CostSim.Analysis;
using CostSim.Cohort;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Verification;

namespace CostSim.Tests.Runs;

public sealed class ProfileRunTests
{
    private const string Young = "  female: 0.6\n  age: 60\n  bmi: 25\n  start: { mild: 1 }";
    private const string Heavy = "  female: 0.6\n  age: 70\n  bmi: 38\n  start: { mild: 0.4, severe: 0.6 }";
    private const string Old = "  female: 0.6\n  age: 80\n  bmi: 28\n  start: { severe: 1 }";

    [Fact]
    public void One_profile_of_weight_one_gives_the_bits_that_no_profile_gives()
    {
        var alone = new ProfiledScenario { Population = Heavy }.Run();
        var profiled = new ProfiledScenario { Population = "  female: 0.6\n  profiles: [{ name: all, weight: 1, age: 70, bmi: 38, start: { mild: 0.4, severe: 0.6 } }]" }.Run();

        AssertSameBits(alone.Outcomes, profiled.Outcomes);
        AssertSameBits(alone.Deterministic, profiled.Deterministic);
        AssertSameBits(alone.Outcomes, Assert.Single(profiled.Profiles).Outcomes);
        Assert.Empty(alone.Profiles);
    }

    [Fact]
    public void Each_profile_gives_the_bits_of_a_scenario_of_its_own()
    {
        var run = new ProfiledScenario().Run();

        Assert.Equal(["young", "heavy", "old"], run.Profiles.Select(profile => profile.Profile.Name));
        foreach (var (profile, population) in run.Profiles.Zip((string[])[Young, Heavy, Old]))
            AssertSameBits(new ProfiledScenario { Population = population }.Run().Outcomes, profile.Outcomes);
    }

    [Fact]
    public void The_whole_is_the_weighted_mean_of_the_profiles_draw_by_draw()
    {
        double[] weights = [0.45, 0.35, 0.2];
        var run = new ProfiledScenario().Run();
        var alone = ((string[])[Young, Heavy, Old]).Select(population => new ProfiledScenario { Population = population }.Run()).ToList();

        for (var s = 0; s < run.Outcomes.Strategies.Count; s++)
        {
            for (var o = 0; o < run.Outcomes.Outcomes.Count; o++)
            {
                for (var d = 0; d < run.Outcomes.Draws; d++)
                    AssertNear(weights.Select((weight, p) => weight * alone[p].Outcomes[s, o][d]).Sum(), run.Outcomes[s, o][d]);
                AssertNear(weights.Select((weight, p) => weight * alone[p].Deterministic[s, o][0]).Sum(), run.Deterministic[s, o][0]);
            }
        }
    }

    [Fact]
    public void Neither_threads_nor_the_width_of_blocks_change_a_bit()
    {
        var small = new ProfiledScenario { Draws = $"{2 * DrawChunk.MaximumDraws + 37}", MoreParameters = "  share: { beta: { mean: 0.4, se: 0.1 }, unit: proportion }", Population = Uncertain };
        var expected = small.Run(threads: 1, width: 8);

        foreach (var (threads, width) in new[] { (2, 16), (3, 64), (1, 256) })
        {
            var run = small.Run(threads, width);
            AssertSameBits(expected.Outcomes, run.Outcomes);
            foreach (var (one, other) in expected.Profiles.Zip(run.Profiles))
            {
                AssertSameBits(one.Outcomes, other.Outcomes);
                Assert.Equal(one.Weights, other.Weights);
            }
        }
    }

    [Fact]
    public void Weights_may_be_uncertain_and_are_those_of_each_draw()
    {
        var chunks = new List<DrawChunk>();
        var small = new ProfiledScenario { MoreParameters = "  share: { beta: { mean: 0.4, se: 0.1 }, unit: proportion }", Population = Uncertain };

        var run = small.Run(onChunk: chunks.Add);

        var share = chunks[0].Parameters[small.Scenario.Parameters.ToList().FindIndex(parameter => parameter.Name == "share")];
        Assert.Equal(share, run.Profiles[0].Weights);
        Assert.True(share.Distinct().Count() > 200);
        for (var d = 0; d < share.Length; d++)
        {
            AssertNear(1 - share[d], run.Profiles[1].Weights[d]);
            AssertNear(share[d] * run.Profiles[0].Outcomes[1, OutcomeTable.Cost][d] + (1 - share[d]) * run.Profiles[1].Outcomes[1, OutcomeTable.Cost][d], run.Outcomes[1, OutcomeTable.Cost][d]);
        }
    }

    [Fact]
    public void Chunks_hold_what_the_tables_of_the_profiles_hold()
    {
        var chunks = new List<DrawChunk>();

        var run = new ProfiledScenario { Draws = "1100" }.Run(onChunk: chunks.Add);

        for (var p = 0; p < 3; p++) Assert.Equal(run.Profiles[p].Outcomes[1, 1].ToArray(), chunks.SelectMany(chunk => chunk.Profiles[p][1][1]));
    }

    [Theory]
    [InlineData("1.2 * share", "1 - 1.2 * share")]
    [InlineData("share", "share")]
    public void Weights_that_cannot_be_stop_the_run_and_say_in_which_draw(string first, string second)
    {
        var small = new ProfiledScenario
        {
            MoreParameters = "  share: { uniform: { min: 0.5, max: 0.9 }, base: 0.5, unit: proportion }",
            Population = Uncertain.Replace("weight: share", $"weight: {first}", StringComparison.Ordinal).Replace("weight: 1 - share", $"weight: {second}", StringComparison.Ordinal),
        };

        var exception = Assert.Throws<SimulationException>(() => small.Run());

        Assert.Contains("weight", exception.Message, StringComparison.Ordinal);
        Assert.Contains("share = ", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(exception.Draw);
    }

    [Fact]
    public void The_lowest_draw_in_which_any_profile_fails_is_reported_with_the_profile()
    {
        // A chance of getting worse that the heavy cannot have: p · 38 / 30 > 1.
        var small = new ProfiledScenario { P = "{ uniform: { min: 0.5, max: 1 }, base: 0.5 }" };

        var narrow = Assert.Throws<SimulationException>(() => small.Run(width: 8));
        var wide = Assert.Throws<SimulationException>(() => small.Run(width: 256));

        Assert.StartsWith("profile 'heavy': ", narrow.Message, StringComparison.Ordinal);
        Assert.Equal(narrow.Message, wide.Message);
        Assert.True(narrow.Parameters.First(parameter => parameter.Key == "p_worse").Value > 30.0 / 38);
    }

    [Fact]
    public void The_trace_of_the_whole_is_the_weighted_mean_up_to_the_shortest_horizon()
    {
        var scenario = new ProfiledScenario().Scenario;

        var records = Traces.ByProfile(scenario, scenario.Strategies[0], new RunOptions { Threads = 2, BlockDraws = 64 });
        var whole = Traces.Of(scenario, scenario.Strategies[0], new RunOptions { Threads = 1 });

        Assert.Equal([41, 31, 21], records.Select(record => record.Boundaries));
        Assert.Equal(21, whole.Boundaries);
        Assert.Equal(["mild", "severe", "dead"], whole.States);
        Assert.Equal(["severe", "dead"], records[2].States);
        for (var t = 0; t < whole.Boundaries; t++)
        {
            AssertNear(0.45 * records[0][0, t][7] + 0.35 * records[1][0, t][7], whole[0, t][7]);
            AssertNear(0.45 * records[0][2, t][7] + 0.35 * records[1][2, t][7] + 0.2 * records[2][1, t][7], whole[2, t][7]);
        }
    }

    [Fact]
    public void Events_of_the_whole_until_a_time_are_the_weighted_mean_of_runs_that_end_there()
    {
        var scenario = new ProfiledScenario { Draws = "40" }.Scenario;

        var whole = Traces.Of(scenario, scenario.Strategies[1], new RunOptions { Threads = 2, BlockDraws = 8 }).Events;

        Assert.Equal(21, whole.Boundaries);
        foreach (var years in (int[])[1, 7, 20])
        {
            var cut = new ProfiledScenario { Draws = "40", Horizon = $"{years} years" }.Run();
            for (var draw = 0; draw < 40; draw++) AssertNear(cut.Outcomes[1, "visits"][draw], whole[0, years][draw]);
        }
    }

    [Fact]
    public void Choosing_for_each_profile_is_worth_what_the_best_choices_gain_over_one_for_all()
    {
        var scenario = new ProfiledScenario().Scenario;
        var run = new ProfiledScenario().Run();
        double[] thresholds = [0, 2_000, 20_000, 50_000];

        var value = ValueOfHeterogeneity.Of(run.Profiles, thresholds);

        var whole = Acceptability.Over(run.Outcomes, thresholds);
        var parts = run.Profiles.Select(profile => Acceptability.Over(profile.Outcomes, thresholds)).ToList();
        for (var w = 0; w < thresholds.Length; w++)
        {
            var each = scenario.Profiles.Select((profile, p) => run.Profiles[p].Weights[0] * parts[p].MeanNetBenefit.Max(benefits => benefits[w])).Sum();
            Assert.Equal(each - whole.MeanNetBenefit.Max(benefits => benefits[w]), value[w].Value, 1e-6);
            Assert.True(value[w].Value >= 0);
        }
        Assert.Contains(value, at => at.Value > 1);
    }

    [Fact]
    public void Conventions_of_timing_are_compared_for_the_whole()
    {
        var own = TimingComparison.Of(new ProfiledScenario().Scenario)[0];

        AssertSameBits(new ProfiledScenario().Run().Deterministic, own.Results);
    }

    [Fact]
    public void Checks_look_at_each_profile_and_what_one_never_reaches_another_may()
    {
        var results = Verifier.Run(new ProfiledScenario { Draws = "64", MoreParameters = "  share: { beta: { mean: 0.4, se: 0.1 }, unit: proportion }", Population = Uncertain }.Scenario, CancellationToken.None).ToDictionary(result => result.Name);

        // The old begin severe, so 'mild' and getting worse are for the others, and the share moves the whole only.
        Assert.Equal(CheckStatus.Pass, results["states-reached"].Status);
        Assert.Equal(CheckStatus.Pass, results["events-happen"].Status);
        Assert.Equal(CheckStatus.Pass, results["parameters-move"].Status);
        Assert.Equal(CheckStatus.Pass, results["cohort-kept"].Status);
    }

    [Fact]
    public void A_check_that_fails_says_in_which_profile()
    {
        var small = new ProfiledScenario { Population = "  female: 0.6\n  age: 70\n  bmi: 30\n  profiles: { well: { weight: 0.5, start: { mild: 1 } }, gone: { weight: 0.5, start: { dead: 1 } } }" };

        var result = Verifier.Run(small.Scenario, CancellationToken.None).First(result => result.Name == "start-alive");

        Assert.Equal(CheckStatus.Fail, result.Status);
        Assert.StartsWith("profile 'gone': ", result.Why, StringComparison.Ordinal);
    }

    private const string Uncertain = "  female: 0.6\n  profiles:\n    - { name: young, weight: share, age: 60, bmi: 25, start: { mild: 1 } }\n    - { name: old, weight: 1 - share, age: 80, bmi: 28, start: { severe: 1 } }";

    private static void AssertNear(double expected, double actual) => Assert.Equal(expected, actual, 1e-12 * Math.Max(1, Math.Abs(expected)));

    private static void AssertSameBits(OutcomeTable expected, OutcomeTable actual)
    {
        Assert.Equal(expected.Outcomes, actual.Outcomes);
        for (var s = 0; s < expected.Strategies.Count; s++)
        {
            for (var o = 0; o < expected.Outcomes.Count; o++)
                Assert.Equal(expected[s, o].ToArray().Select(BitConverter.DoubleToInt64Bits), actual[s, o].ToArray().Select(BitConverter.DoubleToInt64Bits));
        }
    }
}
