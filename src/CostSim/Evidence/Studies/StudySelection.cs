using CostSim.Diagnostics;

namespace CostSim.Evidence.Studies;

/// <summary>Which rows of a table are meant; what is empty or null lets every row through.</summary>
public sealed record StudySelection
{
    /// <summary>Where the selection was written.</summary>
    public required SourceLocation At { get; init; }

    public IReadOnlyList<string> Comparisons { get; init; } = [];

    public string? Outcome { get; init; }

    public IReadOnlyList<double> Months { get; init; } = [];

    public IReadOnlyList<string> RisksOfBias { get; init; } = [];

    /// <summary>Words of the column <c>type</c>; empty for the trials.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Any other column, and the text that it must hold.</summary>
    public IReadOnlyList<(string Column, string Text)> Where { get; init; } = [];

    /// <summary>Studies to leave out, by name with year.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The scale to calculate on, where rows allow several.</summary>
    public EffectMeasure? Measure { get; init; }
}

/// <summary>Rows that a selection lets through, on one scale.</summary>
/// <param name="Rows">In the order of the table.</param>
/// <param name="Studies">One for each of <paramref name="Rows"/>.</param>
/// <param name="Measure">Of all of them.</param>
public sealed record SelectedStudies(IReadOnlyList<StudyRow> Rows, IReadOnlyList<Study> Studies, EffectMeasure Measure)
{
    /// <summary>Which outcome is the better one, "lower" or "higher"; null where the table does not say.</summary>
    public string? Better => Rows.Select(row => row.Better).FirstOrDefault(better => better is not null);

    /// <summary>The outcome, where the table names one.</summary>
    public string? Outcome => Rows[0].Outcome;
}
