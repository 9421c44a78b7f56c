using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;
using CostSim.Tests.Published;

namespace CostSim.Tests.Knee;

/// <summary>The deterministic analysis of a knee scenario, of the repository or written on one of its.</summary>
internal sealed class KneeResults(OutcomeTable table)
{
    private const string Folder = "scenarios/knee";

    public IReadOnlyList<string> Strategies => table.Strategies;

    public double this[string strategy, string outcome] => table[table.Strategies.ToList().IndexOf(strategy), outcome][0];

    /// <summary>How much more of an outcome one strategy has than another.</summary>
    public double Gain(string strategy, string outcome, string than = "conservative") => this[strategy, outcome] - this[than, outcome];

    /// <summary>A scenario file by its path under <c>scenarios/knee</c>.</summary>
    public static KneeResults Of(string file, params (string Parameter, double Value)[] set) => new(ScenarioRun.Deterministic(Compile(file, null, set)));

    /// <summary>A scenario that stands in the folder of the knee scenarios, without being there.</summary>
    public static KneeResults Written(string text, params (string Parameter, double Value)[] set) => new(ScenarioRun.Deterministic(Compile("written.yaml", text, set)));

    public static CohortPlan Compile(string file, string? text, params (string Parameter, double Value)[] set)
    {
        var path = Path.Combine(Repository.Root, Folder, file);
        var problems = new Problems();
        Override[] overrides = [.. set.Select(pair => new Override(pair.Parameter, pair.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))];
        var scenario = ScenarioReader.Read(path, asked => text is not null && asked == path ? TextResult.Of(text) : Repository.Read(asked), overrides, problems);
        var plan = scenario is null ? null : CohortPlan.Compile(scenario, problems);
        return plan is not null && !problems.HasErrors ? plan : throw new InvalidOperationException(string.Join('\n', problems));
    }
}
