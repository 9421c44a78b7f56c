using System.CommandLine;
using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Text.Json;
using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Runs;
using CostSim.Scenarios;
using Microsoft.Extensions.DependencyInjection;

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
        var draws = CommandOptions.WholeNumber("--draws", 2, "Parameter sets to draw, instead of the scenario's psa.draws.");
        var threads = CommandOptions.WholeNumber("--threads", 1, "Processors to use. [default: all]");
        var json = CommandOptions.Json();
        var verbose = CommandOptions.Verbose();
        var command = new Command("bench", "Measures how fast a scenario runs here: sampling, simulating, analysing; writes no files.") { scenario, draws, threads, json, verbose };
        command.SetAction((parsed, cancel) => Session.RunAsync(
            surroundings,
            parsed.GetValue(verbose),
            (services, token) => Task.Run(
                () => services.GetRequiredService<BenchCommand>().Execute(
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
        var start = surroundings.Clock.GetTimestamp();
        Sample(plan, threads, cancel);
        var sampled = surroundings.Clock.GetTimestamp();
        var run = ScenarioRun.Execute(plan, new RunOptions { Threads = threads }, null, cancel);
        var simulated = surroundings.Clock.GetTimestamp();
        _ = EconomicEvaluation.Of(run.Outcomes, plan.Scenario.WillingnessToPay, plan.Scenario.Reference);
        var (sampling, running, analysing) = (Seconds(start, sampled), Seconds(sampled, simulated), Seconds(simulated, surroundings.Clock.GetTimestamp()));
        using var process = Process.GetCurrentProcess();
        return new Speed(
            plan.Scenario.Psa.Draws, threads, plan.Scenario.Psa.Draws / (running + analysing), sampling, Math.Max(0, running - sampling), analysing, process.PeakWorkingSet64 / 1e6, Instructions());

        double Seconds(long from, long to) => surroundings.Clock.GetElapsedTime(from, to).TotalSeconds;
    }

    /// <summary>Draws all parameters, as a run does, and forgets them.</summary>
    private static void Sample(CohortPlan plan, int threads, CancellationToken cancel)
    {
        const int Chunk = DrawChunk.MaximumDraws;
        var draws = plan.Scenario.Psa.Draws;
        var sampler = plan.Sampler;
        Parallel.For(
            0,
            (draws + Chunk - 1) / Chunk,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel },
            () => (Columns: sampler.Columns.Select(_ => new double[Chunk]).ToArray(), Scratch: new double[sampler.ScratchColumns * Chunk]),
            (chunk, _, room) =>
            {
                sampler.Fill((long)chunk * Chunk, Math.Min(Chunk, draws - chunk * Chunk), room.Columns, room.Scratch);
                return room;
            },
            _ => { });
    }

    private static string Instructions() =>
        Vector512.IsHardwareAccelerated ? "AVX-512" : Vector256.IsHardwareAccelerated ? "256-bit vectors" : Vector128.IsHardwareAccelerated ? "128-bit vectors" : "no vector instructions";
}

/// <summary>What <c>costsim bench --json</c> says; times in seconds.</summary>
/// <param name="DrawsPerSecond">Of sampling, simulating and analysing together.</param>
/// <param name="Simulating">The run's time less that of sampling alone.</param>
internal sealed record Speed(
    int Draws, int Threads, double DrawsPerSecond, double Sampling, double Simulating, double Analysing, double PeakMemoryMegabytes, string Instructions);
