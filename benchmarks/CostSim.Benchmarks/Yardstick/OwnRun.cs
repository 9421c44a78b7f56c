using System.Diagnostics;
using CostSim.Analysis;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Benchmarks.Yardstick;

/// <summary>Sick-Sicker with curves at 501 points, as the yardstick has them, on one thread or more.</summary>
internal sealed class OwnRun
{
    private const int Draws = 256 * 1024;
    private const int CurveDraws = 10_000;

    private readonly CohortPlan _plan;
    private readonly OutcomeTable _outcomes;
    private readonly double[] _wtp;

    public OwnRun()
    {
        var scenario = BenchmarkScenario.Compile(BenchmarkScenario.SickSicker, Draws).Scenario with { WillingnessToPay = new WillingnessToPay(0, 200_000, 400, []) };
        _wtp = [.. scenario.WillingnessToPay.Grid];
        _plan = Compiled(scenario);
        var few = Compiled(scenario with { Psa = scenario.Psa with { Draws = CurveDraws } });
        _outcomes = ScenarioRun.Execute(few, new RunOptions { Threads = 1 }, null, CancellationToken.None).Outcomes;
    }

    /// <summary>Measures each part once.</summary>
    public Throughput Measure()
    {
        var (elapsed, times) = Run(threads: 1);
        var (sampling, propagation) = (times[ThreadWork.Sampling] * 1e9 / Draws, times[ThreadWork.Simulating] * 1e9 / Draws);
        var start = Stopwatch.GetTimestamp();
        _ = Acceptability.Over(_outcomes, _wtp);
        var curves = Stopwatch.GetElapsedTime(start).TotalNanoseconds / CurveDraws;
        return new Throughput(sampling, propagation, sampling + propagation, curves, elapsed);
    }

    /// <summary>Nanoseconds a draw of a whole run.</summary>
    public double Whole(int threads) => Run(threads).Elapsed;

    /// <summary>The same of two runs at once that know nothing of each other: what the machine itself has to give.</summary>
    public double TwoApart()
    {
        var start = Stopwatch.GetTimestamp();
        var other = Task.Factory.StartNew(() => Run(threads: 1), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ = Run(threads: 1);
        other.Wait();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (2 * Draws);
    }

    private (double Elapsed, ThreadTimes Times) Run(int threads)
    {
        var times = new ThreadTimes(TimeProvider.System);
        var start = Stopwatch.GetTimestamp();
        _ = EvaluatedRun.Execute(_plan, new RunOptions { Threads = threads, Times = times }, null, withParameters: false, CancellationToken.None);
        return (Stopwatch.GetElapsedTime(start).TotalNanoseconds / Draws, times);
    }

    private static CohortPlan Compiled(Scenario scenario) => CohortPlan.Compile(scenario, new Problems()) ?? throw new InvalidOperationException(scenario.Name);
}
