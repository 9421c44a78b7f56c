using CostSim.Calibration;
using CostSim.Diagnostics;
using CostSim.Runs;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Calibration;

/// <summary>Against conjugate posteriors; tolerances are 4 standard errors of the effective draws: a correct program fails 1 time in 15,000 of each.</summary>
public sealed class ImportanceResamplingTests
{
    /// <summary>The share of the first grade is the model's own parameter, so that counts make its posterior a beta.</summary>
    private static CalibrationScenario Beta => new()
    {
        Illness = "0.3",
        Share = "{ beta: { alpha: 2, beta: 3 } }",
        Targets = "{ first: { states: { mild: ill where grade = 1 }, quantity: mild / ill, at: 1 year, events: 12, trials: 40 } }",
        Fit = "{}",
        Psa = "{ draws: 20000, seed: 3 }",
    };

    [Fact]
    public void Counts_and_a_beta_give_the_beta_of_their_sum()
    {
        var posterior = Beta.Sample();

        var (alpha, beta) = (2.0 + 12, 3.0 + 28);
        var (mean, deviation) = (alpha / (alpha + beta), Math.Sqrt(alpha * beta / ((alpha + beta) * (alpha + beta) * (alpha + beta + 1))));
        var spread = Assert.Single(posterior.Parameters).Posterior;
        Assert.Equal(mean, spread.Mean, 4 * deviation / Math.Sqrt(posterior.EffectiveDraws));
        Assert.Equal(deviation, spread.StandardDeviation, 4 * deviation / Math.Sqrt(2 * posterior.EffectiveDraws));
        var exact = new CostSim.Sampling.Distributions.BetaDistribution(alpha, beta);
        Assert.Equal(0.025, exact.Cdf(spread.Lower), 4 * Math.Sqrt(0.025 * 0.975 / posterior.EffectiveDraws));
        Assert.Equal(0.975, exact.Cdf(spread.Upper), 4 * Math.Sqrt(0.025 * 0.975 / posterior.EffectiveDraws));
        Assert.Equal(mean, posterior.Sample[0].Average(), 4 * deviation / Math.Sqrt(posterior.EffectiveDraws));
        Assert.Equal(mean, posterior.Targets[0].Posterior.Mean, 4 * deviation / Math.Sqrt(posterior.EffectiveDraws));
        Assert.Empty(posterior.Warnings);
    }

    [Fact]
    public void A_normal_and_a_normal_give_the_normal_between_them()
    {
        var posterior = new CalibrationScenario
        {
            Death = "0",
            Cost = "{ normal: { mean: 100, se: 20 } }",
            Targets = "{ cost: { quantity: cost, at: 1 year, value: 130, se: 10 } }",
            Fit = "{}",
            Psa = "{ draws: 20000, seed: 3 }",
        }.Sample();

        var (mean, deviation) = ((100 / 400.0 + 130 / 100.0) / (1 / 400.0 + 1 / 100.0), Math.Sqrt(1 / (1 / 400.0 + 1 / 100.0)));
        var spread = posterior.Parameters[0].Posterior;
        Assert.Equal(mean, spread.Mean, 4 * deviation / Math.Sqrt(posterior.EffectiveDraws));
        Assert.Equal(deviation, spread.StandardDeviation, 4 * deviation / Math.Sqrt(2 * posterior.EffectiveDraws));
        // ESS of a normal prior and likelihood, whose ratio of variances is 4: n · √(1 + 2·4) / (1 + 4) · exp(−δ² …) is known where the two agree; here it is below that.
        Assert.InRange(posterior.EffectiveDraws, 0.2 * 20_000, 0.6 * 20_000);
    }

    [Fact]
    public void The_number_of_effective_draws_is_that_of_a_normal_likelihood_at_the_centre_of_a_normal_prior()
    {
        var posterior = new CalibrationScenario
        {
            Death = "0",
            Cost = "{ normal: { mean: 100, se: 20 } }",
            Targets = "{ cost: { quantity: cost, at: 1 year, value: 100, se: 10 } }",
            Fit = "{}",
            Psa = "{ draws: 20000, seed: 3 }",
        }.Sample();

        // (E w)² / E w² with w = exp(−½ z²·4) and z standard normal: (1/√5)² / (1/√9) = 3/5.
        Assert.Equal(0.6, posterior.EffectiveDraws / 20_000, 0.02);
    }

