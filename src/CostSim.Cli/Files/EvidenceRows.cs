using CostSim.Cli.Files.Tables;
using CostSim.Parquet;
using CostSim.Reporting;

namespace CostSim.Cli.Files;

/// <summary>The rows of <c>evidence.parquet</c>: each study, the pooled effect, the prediction; or each treatment of a network.</summary>
internal static class EvidenceRows
{
    /// <summary>In the order of the values.</summary>
    public static IReadOnlyList<ParquetColumn> Columns { get; } =
    [
        new("kind", ParquetType.String), new("study", ParquetType.String), new("effect", ParquetType.Double), new("se", ParquetType.Double),
        new("lower", ParquetType.Double), new("upper", ParquetType.Double), new("weight", ParquetType.Double),
    ];

    /// <summary>Adds the rows of some evidence.</summary>
    /// <param name="table">Whose last columns are <see cref="Columns"/>.</param>
    /// <param name="first">Texts of its first columns, the same in every row.</param>
    /// <param name="rows">What it says.</param>
    public static void Write(TableFile table, IReadOnlyList<string> first, IReadOnlyList<EvidenceRow> rows) => table.Write(
    [
        .. first.Select(text => (ParquetValues)rows.Select(_ => (string?)text).ToArray()),
        rows.Select(row => (string?)row.Kind).ToArray(), rows.Select(row => (string?)row.Name).ToArray(), rows.Select(row => row.Effect).ToArray(), rows.Select(row => row.StandardError).ToArray(),
        rows.Select(row => row.Lower).ToArray(), rows.Select(row => row.Upper).ToArray(), rows.Select(row => row.Weight).ToArray(),
    ]);

    /// <summary>Reads the rows of each parameter back.</summary>
    /// <param name="path">A table with the column <c>parameter</c> before the others.</param>
    /// <exception cref="ParquetException">It is no such table.</exception>
    public static ILookup<string, EvidenceRow> Read(string path)
    {
        using var table = new RunTable(path, ["parameter", .. Columns.Select(column => column.Name)]);
        var (parameters, kinds, names) = (table.Texts("parameter"), table.Texts("kind"), table.Texts("study"));
        double[][] numbers = [.. Columns.Skip(2).Select(column => table.Doubles(column.Name))];
        return Enumerable.Range(0, table.Rows).ToLookup(
            row => parameters[row],
            row => new EvidenceRow(kinds[row], names[row], numbers[0][row], numbers[1][row], numbers[2][row], numbers[3][row], numbers[4][row]));
    }
}
