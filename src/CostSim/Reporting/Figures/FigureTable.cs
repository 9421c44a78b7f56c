using CostSim.Scenarios;

namespace CostSim.Reporting.Figures;

/// <summary>The numbers behind a figure.</summary>
/// <param name="Caption">What they are.</param>
/// <param name="Rows">A cell for each column.</param>
public sealed record FigureTable(string Caption, IReadOnlyList<FigureColumn> Columns, IReadOnlyList<IReadOnlyList<FigureCell>> Rows);

/// <summary>A column of a figure's table.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="Unit">Of its numbers; may be empty.</param>
/// <param name="Format">Of its numbers; null for a column of texts.</param>
public sealed record FigureColumn(string Name, string Unit = "", NumberFormat? Format = null);

/// <summary>A text, a number, or nothing.</summary>
/// <param name="Text">Null where there is a number.</param>
/// <param name="Number">With all its digits; null where there is a text.</param>
public sealed record FigureCell(string? Text, double? Number)
{
    /// <summary>Where there is nothing to tell.</summary>
    public static FigureCell Empty { get; } = new("", null);

    public static implicit operator FigureCell(string text) => new(text, null);

    public static implicit operator FigureCell(double number) => new(null, number);

    /// <summary>An empty cell for null.</summary>
    public static FigureCell Of(double? number) => number is { } value ? value : Empty;

    /// <summary>What a reader sees.</summary>
    public string Shown(FigureColumn column, Locale locale) => Number is { } number ? (column.Format ?? NumberFormat.Significant(4)).Text(number, locale) : Text ?? "";
}
