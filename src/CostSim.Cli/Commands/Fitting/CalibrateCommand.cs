using System.CommandLine;
using CostSim.Calibration;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Diagnostics;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Cli.Commands.Fitting;

/// <summary><c>costsim calibrate</c>: fits a scenario's parameters to what is known of its results.</summary>
internal sealed class CalibrateCommand(Surroundings surroundings, ScenarioFiles files, ProblemList problemList)
{
    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var scenario = CommandOptions.Scenario();
        var method = new Option<string?>("--method") { Description = "How to fit, instead of the scenario's calibration.method.", HelpName = "NAME" };
        method.AcceptOnlyFromAmong([.. ScenarioReader.CalibrationMethodNames]);
        var output = new Option<string?>("--output", "-o") { Description = "A new folder for calibration.json, and with sir for posterior.csv and posterior.parquet.", HelpName = "DIR" };
        var draws = CommandOptions.Draws("With sir, parameter sets to draw, instead of the scenario's psa.draws.");
        var seed = CommandOptions.WholeNumber("--seed", 0UL, "Seed of the random numbers, instead of the scenario's psa.seed.");
        var threads = CommandOptions.WholeNumber("--threads", 1, "Processors to use; results do not depend on it. [default: all]");
        var json = CommandOptions.Json();
        var verbose = CommandOptions.Verbose();
        var command = new Command("calibrate", "Fits parameters to what is known of a model's results: the best fit, or a sample of what the targets leave uncertain.")
        {
            scenario, method, output, draws, seed, threads, json, verbose,
        };
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(verbose),
            (_, token) => Task.Run(
                () => new CalibrateCommand(surroundings, new ScenarioFiles(surroundings), new ProblemList(surroundings)).Execute(
                    new CalibrateRequest(
                        parsed.GetRequiredValue(scenario), parsed.GetValue(method), parsed.GetValue(output),
                        [
                            .. parsed.GetValue(draws) is { } d ? [new Override(Override.Draws, $"{d}")] : Array.Empty<Override>(),
                            .. parsed.GetValue(seed) is { } s ? [new Override(Override.Seed, $"{s}")] : Array.Empty<Override>(),
                        ],
                        parsed.GetValue(threads) ?? Environment.ProcessorCount,
                        parsed.GetValue(json)),
                    token),
                token),
            cancel));
        command.WithExamples(
            "costsim calibrate scenarios/knee/calibration.yaml",
            "costsim calibrate scenarios/knee/calibration.yaml --method sir --draws 20000 -o results/posterior");
        return command;
    }

    /// <summary>Reads, fits, prints, and writes where a folder is named.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(CalibrateRequest request, CancellationToken cancel)
    {
        var problems = new Problems();
        var destination = request.Output is null ? null : Destination.Named(request.Output, force: false, surroundings);
        destination?.Check(problems);
        var scenario = ScenarioReader.Read(request.Scenario, files.Text, request.Overrides, problems);
        var settings = scenario is null ? null : SettingsOf(scenario, request, problems);
        var result = problems.HasErrors || scenario is null || settings is null ? null : Find(scenario, settings, request, problems, cancel);
        using var folder = destination is null || result is null || problems.HasErrors ? null : RunFolder.Create(destination, problems);
        problemList.Print(problems);
        if (result is null || problems.HasErrors) return ExitCode.BadInput;

        if (folder is not null) result.Write(folder);
        var shown = folder?.Finish();
        if (request.Json)
        {
            surroundings.Out.Write(result.ToJson());
            return ExitCode.Done;
        }
        result.Print(surroundings.Out, surroundings.Width);
        if (shown is not null) surroundings.Out.WriteLine($"\nResults: {shown}");
        return ExitCode.Done;
    }

    private static CalibrationSettings? SettingsOf(Scenario scenario, CalibrateRequest request, Problems problems)
    {
        if (scenario.Calibration is not { } settings)
        {
            problems.Error(SourceLocation.StartOf(request.Scenario), "a scenario without 'calibration'", "'calibration:' with targets, as scenarios/README.md tells");
            return null;
        }
        var method = request.Method is null ? settings.Method : ScenarioReader.CalibrationMethodOf(request.Method)!.Value;
        if (method == CalibrationMethod.NelderMead && settings.Fit.Count == 0)
            problems.Error(settings.Targets[0].At, "no parameters to find", "'fit:' in 'calibration', with a range for each");
        return settings with { Method = method };
    }

    private static ICalibrationResult? Find(Scenario scenario, CalibrationSettings settings, CalibrateRequest request, Problems problems, CancellationToken cancel)
    {
        if (settings.Method == CalibrationMethod.NelderMead)
            return MaximumLikelihood.Find(scenario, settings, problems, cancel) is { } fit ? new FitReport(scenario, request.Scenario, fit) : null;
        var options = new RunOptions { Threads = request.Threads };
        return ImportanceResampling.Find(scenario, settings, options, problems, cancel) is { } posterior ? new PosteriorReport(scenario, posterior) : null;
    }
}

/// <summary>What <c>costsim calibrate</c> is to do.</summary>
internal sealed record CalibrateRequest(string Scenario, string? Method, string? Output, IReadOnlyList<Override> Overrides, int Threads, bool Json);

/// <summary>What a calibration shows, prints and writes.</summary>
internal interface ICalibrationResult
{
    string ToJson();

    void Print(TextWriter output, int width);

    void Write(RunFolder folder);
}
