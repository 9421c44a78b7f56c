using System.CommandLine;
using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;
using CostSim.Verification;

namespace CostSim.Cli.Commands.Inspection;

/// <summary><c>costsim verify</c>: looks for slips in a model by asking it what the answer is known to.</summary>
internal sealed class VerifyCommand(Surroundings surroundings, ScenarioFiles files, ProblemList problemList)
{
    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var scenario = CommandOptions.Scenario();
        var json = CommandOptions.Json();
        var verbose = CommandOptions.Verbose();
        var command = new Command("verify", "Checks a model for slips, from outside: full health makes QALYs life years, no costs make no cost, the dead earn nothing, …")
        {
            scenario, json, verbose,
        };
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(verbose),
            (_, token) => Task.Run(() => new VerifyCommand(surroundings, new ScenarioFiles(surroundings), new ProblemList(surroundings)).Execute(parsed.GetRequiredValue(scenario), parsed.GetValue(json), token), token),
            cancel));
        command.WithExamples(
            "costsim verify scenarios/knee/us-payer.yaml",
            "costsim verify scenarios/knee/us-payer.yaml --json | jq -r '.checks[] | select(.status == \"fail\") | .why'");
        return command;
    }

    /// <summary>Checks and prints.</summary>
    /// <returns>The exit code: 1 when a check fails.</returns>
    public int Execute(string path, bool json, CancellationToken cancel)
    {
        var problems = new Problems();
        var scenario = ScenarioReader.Read(path, files.Text, [], problems);
        if (scenario is not null)
        {
            CohortPlan.Compile(scenario, problems);
            Verifier.CheckNames(scenario, problems);
        }
        if (scenario is null || problems.HasErrors)
        {
            problemList.Print(problems);
            return ExitCode.BadInput;
        }

        var results = Verifier.Run(scenario, cancel);
        if (json) surroundings.Out.WriteLine(JsonSerializer.Serialize(VerificationRecord.Of(path, results), Summary.Json));
        else Print(scenario, results);
        return results.Any(result => result.Status == CheckStatus.Fail) ? ExitCode.Failed : ExitCode.Done;
    }

    private void Print(Scenario scenario, IReadOnlyList<CheckResult> results)
    {
        surroundings.Out.WriteLine(scenario.Name);
        var rows = results.Select(result => new[] { Word(result.Status), $"{result.Claim}: {result.Why}" });
        foreach (var line in TableText.Lines(new ColumnOfNames("check", [.. results.Select(result => result.Name)]), [new ColumnGroup(["result"], [.. rows], Words: "what was found")], surroundings.Width))
            surroundings.Out.WriteLine(line);
        surroundings.Out.WriteLine();
        surroundings.Out.WriteLine(string.Join(", ", Enum.GetValues<CheckStatus>().Select(status => (Number: results.Count(result => result.Status == status), Word: Word(status))).Where(item => item.Number > 0 || item.Word is "pass" or "fail").Select(item => $"{item.Number} {item.Word}")));
    }

    internal static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Pass => "pass",
        CheckStatus.Fail => "fail",
        CheckStatus.NotApplicable => "not applicable",
        _ => "accepted",
    };
}

/// <summary>What <c>costsim verify --json</c> says.</summary>
/// <param name="File">The scenario file.</param>
/// <param name="Failed">How many checks failed.</param>
internal sealed record VerificationRecord(string File, int Failed, IReadOnlyList<CheckRecord> Checks)
{
    /// <summary>Of the file that a run leaves.</summary>
    public const string Name = "verification.json";

    public static VerificationRecord Of(string file, IReadOnlyList<CheckResult> results) => new(
        file,
        results.Count(result => result.Status == CheckStatus.Fail),
        [.. results.Select(result => new CheckRecord(result.Name, result.Claim, VerifyCommand.Word(result.Status), result.Why))]);
}

internal sealed record CheckRecord(string Name, string Claim, string Status, string Why);
