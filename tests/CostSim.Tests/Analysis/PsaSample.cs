using System.Globalization;
using CostSim.Outcomes;

namespace CostSim.Tests.Analysis;

/// <summary>Reads samples and expected figures that may not be part of the repository, from the folder beside it.</summary>
internal static class PsaSample
{
    /// <summary>The full path of a file of the reference cases; null where they are absent.</summary>
    public static string? PathOf(string file)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CostSim.sln"))) folder = folder.Parent;
        // A worktree of the repository may stand one folder deeper than the repository itself.
        for (var outside = folder?.Parent; outside is not null; outside = outside.Parent)
        {
            var path = Path.Combine(outside.FullName, "shared", "references", file);
            if (File.Exists(path)) return path;
        }
        return null;
    }

    /// <summary>A sample with columns <c>cost_NAME</c> and <c>eff_NAME</c> or <c>qaly_NAME</c>, a row per draw.</summary>
    /// <param name="strategies">The names as they stand in the columns, in the order wanted.</param>
    public static OutcomeTable Read(string file, params string[] strategies)
    {
        var rows = Rows(file);
        double[] Column(string name) => [.. rows.Select(row => double.Parse(row[name], CultureInfo.InvariantCulture))];
        var effect = rows[0].ContainsKey("eff_" + strategies[0]) ? "eff_" : "qaly_";
        double[][][] columns = [.. strategies.Select(name => new[] { Column("cost_" + name), Column(effect + name) })];
        return new OutcomeTable(strategies, [OutcomeTable.Cost, OutcomeTable.Qaly], columns);
    }

    /// <summary>A CSV file without quotes, each row by its column names.</summary>
    public static List<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(PathOf(file) ?? throw new FileNotFoundException($"There is no ../shared/references/{file}."));
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }
}

/// <summary>A fact that is checked against a file beside the repository, and skipped where that is absent.</summary>
internal sealed class ReferenceFactAttribute : FactAttribute
{
    /// <param name="file">Below the folder of the reference cases.</param>
    public ReferenceFactAttribute(string file)
    {
        if (PsaSample.PathOf(file) is null && Environment.GetEnvironmentVariable("COSTSIM_REQUIRE_ALL") != "1")
            Skip = $"../shared/references/{file} is absent: it may not be part of this repository.";
    }
}
