using CostSim.Cohort;
using CostSim.Language.Evaluation;
using CostSim.Outcomes;

namespace CostSim.Runs;

/// <summary>Runs a scenario: all draws, on all threads.</summary>
/// <remarks>Threads take chunks of draws in order; results are delivered in order. Neither threads nor block width change a bit.</remarks>
public static class ScenarioRun
{
    /// <summary>Simulates all draws in bounded memory: what becomes of them is the receiver's business.</summary>
    /// <typeparam name="T">What a chunk is made into by the thread that simulated it.</typeparam>
    /// <param name="plan">A compiled scenario.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="score">Does with a chunk what needs no order; called on several threads at once. May return the chunk itself.</param>
    /// <param name="receive">
    /// Receives the scored chunks in the order of the draws, one at a time, from any thread, and says whether more are wanted; then the chunk's arrays
    /// are used again.
    /// </param>
    /// <param name="withParameters">Whether chunks are to hold the parameters.</param>
    /// <param name="cancel">Stops the run between two blocks.</param>
    /// <exception cref="SimulationException">A number cannot be; of several draws in which that happens, the lowest is reported.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static void Stream<T>(CohortPlan plan, RunOptions options, Func<DrawChunk, T> score, Func<T, bool> receive, bool withParameters, CancellationToken cancel)
    {
        if (options.Threads < 1) throw new ArgumentOutOfRangeException(nameof(options), options.Threads, "A run needs at least one thread.");
        new ChunkedRun<T>(plan, options, score, receive, withParameters, reusesChunks: true).Run(cancel);
    }

    /// <summary>Simulates the deterministic analysis, then all draws, and keeps their outcomes.</summary>
    /// <param name="plan">A compiled scenario.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="onChunk">Receives results in the order of the draws, one chunk at a time, from any thread; may be null.</param>
    /// <param name="cancel">Stops the run between two blocks.</param>
    /// <exception cref="SimulationException">A number cannot be; of several draws in which that happens, the lowest is reported.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static RunResult Execute(CohortPlan plan, RunOptions options, Action<DrawChunk>? onChunk, CancellationToken cancel)
    {
        if (options.Threads < 1) throw new ArgumentOutOfRangeException(nameof(options), options.Threads, "A run needs at least one thread.");
        var deterministic = Deterministic(plan);
        var draws = plan.Scenario.Psa.Draws;
        var profiles = plan.HasProfiles ? plan.Profiles.Count : 0;
        var columns = Outcomes();
        double[][][][] ofProfiles = [.. Enumerable.Range(0, profiles).Select(_ => Outcomes())];
        double[][] weights = [.. Enumerable.Range(0, profiles).Select(_ => new double[draws])];
        new ChunkedRun<DrawChunk>(plan, options, chunk => chunk, Keep, withParameters: onChunk is not null, reusesChunks: onChunk is null).Run(cancel);
        return new RunResult(
            Table(columns),
            deterministic,
            [.. ofProfiles.Select((outcomes, p) => new ProfileOutcomes(plan.Profiles[p].Scenario.Profile!, weights[p], Table(outcomes)))]);

        double[][][] Outcomes() => [.. plan.Scenario.Strategies.Select(_ => plan.Outcomes.Select(_ => GC.AllocateUninitializedArray<double>(draws)).ToArray())];
        OutcomeTable Table(double[][][] outcomes) => new(Names(plan), plan.Outcomes, outcomes);

        bool Keep(DrawChunk chunk)
        {
            var first = (int)chunk.FirstDraw;
            for (var s = 0; s < columns.Length; s++)
            {
                for (var o = 0; o < columns[s].Length; o++)
                {
                    chunk.Outcomes[s][o].CopyTo(columns[s][o].AsSpan(first));
                    for (var p = 0; p < profiles; p++) chunk.Profiles[p][s][o].CopyTo(ofProfiles[p][s][o].AsSpan(first));
                }
            }
            for (var p = 0; p < profiles; p++) chunk.Weights[p].CopyTo(weights[p].AsSpan(first));
            onChunk?.Invoke(chunk);
            return true;
        }
    }

    /// <summary>Simulates once, every parameter at its base value.</summary>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    public static OutcomeTable Deterministic(CohortPlan plan)
    {
        var simulation = new PopulationSimulation(plan, Workspace.Lane);
        simulation.RunBaseValues();
        var columns = plan.Scenario.Strategies.Select((_, s) => plan.Outcomes.Select((_, o) => new[] { simulation.Total(s, o)[0] }).ToArray());
        return new OutcomeTable(Names(plan), plan.Outcomes, [.. columns]);
    }

    private static string[] Names(CohortPlan plan) => [.. plan.Scenario.Strategies.Select(strategy => strategy.Name)];
}
