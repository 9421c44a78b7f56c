using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using CostSim.Cohort;

namespace CostSim.Runs;

/// <summary>One run on its way: threads take chunks of draws in order, simulate and score them; one thread at a time receives them, in order.</summary>
/// <typeparam name="T">What a chunk is made into by the thread that simulated it.</typeparam>
internal sealed class ChunkedRun<T>
{
    /// <summary>How many chunks a thread may be ahead of the slowest one: it bounds the memory of results that wait for their turn.</summary>
    private const int ChunksAhead = 8;

    private readonly CohortPlan _plan;
    private readonly RunOptions _options;
    private readonly Func<DrawChunk, T> _score;
    private readonly Func<T, bool> _receive;
    private readonly bool _withParameters;
    private readonly bool _reusesChunks;
    private readonly ConcurrentBag<DrawChunk> _free = [];
    private readonly Dictionary<long, (DrawChunk Draws, T Scored)> _waiting = [];
    private readonly object _gate = new();
    private bool _isReceiving;
    private bool _isEnough;
    private long _taken;
    private long _received;
    private (long Chunk, Exception Exception)? _failure;

    /// <param name="plan">A compiled scenario.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="score">On any thread.</param>
    /// <param name="receive">In order, one at a time; says whether more are wanted.</param>
    /// <param name="withParameters">Whether chunks hold the parameters.</param>
    /// <param name="reusesChunks">Whether a chunk's arrays are filled anew after it was received.</param>
    public ChunkedRun(CohortPlan plan, RunOptions options, Func<DrawChunk, T> score, Func<T, bool> receive, bool withParameters, bool reusesChunks) =>
        (_plan, _options, _score, _receive, _withParameters, _reusesChunks) = (plan, options, score, receive, withParameters, reusesChunks);

    private int Draws => _plan.Scenario.Psa.Draws;

    private long Chunks => (Draws + DrawChunk.MaximumDraws - 1) / DrawChunk.MaximumDraws;

    /// <summary>Runs to the end, or until enough has been received.</summary>
    public void Run(CancellationToken cancel)
    {
        var threads = (int)Math.Min(_options.Threads, Chunks);
        var others = Enumerable.Range(1, threads - 1).Select(_ => Task.Factory.StartNew(() => Work(cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Work(cancel);
        Task.WaitAll(others, CancellationToken.None);
        if (_isEnough) return;   // what failed further on was simulated ahead, and is not part of the run
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure.Exception);
        cancel.ThrowIfCancellationRequested();
    }

    private void Work(CancellationToken cancel)
    {
        var simulation = new PopulationSimulation(_plan, _options.BlockDraws ?? _plan.BlockDraws, _options.Times);
        while (!cancel.IsCancellationRequested && Take() is { } chunk)
        {
            try
            {
                var draws = Simulate(simulation, chunk, cancel);
                var start = _options.Times?.Now ?? 0;
                var scored = _score(draws);
                _options.Times?.Add(ThreadWork.Analysing, start);
                Deliver(chunk, draws, scored);
            }
            catch (Exception exception)
            {
                // Kept, not swallowed: Run throws it when every thread has stopped. Chunks are taken in order, so all earlier ones are under way.
                Fail(chunk, exception);
            }
        }
    }

    /// <summary>The next chunk; null when there is none, when one has failed, or when enough has been received.</summary>
    private long? Take()
    {
        lock (_gate)
        {
            while (_failure is null && !_isEnough && _taken - _received >= (long)ChunksAhead * _options.Threads) Monitor.Wait(_gate);
            return _failure is null && !_isEnough && _taken < Chunks ? _taken++ : null;
        }
    }

    private void Fail(long chunk, Exception exception)
    {
        lock (_gate)
        {
            if (_failure is null || chunk < _failure.Value.Chunk) _failure = (chunk, exception);
            Monitor.PulseAll(_gate);
        }
    }

    private DrawChunk Simulate(PopulationSimulation simulation, long chunk, CancellationToken cancel)
    {
        var first = chunk * DrawChunk.MaximumDraws;
        var draws = (int)Math.Min(DrawChunk.MaximumDraws, Draws - first);
        var result = draws == DrawChunk.MaximumDraws && _free.TryTake(out var free) ? free with { FirstDraw = first } : NewChunk(first, draws);
        for (var offset = 0; offset < draws; offset += simulation.Width)
        {
            cancel.ThrowIfCancellationRequested();
            var block = Math.Min(simulation.Width, draws - offset);
            simulation.Run(first + offset, block);
            for (var p = 0; p < result.Parameters.Length; p++) simulation.CopyParameter(p, result.Parameters[p].AsSpan(offset, block));
            for (var p = 0; p < result.Weights.Length; p++) simulation.Weight(p)[..block].CopyTo(result.Weights[p].AsSpan(offset));
            for (var s = 0; s < result.Outcomes.Length; s++)
            {
                for (var o = 0; o < result.Outcomes[s].Length; o++)
                {
                    simulation.Total(s, o)[..block].CopyTo(result.Outcomes[s][o].AsSpan(offset));
                    for (var p = 0; p < result.Profiles.Length; p++) simulation.Total(p, s, o)[..block].CopyTo(result.Profiles[p][s][o].AsSpan(offset));
                }
            }
        }
        return result;
    }

    private DrawChunk NewChunk(long first, int draws)
    {
        var profiles = _plan.HasProfiles ? _plan.Profiles.Count : 0;   // without profiles the whole is all there is
        return new DrawChunk(first, draws, Columns(_withParameters ? _plan.Scenario.Parameters.Count : 0), Outcomes())
        {
            Profiles = [.. Enumerable.Range(0, profiles).Select(_ => Outcomes())],
            Weights = Columns(profiles),
        };

        double[][] Columns(int count) => [.. Enumerable.Range(0, count).Select(_ => new double[draws])];
        double[][][] Outcomes() => [.. _plan.Scenario.Strategies.Select(_ => Columns(_plan.Outcomes.Count))];
    }

    /// <summary>Lays a chunk down for its turn. Whoever finds nobody receiving receives all whose turn has come.</summary>
    private void Deliver(long chunk, DrawChunk draws, T scored)
    {
        lock (_gate)
        {
            _waiting[chunk] = (draws, scored);
            if (_isReceiving) return;
            _isReceiving = true;
        }
        while (Next() is { } next)
        {
            var isEnough = false;
            try
            {
                isEnough = !_receive(next.Scored);
            }
            catch (Exception exception)
            {
                Fail(_received, exception);   // nothing after it is received
                return;
            }
            if (_reusesChunks && next.Draws.Draws == DrawChunk.MaximumDraws) _free.Add(next.Draws);
            lock (_gate)
            {
                _received++;
                _isEnough |= isEnough;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>The chunk whose turn it is; null when it is not there yet, and then nobody is receiving.</summary>
    private (DrawChunk Draws, T Scored)? Next()
    {
        lock (_gate)
        {
            if (!_isEnough && _waiting.Remove(_received, out var next)) return next;
            _isReceiving = false;
            return null;
        }
    }
}
