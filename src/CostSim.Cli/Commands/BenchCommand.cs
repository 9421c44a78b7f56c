using System.CommandLine;
using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim bench</c>: how fast a scenario runs on this machine; writes nothing.</summary>
internal sealed class BenchCommand(Surroundings surroundings, ScenarioFiles files, ProblemList problemList)
{
    /// <summary>Enough for the run time to compile what is called often with all optimisations.</summary>
    private const int WarmUpRuns = 40;

    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(1);

    private const int WarmUpDraws = DrawChunk.MaximumDraws;

    /// <summary>The verb and its options.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var scenario = CommandOptions.Scenario();
        var draws = CommandOptions.Draws("Parameter sets to draw, instead of the scenario's psa.draws.");
        var threads = CommandOptions.WholeNumber("--threads", 1, "Processors to use. [default: all]");
        var json = CommandOptions.Json();
        var verbose = CommandOptions.Verbose();
        var command = new Command("bench", "Measures how fast a scenario runs here: sampling, simulating, analysing; writes no files.") { scenario, draws, threads, json, verbose };
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(verbose),
            (_, token) => Task.Run(
                () => new BenchCommand(surroundings, new ScenarioFiles(surroundings), new ProblemList(surroundings)).Execute(
                    parsed.GetRequiredValue(scenario), parsed.GetValue(draws), parsed.GetValue(threads) ?? Environment.ProcessorCount, parsed.GetValue(json), token),
                token),
            cancel));
        command.WithExamples(
            "costsim bench scenarios/knee/us-payer.yaml",
            "costsim bench scenarios/published/sick-sicker/probabilistic.yaml --draws 1000000 --threads 1 --json");
        return command;
    }

    /// <summary>Measures and prints.</summary>
    /// <returns>The exit code.</returns>
    public int Execute(string path, int? draws, int threads, bool json, CancellationToken cancel)
    {
        var problems = new Problems();
        var plan = Compile(path, draws, problems);
        if (plan is null || problems.HasErrors)
        {
            problemList.Print(problems);
            return ExitCode.BadInput;
        }
        var psa = plan.Scenario.Psa;
        var few = CohortPlan.Compile(plan.Scenario with { Psa = psa with { Draws = Math.Min(psa.Draws, WarmUpDraws) } }, new Problems())!;
        var start = surroundings.Clock.GetTimestamp();
        for (var run = 0; run < WarmUpRuns && surroundings.Clock.GetElapsedTime(start) < LongestWarmUp; run++) _ = Measure(few, threads, cancel);

        var speed = Measure(plan, threads, cancel);
        if (json)
        {
            surroundings.Out.WriteLine(JsonSerializer.Serialize(speed, Summary.Json));
            return ExitCode.Done;
        }
        surroundings.Out.WriteLine($"{speed.Draws:N0} draws, {plan.Scenario.Strategies.Count} strategies, {plan.Scenario.Cycles} cycles, {(threads == 1 ? "1 thread" : $"{threads} threads")}, {speed.Instructions}");
        surroundings.Out.WriteLine($"{speed.DrawsPerSecond:N0} draws per second");
        surroundings.Out.WriteLine($"elapsed     {speed.Elapsed:N3} s, {speed.Processor:N3} s of processor time");
        surroundings.Out.WriteLine($"sampling    {speed.Sampling:N3} s");
        surroundings.Out.WriteLine($"simulating  {speed.Simulating:N3} s");
        surroundings.Out.WriteLine($"analysing   {speed.Analysing:N3} s");
        surroundings.Out.WriteLine($"memory      {speed.PeakMemoryMegabytes:N0} MB at most");
        return ExitCode.Done;
    }

    private CohortPlan? Compile(string path, int? draws, Problems problems)
    {
        var scenario = ScenarioReader.Read(path, files.Text, draws is { } d ? [new Override(Override.Draws, $"{d}")] : [], problems);
        return scenario is null ? null : CohortPlan.Compile(scenario, problems);
    }

    private Speed Measure(CohortPlan plan, int threads, CancellationToken cancel)
    {
        var times = new ThreadTimes(surroundings.Clock);
        using var process = Process.GetCurrentProcess();
        var (start, busy) = (surroundings.Clock.GetTimestamp(), process.TotalProcessorTime);
        var evaluation = EvaluatedRun.Execute(plan, new RunOptions { Threads = threads, Times = times }, null, withParameters: false, cancel).Evaluation;
        var elapsed = surroundings.Clock.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        return new Speed(
            evaluation.Draws,
            threads,
            evaluation.Draws / elapsed,
            elapsed,
            times[ThreadWork.Sampling] / threads,
            times[ThreadWork.Simulating] / threads,
            times[ThreadWork.Analysing] / threads,
            (process.TotalProcessorTime - busy).TotalSeconds,
            process.PeakWorkingSet64 / 1e6,
            Instructions());
    }

    private static string Instructions() =>
        Avx512F.IsSupported ? "AVX-512" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vector instructions";
}

/// <summary>What <c>costsim bench --json</c> says; times in seconds, of a run without files after a warm-up.</summary>
/// <param name="DrawsPerSecond">Of the whole run, by elapsed time.</param>
/// <param name="Elapsed">Of the whole run.</param>
/// <param name="Sampling">A thread's mean time, as are the two that follow; together they are less than the elapsed time by what the threads wait.</param>
/// <param name="Processor">Processor time of all threads together: on a machine that does other things too, it tells more than elapsed time.</param>
internal sealed record Speed(
    int Draws,
    int Threads,
    double DrawsPerSecond,
    double Elapsed,
    double Sampling,
    double Simulating,
    double Analysing,
    double Processor,
    double PeakMemoryMegabytes,
    string Instructions);
