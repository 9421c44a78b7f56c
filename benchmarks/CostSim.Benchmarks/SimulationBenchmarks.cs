using BenchmarkDotNet.Attributes;
using CostSim.Analysis;
using CostSim.Cohort;
using CostSim.Language.Evaluation;
using CostSim.Runs;

namespace CostSim.Benchmarks;

/// <summary>The parts of the simulation loop for one block of draws: time per block of <see cref="Width"/> draws, all strategies and cycles.</summary>
[MemoryDiagnoser]
public class BlockBenchmarks
{
    private CohortPlan _plan = null!;
    private CohortSimulation _simulation = null!;
    private Workspace _workspace = null!;
    private GroupRun[] _runs = null!;
    private double[][] _columns = null!;
    private double[] _scratch = null!;

    [Params(BenchmarkScenario.SickSicker, BenchmarkScenario.Knee)]
    public string Scenario { get; set; } = "";

    [Params(64, 256)]
    public int Width { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _plan = BenchmarkScenario.Compile(Scenario, 1024);
        _simulation = new CohortSimulation(_plan, Width);
        _workspace = _plan.Evaluation.CreateWorkspace(Width);
        var operands = _plan.Evaluation.OperandsByNode();
        _runs = [.. _plan.Programs(isTraced: false).Select(program => new GroupRun(_plan, program, _workspace, operands))];
        _columns = [.. _plan.Sampler.Columns.Select(_ => new double[Width])];
        _scratch = new double[_plan.Sampler.ScratchColumns * Width];
        Sampling();
        _workspace.LoadBlock(Width, (column, values) => _columns[column].CopyTo(values));
        Expressions();
    }

    [Benchmark]
    public void Sampling() => _plan.Sampler.Fill(0, Width, _columns, _scratch);

    /// <summary>Everything that depends on the draw, once, and what depends on the cycle too, whenever it changes.</summary>
    [Benchmark]
    public void Expressions()
    {
        _workspace.EvaluateDraws();
        for (var cycle = 0; cycle <= _plan.Scenario.Cycles; cycle++) _workspace.EvaluateNextCycle(cycle);
    }

    /// <summary>Moves and rewards at every cycle, with the probabilities of the last one.</summary>
    [Benchmark]
    public void CohortSteps()
    {
        foreach (var run in _runs) run.Start();
        for (var cycle = 0; cycle < _plan.Scenario.Cycles; cycle++)
        {
            foreach (var run in _runs)
            {
                run.Count(cycle);
                run.Step(cycle);
            }
        }
    }

    [Benchmark(Baseline = true)]
    public void WholeBlock() => _simulation.Run(0, Width);
}

/// <summary>A whole run: sampling, simulation, and the statistics of the summary; no files.</summary>
[MemoryDiagnoser]
public class RunBenchmarks
{
    private CohortPlan _plan = null!;

    [Params(BenchmarkScenario.SickSicker, BenchmarkScenario.Knee)]
    public string Scenario { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup() => _plan = BenchmarkScenario.Compile(Scenario, Scenario == BenchmarkScenario.SickSicker ? 100_000 : 2_000);

    [Benchmark]
    public void Simulate() => ScenarioRun.Stream(_plan, new RunOptions { Threads = Threads }, chunk => chunk, _ => true, withParameters: false, CancellationToken.None);

    [Benchmark]
    public int SimulateAndAnalyse() =>
        EvaluatedRun.Execute(_plan, new RunOptions { Threads = Threads }, null, withParameters: false, CancellationToken.None).Evaluation.Warnings.Count;
}
