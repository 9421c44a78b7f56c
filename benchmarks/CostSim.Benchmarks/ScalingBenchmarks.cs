using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using CostSim.Analysis;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Runs;
using CostSim.Scenarios.Readers;

namespace CostSim.Benchmarks;

/// <summary>The size of a generated model and its run.</summary>
/// <param name="States">In a ring, with a way back to the first.</param>
/// <param name="Strategies">Each moves its people at its own pace, so that none can share another's simulation.</param>
public sealed record ModelSize(int States, int Cycles, int Draws, int Strategies, int Threads)
{
    /// <summary>States, cycles, draws, strategies and threads: more words are cut short in tables.</summary>
    public override string ToString() => $"{States}/{Cycles}/{Draws}/{Strategies}/{Threads}";
}

/// <summary>Whole runs, sampling to summary, of generated models: one size is changed at a time. The bytes that are allocated hardly grow with the draws.</summary>
[MemoryDiagnoser]
public class ScalingBenchmarks
{
    private static readonly ModelSize Usual = new(States: 10, Cycles: 50, Draws: 16 * 1024, Strategies: 4, Threads: 1);

    private CohortPlan _plan = null!;

    /// <summary>The usual size, and each of its numbers changed alone.</summary>
    public static IEnumerable<ModelSize> Sizes { get; } =
    [
        Usual,
        .. new[] { 3, 30, 100 }.Select(states => Usual with { States = states }),
        .. new[] { 10, 200 }.Select(cycles => Usual with { Cycles = cycles }),
        .. new[] { 4 * 1024, 64 * 1024, 256 * 1024 }.Select(draws => Usual with { Draws = draws }),
        .. new[] { 1, 2, 8, 16 }.Select(strategies => Usual with { Strategies = strategies }),
        Usual with { Threads = 2 },
    ];

    [ParamsSource(nameof(Sizes))]
    public ModelSize Size { get; set; } = Usual;

    [GlobalSetup]
    public void Setup() => _plan = Compile(Size);

    [Benchmark]
    public int Run() => EvaluatedRun.Execute(_plan, new RunOptions { Threads = Size.Threads }, null, withParameters: false, CancellationToken.None).Evaluation.Draws;

    private static CohortPlan Compile(ModelSize size)
    {
        var model = new StringBuilder($"model: ring\ncycle: 1 year\nstates: [{string.Join(", ", Enumerable.Range(0, size.States).Select(s => $"s{s}"))}]\nstart: {{ s0: 1 }}\n");
        model.AppendLine("settings:\n  pace: { unit: ratio, default: 1, about: of all moves }\ninputs:");
        for (var s = 0; s < size.States; s++) model.AppendLine(CultureInfo.InvariantCulture, $"  p{s}: {{ unit: probability, about: of a move from s{s} to the next state }}");
        model.AppendLine("events:\n  - name: move\n    rules:");
        for (var s = 0; s < size.States; s++)
        {
            model.AppendLine(CultureInfo.InvariantCulture, $"      - {{ from: s{s}, to: s{(s + 1) % size.States}, probability: pace * p{s} }}");
            if (s > 0 && s < size.States - 1) model.AppendLine(CultureInfo.InvariantCulture, $"      - {{ from: s{s}, to: s0, probability: pace * p0 }}");
        }
        var years = Enumerable.Range(0, size.States).Select(s => $"s{s}: {(s + 1.0) / size.States}");
        model.AppendLine("outcomes:\n  cost: { unit: money, on: { move: 100 money } }");
        model.AppendLine($"  qaly: {{ unit: qaly, in: {{ {string.Join(", ", years)} }} }}\n  ly: {{ unit: years, in: {{ s0: 1 }} }}");
        var scenario = new StringBuilder($"""
            scenario: ring
            model: m.yaml
            currency: USD 2024
            horizon: {size.Cycles} years
            discount: {"{ cost: 3%, qaly: 3% }"}
            cycle_correction: half-cycle
            willingness_to_pay: {"{ from: 0, to: 100000, step: 500, thresholds: [50000] }"}
            psa: {"{ draws: "}{size.Draws}, seed: 1 {"}"}
            reference: a0
            strategies:

            """);
        for (var a = 0; a < size.Strategies; a++) scenario.AppendLine(CultureInfo.InvariantCulture, $"  a{a}: {{ pace: {1 - 0.02 * a} }}");
        scenario.AppendLine("parameters:");
        for (var s = 0; s < size.States; s++) scenario.AppendLine(CultureInfo.InvariantCulture, $"  p{s}: {{ beta: {{ alpha: {20 + s % 7}, beta: 180 }} }}");
        var problems = new Problems();
        var read = ScenarioReader.Read("s.yaml", path => TextResult.Of(path == "s.yaml" ? scenario.ToString() : model.ToString()), [], problems);
        var plan = read is null ? null : CohortPlan.Compile(read, problems);
        return plan ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
