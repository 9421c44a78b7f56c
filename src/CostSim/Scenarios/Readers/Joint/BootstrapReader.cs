using System.Globalization;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Sampling;

namespace CostSim.Scenarios.Readers.Joint;

/// <summary>Reads sets of numbers of which a draw takes one whole: <c>bootstrap: { file: coefficients.csv }</c>.</summary>
/// <param name="tables">Gives the table of a path that the scenario names, or null after a problem.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class BootstrapReader(Func<ScalarNode, CsvTable?> tables, Problems problems)
{
    public const string Key = "bootstrap";

    /// <summary>A value for each column, or none after a problem.</summary>
    /// <param name="group">The name that the parameters share.</param>
    /// <param name="node">What stands under the key.</param>
    public IReadOnlyList<(ScalarNode Label, CorrelatedValue Value)> Read(string group, Node node)
    {
        if (node is not MappingNode mapping)
        {
            problems.Error(node.At, $"{node.Kind} as '{Key}'", "'{ file: PATH }', and 'columns' and 'base' where they are wanted");
            return [];
        }
        var found = new Problems();
        var values = Read(group, mapping, found);
        problems.AddRange(found);
        return found.HasErrors ? [] : values;
    }

    private List<(ScalarNode Label, CorrelatedValue Value)> Read(string group, MappingNode mapping, Problems found)
    {
        var fields = new Fields(mapping, $"'{Key}'", found);
        var path = fields.Scalar("file", "the path of a CSV file with a row for each set", required: true);
        var chosen = fields.List("columns", "the columns to take");
        var named = fields.Scalar("base", "the row of the deterministic analysis, by the number or name in its first column");
        fields.RefuseOthers();
        if (path is null || found.HasErrors || tables(path) is not { } table) return [];

        foreach (var node in chosen.Where(node => node is not ScalarNode name || table.IndexOf(name.Text) < 0))
            found.Error(node.At, $"{node.Kind} as a column of '{path.Text}'", $"one of {string.Join(", ", table.Columns)}", (node as ScalarNode)?.Text, table.Columns);
        ScalarNode[] labels = chosen.Count > 0 ? [.. chosen.OfType<ScalarNode>()] : [.. table.Columns.Where((name, c) => !SampleColumns.IsRowNumber(name) && !(c == 0 && named is not null)).Select(name => new ScalarNode(path.At, name, Quoted: false))];
        if (labels.GroupBy(label => label.Text).FirstOrDefault(group => group.Skip(1).Any()) is { } twice) found.Error(twice.Last().At, $"the column '{twice.Key}' a second time", "each column once");
        var baseRow = named is null ? -1 : Enumerable.Range(0, table.Rows).FirstOrDefault(row => table[row, 0] == named.Text, -1);
        if (named is not null && baseRow < 0) found.Error(named.At, $"no row '{named.Text}' in '{path.Text}'", $"what stands in the column '{table.Columns[0]}' of one row");
        if (named is not null && labels.Any(label => label.Text == table.Columns[0])) found.Error(named.At, $"'base' where the first column, '{table.Columns[0]}', is one of the numbers", "a first column that names the rows");
        // The base row is the point estimate, not one of the sets that show how uncertain it is.
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => row != baseRow)];
        if (rows.Length < 2) found.Error(path.At, $"{rows.Length} sets of numbers in '{path.Text}'", "at least 2");
        if (found.HasErrors) return [];

        double[][] columns = [.. labels.Select(label => rows.Select(row => table.Number(row, table.IndexOf(label.Text), found)).ToArray())];
        double[] bases = [.. labels.Select((label, c) => named is null ? columns[c].Average() : table.Number(baseRow, table.IndexOf(label.Text), found))];
        if (found.HasErrors) return [];
        var joint = new BootstrapRows(columns);
        string[] names = [.. labels.Select(label => label.Text)];
        return [.. labels.Select((label, c) => (label, new CorrelatedValue(
            group, names, joint, c, bases[c], string.Create(CultureInfo.InvariantCulture, $"{Key}({path.Text}, column {label.Text}; {rows.Length} rows)"))))];
    }
}
