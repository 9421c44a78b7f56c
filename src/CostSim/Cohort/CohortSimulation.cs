using CostSim.Cohort.Kernels;
using CostSim.Cohort.Recording;
using CostSim.Language.Evaluation;

namespace CostSim.Cohort;

/// <summary>Runs every strategy of a plan for one block of draws after another. One for each thread.</summary>
/// <remarks>
/// Each cycle: what changes with it is calculated once for all strategies; then each strategy's occupancy is counted at the cycle's start, its events
/// move people in order, and clocks advance. A draw's results do not depend on the width of the block or its place in it, to the bit.
/// </remarks>
public sealed class CohortSimulation
{
    private readonly CohortPlan _plan;
    private readonly Workspace _workspace;
    private readonly Operand[] _operands;
    private readonly GroupRun[] _runs;
    private readonly NumberChecker _checker;
    private readonly double[][] _parameters;
    private readonly double[] _scratch;
    private readonly Dictionary<int, (GroupRun Run, int Member)> _strategies;
    private readonly int[] _simulated;
    private readonly ParameterColumn _load;
    private readonly bool _isTraced;
    private readonly StraightLineSegment[][] _segments;

    /// <param name="plan">What to simulate; may be shared between threads.</param>
    /// <param name="width">Draws in a block, a positive multiple of 8.</param>
    /// <param name="isTraced">Whether occupancies will be recorded, and totals are undiscounted; else states that earn nothing are passed over.</param>
    public CohortSimulation(CohortPlan plan, int width, bool isTraced = false)
        : this(plan, width, isTraced, isTraced ? [] : plan.Segments)
    {
    }

    /// <summary>To be traced, and of some strategies alone; those that go with them are simulated too.</summary>
    internal CohortSimulation(CohortPlan plan, int width, IReadOnlyCollection<int> strategies)
        : this(plan, width, isTraced: true, [], [.. plan.Programs(isTraced: true).Where(program => program.Group.Strategies.Any(strategies.Contains))])
    {
    }

    /// <summary>For a single run of the base values: nothing is compiled for it.</summary>
    internal static CohortSimulation Once(CohortPlan plan) => new(plan, Workspace.Lane, isTraced: false, [], isPlain: true);

    /// <summary>As the public constructor, with a choice of what runs as machine code of its own: the lists of programs give the same bits.</summary>
    internal CohortSimulation(
        CohortPlan plan, int width, bool isTraced, StraightLineSegment[][] segments, GroupProgram[]? programs = null, bool isPlain = false)
    {
        _segments = segments;
        (_plan, _isTraced) = (plan, isTraced);
        _workspace = plan.Evaluation.CreateWorkspace(width);
        _operands = plan.Evaluation.OperandsByNode();
        _runs = [.. (programs ?? plan.Programs(isTraced)).Select(program => new GroupRun(plan, program, _workspace, _operands, isPlain))];
        _strategies = _runs.SelectMany(run => run.Group.Strategies.Select((strategy, member) => (strategy, (run, member)))).ToDictionary(pair => pair.strategy, pair => pair.Item2);
        _simulated = [.. _strategies.Keys.Order()];
        _checker = new NumberChecker(plan, _workspace, _operands);
        _parameters = [.. plan.Sampler.Columns.Select(_ => new double[width])];
        _load = (column, values) => _parameters[column].CopyTo(values);
        _scratch = new double[plan.Sampler.ScratchColumns * width];
    }

    /// <summary>Receives how long sampling and simulating take; null where nobody asks.</summary>
    public ThreadTimes? Times { get; init; }

    /// <summary>Which strategies are simulated, in the order of the scenario.</summary>
    internal ReadOnlySpan<int> Strategies => _simulated;

    /// <summary>Draws in a block.</summary>
    public int Width => _workspace.Width;

    /// <summary>Simulates consecutive draws.</summary>
    /// <param name="firstDraw">From 0.</param>
    /// <param name="draws">1 to <see cref="Width"/>.</param>
    /// <param name="trace">Receives occupancies, or null.</param>
    /// <exception cref="SimulationException">A number cannot be; of several draws in which that happens, the lowest is reported.</exception>
    public void Run(long firstDraw, int draws, TraceRecorder? trace = null) => Observe(firstDraw, draws, trace);

