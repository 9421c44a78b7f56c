using System.Runtime.ExceptionServices;
using CostSim.Cohort;
using CostSim.Language;
using CostSim.Outcomes;

namespace CostSim.Runs;

/// <summary>Runs a scenario: all draws, on all threads, in bounded memory but for the table of outcomes.</summary>
/// <remarks>Threads take chunks of draws in order; results are delivered in order. Neither threads nor block width change a bit.</remarks>
public sealed class ScenarioRun
{
    /// <summary>How many chunks a thread may be ahead of the slowest one: it bounds the memory of results that wait for their turn.</summary>
    private const int ChunksAhead = 8;

    private readonly CohortPlan _plan;
    private readonly RunOptions _options;
    private readonly Action<DrawChunk>? _onChunk;
    private readonly double[][][] _columns;
    private readonly double[][][][] _profiles;
    private readonly double[][] _weights;
    private readonly Dictionary<long, DrawChunk> _waiting = [];
    private readonly object _delivering = new();
    private long _taken;
    private long _delivered;
    private (long Chunk, Exception Exception)? _failure;

    private ScenarioRun(CohortPlan plan, RunOptions options, Action<DrawChunk>? onChunk)
    {
        (_plan, _options, _onChunk) = (plan, options, onChunk);
        _columns = Columns(Draws);
        // Without profiles the whole is all there is.
        var profiles = plan.HasProfiles ? plan.Profiles.Count : 0;
        _profiles = [.. Enumerable.Range(0, profiles).Select(_ => Columns(Draws))];
        _weights = [.. Enumerable.Range(0, profiles).Select(_ => new double[Draws])];
    }

    private double[][][] Columns(int draws) => [.. _plan.Scenario.Strategies.Select(_ => _plan.Outcomes.Select(_ => GC.AllocateUninitializedArray<double>(draws)).ToArray())];

    private int Draws => _plan.Scenario.Psa.Draws;

    private long Chunks => (Draws + DrawChunk.MaximumDraws - 1) / DrawChunk.MaximumDraws;

    /// <summary>Simulates the deterministic analysis, then all draws.</summary>
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
        var run = new ScenarioRun(plan, options, onChunk);
        run.Simulate(cancel);
        var profiles = run._profiles.Select((columns, p) => new ProfileOutcomes(plan.Profiles[p].Scenario.Profile!, run._weights[p], new OutcomeTable(Names(plan), plan.Outcomes, columns)));
        return new RunResult(new OutcomeTable(Names(plan), plan.Outcomes, run._columns), deterministic, [.. profiles]);
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

    private void Simulate(CancellationToken cancel)
    {
        var threads = (int)Math.Min(_options.Threads, Chunks);
        var others = Enumerable.Range(1, threads - 1).Select(_ => Task.Factory.StartNew(() => Work(cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Work(cancel);
        Task.WaitAll(others, CancellationToken.None);
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure.Exception);
        cancel.ThrowIfCancellationRequested();
    }

    private void Work(CancellationToken cancel)
    {
        var simulation = new PopulationSimulation(_plan, _options.BlockDraws);
        while (!cancel.IsCancellationRequested && Take() is { } chunk)
        {
            try
            {
                Deliver(chunk, SimulateChunk(simulation, chunk, cancel));
            }
            catch (Exception exception)
            {
                // Kept, not swallowed: Simulate throws it when every thread has stopped. Chunks are taken in order, so all earlier ones are under way.
                lock (_delivering)
                {
                    if (_failure is null || chunk < _failure.Value.Chunk) _failure = (chunk, exception);
                    Monitor.PulseAll(_delivering);
                }
            }
        }
    }

    /// <summary>The next chunk; null when there is none, or when one has failed.</summary>
    private long? Take()
    {
        lock (_delivering)
        {
            while (_failure is null && _taken - _delivered >= (long)ChunksAhead * _options.Threads) Monitor.Wait(_delivering);
            return _failure is null && _taken < Chunks ? _taken++ : null;
        }
    }

    private DrawChunk SimulateChunk(PopulationSimulation simulation, long chunk, CancellationToken cancel)
    {
        var first = chunk * DrawChunk.MaximumDraws;
        var draws = (int)Math.Min(DrawChunk.MaximumDraws, Draws - first);
        var result = _onChunk is null ? null : new DrawChunk(first, draws, [.. _plan.Scenario.Parameters.Select(_ => new double[draws])], Columns(draws))
        {
            Profiles = [.. _profiles.Select(_ => Columns(draws))],
        };
        for (var offset = 0; offset < draws; offset += simulation.Width)
        {
            cancel.ThrowIfCancellationRequested();
            var block = Math.Min(simulation.Width, draws - offset);
            simulation.Run(first + offset, block);
            if (result is not null)
            {
                for (var p = 0; p < result.Parameters.Length; p++) simulation.CopyParameter(p, result.Parameters[p].AsSpan(offset, block));
            }
            for (var p = 0; p < _weights.Length; p++) simulation.Weight(p)[..block].CopyTo(_weights[p].AsSpan((int)first + offset));
            for (var s = 0; s < _columns.Length; s++)
            {
                for (var o = 0; o < _columns[s].Length; o++)
                {
                    Keep(simulation.Total(s, o)[..block], _columns[s][o], result?.Outcomes[s][o], (int)first, offset);
                    for (var p = 0; p < _profiles.Length; p++) Keep(simulation.Total(p, s, o)[..block], _profiles[p][s][o], result?.Profiles[p][s][o], (int)first, offset);
                }
            }
        }
        return result ?? new DrawChunk(first, draws, [], []);

        static void Keep(ReadOnlySpan<double> values, double[] all, double[]? chunk, int first, int offset)
        {
            values.CopyTo(all.AsSpan(first + offset));
            if (chunk is not null) values.CopyTo(chunk.AsSpan(offset));
        }
    }

    private void Deliver(long chunk, DrawChunk result)
    {
        lock (_delivering)
        {
            _waiting[chunk] = result;
            while (_waiting.Remove(_delivered, out var ready))
            {
                _onChunk?.Invoke(ready);
                _delivered++;
            }
            Monitor.PulseAll(_delivering);
        }
    }
}
