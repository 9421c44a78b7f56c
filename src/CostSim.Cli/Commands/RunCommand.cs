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
        var prepared = scenario is null || problems.HasErrors ? Task.CompletedTask : Prepare(scenario, request);
        var plan = scenario is null ? null : CohortPlan.Compile(scenario, problems);
        plan?.CheckBaseValues(problems);
        if (scenario is not null && request.Verify) Verifier.CheckNames(scenario, problems);
        clock.Lap("compile");
        using var folder = problems.HasErrors ? null : RunFolder.Create(destination, problems, hashesFiles: true);
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
        await prepared;
        var run = await RunMeter.ShowAsync(surroundings, scenario.Psa.Draws, report => Simulate(plan, options, request.SummaryOnly ? null : writer, report, cancel));
        clock.Lap("simulate");
        var checks = request.Verify ? await Task.Run(() => Verifier.Run(scenario, cancel), cancel) : [];
        if (request.Verify) writer.WriteVerification(VerificationRecord.Of(request.Scenario, checks));
        clock.Lap("verify");

        var evaluation = run.Evaluation;
        string[] warnings = [.. problems.Select(problem => $"{problem.At}: {problem.Found}"), .. evaluation.Warnings, .. checks.Where(check => check.Status == CheckStatus.Fail).Select(check => $"The model fails the check {check.Name}: {check.Why}.")];
        var summary = Summary.Of(scenario, run, warnings);
        // Side by side: each leaves processors idle now and then, while a plan is made or the disk takes a file.
        var tracing = Task.Run(() => writer.WriteTrace(plan, options, cancel), cancel);
        var both = Task.WhenAll(tracing, Task.Run(() => WriteResults(writer, request, plan, run, summary), cancel));
        await tracing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);   // what it throws comes out of both, when neither writes any more
        clock.Lap("trace");
        await both;
        clock.Lap("analyse");
        cancel.ThrowIfCancellationRequested();
        var text = Task.Run(() => Text(request, summary), cancel);
        if (!request.SummaryOnly) writer.WriteReport(request, files.Read, clock);
        clock.Lap("report");

        writer.WriteManifest(request, files.Read, options.Threads, evaluation.Draws, clock);
        cancel.ThrowIfCancellationRequested();
        var printed = await text;
        var shown = folder.Finish();
        await surroundings.Out.WriteAsync(printed);
        if (!request.Json) await surroundings.Out.WriteLineAsync($"{Environment.NewLine}Results: {shown}");
        if (options.Times is { } times) PrintProfile(clock, options.Threads, times);
        log.Write($"{evaluation.Draws} draws in {clock.Total:N2} s");
        return ExitCode.Done;
    }

    /// <param name="plan">What is run.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="writer">Writes the draws; null where they are not to be written.</param>
    /// <param name="report">Gets the number of draws that are done.</param>
    /// <param name="cancel">Stops the run between two blocks.</param>
    private static EvaluatedRun Simulate(CohortPlan plan, RunOptions options, RunWriter? writer, Action<long> report, CancellationToken cancel)
    {
        using var tables = writer?.OpenDrawTables(plan.Outcomes);
        var run = EvaluatedRun.Execute(
            plan,
            options,
            chunk =>
            {
                tables?.Write(chunk);
                report(chunk.FirstDraw + chunk.Draws);
            },
            withParameters: tables is not null,
            cancel);
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

    /// <summary>Makes what draws and the report need and no draw changes, while one thread makes the plan.</summary>
    private static Task Prepare(Scenario scenario, RunRequest request)
    {
        if (!request.SummaryOnly) ReportFile.Prepare();
        return Task.Run(() => new ParameterSampler(scenario).Prepare(scenario.Psa.Draws));
    }

    private static void WriteResults(RunWriter writer, RunRequest request, CohortPlan plan, EvaluatedRun run, Summary summary)
    {
        writer.WriteResults(run, summary);
        if (!request.SummaryOnly) writer.WriteScenario(plan.Outcomes, run.Evaluation.Draws);
    }

    /// <summary>What is printed of a run that ended well.</summary>
    private string Text(RunRequest request, Summary summary)
    {
        if (request.Json) return summary.ToJson();
        using var text = new StringWriter();
        new ResultTables(text, surroundings.Width, summary).Print();
        return text.ToString();
    }
}
