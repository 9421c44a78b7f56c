using System.CommandLine;
using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Cli.Commands.Inspection;

/// <summary><c>costsim validate</c>: reads a scenario and everything that it names, runs nothing, and says what is wrong or unproven.</summary>
internal sealed class ValidateCommand(Surroundings surroundings, ScenarioFiles files, ProblemList problemList)
{
    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var scenario = CommandOptions.Scenario();
        var json = CommandOptions.Json();
        var verbose = CommandOptions.Verbose();
        var command = new Command("validate", "Checks a scenario and all files that it names, and lists parameters that have no source.") { scenario, json, verbose };
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(verbose),
            (_, _) => Task.FromResult(new ValidateCommand(surroundings, new ScenarioFiles(surroundings), new ProblemList(surroundings)).Execute(parsed.GetRequiredValue(scenario), parsed.GetValue(json))),
            cancel));
        command.WithExamples(
            "costsim validate scenarios/knee/us-payer.yaml",
            "costsim validate scenarios/knee/us-payer.yaml --json | jq -r '.withoutSource[]'");
        return command;
    }

    /// <summary>Checks and prints.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(string path, bool json)
    {
        var problems = new Problems();
        var scenario = ScenarioReader.Read(path, files.Text, [], problems);
        if (scenario is not null) CohortPlan.Compile(scenario, problems)?.CheckBaseValues(problems);
        var valid = scenario is not null && !problems.HasErrors;
        if (json)
            surroundings.Out.WriteLine(JsonSerializer.Serialize(Validation.Of(path, valid ? scenario : null, problems), Summary.Json));
        else
            problemList.Print(problems);
        if (!valid) return ExitCode.BadInput;
        if (!json) Print(scenario!);
        return ExitCode.Done;
    }

    private void Print(Scenario scenario)
    {
        surroundings.Out.WriteLine(
            $"{scenario.File}: OK: {Count(scenario.Model.Space.States.Count, "state")}, {Count(scenario.Parameters.Count, "parameter")}, "
            + $"{Count(scenario.Strategies.Count, "strategy", "strategies")}, {Count(scenario.Psa.Draws, "draw")}");
        PrintNames(scenario.Parameters.Where(parameter => parameter.Source is null), "without a source");
        PrintNames(scenario.Parameters.Where(parameter => parameter.IsAssumption), "by assumption");
    }

    private void PrintNames(IEnumerable<ParameterDefinition> parameters, string what)
    {
        string[] names = [.. parameters.Select(parameter => parameter.Name)];
        if (names.Length > 0) surroundings.Out.WriteLine($"{Count(names.Length, "parameter")} {what}: {string.Join(", ", names)}");
    }

    private static string Count(long number, string one, string? many = null) => $"{number:N0} {(number == 1 ? one : many ?? $"{one}s")}";
}
