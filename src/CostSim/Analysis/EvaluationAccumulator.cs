using System.Collections.Concurrent;
using System.Numerics.Tensors;
using CostSim.Analysis.Frontiers;
using CostSim.Analysis.Streaming;
using CostSim.Analysis.Streaming.Percentiles;
using CostSim.Outcomes;
using CostSim.Runs;

namespace CostSim.Analysis;

/// <summary>Computes an economic evaluation from draws that pass by once, in memory that hardly grows with them.</summary>
/// <remarks>
/// What takes long is done chunk by chunk on any thread: curves over the grid, sums of deviations and losses, what of the draws may be near a percentile. What
/// they come to is added in the order of the draws, and how chunks are cut does not depend on threads. So the results do not either, to the bit.
/// </remarks>
public sealed class EvaluationAccumulator
{
    private readonly EvaluationDesign _design;
    private readonly (int Cost, int Effect) _places;
    private readonly int _reference;
    private readonly DecisionMoments _moments;
    private readonly CentralInterval[][] _intervals;           // [strategy][cost, effect]
    private readonly CentralInterval[][] _incrementIntervals;  // [strategy][cost, effect]; not used for the reference
    private readonly ColumnSummary?[][] _others;               // [strategy][outcome]; null for cost and effect
    private readonly AcceptabilityScores _scores;              // at the points of the grid and the thresholds
    private readonly ThresholdScores[] _errors;                // one per threshold, and one for the record of convergence if that is at none of them
    private readonly ConvergenceRecorder _convergence;
    private readonly StopCheck? _stop;
    private readonly ConcurrentBag<ChunkSums> _free = [];

    /// <param name="design">What is compared.</param>
    /// <exception cref="ArgumentException">The reference, cost or QALYs are missing, or there is no strategy.</exception>
    public EvaluationAccumulator(EvaluationDesign design)
    {
        (_design, _places, _reference) = (design, DecisionColumns.PlacesIn(design.Outcomes), design.Strategies.ToList().IndexOf(design.Reference));
        if (_reference < 0)
            throw new ArgumentException($"There is no strategy '{design.Reference}'; there are {string.Join(", ", design.Strategies)}.", nameof(design));

        var strategies = design.Strategies.Count;
        _moments = new DecisionMoments(strategies, design.Replicates);
        _stop = design.Until is { } rule ? new StopCheck(rule, _moments, design, design.Limit) : null;
        (_intervals, _incrementIntervals) = (Intervals(), Intervals());
        _others = [.. design.Strategies.Select(_ => design.Outcomes.Select((_, o) => o == _places.Cost || o == _places.Effect ? null : new ColumnSummary(design.Replicates, design.KeepsAllDraws)).ToArray())];

        _scores = new AcceptabilityScores(strategies, new WillingnessToPayScale([.. design.WillingnessToPay.Grid, .. design.WillingnessToPay.Thresholds]));
        double[] thresholds = [.. design.WillingnessToPay.Thresholds];
        if (!thresholds.Contains(design.DefaultWillingnessToPay)) thresholds = [.. thresholds, design.DefaultWillingnessToPay];
        _errors = [.. thresholds.Select(wtp => new ThresholdScores(strategies, wtp, design.Replicates))];
        _convergence = new ConvergenceRecorder(design.Strategies, _moments, Array.Find(_errors, scores => scores.WillingnessToPay == design.DefaultWillingnessToPay)!);

        CentralInterval[][] Intervals() => [.. design.Strategies.Select(_ => new[] { new CentralInterval(design.KeepsAllDraws), new CentralInterval(design.KeepsAllDraws) })];
    }

    /// <summary>How many draws have been added.</summary>
    public long Draws { get; private set; }

    /// <summary>Whether all that <see cref="EvaluationDesign.Until"/> asks for is known. It does not depend on threads: looks are taken at fixed numbers of draws.</summary>
    public bool IsEnough { get; private set; }

