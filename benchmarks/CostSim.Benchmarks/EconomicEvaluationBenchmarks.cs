using BenchmarkDotNet.Attributes;
using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Benchmarks;

/// <summary>Everything that a run's summary needs: statistics, increments, frontier, curves and warnings.</summary>
[MemoryDiagnoser]
public class EconomicEvaluationBenchmarks
{
    private static readonly WillingnessToPay Wtp = new(0, 200_000, 1_000, [50_000, 100_000, 150_000]);
    private OutcomeTable _outcomes = null!;

    [Params(10_000, 1_000_000)]
    public int Draws { get; set; }

    [Params(8)]
    public int Strategies { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20_260_101);
        double[] Column(double mean, double range) => [.. Enumerable.Range(0, Draws).Select(_ => mean + (random.NextDouble() - 0.5) * range)];
        _outcomes = new OutcomeTable(
            [.. Enumerable.Range(0, Strategies).Select(s => $"s{s}")],
            [OutcomeTable.Cost, OutcomeTable.Qaly, OutcomeTable.LifeYears],
            [.. Enumerable.Range(0, Strategies).Select(s => new[] { Column(150_000 + 60_000 * s, 100_000), Column(20 + 0.8 * s, 4), Column(25, 4) })]);
    }

    [Benchmark]
    public int Evaluation() => EconomicEvaluation.Of(_outcomes, Wtp, "s0").Warnings.Count;
}
