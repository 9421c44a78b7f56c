using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using BenchmarkDotNet.Attributes;
using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Scenarios.Readers;

namespace CostSim.Benchmarks;

/// <summary>A generated model of 500 states and 4,000 moves, for a block of draws and <see cref="Cycles"/> cycles: ours, and a kernel written for nothing else.</summary>
[MemoryDiagnoser]
public class LargeModelBenchmarks
{
    private const int States = 500, MovesPerState = 8, Shares = 40, Cycles = 50;

    private readonly int[] _targets = new int[States * MovesPerState];
    private readonly int[] _shares = new int[States * MovesPerState];
    private int[] _first = null!;
    private int[] _sources = null!;
    private int[] _sharesIn = null!;
    private double[] _people = null!;
    private double[] _next = null!;
    private double[] _share = null!;
    private double[] _stay = null!;
    private double[] _years = null!;
    private CohortSimulation _simulation = null!;

    [Params(32, 64, 256)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20_260_101);
        for (var move = 0; move < _targets.Length; move++)
        {
            _targets[move] = (move / MovesPerState + 1 + random.Next(States - 1)) % States;
            _shares[move] = random.Next(Shares);
        }
        _simulation = new CohortSimulation(Compile(), Width);
        _simulation.Run(0, Width);

        var byTarget = Enumerable.Range(0, _targets.Length).OrderBy(move => _targets[move]).ToArray();
        _first = [.. Enumerable.Range(0, States + 1).Select(state => byTarget.Count(move => _targets[move] < state))];
        _sources = [.. byTarget.Select(move => move / MovesPerState)];
        _sharesIn = [.. byTarget.Select(move => _shares[move])];
        _share = [.. Enumerable.Range(0, Shares * Width).Select(_ => random.NextDouble() / 10)];
        _stay = [.. Enumerable.Range(0, States * Width).Select(_ => random.NextDouble())];
        (_people, _next, _years) = (new double[States * Width], new double[States * Width], new double[Width]);
        _people.AsSpan(0, Width).Fill(1);
    }

    [Benchmark(Baseline = true)]
    public double HandWrittenGather()
    {
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            for (var d = 0; d < Width; d += 32) Step(d);
            (_people, _next) = (_next, _people);
        }
        return _years[0];
    }

    [Benchmark]
    public double Simulation()
    {
        _simulation.Run(0, Width);
        return _simulation.Total(0, 2)[0];
    }

    private void Step(int d)
    {
        ref var people = ref _people[d];
        ref var next = ref _next[d];
        ref var share = ref _share[d];
        ref var stay = ref _stay[d];
        var (w, x, y, z) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
        for (var state = 0; state < States; state++)
        {
            ref var own = ref Unsafe.Add(ref people, state * Width);
            ref var staying = ref Unsafe.Add(ref stay, state * Width);
            var a = Vector512.LoadUnsafe(ref own) * Vector512.LoadUnsafe(ref staying);
            var b = Vector512.LoadUnsafe(ref own, 8) * Vector512.LoadUnsafe(ref staying, 8);
            var c = Vector512.LoadUnsafe(ref own, 16) * Vector512.LoadUnsafe(ref staying, 16);
            var e = Vector512.LoadUnsafe(ref own, 24) * Vector512.LoadUnsafe(ref staying, 24);
            for (var move = _first[state]; move < _first[state + 1]; move++)
            {
                ref var from = ref Unsafe.Add(ref people, _sources[move] * Width);
                ref var part = ref Unsafe.Add(ref share, _sharesIn[move] * Width);
                a += Vector512.LoadUnsafe(ref from) * Vector512.LoadUnsafe(ref part);
                b += Vector512.LoadUnsafe(ref from, 8) * Vector512.LoadUnsafe(ref part, 8);
                c += Vector512.LoadUnsafe(ref from, 16) * Vector512.LoadUnsafe(ref part, 16);
                e += Vector512.LoadUnsafe(ref from, 24) * Vector512.LoadUnsafe(ref part, 24);
            }
            ref var to = ref Unsafe.Add(ref next, state * Width);
            a.StoreUnsafe(ref to);
            b.StoreUnsafe(ref to, 8);
            c.StoreUnsafe(ref to, 16);
            e.StoreUnsafe(ref to, 24);
            (w, x, y, z) = (w + a, x + b, y + c, z + e);
        }
        ref var years = ref _years[d];
        (Vector512.LoadUnsafe(ref years) + w).StoreUnsafe(ref years);
        (Vector512.LoadUnsafe(ref years, 8) + x).StoreUnsafe(ref years, 8);
        (Vector512.LoadUnsafe(ref years, 16) + y).StoreUnsafe(ref years, 16);
        (Vector512.LoadUnsafe(ref years, 24) + z).StoreUnsafe(ref years, 24);
    }

    private CohortPlan Compile()
    {
        var model = new StringBuilder($"model: large\ncycle: 1 year\nstates: [{string.Join(", ", Enumerable.Range(0, States).Select(s => $"s{s}"))}]\nstart: {{ s0: 1 }}\ninputs:\n");
        for (var p = 0; p < Shares; p++) model.AppendLine($"  p{p}: {{ unit: probability, about: a share }}");
        model.AppendLine("events:\n  - name: move\n    rules:");
        for (var move = 0; move < _targets.Length; move++) model.AppendLine($"      - {{ from: s{move / MovesPerState}, to: s{_targets[move]}, probability: p{_shares[move]} }}");
        model.AppendLine("outcomes:\n  cost:\n    unit: money\n    on: { move: 0 }\n  qaly:\n    unit: qaly\n    in: { s0: 0 }");
        model.AppendLine($"  ly:\n    unit: years\n    in: {{ {string.Join(", ", Enumerable.Range(0, States).Select(s => $"s{s}: 1"))} }}");
        var scenario = new StringBuilder($"""
            scenario: large
            model: m.yaml
            currency: USD 2024
            horizon: {Cycles} years
            discount: {"{ cost: 0, qaly: 0 }"}
            cycle_correction: none
            willingness_to_pay: {"{ from: 0, to: 10, step: 10, thresholds: [10] }"}
            psa: {"{ draws: 1024, seed: 1 }"}
            strategies: {"{ a: {}, b: {} }"}
            reference: a
            parameters:

            """);
        for (var p = 0; p < Shares; p++) scenario.AppendLine($"  p{p}: {{ uniform: {{ min: 0, max: 0.1 }} }}");
        var problems = new Problems();
        var read = ScenarioReader.Read("s.yaml", path => TextResult.Of(path == "s.yaml" ? scenario.ToString() : model.ToString()), [], problems);
        var plan = read is null ? null : CohortPlan.Compile(read, problems);
        return plan ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
