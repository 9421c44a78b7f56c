using System.Diagnostics;
using System.Text.Json;

namespace CostSim.Parquet.Tests;

/// <summary>Runs readers/check.mjs: what DuckDB and hyparquet see in a file. Linked into other test projects by OtherReaders.targets.</summary>
internal static class OtherReaders
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <param name="Type">In the reader's own words.</param>
    /// <param name="Nulls">Rows without a value.</param>
    /// <param name="Min">In JavaScript's notation, as are the others; null if there are no values.</param>
    /// <param name="Sum">Null for texts too.</param>
    public sealed record Column(string Type, long Nulls, string? Min, string? Max, string? Sum);

    public sealed record Table(
        long Rows, int RowGroups, string? CreatedBy, IReadOnlyDictionary<string, string> Metadata, IReadOnlyDictionary<string, Column> Columns);

    public sealed record Seen(Table DuckDb, Table Hyparquet);

    /// <param name="IsNull">Whether the page has no values; it and the next are null where the column chunk has no bounds.</param>
    public sealed record Page(
        int RowGroup, string Column, long FirstRow, long Offset, int Size, bool? IsNull, string? Min, string? Max, long? Nulls);

    public static IReadOnlyList<Seen> Read(params string[] files) =>
        JsonSerializer.Deserialize<List<Seen>>(Run(["read", .. files]), JsonSerializerOptions.Web)!;

    /// <summary>The page index of a file, as hyparquet reads it.</summary>
    public static IReadOnlyList<Page> Pages(string file) => JsonSerializer.Deserialize<List<Page>>(Run(["pages", file]), JsonSerializerOptions.Web)!;

    public static void WriteWithDuckDb(string file, string sql, string options = "") => Run(["write", file, sql, options]);

    /// <param name="table">What hyparquet-writer takes, as JSON: it writes data pages of version 2.</param>
    public static void WriteWithHyparquet(string file, object table) => Run(["compose", file, JsonSerializer.Serialize(table)]);

    /// <summary>The rows that DuckDB answers, each value in JavaScript's notation.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string?>> QueryDuckDb(string sql) =>
        JsonSerializer.Deserialize<List<Dictionary<string, string?>>>(Run(["query", sql]))!;

    private static string Run(string[] arguments)
    {
        var start = new ProcessStartInfo("node", [Script(), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        if (!node.WaitForExit(s_patience))
        {
            node.Kill(entireProcessTree: true);
            throw new TimeoutException($"check.mjs {arguments[0]} took longer than {s_patience}.");
        }
        return node.ExitCode == 0 ? output.Result : throw new InvalidOperationException($"check.mjs {arguments[0]} failed: {errors.Result}");
    }

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostSim.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No CostSim.sln above {AppContext.BaseDirectory}.");
        return Path.Combine(folder.FullName, "tests", "CostSim.Parquet.Tests", "readers", "check.mjs");
    }
}
