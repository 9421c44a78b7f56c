using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Published;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Runs;

/// <summary>What even draws are worth. The same for the knee model, which takes minutes, is <c>-- precision</c> of the benchmarks.</summary>
public class SamplingPrecisionTests
{
    private const double Threshold = 100_000;
    private const int Draws = 4096;
    private const int Scramblings = 64;

    /// <summary>The ratio of standard errors was 17 to 29 with 16 replicates and above 100 with one when this was written; its own standard error is 9%, so a fall below 5 is no chance.</summary>
    [Theory]
    [InlineData(SamplingMethods.Sobol, 16, 5)]
    [InlineData(SamplingMethods.Sobol, 1, 20)]
    [InlineData(SamplingMethods.LatinHypercube, 1, 2.5)]
    public void Incremental_net_benefit_is_known_better_by_far_than_from_random_draws(string sampling, int replicates, double times)
    {
        var scenario = Repository.Compile("scenarios/published/sick-sicker/probabilistic.yaml").Scenario;
        var random = Increments(scenario with { Psa = new PsaSettings(Draws, 1, SamplingMethods.Random) });
        var means = Enumerable.Range(0, Scramblings)
            .Select(seed => Increments(scenario with { Psa = new PsaSettings(Draws, (ulong)seed, sampling, replicates) }).Select(increment => increment.Average()).ToArray()).ToArray();

        for (var strategy = 1; strategy < scenario.Strategies.Count; strategy++)
        {
            var expected = Deviation(random[strategy]) / Math.Sqrt(Draws);
            var found = Deviation([.. means.Select(mean => mean[strategy])]);
            Assert.True(found * times < expected, $"{scenario.Strategies[strategy].Name}: {expected / found:F1} times");

            // Unbiased: of the random run and the scramblings, 5 standard errors of their difference.
            Assert.Equal(random[strategy].Average(), means.Average(mean => mean[strategy]), 5 * expected);
        }
    }

    /// <summary>[strategy][draw], against the first strategy.</summary>
    private static double[][] Increments(Scenario scenario)
    {
        var outcomes = ScenarioRun.Execute(Written.Plan(scenario), new RunOptions { Threads = 1 }, null, CancellationToken.None).Outcomes;
        var benefits = scenario.Strategies.Select((_, s) =>
        {
            var (cost, qaly) = (outcomes[s, OutcomeTable.Cost].ToArray(), outcomes[s, OutcomeTable.Qaly].ToArray());
            return cost.Zip(qaly, (c, q) => Threshold * q - c).ToArray();
        }).ToArray();
        return [.. benefits.Select(benefit => benefit.Zip(benefits[0], (own, reference) => own - reference).ToArray())];
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
