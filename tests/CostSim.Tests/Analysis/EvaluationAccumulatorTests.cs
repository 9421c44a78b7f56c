using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Analysis;

public sealed class EvaluationAccumulatorTests
{
    private static readonly WillingnessToPay Wtp = new(0, 100, 5, [50, 100]);

    /// <summary>More draws than are kept for percentiles, and a last chunk that is not whole.</summary>
    private const int Draws = 40 * DrawChunk.MaximumDraws + 37;

    [Fact]
    public void Draws_that_pass_by_once_give_what_a_table_of_them_gives()
    {
        var table = Table(Draws);
        var expected = EconomicEvaluation.Of(table, Wtp, "b");

        var actual = Accumulate(table, "b");

        Assert.Equal(expected.Strategies.Select(strategy => strategy.Cost), actual.Strategies.Select(strategy => strategy.Cost));
        Assert.Equal(expected.Strategies.Select(strategy => strategy.Qaly), actual.Strategies.Select(strategy => strategy.Qaly));
        Assert.Equal(expected.Increments, actual.Increments);
        Assert.Equal(expected.Convergence.Points, actual.Convergence.Points);
        Assert.Equal(expected.Curves.ProbabilityBest, actual.Curves.ProbabilityBest);
        Assert.Equal(expected.Curves.Best, actual.Curves.Best);
        for (var k = 0; k < expected.Curves.Evpi.Length; k++) Assert.Equal(expected.Curves.Evpi[k], actual.Curves.Evpi[k], 1e-11);
    }

    /// <summary>Two passes over columns of differences, as a textbook has it.</summary>
    [Fact]
    public void Standard_errors_equal_those_of_the_columns()
    {
        var table = Table(5_000);

        var evaluation = EconomicEvaluation.Of(table, Wtp, "b");

        Near(StandardError(table[0, OutcomeTable.Cost].ToArray()), evaluation.Strategies[0].Cost.StandardError);
        Near(StandardError(table[2, OutcomeTable.Qaly].ToArray()), evaluation.Strategies[2].Qaly.StandardError);
        Near(StandardError(Columns(table, (cost, qaly) => cost[0] - cost[1])), evaluation.Increments[0].Cost.StandardError);
        Near(StandardError(Columns(table, (cost, qaly) => qaly[2] - qaly[1])), evaluation.Increments[1].Effect.StandardError);
        Near(StandardError(Columns(table, (cost, qaly) => 100 * qaly[1] - cost[1])), evaluation.Strategies[1].NetBenefit[1].StandardError);
        var best = evaluation.AtThresholds.Best[0];
        double[] Benefits(double[] cost, double[] qaly) => [.. cost.Select((c, s) => 50 * qaly[s] - c)];
        Near(StandardError(Columns(table, (cost, qaly) => Benefits(cost, qaly).Max() - Benefits(cost, qaly)[best])), evaluation.Evpi[0].StandardError);
        Near(StandardError(Columns(table, (cost, qaly) => Benefits(cost, qaly).Max() == Benefits(cost, qaly)[1] ? 1 : 0)), evaluation.Strategies[1].ProbabilityBest[0].StandardError);

        static void Near(double expected, double? actual) => Assert.Equal(1, actual!.Value / expected, 1e-9);
    }

    [Fact]
    public void Convergence_is_what_fewer_draws_say()
    {
        var points = EconomicEvaluation.Of(Table(2_500), Wtp, "a").Convergence.Points;

        Assert.Equal([32, 64, 96, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 896, 1024, 1280, 1536, 1792, 2048, 2500], points.Select(point => point.Draws).Distinct());
        foreach (var draws in new[] { 32, 640, 1280, 2500 })
        {
            var evaluation = EconomicEvaluation.Of(Table(draws), Wtp, "a");
            foreach (var (strategy, point) in evaluation.Strategies.Zip(points.Where(point => point.Draws == draws)))
            {
                Assert.Equal(
                    (strategy.Name, strategy.Cost.Mean, strategy.Qaly.Mean, strategy.NetBenefit[0].Mean, strategy.ProbabilityBest[0].Value),
                    (point.Strategy, point.Cost.Mean, point.Qaly.Mean, point.NetBenefit.Mean, point.ProbabilityBest.Mean));
                Assert.Equal(strategy.NetBenefit[0].StandardError!.Value, point.NetBenefit.StandardError!.Value, 1e-12);
                Assert.Equal(strategy.ProbabilityBest[0].StandardError, point.ProbabilityBest.StandardError);
            }
        }
    }

