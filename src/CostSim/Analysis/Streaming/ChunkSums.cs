using CostSim.Analysis.Streaming.Percentiles;
using CostSim.Runs;

namespace CostSim.Analysis.Streaming;

/// <summary>What a chunk adds to an evaluation, as far as that needs no order; filled on any thread, and used again for another chunk.</summary>
internal sealed class ChunkSums
{
    /// <param name="design">What is compared.</param>
    /// <param name="thresholds">At how many points it is counted who is the best.</param>
    /// <param name="places">Where cost and effect stand among the outcomes.</param>
    public ChunkSums(EvaluationDesign design, int thresholds, (int Cost, int Effect) places)
    {
        var strategies = design.Strategies.Count;
        Decision = new DecisionSums(strategies, design.Replicates);
        Thresholds = [.. Enumerable.Range(0, thresholds).Select(_ => new ThresholdSums(strategies))];
        (Intervals, IncrementIntervals) = (Sieves(), Sieves());
        Others = [.. design.Strategies.Select(_ => design.Outcomes.Select((_, o) => o == places.Cost || o == places.Effect ? null : new ColumnSums(design.Replicates)).ToArray())];

        IntervalSieve[][] Sieves() => [.. design.Strategies.Select(_ => new[] { new IntervalSieve(), new IntervalSieve() })];
    }

    /// <summary>Whether every outcome is a finite number.</summary>
    public bool AreFinite { get; set; }

    /// <summary>Whether <see cref="Decision"/> and <see cref="Thresholds"/> are of the whole chunk.</summary>
    public bool HasDecision { get; set; }

    public DecisionSums Decision { get; }

    public ThresholdSums[] Thresholds { get; }

    /// <summary>[strategy][cost, effect]</summary>
    public IntervalSieve[][] Intervals { get; }

    /// <summary>[strategy][cost, effect]; not used for the reference.</summary>
    public IntervalSieve[][] IncrementIntervals { get; }

    /// <summary>[strategy][outcome]; null for cost and effect.</summary>
    public ColumnSums?[][] Others { get; }

    /// <summary>Room for a difference between two columns.</summary>
    public double[] Difference { get; } = new double[DrawChunk.MaximumDraws];
}
