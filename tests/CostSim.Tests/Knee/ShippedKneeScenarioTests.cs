using System.Collections.Concurrent;
using System.Globalization;
using CostSim.Cohort;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Published;

namespace CostSim.Tests.Knee;

/// <summary>The scenarios under <c>scenarios/knee</c>: all run, and their heads say what they show.</summary>
public class ShippedKneeScenarioTests
{
    private const int FewDraws = 16;

    private const string Heading = "# At the base values, against ";

    private static readonly string Folder = Path.Combine(Repository.Root, "scenarios", "knee");

    private static readonly ConcurrentDictionary<string, Lazy<(CohortPlan Plan, RunResult Result)>> Known = new();

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder, "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path)).Order(StringComparer.Ordinal)];

    /// <summary>With COSTSIM_RENEW_GOLDENS=1 the head is written anew.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void The_head_says_what_the_scenario_asks_and_shows(string file)
    {
        var path = Path.Combine(Folder, file);
        var lines = File.ReadAllLines(path);
        var (plan, result) = Run(file);
        var shown = Shown(plan, result);

        if (Environment.GetEnvironmentVariable("COSTSIM_RENEW_GOLDENS") == "1")
        {
            var others = lines.Where((line, i) => !IsShown(lines, i)).ToArray();
            var end = Array.FindIndex(others, line => !line.StartsWith('#'));
            File.WriteAllLines(path, [.. others[..end], .. shown, .. others[end..]]);
            return;
        }
        Assert.StartsWith("# Question: ", lines[0], StringComparison.Ordinal);
        Assert.Equal(shown, lines.Where((_, i) => IsShown(lines, i)));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Draws_run_through(string file) => Assert.Equal(FewDraws, Run(file).Result.Outcomes.Draws);

    /// <summary>Every number that is drawn or fixed says where it comes from, or that it is an assumption.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Every_parameter_has_a_source(string file) =>
        Assert.Empty(Run(file).Plan.Scenario.Parameters.Where(parameter => string.IsNullOrWhiteSpace(parameter.Source)).Select(parameter => parameter.Name));

    private static bool IsShown(string[] lines, int i)
    {
        while (i >= 0 && lines[i].StartsWith("#   ", StringComparison.Ordinal)) i--;
        return i >= 0 && lines[i].StartsWith(Heading, StringComparison.Ordinal);
    }

    private static (CohortPlan Plan, RunResult Result) Run(string file) => Known.GetOrAdd(file, name => new(() =>
    {
        var plan = KneeResults.Compile(name, null, (Override.Draws, FewDraws));
        return (plan, ScenarioRun.Execute(plan, new RunOptions { Threads = 1 }, null, CancellationToken.None));
    })).Value;

    private static List<string> Shown(CohortPlan plan, RunResult result)
    {
        var table = result.Deterministic;
        var reference = table.Strategies.ToList().IndexOf(plan.Scenario.Reference);
        double Gain(int strategy, string outcome) => table[strategy, outcome][0] - table[reference, outcome][0];
        List<string> shown = [$"{Heading}{table.Strategies[reference]}:"];
        for (var s = 0; s < table.Strategies.Count; s++)
        {
            if (s == reference) continue;
            var (cost, qaly) = (Gain(s, "cost"), Gain(s, "qaly"));
            var worth = (cost, qaly) switch
            {
                ( > 0, > 5e-5) => string.Create(CultureInfo.InvariantCulture, $"{cost / qaly:N0} per QALY"),
                ( <= 0, >= 0) => "dominates",
                ( <= 0, _) => string.Create(CultureInfo.InvariantCulture, $"saves {cost / qaly:N0} per QALY lost"),
                _ => "dominated",
            };
            shown.Add(string.Create(CultureInfo.InvariantCulture, $"#   {table.Strategies[s],-25}{cost,8:N0} more cost {qaly,9:F4} more QALYs   {worth}"));
        }
        return shown;
    }
}
