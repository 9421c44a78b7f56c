using System.Text.RegularExpressions;
using CostSim.Tests.Published;

namespace CostSim.Tests;

/// <summary>Reads the sources: a folder uses only folders above it, and its namespace is project and folder.</summary>
public partial class LayerTests
{
    /// <summary>From the ground up. A folder that is not here yet has no place: give it one.</summary>
    private static readonly string[] Folders =
    [
        "Units", "Diagnostics", "Documents", "Numerics", "Sampling", "Language", "Evidence", "Models", "Scenarios", "Outcomes", "Cohort", "Microsimulation", "Runs",
        "Analysis", "Calibration", "Verification", "Schemas", "Reporting",
    ];

    /// <summary>The two engines do not know each other.</summary>
    private static readonly (string From, string To)[] Strangers = [("Microsimulation", "Cohort")];

    private static readonly string Root = Path.Combine(Repository.Root, "src", "CostSim");

    [Fact]
    public void Every_folder_has_its_place_in_the_order() =>
        Assert.Empty(Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Except([.. Folders, "bin", "obj"]));

    [Fact]
    public void A_folder_uses_only_folders_above_it()
    {
        var wrong = from source in Sources()
                    from used in Used().Matches(source.Text).Select(match => match.Groups["folder"].Value).Distinct()
                    where Array.IndexOf(Folders, used) > Array.IndexOf(Folders, source.Folder) || Strangers.Contains((source.Folder, used))
                    select $"{source.File} uses {used}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_namespace_is_the_project_and_the_folder() =>
        Assert.Empty(Sources().Where(source => !$"\n{source.Text}".Contains($"\nnamespace {NamespaceOf(source.File)};\n", StringComparison.Ordinal)).Select(source => source.File));

    private static string NamespaceOf(string file) => $"CostSim.{Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.')}";

    [Fact]
    public void The_sources_are_found() => Assert.True(Sources().Count() > 100);

    private static IEnumerable<(string File, string Folder, string Text)> Sources() =>
        from folder in Folders
        let path = Path.Combine(Root, folder)
        where Directory.Exists(path)
        from file in Directory.GetFiles(path, "*.cs", SearchOption.AllDirectories)
        select (Path.GetRelativePath(Root, file), folder, File.ReadAllText(file));

    /// <summary><c>using CostSim.X;</c>, <c>using static CostSim.X.Y;</c>, names written in full, and <c>X.Name</c>, which is found without a using.</summary>
    [GeneratedRegex(@"\bCostSim\.(?<folder>[A-Z][A-Za-z]+)|(?<![\w.])(?<folder>Units|Diagnostics|Documents|Numerics|Language|Sampling|Evidence|Models|Scenarios|Outcomes|Cohort|Microsimulation|Runs|Analysis|Calibration|Verification|Schemas|Reporting)\.[A-Z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Used();
}