    [Fact]
    public void Chunks_come_in_order_and_whole()
    {
        var (table, design) = (Table(10), Design("a"));
        var accumulator = new EvaluationAccumulator(design);

        Assert.Throws<ArgumentException>(() => accumulator.Add(accumulator.Score(Chunk(table, 10, 10))));
        accumulator.Add(accumulator.Score(Chunk(table, 0, 10)));
        Assert.Throws<ArgumentException>(() => accumulator.Add(accumulator.Score(Chunk(table, 10, 10))));
    }

    [Fact]
    public void No_draws_and_no_reference_are_mistakes()
    {
        Assert.Throws<InvalidOperationException>(() => new EvaluationAccumulator(Design("a")).Result());
        Assert.Throws<ArgumentException>(() => new EvaluationAccumulator(Design("nobody")));
    }

    [Fact]
    public void Neither_threads_nor_the_width_of_blocks_change_a_bit_of_an_evaluation()
    {
        var plan = (new SmallScenario() with { Psa = "{ draws: 20000, seed: 11 }" }).Plan();
        EconomicEvaluation Run(int threads, int width) =>
            EvaluatedRun.Execute(plan, new RunOptions { Threads = threads, BlockDraws = width }, null, withParameters: false, CancellationToken.None).Evaluation;
        var expected = Run(1, 256);

        foreach (var actual in new[] { Run(2, 64), Run(3, 8) })
        {
            Assert.Equal(expected.Convergence.Points, actual.Convergence.Points);
            Assert.Equal(expected.Increments, actual.Increments);
            Assert.Equal(expected.Evpi, actual.Evpi);
            Assert.Equal(expected.Curves.Evpi, actual.Curves.Evpi);
            Assert.Equal(expected.Strategies.Select(strategy => strategy.Cost), actual.Strategies.Select(strategy => strategy.Cost));
        }
    }

    private static double[] Columns(OutcomeTable table, Func<double[], double[], double> of) => [.. Enumerable.Range(0, table.Draws).Select(d => of(
        [.. table.Strategies.Select((_, s) => table[s, OutcomeTable.Cost][d])],
        [.. table.Strategies.Select((_, s) => table[s, OutcomeTable.Qaly][d])]))];

    private static double StandardError(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    }

    private static EconomicEvaluation Accumulate(OutcomeTable table, string reference)
    {
        var accumulator = new EvaluationAccumulator(Design(reference));
        for (var first = 0; first < table.Draws; first += DrawChunk.MaximumDraws)
            accumulator.Add(accumulator.Score(Chunk(table, first, Math.Min(DrawChunk.MaximumDraws, table.Draws - first))));
        return accumulator.Result();
    }

    private static EvaluationDesign Design(string reference) => new()
    {
        Strategies = ["a", "b", "c"], Outcomes = [OutcomeTable.Cost, OutcomeTable.Qaly], WillingnessToPay = Wtp, Reference = reference,
    };

    private static DrawChunk Chunk(OutcomeTable table, int first, int draws) => new(
        first, draws, [], [.. table.Strategies.Select((_, s) => table.Outcomes.Select((_, o) => table[s, o].Slice(first % table.Draws, draws).ToArray()).ToArray())]);

    /// <summary>Three strategies of which now one, now another is the best; correlated, as draws of one parameter set are.</summary>
    private static OutcomeTable Table(int draws)
    {
        var random = new Random(20_260_101);
        var columns = Enumerable.Range(0, 6).Select(_ => new double[draws]).ToArray();
        for (var d = 0; d < draws; d++)
        {
            var shared = random.NextDouble();
            for (var s = 0; s < 3; s++) (columns[2 * s][d], columns[2 * s + 1][d]) = (1000 + 100 * shared + 50 * s * random.NextDouble(), 10 + shared + s * random.NextDouble());
        }
        return OutcomeTables.Of(("a", columns[0], columns[1]), ("b", columns[2], columns[3]), ("c", columns[4], columns[5]));
    }
}
