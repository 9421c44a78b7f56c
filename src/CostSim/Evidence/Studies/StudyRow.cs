using CostSim.Diagnostics;

namespace CostSim.Evidence.Studies;

/// <summary>One row of a study table, checked but for what only its use can decide.</summary>
public sealed record StudyRow
{
    /// <summary>Where it stands.</summary>
    public required SourceLocation At { get; init; }

    /// <summary>The study with its year: "Dorio 2021".</summary>
    public required string Study { get; init; }

    /// <summary>First arm against second: "PRP vs saline"; null where the table has no such column.</summary>
    public required string? Comparison { get; init; }

    public required string? Outcome { get; init; }

    /// <summary>Months of follow-up; null where the row says nothing.</summary>
    public required double? Month { get; init; }

    /// <summary>What the numbers are, as <see cref="EvidenceTypes"/> names it; null where the table has no such column.</summary>
    public required string? Type { get; init; }

    /// <summary>One of <see cref="StudyTable.RisksOfBias"/>; null where the row says nothing.</summary>
    public required string? RiskOfBias { get; init; }

    /// <summary>"lower" or "higher": which outcome is the better one; null where the row says nothing.</summary>
    public required string? Better { get; init; }

    /// <summary>The scale that the row names; null where it says nothing.</summary>
    public required EffectMeasure? Measure { get; init; }

    /// <summary>The numbers in the row, by column.</summary>
    public required IReadOnlyDictionary<string, double> Numbers { get; init; }

    /// <summary>All texts of the row, by column.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>The number of a column, or null where the cell is empty or the column absent.</summary>
    public double? this[string column] => Numbers.TryGetValue(column, out var value) ? value : null;

    /// <summary>The arms of the comparison, or null where it does not have the form "A vs B".</summary>
    public (string Treatment, string Control)? Arms => Comparison?.Split(" vs ", StringSplitOptions.TrimEntries) is [{ Length: > 0 } treatment, { Length: > 0 } control] ? (treatment, control) : null;
}
