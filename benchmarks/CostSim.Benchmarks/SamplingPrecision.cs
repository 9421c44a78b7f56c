using System.Globalization;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Benchmarks;

/// <summary>How much surer a mean is when draws fill space evenly: the standard error of incremental net benefit over many independent runs.</summary>
/// <remarks>No measurement of time, and the same figures on every machine: <c>-- precision</c> instead of benchmarks.</remarks>
internal static class SamplingPrecision
{
    public const string Command = "precision";

    private const int Draws = 4096;
    private const int Runs = 64;

    /// <summary>Prints a table for each scenario: strategies by ways of sampling.</summary>
    public static void Print(TextWriter output)
    {
        foreach (var name in new[] { BenchmarkScenario.SickSicker, BenchmarkScenario.Knee })
        {
            var scenario = BenchmarkScenario.Compile(name, Draws).Scenario;
            var threshold = scenario.WillingnessToPay.Thresholds[0];
            (string Method, int Replicates)[] ways =
                [(SamplingMethods.Random, 1), (SamplingMethods.LatinHypercube, 1), (SamplingMethods.Sobol, 1), (SamplingMethods.Sobol, 4), (SamplingMethods.Sobol, 8), (SamplingMethods.Sobol, 16)];
            var errors = ways.Select(way => StandardErrors(scenario, threshold, way.Method, way.Replicates)).ToArray();

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {scenario.Currency}, {threshold:N0} per QALY, {Draws:N0} draws, {Runs} runs\n"));
            output.WriteLine($"| against {scenario.Reference} | {string.Join(" | ", ways.Select(way => way.Replicates == 1 ? way.Method : $"{way.Method}, {way.Replicates} replicates"))} |");
            output.WriteLine($"| --- |{string.Concat(ways.Select(_ => " ---: |"))}");
            for (var s = 0; s < scenario.Strategies.Count; s++)
            {
                if (scenario.Strategies[s].Name == scenario.Reference) continue;
                var cells = errors.Select((error, w) => w == 0 ? Rounded(error[s]) : $"{Rounded(error[s])} ({Rounded(errors[0][s] / error[s])})");
                output.WriteLine($"| {scenario.Strategies[s].Name} | {string.Join(" | ", cells)} |");
            }
            output.WriteLine();
        }
    }

    private static string Rounded(double value) => value.ToString("N1", CultureInfo.InvariantCulture);

    /// <summary>The standard deviation of a run's mean over runs with different seeds, by strategy.</summary>
    private static double[] StandardErrors(Scenario scenario, double threshold, string method, int replicates)
    {
        var means = new double[Runs][];
        for (var run = 0; run < Runs; run++)
        {
            var seeded = scenario with { Psa = new PsaSettings(Draws, 20_260_101 + (ulong)run, method, replicates) };
            var plan = CohortPlan.Compile(seeded, new Problems()) ?? throw new InvalidOperationException(scenario.Name);
            var outcomes = ScenarioRun.Execute(plan, new RunOptions { Threads = Environment.ProcessorCount }, null, CancellationToken.None).Outcomes;
            var benefits = scenario.Strategies.Select((_, s) => threshold * Mean(outcomes[s, OutcomeTable.Qaly]) - Mean(outcomes[s, OutcomeTable.Cost])).ToArray();
            var reference = benefits[outcomes.Strategies.ToList().IndexOf(scenario.Reference)];
            means[run] = [.. benefits.Select(benefit => benefit - reference)];
        }
        return [.. scenario.Strategies.Select((_, s) =>
        {
            var centre = means.Average(mean => mean[s]);
            return Math.Sqrt(means.Sum(mean => (mean[s] - centre) * (mean[s] - centre)) / (Runs - 1));
        })];

        static double Mean(ReadOnlySpan<double> values)
        {
            var sum = 0.0;
            foreach (var value in values) sum += value;
            return sum / values.Length;
        }
    }
}