    /// <summary>Scores a chunk for <see cref="Add"/>; from any thread and in any order.</summary>
    public ScoredChunk Score(DrawChunk chunk)
    {
        if (!_free.TryTake(out var sums)) sums = new ChunkSums(_design, _errors.Length, _places);
        var columns = new DecisionColumns(chunk, _places);
        sums.AreFinite = ImpossibleOutcomeException.AreAllFinite(chunk);
        // The first draws tell what deviations are taken from, and where looks are taken within a chunk it is added in parts: Add sums those up itself.
        sums.HasDecision = _moments.HasBegun && DrawSchedule.After(chunk.FirstDraw, Step) >= chunk.FirstDraw + chunk.Draws;
        if (sums.HasDecision) Fill(columns, sums);
        for (var s = 0; s < _intervals.Length; s++)
        {
            _intervals[s][0].Sift(columns.Cost(s), sums.Intervals[s][0]);
            _intervals[s][1].Sift(columns.Effect(s), sums.Intervals[s][1]);
            for (var o = 0; o < _others[s].Length; o++) _others[s][o]?.Score(chunk.FirstDraw, chunk.Outcomes[s][o].AsSpan(0, chunk.Draws), sums.Others[s][o]!);
            if (s == _reference) continue;
            _incrementIntervals[s][0].Sift(IncrementOfCost(columns, s, sums), sums.IncrementIntervals[s][0]);
            _incrementIntervals[s][1].Sift(IncrementOfEffect(columns, s, sums), sums.IncrementIntervals[s][1]);
        }
        return new ScoredChunk(chunk, _scores.Score(columns), sums);
    }

    /// <summary>Adds a chunk: each once, in the order of the draws, from one thread at a time. Its arrays may be used again afterwards.</summary>
    /// <exception cref="ArgumentException">The chunk does not follow those before, or is longer than others, or one before it was shorter.</exception>
    /// <exception cref="ImpossibleOutcomeException">An outcome is not finite.</exception>
    public void Add(ScoredChunk scored)
    {
        var chunk = scored.Chunk;
        if (chunk.FirstDraw != Draws || chunk.Draws > DrawChunk.MaximumDraws || Draws % DrawChunk.MaximumDraws != 0)
            throw new ArgumentException($"Expected a chunk from draw {Draws}, after whole ones of {DrawChunk.MaximumDraws}; found {chunk.Draws} draws from {chunk.FirstDraw}.", nameof(scored));
        var sums = scored.Sums;
        if (!sums.AreFinite) ImpossibleOutcomeException.ThrowIfAnyIn(chunk, _design);

        _scores.Add(scored.Scores);
        var step = Step;
        for (var start = 0; start < chunk.Draws;)
        {
            var draws = (int)Math.Min(chunk.Draws - start, DrawSchedule.After(Draws, step) - Draws);
            var columns = new DecisionColumns(chunk, _places, start, draws);
            AddDecision(columns, sums);
            (start, Draws) = (start + draws, Draws + draws);
            if (Draws % step == 0 && DrawSchedule.After(Draws - 1, step) == Draws) _convergence.Record(Draws);
        }
        AddColumns(chunk, new DecisionColumns(chunk, _places), sums);
        _free.Add(sums);
        IsEnough = _stop?.Look(Draws) ?? false;
    }

    /// <summary>What all draws so far say.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public EconomicEvaluation Result()
    {
        if (Draws == 0) throw new InvalidOperationException("There are no draws.");
        var (curves, atThresholds) = (Curves(_design.WillingnessToPay.Grid), Curves(_design.WillingnessToPay.Thresholds));
        StrategyResult[] strategies = [.. _design.Strategies.Select((_, s) => Result(s, atThresholds))];
        var frontier = Frontier.Of([.. strategies.Select(strategy => new CostAndEffect(strategy.Name, strategy.Cost.Mean, strategy.Qaly.Mean))]);
        return new EconomicEvaluation(
            (int)Draws,
            strategies,
            frontier,
            [.. Enumerable.Range(0, strategies.Length).Where(s => s != _reference).Select(Increment)],
            [.. atThresholds.Evpi.Select((value, k) => new ValueAtWillingnessToPay(atThresholds.WillingnessToPay[k], value, _errors[k].StandardErrorOfLoss(atThresholds.Best[k])))],
            atThresholds,
            curves,
            [
                .. _stop?.Report is { IsKnown: false } report ? [report.Words] : Array.Empty<string>(),
                .. PrecisionWarnings.For(Draws, _moments, frontier, atThresholds),
            ],
            _convergence.Result(Draws),
            _stop?.Report);
    }

    private AcceptabilityCurves Curves(IReadOnlyList<double> wtp) => _scores.Curves(wtp, _design.Strategies, _moments.SumsOfCost, _moments.SumsOfEffect);

    private int Step => DrawSchedule.Step(_design.Replicates);

    private void Fill(in DecisionColumns columns, ChunkSums sums)
    {
        sums.Decision.Fill(columns, _moments);
        for (var k = 0; k < _errors.Length; k++) sums.Thresholds[k].Fill(columns, _errors[k].WillingnessToPay);
    }

