using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Language.Evaluation;
using CostSim.Language.Parsing;

namespace CostSim.Benchmarks;

/// <summary>The probabilities of every cycle for one block of draws, from expressions and by hand.</summary>
[MemoryDiagnoser]
public class ExpressionBenchmarks
{
    private const int SickSickerCycles = 75;
    private const int KneeCycles = 160;

    private Workspace _sickSicker = null!;
    private Workspace _knee = null!;
    private double[][] _parameters = null!;
    private double[] _work = null!;
    private double[] _mortality = null!;

    [Params(64, 256)]
    public int Draws { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(20_260_101);
        _parameters = [.. Enumerable.Range(0, 12).Select(_ => Enumerable.Range(0, Draws).Select(_ => 0.05 + random.NextDouble()).ToArray())];
        _work = new double[7 * Draws];
        _mortality = [.. Enumerable.Range(0, SickSickerCycles + 1).Select(Mortality)];
        _sickSicker = Compile(SickSickerCycles, [
            "rate_to_probability(mortality(age))", "rate_to_probability(mortality(age) * hr_sick)", "rate_to_probability(mortality(age) * hr_sicker)",
            "rate_to_probability(r_onset)", "rate_to_probability(r_recovery)", "rate_to_probability(r_progress * hr_treated)"]);
        _knee = Compile(KneeCycles, [.. KneeExpressions()]);
    }

    [Benchmark(Baseline = true)]
    public double SickSickerPlainLoop()
    {
        var sum = 0.0;
        var p1 = _work.AsSpan(0, Draws);
        var p2 = _work.AsSpan(Draws, Draws);
        for (var c = 0; c < 3; c++)
        {
            for (var d = 0; d < Draws; d++) p1[d] = 1 - Math.Exp(-(c == 2 ? _parameters[2][d] * _parameters[5][d] : _parameters[c][d]));
            sum += p1[0];
        }
        for (var cycle = 0; cycle <= SickSickerCycles; cycle++)
        {
            for (var d = 0; d < Draws; d++)
            {
                p1[d] = 1 - Math.Exp(-_mortality[cycle] * _parameters[3][d]);
                p2[d] = 1 - Math.Exp(-_mortality[cycle] * _parameters[4][d]);
            }
            sum += p1[0] + p2[0];
        }
        return sum;
    }

    [Benchmark]
    public double SickSickerTensorPrimitives()
    {
        var sum = 0.0;
        var p = _work.AsSpan(0, Draws);
        for (var c = 0; c < 3; c++)
        {
            if (c == 2) TensorPrimitives.Multiply(_parameters[2], _parameters[5], p);
            else _parameters[c].CopyTo(p);
            sum += Probability(p);
        }
        for (var cycle = 0; cycle <= SickSickerCycles; cycle++)
        {
            for (var state = 3; state < 5; state++)
            {
                TensorPrimitives.Multiply(_parameters[state], _mortality[cycle], p);
                sum += Probability(p);
            }
        }
        return sum;

        static double Probability(Span<double> rate)
        {
            TensorPrimitives.Negate(rate, rate);
            TensorPrimitives.Exp(rate, rate);
            TensorPrimitives.Subtract(1, rate, rate);
            return rate[0];
        }
    }

    [Benchmark]
    public void SickSickerPlan() => Evaluate(_sickSicker, SickSickerCycles);

    [Benchmark]
    public void KneePlan() => Evaluate(_knee, KneeCycles);

    private static void Evaluate(Workspace workspace, int cycles)
    {
        workspace.EvaluateDraws();
        for (var cycle = 0; cycle <= cycles; cycle++) workspace.EvaluateCycle(cycle);
    }

    /// <summary>Quarterly: progression and surgery by grade and benefit, both by age; waning by time since the injection.</summary>
    private static IEnumerable<string> KneeExpressions()
    {
        yield return "rate_to_probability(mortality(age) * hr_sick)";
        for (var grade = 1; grade <= 4; grade++)
        {
            foreach (var benefit in new[] { "1", "hr_partial", "hr_full" })
            {
                yield return $"rate_to_probability(r_onset * {grade} * {benefit} * if(age < 70 years, 1, hr_old))";
                yield return $"rate_to_probability(r_progress * {grade} * {benefit} * interpolate(age, 50 years, 0.5, 65 years, 1, 80 years, 0.3))";
            }
        }
        for (var quarter = 0; quarter < 20; quarter++)
            yield return $"1 - weibull_survival({quarter + 1} * cycle, shape, scale * 1 year) / weibull_survival({quarter} * cycle, shape, scale * 1 year)";
    }

    private Workspace Compile(int cycles, string[] texts)
    {
        var (graph, problems, bindings, cycleYears) = (new Graph(), new Problems(), new Bindings(), cycles == KneeCycles ? 0.25 : 1);
        string[] names = ["r_onset", "r_recovery", "r_progress", "hr_sick", "hr_sicker", "hr_treated", "hr_partial", "hr_full", "hr_old", "shape", "scale"];
        for (var i = 0; i < names.Length; i++) bindings.Bind(names[i], graph.Parameter(i));
        bindings.Bind("cycle", graph.Constant(cycleYears));
        bindings.Bind("age", graph.Add(graph.Constant(25), graph.Multiply(graph.CycleNumber(), graph.Constant(cycleYears))));
        bindings["mortality"] = new LifeTableBinding(graph.AddFunction(age => Mortality((int)age - 25)));
        var builder = new GraphBuilder(graph, problems);
        int[] roots = [.. texts.Select(text => builder.Build(ExpressionParser.Parse(text, SourceLocation.StartOf("benchmark"), problems)!, bindings)!.Value)];

        var workspace = new EvaluationPlan(graph, roots, cycles).CreateWorkspace(Draws);
        workspace.LoadBlock(Draws, (column, values) => _parameters[column].CopyTo(values));
        return workspace;
    }

    private static double Mortality(int year) => 0.0005 * Math.Exp(0.09 * year);
}
