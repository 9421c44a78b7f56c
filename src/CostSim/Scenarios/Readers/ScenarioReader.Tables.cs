using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;

namespace CostSim.Scenarios.Readers;

/// <content>Tables of numbers by age or time.</content>
public sealed partial class ScenarioReader
{
    internal const string Steps = "steps";
    internal const string Lines = "lines";

    private Dictionary<string, TimeTable> ReadTables(MappingNode? mapping, Model model, SourceLocation at)
    {
        var tables = new Dictionary<string, TimeTable>();
        var root = new Fields(mapping ?? new MappingNode(at, []), "tables", _problems);
        foreach (var input in model.Tables)
        {
            if (root.Mapping(input.Name, $"'{{ file: …, at: …, value: …, between: …, source: … }}': {input.About}", required: true) is not { } body) continue;
            var fields = new Fields(body, $"the table '{input.Name}'", _problems);
            var path = fields.Scalar("file", "the path of a CSV file", required: true);
            var times = fields.Scalar("at", "the column of ages or times, in years", required: true);
            var values = fields.Scalar("value", $"the column of values, in {input.Unit}", required: true);
            var where = fields.Mapping("where", "a value for each column that tells tables apart");
            var between = fields.Scalar("between", $"'{Steps}' or '{Lines}'", required: true);
            var until = fields.Number("until", "the time until which the last step holds, in years");
            _ = fields.Scalar("source", "a citation", required: true);
            fields.RefuseOthers();
            if (between is not null && between.Text is not (Steps or Lines)) _problems.Error(between.At, $"{between.Kind} as 'between'", $"'{Steps}': each value holds to the next row; or '{Lines}' between them", between.Text, [Steps, Lines]);
            if (between is { Text: Steps } && until is null) _problems.Error(body.At, $"the table '{input.Name}' without 'until'", "'until:' with the time until which its last step holds, in years");
            if (between is { Text: Lines } && until is not null) _problems.Error(fields.PlaceOf("until"), "'until' beside 'between: lines'", "neither: lines end at the last row");
            if (path is null || times is null || values is null || between is null || ReadTable(path) is not { } csv) continue;
            if (ReadRows(csv, times, values, Filter(where), input) is not { Count: > 0 } rows) continue;
            double[] order = [.. rows.Select(row => row.Time)], numbers = [.. rows.Select(row => row.Value)];
            if (until < order[^1]) _problems.Error(fields.PlaceOf("until"), $"a table until {until} years", $"at least {order[^1]}, its last row");
            else tables[input.Name] = until is { } end ? TimeTable.Steps(order, numbers, end) : TimeTable.Lines(order, numbers);
        }
        root.RefuseOthers();
        return tables;
    }

    private List<(double Time, double Value)>? ReadRows(CsvTable csv, ScalarNode times, ScalarNode values, (ScalarNode Column, ScalarNode Value)[] filter, TimeTableInput input)
    {
        var (time, value) = (Column(times), Column(values));
        var filterColumns = filter.Select(item => (Index: Column(item.Column), item.Value)).ToArray();
        if (time < 0 || value < 0 || filterColumns.Any(item => item.Index < 0)) return null;
        var rows = new List<(double Time, double Value)>();
        var found = new Problems();
        for (var row = 0; row < csv.Rows; row++)
        {
            if (filterColumns.Any(item => csv[row, item.Index] != item.Value.Text)) continue;
            var (at, number) = (csv.Number(row, time, found), csv.Number(row, value, found));
            if (rows.Count > 0 && at <= rows[^1].Time) found.Error(csv.PlaceOf(row), $"{at} after {rows[^1].Time} in column '{times.Text}'", "times that increase; 'where:' chooses among several tables in a file");
            if (!double.IsNaN(number) && !(number >= input.Minimum && number <= input.Maximum)) found.Error(csv.PlaceOf(row), $"{number} for '{input.Name}'", $"a number from {input.Minimum} to {input.Maximum} {input.Unit}");
            rows.Add((at, number));
        }
        if (rows.Count == 0) found.Error(SourceLocation.StartOf(csv.File), $"no row for the table '{input.Name}'", "at least one row that 'where' chooses");
        _problems.AddRange(found);
        return found.HasErrors ? null : rows;

        int Column(ScalarNode name)
        {
            var index = csv.IndexOf(name.Text);
            if (index < 0) _problems.Error(name.At, $"unknown column '{name.Text}'", $"one of {string.Join(", ", csv.Columns)}", name.Text, csv.Columns);
            return index;
        }
    }

    /// <summary>Column and value of the rows to use.</summary>
    private (ScalarNode Column, ScalarNode Value)[] Filter(MappingNode? where)
    {
        var entries = where?.Entries ?? [];
        foreach (var entry in entries.Where(entry => entry.Value is not ScalarNode)) _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the value of '{entry.Name}'", "one value");
        return [.. entries.Where(entry => entry.Value is ScalarNode).Select(entry => (entry.Key, (ScalarNode)entry.Value))];
    }
}
