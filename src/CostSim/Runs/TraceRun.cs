using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Scenarios;

namespace CostSim.Runs;

/// <summary>Simulates the first draws once more, one strategy at a time, to keep where people are at every cycle boundary.</summary>
public static class TraceRun
{
    /// <summary>Enough for percentiles; more draws would make the record of a large model outgrow the memory of a small machine.</summary>
    public const int MaximumDraws = 1000;

    /// <summary>Numbers that are kept at most, 256 MiB of them: a model with many states and cycles is recorded for fewer draws.</summary>
    private const long MaximumNumbers = 32 * 1024 * 1024;

    /// <summary>Records a strategy's occupancy in the first draws, at most <see cref="MaximumDraws"/> of them; with profiles, their weighted mean.</summary>
    /// <param name="scenario">A scenario that has been compiled without problems.</param>
    /// <param name="strategy">The strategy.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static TraceRecorder Record(Scenario scenario, Strategy strategy, RunOptions options, CancellationToken cancel)
    {
        var records = RecordByProfile(scenario, strategy, options, cancel);
        return scenario.Profiles.Count == 0 ? records[0] : TraceRecorder.MeanOf(records);
    }

    /// <summary>The same for each profile; of a scenario without profiles, for all.</summary>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static IReadOnlyList<TraceRecorder> RecordByProfile(Scenario scenario, Strategy strategy, RunOptions options, CancellationToken cancel)
    {
        var plan = CohortPlan.Compile(scenario with { Strategies = [strategy] }, new Problems())
            ?? throw new ArgumentException("The scenario does not compile.", nameof(scenario));
        var series = plan.Profiles.Sum(profile => (profile.Scenario.Cycles + 1L) * profile.ReachableStates[0]);
        var draws = (int)Math.Clamp(MaximumNumbers / series, 2, Math.Min(scenario.Psa.Draws, MaximumDraws));
        return [.. plan.Profiles.Select(profile => Record(profile, draws, options, cancel))];
    }

    private static TraceRecorder Record(CohortPlan plan, int draws, RunOptions options, CancellationToken cancel)
    {
        var recorder = new TraceRecorder(plan, draws);
        var width = options.BlockDraws ?? plan.BlockDraws;
        var blocks = (draws + width - 1) / width;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel }, () => new CohortSimulation(plan, width, isTraced: true), (block, _, simulation) =>
        {
            var first = block * width;
            var count = Math.Min(width, draws - first);
            simulation.Run(first, count, recorder);
            simulation.CopyWeight(recorder.Weights.Slice(first, count));
            return simulation;
        }, _ => { });
        return recorder;
    }
}
