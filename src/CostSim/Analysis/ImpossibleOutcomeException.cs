using CostSim.Outcomes;

namespace CostSim.Analysis;

/// <summary>An outcome is NaN or infinite, so nothing that is computed from it would mean anything.</summary>
public sealed class ImpossibleOutcomeException : Exception
{
    internal ImpossibleOutcomeException(string strategy, string outcome, int draw, double value)
        : base($"The outcome '{outcome}' of the strategy '{strategy}' is {value} in draw {draw} (counted from 0).") =>
        (Strategy, Outcome, Draw) = (strategy, outcome, draw);

    public string Strategy { get; }

    public string Outcome { get; }

    /// <summary>Counted from 0 within the table.</summary>
    public int Draw { get; }

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

    /// <summary>The place of the first NaN or infinity; -1 where there is none.</summary>
    internal static int FirstNotFinite(ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) return i;
        }
        return -1;
    }
}
