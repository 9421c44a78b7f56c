using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Benchmarks;

/// <summary>The two scenarios that every part of the simulation loop is measured with.</summary>
internal static class BenchmarkScenario
{
    public const string SickSicker = "sick-sicker";
    public const string Knee = "knee";

    /// <summary>Reads and compiles a scenario of the repository.</summary>
    /// <param name="name">One of the names above.</param>
    /// <param name="draws">Instead of the scenario's own.</param>
    public static CohortPlan Compile(string name, int draws) =>
        CompileFile(name == SickSicker ? "scenarios/published/sick-sicker/probabilistic.yaml" : "scenarios/knee/us-payer.yaml", draws);

    /// <summary>Reads and compiles a scenario of the repository.</summary>
    /// <param name="file">From its root.</param>
    /// <param name="draws">Instead of the scenario's own.</param>
    public static CohortPlan CompileFile(string file, int draws)
    {
        var problems = new Problems();
        var read = ScenarioReader.Read(Path.Combine(Root(), file), Read, [new Override(Override.Draws, $"{draws}")], problems);
        var plan = read is null ? null : CohortPlan.Compile(read, problems);
        return plan ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    private static TextResult Read(string path) => File.Exists(path) ? TextResult.Of(File.ReadAllText(path)) : TextResult.Failed("no such file");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostSim.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The benchmarks run outside the repository.");
        return folder.FullName;
    }
}
