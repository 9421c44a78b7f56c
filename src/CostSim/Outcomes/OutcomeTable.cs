using CostSim.Models;

namespace CostSim.Outcomes;

/// <summary>What every strategy costs and gains in every draw, in columns.</summary>
public sealed class OutcomeTable
{
    /// <summary>The outcome that is subtracted in a net monetary benefit; in the scenario's currency per person.</summary>
    public const string Cost = Outcome.Cost;

    /// <summary>The outcome that is valued in a net monetary benefit; quality-adjusted life years per person.</summary>
    public const string Qaly = Outcome.Qaly;

    /// <summary>Life years per person.</summary>
    public const string LifeYears = Outcome.LifeYears;

    private readonly double[][][] _columns;

    /// <param name="strategies">In the order of the scenario.</param>
    /// <param name="outcomes">Names; <see cref="Cost"/> and <see cref="Qaly"/> among them where net benefit is wanted.</param>
    /// <param name="columns">Values, [strategy][outcome][draw].</param>
    /// <exception cref="ArgumentException">The columns do not match the names, or differ in length.</exception>
    public OutcomeTable(IReadOnlyList<string> strategies, IReadOnlyList<string> outcomes, double[][][] columns)
    {
        if (columns.Length != strategies.Count || columns.Any(strategy => strategy.Length != outcomes.Count))
            throw new ArgumentException($"Expected {strategies.Count} strategies with {outcomes.Count} outcomes each.", nameof(columns));
        Draws = columns.Length == 0 || outcomes.Count == 0 ? 0 : columns[0][0].Length;
        if (columns.Any(strategy => strategy.Any(column => column.Length != Draws)))
            throw new ArgumentException($"Expected {Draws} draws in every column.", nameof(columns));
        (Strategies, Outcomes, _columns) = (strategies, outcomes, columns);
    }

    public IReadOnlyList<string> Strategies { get; }

    public IReadOnlyList<string> Outcomes { get; }

    /// <summary>How many draws each column holds.</summary>
    public int Draws { get; }

    /// <summary>One strategy's values of one outcome, by draw.</summary>
    public ReadOnlySpan<double> this[int strategy, int outcome] => _columns[strategy][outcome];

    /// <summary>One strategy's values of one outcome, by draw.</summary>
    /// <exception cref="ArgumentException">There is no such outcome.</exception>
    public ReadOnlySpan<double> this[int strategy, string outcome] => _columns[strategy][IndexOf(outcome)];

    private int IndexOf(string outcome)
    {
        for (var i = 0; i < Outcomes.Count; i++)
        {
            if (Outcomes[i] == outcome) return i;
        }
        throw new ArgumentException($"There is no outcome '{outcome}'; there are {string.Join(", ", Outcomes)}.", nameof(outcome));
    }
}
