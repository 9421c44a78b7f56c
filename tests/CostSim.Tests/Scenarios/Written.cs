using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Tests.Scenarios;

/// <summary>Models and scenarios that a test writes out: read as files are, but from memory.</summary>
internal static class Written
{
    /// <summary>The name under which a model is read.</summary>
    public const string ModelFile = "m.yaml";

    /// <summary>The name under which a scenario is read.</summary>
    public const string ScenarioFile = "s.yaml";

    public static Model Model(string text)
    {
        var problems = new Problems();
        return ModelReader.Read(ModelFile, text, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    public static IReadOnlyList<string> ModelProblems(string text)
    {
        var problems = new Problems();
        _ = ModelReader.Read(ModelFile, text, problems);
        return [.. problems.Select(problem => problem.ToString())];
    }

    public static Scenario Scenario(string model, string scenario, params (string Name, string Text)[] files)
    {
        var problems = new Problems();
        return Read(model, scenario, files, [], problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    public static IReadOnlyList<string> ScenarioProblems(string model, string scenario, params (string Name, string Text)[] files)
    {
        var problems = new Problems();
        _ = Read(model, scenario, files, [], problems);
        return [.. problems.Select(problem => problem.ToString())];
    }

    public static Scenario? Read(string model, string scenario, (string Name, string Text)[] files, IReadOnlyList<Override> overrides, Problems problems)
    {
        var texts = files.Append((ModelFile, model)).Append((ScenarioFile, scenario)).ToDictionary(file => file.Item1, file => file.Item2);
        return ScenarioReader.Read(ScenarioFile, path => texts.TryGetValue(path, out var text) ? TextResult.Of(text) : TextResult.Failed("no such file"), overrides, problems);
    }

    public static CohortPlan Plan(string model, string scenario, params (string Name, string Text)[] files) => Plan(Scenario(model, scenario, files));

    public static CohortPlan Plan(Scenario scenario)
    {
        var problems = new Problems();
        return CohortPlan.Compile(scenario, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
