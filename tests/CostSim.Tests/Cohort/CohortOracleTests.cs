using CostSim.Cohort.Recording;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Runs;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Cohort;

/// <summary>Random models through the engine and through a second, plain implementation of the same documentation.</summary>
public class CohortOracleTests
{
    private const int Batch = 130;

    private const double Tolerance = 1e-9;

    /// <summary>Totals of nothing, reached by subtraction in one of the two.</summary>
    private const double Nothing = 1e-11;

    /// <summary>Each number is the seed of one model: a failure names it.</summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void Every_outcome_of_every_draw_equals_that_of_the_plain_implementation(int batch)
    {
        for (var seed = batch * Batch; seed < (batch + 1) * Batch; seed++)
        {
            var written = RandomModel.Of(seed);
            try
            {
                CompareOutcomes(written);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}: {exception.Message}\n{written}");
            }
        }
    }

    [Fact]
    public void Every_trace_equals_that_of_the_plain_implementation()
    {
        for (var seed = 10_000; seed < 10_060; seed++)
        {
            var written = RandomModel.Of(seed);
            try
            {
                CompareTraces(written);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}: {exception.Message}\n{written}");
            }
        }
    }

    private static void CompareOutcomes(RandomModel written)
    {
        var scenario = Written.Scenario(written.Model, written.Scenario);
        var chunks = new List<DrawChunk>();

        var result = ScenarioRun.Execute(Written.Plan(scenario), new RunOptions { Threads = 1, BlockDraws = 8 }, chunks.Add, CancellationToken.None);

        var bases = scenario.Parameters.Where(parameter => parameter.Value.BaseValue is not null).ToDictionary(parameter => parameter.Name, parameter => parameter.Value.BaseValue!.Value);
        for (var s = 0; s < scenario.Strategies.Count; s++)
        {
            Compare(scenario, s, result.Deterministic, 0, bases, null);
            for (var draw = 0; draw < result.Outcomes.Draws; draw++)
            {
                var parameters = scenario.Parameters.Select((parameter, p) => (parameter.Name, chunks[0].Parameters[p][draw])).ToDictionary();
                Compare(scenario, s, result.Outcomes, draw, parameters, parameters);
            }
        }
    }

    private static void Compare(Scenario scenario, int strategy, OutcomeTable table, int draw, Dictionary<string, double> drawn, Dictionary<string, double>? parameters)
    {
        var oracle = CohortOracle.Simulate(scenario, scenario.Strategies[strategy], drawn);
        foreach (var (name, value) in parameters ?? []) AssertNear(oracle.Parameters[name], value, name);
        Assert.Equal(oracle.Totals.Keys.Order(), table.Outcomes.Order());
        foreach (var outcome in table.Outcomes) AssertNear(oracle.Totals[outcome], table[strategy, outcome][draw], $"{outcome} of {table.Strategies[strategy]}, draw {draw}");
    }

    private static void CompareTraces(RandomModel written)
    {
        var scenario = Written.Scenario(written.Model, written.Scenario);
        var sampler = new ParameterSampler(scenario);
        var columns = sampler.Columns.Select(_ => new double[scenario.Psa.Draws]).ToArray();
        sampler.Fill(0, scenario.Psa.Draws, columns, new double[sampler.ScratchColumns * scenario.Psa.Draws]);

        foreach (var strategy in scenario.Strategies)
        {
            var trace = Traces.Of(scenario, strategy, new RunOptions { Threads = 2, BlockDraws = 8 });

            for (var draw = 0; draw < scenario.Psa.Draws; draw++)
            {
                var parameters = sampler.Columns.Select((parameter, p) => (parameter.Name, columns[p][draw]))
                    .Concat(scenario.Parameters.Where(parameter => parameter.Value is FixedValue).Select(parameter => (parameter.Name, parameter.Value.BaseValue!.Value))).ToDictionary();
                CompareTrace(CohortOracle.Simulate(scenario, strategy, parameters), trace, draw);
            }
        }
    }

    private static void CompareTrace(CohortOracle oracle, TraceRecorder trace, int draw)
    {
        Assert.Equal(oracle.Trace.Count, trace.Boundaries);
        for (var boundary = 0; boundary < trace.Boundaries; boundary++)
        {
            var expected = oracle.Trace[boundary];
            Assert.Empty(expected.Where(pair => pair.Value > 0).Select(pair => pair.Key).Except(trace.States));
            for (var state = 0; state < trace.States.Count; state++)
                AssertNear(expected.GetValueOrDefault(trace.States[state]), trace[state, boundary][draw], $"{trace.States[state]} at {boundary}, draw {draw}");
            AssertNear(1, Enumerable.Range(0, trace.States.Count).Sum(state => trace[state, boundary][draw]), $"the whole cohort at {boundary}");
        }
    }

    private static void AssertNear(double expected, double actual, string what)
    {
        if (!(Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected) + Nothing)) throw new InvalidOperationException($"{what} is {actual:R}, not {expected:R}");
    }
}
