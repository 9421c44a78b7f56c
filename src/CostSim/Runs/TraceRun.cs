using CostSim.Cohort;
using CostSim.Cohort.Recording;
using CostSim.Language.Evaluation;

namespace CostSim.Runs;

/// <summary>Simulates the first draws once more, to keep where people are at every cycle boundary.</summary>
public static class TraceRun
{
    /// <summary>Enough for percentiles; more draws would make the record of a large model outgrow the memory of a small machine.</summary>
    public const int MaximumDraws = 1000;

    /// <summary>Numbers that are kept at most, 256 MiB of them: a model with many states and cycles is recorded for fewer draws, and in several turns.</summary>
    private const long MaximumNumbers = 32 * 1024 * 1024;

    /// <summary>Records the occupancy of each strategy, one after the other, in the first draws; of each profile, or of the cohort where there are none.</summary>
    /// <remarks>
    /// All strategies in the same draws, or what differs between draws would look like a difference between strategies. They are simulated together as long
    /// as their records fit the memory, and received one by one.
    /// </remarks>
    /// <param name="plan">A compiled scenario.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="cancel">Stops between two blocks.</param>
    /// <returns>By strategy, in their order: the record of each profile.</returns>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static IEnumerable<IReadOnlyList<TraceRecorder>> RecordByProfile(CohortPlan plan, RunOptions options, CancellationToken cancel)
    {
        var draws = DrawsOf(plan);
        for (var first = 0; first < plan.Scenario.Strategies.Count;)
        {
            var next = first + 1;
            for (var kept = Kept(first); next < plan.Scenario.Strategies.Count && (kept += Kept(next)) <= MaximumNumbers;) next++;
            int[] together = [.. Enumerable.Range(first, next - first)];
            var records = plan.Profiles.Select(profile => Record(profile, together, draws, options, cancel)).ToArray();
            for (var s = 0; s < together.Length; s++) yield return [.. records.Select(profile => profile[s])];
            first = next;
        }

        long Kept(int strategy) => plan.Profiles.Sum(profile => (profile.Scenario.Cycles + 1L) * profile.ReportedStates[strategy]) * draws;
    }

    /// <summary>In how many draws strategies are recorded: at most <see cref="MaximumDraws"/>, fewer of a large model.</summary>
    private static int DrawsOf(CohortPlan plan)
    {
        var series = plan.Profiles.Sum(profile => (profile.Scenario.Cycles + 1L) * profile.ReachableStates.Max());
        return (int)Math.Clamp(MaximumNumbers / series, 2, Math.Min(plan.Scenario.Psa.Draws, MaximumDraws));
    }

    /// <summary>Blocks are as many as keep all threads busy, and as wide as that leaves them.</summary>
    private static TraceRecorder[] Record(CohortPlan plan, int[] strategies, int draws, RunOptions options, CancellationToken cancel)
    {
        TraceRecorder[] recorders = [.. strategies.Select(strategy => new TraceRecorder(plan, strategy, draws))];
        var recorder = new Recorders(recorders);
        var most = options.BlockDraws ?? plan.BlockDraws;
        var blocks = Math.Max(options.Threads, (draws + most - 1) / most);
        var width = ((draws + blocks - 1) / blocks + Workspace.Lane - 1) / Workspace.Lane * Workspace.Lane;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel };
        Parallel.For(0, (draws + width - 1) / width, parallel, () => new CohortSimulation(plan, width, strategies), (block, _, simulation) =>
        {
            var first = block * width;
            var count = Math.Min(width, draws - first);
            simulation.Observe(first, count, recorder);
            foreach (var own in recorders) simulation.CopyWeight(own.Weights.Slice(first, count));
            return simulation;
        }, _ => { });
        return recorders;
    }

    /// <summary>Several that look at the same simulation.</summary>
    private sealed class Recorders(IOccupancyRecorder[] recorders) : IOccupancyRecorder
    {
        public void Record(GroupRun run, int boundary, long firstDraw, int draws)
        {
            foreach (var recorder in recorders) recorder.Record(run, boundary, firstDraw, draws);
        }
    }
}
