using System.CommandLine;
using CostSim.Analysis;
using CostSim.Cli.Commands.Inspection;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;
using CostSim.Verification;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim run</c>: from a scenario to a folder of results and the tables that a payer reads.</summary>
internal sealed class RunCommand(Surroundings surroundings, ScenarioFiles files, ProblemList problemList, VerboseLog log)
{
    /// <summary>The verb and its options.</summary>
    public static Command Create(IReadOnlyList<string> args, Surroundings surroundings)
    {
        var scenario = CommandOptions.Scenario();
        var output = new Option<string>("--output", "-o")
        {
            Description = "The folder to write, which must not exist. [default: results/NAME, or NAME-2, NAME-3, … when that exists]",
            HelpName = "DIR",
        };
        var draws = CommandOptions.Draws("Parameter sets to draw, instead of the scenario's psa.draws.");
        var seed = CommandOptions.WholeNumber("--seed", 0UL, "Seed of the random numbers, instead of the scenario's psa.seed.");
        var set = new Option<string[]>("--set")
        {
            Description = "Gives a parameter another value: a number, or an expression of other parameters; may be repeated.",
            HelpName = "name=value",
            Arity = ArgumentArity.OneOrMore,
        };
        set.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=') <= 0))
                result.AddError($"--set: found '{token.Value}'; expected name=value, such as c_drug=1200");
        });
        var threads = CommandOptions.WholeNumber("--threads", 1, "Processors to use; results do not depend on it. [default: all]");
        var json = CommandOptions.Json();
        var verify = new Option<bool>("--verify") { Description = "Check the model as 'costsim verify' does, and tell what it found in verification.json and the report." };
        var summaryOnly = new Option<bool>("--summary-only") { Description = "Leave out what grows with the draws: draws.parquet and parameters.parquet; there is no report of such a run." };
        var profile = new Option<bool>("--profile") { Description = "Tell on the standard error where the time went." };
        var force = new Option<bool>("--force") { Description = "Replace the folder of -o when it holds a run." };
        var verbose = CommandOptions.Verbose();

        var command = new Command("run", "Runs a scenario: draws parameters, simulates every strategy, and prints and stores what it costs and gains.")
        {
            scenario, output, draws, seed, set, threads, json, summaryOnly, profile, verify, force, verbose,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(force) && result.GetResult(output) is null) result.AddError("--force: expected -o DIR with it, the folder to replace");
        });
        command.SetAction((parsed, cancel) =>
        {
            var request = new RunRequest(
                args,
                parsed.GetRequiredValue(scenario),
                parsed.GetValue(output),
                [
                    .. (parsed.GetValue(set) ?? []).Select(Parse),
                    .. parsed.GetValue(draws) is { } d ? [new Override(Override.Draws, $"{d}")] : Array.Empty<Override>(),
                    .. parsed.GetValue(seed) is { } s ? [new Override(Override.Seed, $"{s}")] : Array.Empty<Override>(),
                ],
                parsed.GetValue(threads),
                parsed.GetValue(json),
                parsed.GetValue(summaryOnly),
                parsed.GetValue(profile),
                parsed.GetValue(force),
                parsed.GetValue(verify));
            return Session.RunAsync(
                surroundings,
                parsed.GetValue(verbose),
                (log, token) => new RunCommand(surroundings, new ScenarioFiles(surroundings), new ProblemList(surroundings), log).ExecuteAsync(request, token),
                cancel);
        });
        command.WithExamples(
            "costsim run scenarios/knee/us-payer.yaml",
            "costsim run scenarios/knee/us-payer.yaml --draws 1000 --seed 7 -o results/quick",
            "costsim run scenarios/knee/us-payer.yaml --set c_course.msc_uc=5000 --set u_kl.2=0.8",
            "costsim run scenarios/knee/us-payer.yaml --json | jq '.frontier'");
        return command;

        static Override Parse(string text) => new(text[..text.IndexOf('=')], text[(text.IndexOf('=') + 1)..]);
    }

    /// <summary>Runs, writes and prints.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExecuteAsync(RunRequest request, CancellationToken cancel)
    {
        var clock = new RunClock(surroundings.Clock);
        var problems = new Problems();
        var destination = request.Output is null
            ? Destination.For(request.Scenario, surroundings)
            : Destination.Named(request.Output, request.Force, surroundings);
        destination.Check(problems);
        var scenario = ScenarioReader.Read(request.Scenario, files.Text, request.Overrides, problems);
        clock.Lap("read");
        var plan = scenario is null ? null : CohortPlan.Compile(scenario, problems);
        plan?.CheckBaseValues(problems);
        if (scenario is not null && request.Verify) Verifier.CheckNames(scenario, problems);
        clock.Lap("compile");
        using var folder = problems.HasErrors ? null : RunFolder.Create(destination, problems);
        if (folder is null || scenario is null || plan is null)
        {
            problemList.Print(problems);
            return ExitCode.BadInput;
        }

        var options = new RunOptions
        {
            Threads = request.Threads ?? Environment.ProcessorCount,
            Times = request.Profile ? new ThreadTimes(surroundings.Clock) : null,
        };
        log.Write($"{scenario.Strategies.Count} strategies, {scenario.Model.Space.States.Count} states, {scenario.Cycles} cycles, {scenario.Psa.Draws} draws on {options.Threads} threads");
        var writer = new RunWriter(folder, scenario, Manifest.ScenarioHash(request.Scenario, files.Read, request.Overrides, surroundings));
        var run = await SimulateAsync(plan, options, request.SummaryOnly ? null : writer, cancel);
        clock.Lap("simulate");
        writer.WriteTrace(plan, options, cancel);
        clock.Lap("trace");
        var checks = request.Verify ? await Task.Run(() => Verifier.Run(scenario, cancel), cancel) : [];
        if (request.Verify) writer.WriteVerification(VerificationRecord.Of(request.Scenario, checks));
        clock.Lap("verify");

        var evaluation = run.Evaluation;
        cancel.ThrowIfCancellationRequested();
        string[] warnings = [.. problems.Select(problem => $"{problem.At}: {problem.Found}"), .. evaluation.Warnings, .. checks.Where(check => check.Status == CheckStatus.Fail).Select(check => $"The model fails the check {check.Name}: {check.Why}.")];
        var summary = Summary.Of(scenario, run, warnings);
        writer.WriteResults(run, summary);
        if (!request.SummaryOnly) writer.WriteScenario(plan.Outcomes, evaluation.Draws);
        clock.Lap("analyse");
        if (!request.SummaryOnly) writer.WriteReport(request, files.Read, clock);
        clock.Lap("report");

        writer.WriteManifest(request, files.Read, options.Threads, evaluation.Draws, clock);
        cancel.ThrowIfCancellationRequested();
        var shown = folder.Finish();
        Print(request, summary, shown);
        if (options.Times is { } times) PrintProfile(clock, options.Threads, times);
        log.Write($"{evaluation.Draws} draws in {clock.Total:N2} s");
        return ExitCode.Done;
    }

    /// <param name="writer">Writes the draws; null where they are not to be written.</param>
    private async Task<EvaluatedRun> SimulateAsync(CohortPlan plan, RunOptions options, RunWriter? writer, CancellationToken cancel)
    {
        using var tables = writer?.OpenDrawTables(plan.Outcomes);
        var run = await RunMeter.ShowAsync(
            surroundings,
            plan.Scenario.Psa.Draws,
            report => EvaluatedRun.Execute(
                plan,
                options,
                chunk =>
                {
                    tables?.Write(chunk);
                    report(chunk.FirstDraw + chunk.Draws);
                },
                withParameters: tables is not null,
                cancel));
        tables?.Finish();
        return run;
    }

    private void PrintProfile(RunClock clock, int threads, ThreadTimes times)
    {
        var busy = string.Join(", ", Enum.GetValues<ThreadWork>().Select(work => $"{work.ToString().ToLowerInvariant()} {times[work]:N3} s"));
        (string Part, double Seconds, string Note)[] parts =
        [
            ("reading", clock["read"], ""),
            ("compiling", clock["compile"], ""),
            ("draws", clock["simulate"], $"   busy, {(threads == 1 ? "1 thread" : $"{threads} threads together")}: {busy}"),
            ("tracing", clock["trace"], ""),
            ("verifying", clock["verify"], ""),
            ("results", clock["analyse"], ""),
            ("report", clock["report"], ""),
            ("total", clock.Total, ""),
        ];
        foreach (var (part, seconds, note) in parts) surroundings.Error.WriteLine($"{part,-10}{seconds,8:N3} s{note}");
    }

    private void Print(RunRequest request, Summary summary, string folder)
    {
        if (request.Json)
        {
            surroundings.Out.Write(summary.ToJson());
            return;
        }
        new ResultTables(surroundings.Out, surroundings.Width, summary).Print();
        surroundings.Out.WriteLine();
        surroundings.Out.WriteLine($"Results: {folder}");
    }
}
