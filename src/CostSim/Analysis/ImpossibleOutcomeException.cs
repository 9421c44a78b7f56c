using System.Numerics.Tensors;
using CostSim.Outcomes;
using CostSim.Runs;

namespace CostSim.Analysis;

/// <summary>An outcome is NaN or infinite, so nothing that is computed from it would mean anything.</summary>
public sealed class ImpossibleOutcomeException : Exception
{
    internal ImpossibleOutcomeException(string strategy, string outcome, long draw, double value)
        : base($"The outcome '{outcome}' of the strategy '{strategy}' is {value} in draw {draw} (counted from 0).") =>
        (Strategy, Outcome, Draw) = (strategy, outcome, draw);

    public string Strategy { get; }

    public string Outcome { get; }

    /// <summary>Counted from 0 within the table or the run.</summary>
    public long Draw { get; }

    /// <exception cref="ArgumentException">The table has no strategy or no draw, or lacks an outcome.</exception>
    /// <exception cref="ImpossibleOutcomeException">A value of one of the outcomes is not finite.</exception>
    internal static void ThrowIfAnyIn(OutcomeTable table, params ReadOnlySpan<string> outcomes)
    {
        if (table.Strategies.Count == 0 || table.Draws == 0)
            throw new ArgumentException("Expected at least one strategy and one draw.", nameof(table));
        for (var strategy = 0; strategy < table.Strategies.Count; strategy++)
        {
            foreach (var outcome in outcomes)
            {
                var column = table[strategy, outcome];
                if (FirstNotFinite(column) is >= 0 and var draw)
                    throw new ImpossibleOutcomeException(table.Strategies[strategy], outcome, draw, column[draw]);
            }
        }
    }

    /// <exception cref="ImpossibleOutcomeException">A value of an outcome is not finite.</exception>
    internal static void ThrowIfAnyIn(DrawChunk chunk, EvaluationDesign design)
    {
        for (var strategy = 0; strategy < design.Strategies.Count; strategy++)
        {
            for (var outcome = 0; outcome < design.Outcomes.Count; outcome++)
            {
                var column = chunk.Outcomes[strategy][outcome].AsSpan(0, chunk.Draws);
                if (FirstNotFinite(column) is >= 0 and var draw)
                    throw new ImpossibleOutcomeException(design.Strategies[strategy], design.Outcomes[outcome], chunk.FirstDraw + draw, column[draw]);
            }
        }
    }

    /// <summary>Whether each value of every outcome is finite.</summary>
    internal static bool AreAllFinite(DrawChunk chunk)
    {
        foreach (var strategy in chunk.Outcomes)
        {
            foreach (var outcome in strategy)
            {
                if (!TensorPrimitives.IsFiniteAll<double>(outcome.AsSpan(0, chunk.Draws))) return false;
            }
        }
        return true;
    }

    /// <summary>The place of the first NaN or infinity; -1 where there is none.</summary>
    internal static int FirstNotFinite(ReadOnlySpan<double> values)
    {
        if (TensorPrimitives.IsFiniteAll(values)) return -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) return i;
        }
        return -1;
    }
}
