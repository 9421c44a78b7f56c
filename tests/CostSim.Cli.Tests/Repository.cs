namespace CostSim.Cli.Tests;

/// <summary>Where the project's own files are.</summary>
internal static class Repository
{
    /// <summary>The folder of CostSim.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>A file of the project.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CostSim.sln"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No CostSim.sln above {AppContext.BaseDirectory}.");
    }
}
