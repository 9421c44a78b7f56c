using System.Globalization;
using CostSim.Diagnostics;
using CsvHelper;
using CsvHelper.Configuration;

namespace CostSim.Documents;

/// <summary>A table read from CSV: a header line, then one row a line, each with as many values as the header.</summary>
public sealed class CsvTable
{
    private readonly List<(string[] Values, int Line)> _rows = [];

    private CsvTable(string file, IReadOnlyList<string> columns) => (File, Columns) = (file, columns);

    public string File { get; }

    public IReadOnlyList<string> Columns { get; }

    public int Rows => _rows.Count;

    /// <summary>The text of a cell, without white space around it.</summary>
    public string this[int row, int column] => _rows[row].Values[column];

    /// <summary>Where a row stands.</summary>
    public SourceLocation PlaceOf(int row) => new(File, _rows[row].Line, 1);

    /// <summary>The place of a column, or -1.</summary>
    public int IndexOf(string column)
    {
        for (var c = 0; c < Columns.Count; c++)
        {
            if (Columns[c] == column) return c;
        }
        return -1;
    }

    /// <summary>Reads a finite number from a cell; what else stands there is a problem, and NaN.</summary>
    public double Number(int row, int column, Problems problems)
    {
        if (double.TryParse(this[row, column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)) return value;
        problems.Error(PlaceOf(row), $"'{this[row, column]}' in column '{Columns[column]}'", "a finite number");
        return double.NaN;
    }

    /// <summary>Reads a table.</summary>
    /// <param name="file">The name to use in messages.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>The table, or null after a problem.</returns>
    public static CsvTable? Read(string file, string text, Problems problems)
    {
        var found = new Problems();
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => found.Error(new SourceLocation(file, bad.Context.Parser?.RawRow ?? 1, 1), "a quotation mark inside a value", "values in quotation marks as a whole, with \"\" for a mark within"),
        };
        using var reader = new CsvParser(new StringReader(text), configuration);
        if (!reader.Read() || reader.Record is not { } header)
        {
            problems.Error(SourceLocation.StartOf(file), "an empty file", "a header line, then one row a line");
            return null;
        }
        if (header.Distinct().Count() < header.Length) found.Error(SourceLocation.StartOf(file), "a column name that stands twice in the header", "each name once");
        if (header.Any(name => name.Length == 0)) found.Error(SourceLocation.StartOf(file), "a column without a name in the header", "a name for each column");

        var table = new CsvTable(file, header);
        while (reader.Read())
        {
            var values = reader.Record!;
            if (values.Length == header.Length) table._rows.Add((values, reader.RawRow));
            else found.Error(new SourceLocation(file, reader.RawRow, 1), $"{values.Length} values", $"{header.Length}, as in the header");
        }
        if (table.Rows == 0 && !found.HasErrors) found.Error(SourceLocation.StartOf(file), "a header without rows", "at least one row");
        problems.AddRange(found);
        return found.HasErrors ? null : table;
    }
}
