using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Tests.Published;

/// <summary>Reads the scenarios of the repository, as the command line does.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static CohortPlan Compile(string scenario, params Override[] overrides)
    {
        var problems = new Problems();
        var read = ScenarioReader.Read(Path.Combine(Root, scenario), Read, overrides, problems);
        var plan = read is null ? null : CohortPlan.Compile(read, problems);
        return plan ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    public static TextResult Read(string path) => File.Exists(path) ? TextResult.Of(File.ReadAllText(path)) : TextResult.Failed("no such file");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostSim.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder.FullName;
    }
}