    private void AddDecision(in DecisionColumns columns, ChunkSums sums)
    {
        if (!_moments.HasBegun) _moments.Begin(columns);
        if (!sums.HasDecision) Fill(columns, sums);
        _moments.Add(sums.Decision);
        for (var k = 0; k < _errors.Length; k++) _errors[k].Add(sums.Thresholds[k]);
    }

    private void AddColumns(DrawChunk chunk, in DecisionColumns columns, ChunkSums sums)
    {
        for (var s = 0; s < _intervals.Length; s++)
        {
            _intervals[s][0].Add(columns.Cost(s), sums.Intervals[s][0]);
            _intervals[s][1].Add(columns.Effect(s), sums.Intervals[s][1]);
            for (var o = 0; o < _others[s].Length; o++) _others[s][o]?.Add(chunk.FirstDraw, chunk.Outcomes[s][o].AsSpan(0, chunk.Draws), sums.Others[s][o]!);
            if (s == _reference) continue;
            // Most draws are sorted out already; then the differences themselves are not wanted.
            var (cost, effect) = (sums.IncrementIntervals[s][0], sums.IncrementIntervals[s][1]);
            _incrementIntervals[s][0].Add(cost.IsFilled ? [] : IncrementOfCost(columns, s, sums), cost);
            _incrementIntervals[s][1].Add(effect.IsFilled ? [] : IncrementOfEffect(columns, s, sums), effect);
        }
    }

    private ReadOnlySpan<double> IncrementOfCost(in DecisionColumns columns, int strategy, ChunkSums sums) =>
        Less(columns.Cost(strategy), columns.Cost(_reference), sums);

    private ReadOnlySpan<double> IncrementOfEffect(in DecisionColumns columns, int strategy, ChunkSums sums) =>
        Less(columns.Effect(strategy), columns.Effect(_reference), sums);

    private static ReadOnlySpan<double> Less(ReadOnlySpan<double> values, ReadOnlySpan<double> others, ChunkSums sums)
    {
        var difference = sums.Difference.AsSpan(0, values.Length);
        TensorPrimitives.Subtract(values, others, difference);
        return difference;
    }

    private StrategyResult Result(int strategy, AcceptabilityCurves atThresholds)
    {
        var others = new List<OutcomeEstimate>();
        for (var o = 0; o < _others[strategy].Length; o++)
        {
            if (_others[strategy][o] is { } column) others.Add(new OutcomeEstimate(_design.Outcomes[o], column.Estimate));
        }
        var (cost, effect) = (_moments.Costs[strategy], _moments.Effects[strategy]);
        return new StrategyResult(
            _design.Strategies[strategy],
            Of(cost, _moments.StandardError(strategy, 1, 0), _intervals[strategy][0]),
            Of(effect, _moments.StandardError(strategy, 0, 1), _intervals[strategy][1]),
            others.Find(outcome => outcome.Name == OutcomeTable.LifeYears)?.Estimate,
            [.. others.Where(outcome => outcome.Name != OutcomeTable.LifeYears)],
            [.. atThresholds.WillingnessToPay.Select(wtp => new NetBenefit(wtp, NetBenefit.MeanAt(wtp, cost, effect), _moments.StandardError(strategy, -1, wtp)))],
            [.. atThresholds.WillingnessToPay.Select((wtp, k) => new ValueAtWillingnessToPay(wtp, atThresholds.ProbabilityBest[strategy][k], _errors[k].StandardErrorOfProbability(strategy)))]);
    }

    private Increment Increment(int strategy)
    {
        var (cost, effect) = (_moments.OfCost(strategy, _reference), _moments.OfEffect(strategy, _reference));
        return new Increment(
            _design.Strategies[strategy],
            _design.Reference,
            Of(cost.Mean, cost.StandardError, _incrementIntervals[strategy][0]),
            Of(effect.Mean, effect.StandardError, _incrementIntervals[strategy][1]),
            CostEffectivenessPlane.Compare(cost.Mean, effect.Mean));
    }

    private static Estimate Of(double mean, double? standardError, CentralInterval interval)
    {
        var (lower, upper) = interval.Interval;
        return new Estimate(mean, standardError, lower, upper);
    }
}

/// <summary>A chunk that has been scored, for <see cref="EvaluationAccumulator.Add"/>.</summary>
public sealed class ScoredChunk
{
    internal ScoredChunk(DrawChunk chunk, ChunkScores scores, ChunkSums sums) => (Chunk, Scores, Sums) = (chunk, scores, sums);

    /// <summary>The draws.</summary>
    public DrawChunk Chunk { get; }

    internal ChunkScores Scores { get; }

    internal ChunkSums Sums { get; }
}