    [Fact]
    public void Neither_threads_nor_the_width_of_blocks_change_a_bit()
    {
        var expected = Beta.Sample(threads: 1, width: 8);

        foreach (var (threads, width) in new[] { (2, 64), (3, 256) })
        {
            var other = Beta.Sample(threads, width);
            Assert.Equal(expected.Sample[0], other.Sample[0]);
            Assert.Equal(expected.Kept, other.Kept);
            Assert.Equal(expected.EffectiveDraws, other.EffectiveDraws);
        }
    }

    [Fact]
    public void A_parameter_without_a_distribution_takes_its_range_as_prior_and_a_prior_replaces_a_distribution()
    {
        var range = (Beta with { Share = "0.5", Fit = "{ share: { min: 0.2, max: 0.6 } }" }).Sample();
        var prior = (Beta with { Share = "0.5", Fit = "{ share: { min: 0, max: 1, prior: { beta: { alpha: 2, beta: 3 } } } }" }).Sample();

        Assert.Equal(0.4, range.Parameters[0].Prior.Mean, 4 * 0.4 / Math.Sqrt(12) / Math.Sqrt(20_000));
        Assert.InRange(range.Sample[0].Min(), 0.2, 0.6);
        Assert.Equal(Beta.Sample().Sample[0], prior.Sample[0]);
    }

    [Fact]
    public void The_sample_feeds_a_probabilistic_analysis()
    {
        var posterior = Beta.Sample();
        var csv = "share\n" + string.Join('\n', posterior.Sample[0].Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)));

        var scenario = (Beta with { Psa = "{ sample: posterior.csv }" }).Scenario(("posterior.csv", csv));
        var chunks = new List<DrawChunk>();
        ScenarioRun.Execute(Written.Plan(scenario), new RunOptions { Threads = 1 }, chunks.Add, CancellationToken.None);

        var place = scenario.Parameters.ToList().FindIndex(parameter => parameter.Name == "share");
        Assert.Equal(posterior.Sample[0], chunks.SelectMany(chunk => chunk.Parameters[place]));
    }

    [Fact]
    public void Few_effective_draws_and_a_heavy_one_are_told()
    {
        var posterior = (Beta with { Psa = "{ draws: 50, seed: 3 }", Targets = "{ first: { states: { mild: ill where grade = 1 }, quantity: mild / ill, at: 1 year, events: 900, trials: 1000 } }" }).Sample();

        Assert.Contains(posterior.Warnings, warning => warning.Contains("effective draws of 50", StringComparison.Ordinal));
        Assert.Contains(posterior.Warnings, warning => warning.StartsWith("One draw carries", StringComparison.Ordinal));
        Assert.Contains(posterior.Warnings, warning => warning.StartsWith("The posterior mean of 'first' lies", StringComparison.Ordinal));
    }

    [Fact]
    public void Targets_and_priors_that_exclude_each_other_stop()
    {
        var small = Beta with { Targets = "{ first: { quantity: dead - 2, at: 1 year, value: 0.4, se: 0.1, scale: log } }" };

        Assert.Throws<CalibrationException>(() => small.Sample());
    }

    [Fact]
    public void A_scenario_without_uncertainty_has_nothing_to_update()
    {
        var (scenario, problems) = ((Beta with { Share = "0.5" }).Scenario(), new Problems());

        var result = ImportanceResampling.Find(scenario, scenario.Calibration!, new RunOptions { Threads = 1 }, problems, CancellationToken.None);

        Assert.Null(result);
        Assert.Contains("no parameter that is uncertain", Assert.Single(problems).Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public void A_resample_takes_each_draw_as_often_as_its_weight_says_or_once_more(double uniform)
    {
        double[] weights = [0, 0.1, 2.4, 0, 1.5, 6, 0];

        var kept = ImportanceResampling.Resample(weights, 100, uniform);

        for (var draw = 0; draw < weights.Length; draw++)
            Assert.InRange(kept.Count(number => number == draw), (int)Math.Floor(10 * weights[draw] - 1e-9), (int)Math.Ceiling(10 * weights[draw] + 1e-9));
    }
}
