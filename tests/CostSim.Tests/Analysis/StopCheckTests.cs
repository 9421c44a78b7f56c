using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Analysis;

public sealed class StopCheckTests
{
    private static readonly WillingnessToPay Wtp = new(0, 1, 1, [0, 1]);

    /// <summary>
    /// Two strategies that differ by a tenth of a standard deviation. With an allowed error of 10% the true one is at most 20 of 200 (less, since errors
    /// were added up); 45 or more wrong choices come up one time in 10⁶.
    /// </summary>
    [Fact]
    public void Wrong_choices_are_as_rare_as_was_asked_for_though_chance_is_looked_at_often()
    {
        var wrong = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            var evaluation = Run(new StopRule(null, 0.9), seed, difference: 0.1);
            Assert.True(evaluation.Stop!.IsKnown);
            if (evaluation.AtThresholds.Best[0] != 1) wrong++;
        }

        Assert.True(wrong < 45, $"{wrong} of 200");
    }

    [Fact]
    public void Draws_go_on_until_the_error_is_as_small_as_was_asked_for_and_no_longer()
    {
        var evaluation = Run(new StopRule(0.0101, null), 1, difference: 1);

        // The difference has a standard deviation of √2, so 19,606 draws are needed; the looks around that are at 16, 20 and 24 thousand.
        Assert.Equal((20 * 1024, true), (evaluation.Draws, evaluation.Stop!.IsKnown));
        Assert.Equal(evaluation.Increments[0].Cost.StandardError!.Value, evaluation.Stop.LargestSe, 1e-12);
        Assert.Empty(evaluation.Warnings);
    }

    [Fact]
    public void Both_must_hold()
    {
        Assert.Equal(20 * 1024, Run(new StopRule(0.0101, 0.9), 1, difference: 1).Draws);
        Assert.Equal(1024, Run(new StopRule(10, 0.9), 1, difference: 1).Draws);
    }

    [Fact]
    public void The_limit_is_told_when_it_comes_first()
    {
        var evaluation = Run(new StopRule(1e-9, 0.99), 1, difference: 1, limit: 5_000);

        Assert.Equal((5_000, false), (evaluation.Draws, evaluation.Stop!.IsKnown));
        Assert.StartsWith("Reached the limit of 5,000 draws before enough was known: the largest standard error", Assert.Single(evaluation.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Equal in every draw: whichever is chosen is right.</summary>
    [Fact]
    public void Twins_do_not_keep_a_run_from_stopping() => Assert.Equal(1024, Run(new StopRule(null, 0.99), 1, difference: 0, noise: 0).Draws);

    [Fact]
    public void Threads_do_not_change_when_a_run_stops()
    {
        var plan = (new SmallScenario() with { Psa = "{ draws: 1000000, seed: 11, until: { se_inmb: 4, decision: 99% } }" }).Plan();
        EconomicEvaluation Stop(int threads) => EvaluatedRun.Execute(plan, new RunOptions { Threads = threads }, null, withParameters: false, CancellationToken.None).Evaluation;
        var expected = Stop(1);

        Assert.True(expected.Draws is > 1024 and < 100_000, $"{expected.Draws}");
        foreach (var threads in new[] { 2, 5 })
        {
            var actual = Stop(threads);
            Assert.Equal(expected.Stop, actual.Stop);
            Assert.Equal(expected.Increments, actual.Increments);
        }
        var fixedDraws = (new SmallScenario() with { Psa = $"{{ draws: {expected.Draws}, seed: 11 }}" }).Plan();
        Assert.Equal(expected.Increments, EvaluatedRun.Execute(fixedDraws, new RunOptions { Threads = 2 }, null, withParameters: false, CancellationToken.None).Evaluation.Increments);
    }

    /// <summary>Twelve copies have equally many draws at multiples of 768; of those, looks are taken where chunks end: at multiples of 3,072.</summary>
    [Fact]
    public void Copies_of_a_sobol_sequence_stop_when_each_has_as_many_draws_and_their_means_are_close_enough()
    {
        const int Copies = 12, Step = 3_072, Limit = 40 * Step;
        const double Wanted = 0.02;
        SmallScenario Small(int draws, string until) => new() { Psa = $"{{ draws: {draws}, seed: 11, sampling: sobol, replicates: {Copies}{until} }}" };
        EconomicEvaluation Stop(int threads) => EvaluatedRun.Execute(
            Small(Limit, $", until: {{ se_inmb: {Wanted} }}").Plan(), new RunOptions { Threads = threads }, null, withParameters: false, CancellationToken.None).Evaluation;
        var expected = Stop(1);

        Assert.True(expected.Stop!.IsKnown);
        Assert.InRange(expected.Draws, 2 * Step, 8 * Step);
        var outcomes = Small(expected.Draws, "").Run().Outcomes;
        for (var draws = Step; draws <= expected.Draws; draws += Step) Assert.Equal(draws == expected.Draws, ErrorByCopies(outcomes, draws, Copies) <= Wanted);
        Assert.Equal(ErrorByCopies(outcomes, expected.Draws, Copies), expected.Stop.LargestSe, 1e-9);
        foreach (var threads in new[] { 2, 5 })
        {
            var actual = Stop(threads);
            Assert.Equal(expected.Stop, actual.Stop);
            Assert.Equal(expected.Increments, actual.Increments);
        }
    }

    /// <summary>Of the mean incremental net benefit at 100 per QALY, from the means of the copies, which take turns of 64 draws.</summary>
    private static double ErrorByCopies(OutcomeTable outcomes, int draws, int copies)
    {
        double BenefitOf(int strategy, int draw) => 100 * outcomes[strategy, OutcomeTable.Qaly][draw] - outcomes[strategy, OutcomeTable.Cost][draw];
        double[] means = [.. Enumerable.Range(0, copies).Select(copy => Enumerable.Range(0, draws).Where(d => d / 64 % copies == copy).Average(d => BenefitOf(1, d) - BenefitOf(0, d)))];
        var mean = means.Average();
        return Math.Sqrt(means.Sum(each => (each - mean) * (each - mean)) / (copies - 1) / copies);
    }

    /// <summary>Costs are normal with deviation 1 and mean 0, or -difference for the second strategy; effects are none.</summary>
    private static EconomicEvaluation Run(StopRule rule, int seed, double difference, double noise = 1, int limit = 1_000_000)
    {
        var random = new Random(seed);
        var design = new EvaluationDesign
        {
            Strategies = ["a", "b"], Outcomes = [OutcomeTable.Cost, OutcomeTable.Qaly], WillingnessToPay = Wtp, Reference = "a", Until = rule, Limit = limit,
        };
        var accumulator = new EvaluationAccumulator(design);
        while (!accumulator.IsEnough && accumulator.Draws < limit)
        {
            var draws = (int)Math.Min(DrawChunk.MaximumDraws, limit - accumulator.Draws);
            double[] Costs(double mean) => [.. Enumerable.Range(0, draws).Select(_ => mean + noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
            accumulator.Add(accumulator.Score(new DrawChunk(accumulator.Draws, draws, [], [[Costs(0), new double[draws]], [Costs(-difference), new double[draws]]])));
        }
        return accumulator.Result();
    }
}
