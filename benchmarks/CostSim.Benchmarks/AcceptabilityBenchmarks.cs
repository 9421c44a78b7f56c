using BenchmarkDotNet.Attributes;
using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Benchmarks;

/// <summary>CEAC, CEAF, expected loss and EVPI over a grid of willingness to pay.</summary>
[MemoryDiagnoser]
public class AcceptabilityBenchmarks
{
    private OutcomeTable _outcomes = null!;
    private double[][][] _columns = null!;
    private double[] _wtp = null!;

    [Params(10_000, 100_000)]
    public int Draws { get; set; }

    [Params(4, 8)]
    public int Strategies { get; set; }

    [Params(501)]
    public int Points { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20_260_101);
        double[] Column(double mean, double range) => [.. Enumerable.Range(0, Draws).Select(_ => mean + (random.NextDouble() - 0.5) * range)];
        _columns = [.. Enumerable.Range(0, Strategies).Select(s => new[] { Column(150_000 + 60_000 * s, 100_000), Column(20 + 0.8 * s, 4) })];
        _outcomes = new OutcomeTable([.. Enumerable.Range(0, Strategies).Select(s => $"s{s}")], [OutcomeTable.Cost, OutcomeTable.Qaly], _columns);
        _wtp = [.. new WillingnessToPay(0, 200_000, 200_000.0 / (Points - 1), []).Grid];
    }

    /// <summary>What one writes first: for each point, each draw and each strategy.</summary>
    [Benchmark(Baseline = true)]
    public double PlainLoops()
    {
        var last = 0.0;
        var wins = new int[Strategies];
        var sums = new double[Strategies];
        foreach (var wtp in _wtp)
        {
            Array.Clear(wins);
            Array.Clear(sums);
            var sumOfBest = 0.0;
            for (var d = 0; d < Draws; d++)
            {
                var (best, bestValue) = (0, double.NegativeInfinity);
                for (var s = 0; s < Strategies; s++)
                {
                    var value = wtp * _columns[s][1][d] - _columns[s][0][d];
                    sums[s] += value;
                    if (value > bestValue) (best, bestValue) = (s, value);
                }
                wins[best]++;
                sumOfBest += bestValue;
            }
            last = (sumOfBest - sums.Max()) / Draws;
        }
        return last;
    }

    [Benchmark]
    public double Blocks() => Acceptability.Over(_outcomes, _wtp).Evpi[^1];
}