    /// <summary>As <see cref="Run"/>, with anything that looks at occupancies.</summary>
    internal void Observe(long firstDraw, int draws, IOccupancyRecorder? trace)
    {
        var start = Times?.Now ?? 0;
        _plan.Sampler.Fill(firstDraw, draws, _parameters, _scratch);
        start = Times?.Add(ThreadWork.Sampling, start) ?? 0;
        try
        {
            Simulate(firstDraw, draws, trace);
            Times?.Add(ThreadWork.Simulating, start);
        }
        catch (SimulationException exception) when (exception.Draw > firstDraw)
        {
            // A lower draw may fail in a later cycle: then its own exception takes the place of this one, as it would with narrower blocks.
            Run(firstDraw, (int)(exception.Draw.Value - firstDraw));
            throw;
        }
    }

    /// <summary>Simulates the base values of the parameters: the deterministic analysis.</summary>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    public void RunBaseValues(TraceRecorder? trace = null)
    {
        var values = _plan.Sampler.BaseValues();
        for (var p = 0; p < values.Length; p++) _parameters[p].AsSpan().Fill(values[p]);
        Simulate(firstDraw: null, draws: 1, trace);
    }

    /// <summary>What a strategy came to in the last block; [<see cref="Width"/>], of which as many count as draws were simulated.</summary>
    public ReadOnlySpan<double> Total(int strategy, int outcome) => _strategies[strategy].Run.Total(_strategies[strategy].Member, outcome);

    /// <summary>Copies the values that a parameter had in the last block.</summary>
    /// <param name="parameter">Its place among the scenario's parameters.</param>
    /// <param name="values">Receives them; as many as draws were simulated.</param>
    public void CopyParameter(int parameter, Span<double> values) => Copy(_plan.ParameterNodes[parameter], values);

    /// <summary>Copies the weight that the plan's profile had in the last block; 1 where there are no profiles.</summary>
    /// <param name="values">Receives them; as many as draws were simulated.</param>
    internal void CopyWeight(Span<double> values)
    {
        if (_plan.WeightNode is { } node) Copy(node, values);
        else values.Fill(1);
    }

    private void Copy(int node, Span<double> values)
    {
        var place = _operands[node];
        if (place.IsVector) _workspace.Vector(place)[..values.Length].CopyTo(values);
        else values.Fill(_plan.Evaluation.Number(place, cycle: 0));
    }

    private void Simulate(long? firstDraw, int draws, IOccupancyRecorder? trace)
    {
        if (trace is not null && !_isTraced) throw new ArgumentException("The simulation was not made to be traced.", nameof(trace));
        _workspace.LoadBlock(Width, _load);
        _workspace.EvaluateDraws();
        _checker.CheckParameters(firstDraw, draws);

        var (cycles, segment) = (_plan.Scenario.Cycles, 0);
        for (var cycle = 0; cycle <= cycles; cycle++)
        {
            if (segment < _segments.Length && cycle == _segments[segment][0].First)
            {
                for (var cyclesHere = 0; cyclesHere < _segments[segment][0].Cycles; cyclesHere++) _checker.CheckCycle(cycle + cyclesHere, firstDraw, draws);
                for (var r = 0; r < _runs.Length; r++) _runs[r].Run(_segments[segment][r]);
                cycle += _segments[segment++][0].Cycles - 1;
                continue;
            }
            _workspace.EvaluateNextCycle(cycle);
            _checker.CheckCycle(cycle, firstDraw, draws);
            foreach (var run in _runs)
            {
                if (cycle == 0) run.Start();
                run.Count(cycle);
                trace?.Record(run, cycle, firstDraw ?? 0, draws);
                if (cycle < cycles) run.Step(cycle);
            }
        }
        foreach (var run in _runs) run.Finish();
        _checker.CheckTotals(this, firstDraw, draws);
    }
}
