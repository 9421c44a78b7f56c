using CostSim.Language.Rates;

namespace CostSim.Language.Evaluation;

/// <summary>How to calculate some nodes of a graph for many draws, each part as rarely as it can be: once per run, per cycle, per block, or per block and cycle.</summary>
/// <remarks>
/// What does not depend on the draw is calculated when the plan is made, as plain numbers. The rest becomes two lists of vector instructions, one to run
/// once per block of draws and one to run at each cycle. Vectors that are no longer needed give their slots to later ones, so that a block stays in the
/// cache. A plan is immutable; every thread makes its own <see cref="Workspace"/>.
/// </remarks>
public sealed class EvaluationPlan
{
    private readonly Operand[] _operands;
    private readonly RootKind[] _kinds;
    private readonly double[] _constants;
    private readonly double[][] _cycleNumbers;

    /// <param name="graph">The graph; it may grow afterwards.</param>
    /// <param name="roots">The nodes whose values are wanted.</param>
    /// <param name="cycles">The number of cycles; values are wanted at their starts and at the end of the last: 0 to <paramref name="cycles"/>.</param>
    public EvaluationPlan(Graph graph, IReadOnlyCollection<int> roots, int cycles)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cycles);
        Cycles = cycles;
        int[] wanted = [.. roots];
        var needed = graph.NeededFor(wanted);
        var layout = new PlanLayout(graph, needed, wanted);
        (_constants, _cycleNumbers) = UniformValues.Calculate(graph, needed, cycles);
        (DrawInstructions, CycleInstructions) = (layout.DrawInstructions, layout.CycleInstructions);
        (ParameterSlots, Slots) = (layout.ParameterSlots, layout.Slots);
        RatePrograms = layout.RatePrograms;
        ChangesByCycle = CycleChanges.Of(CycleInstructions, Slots, RatePrograms, _constants, _cycleNumbers);
        _kinds = new RootKind[graph.Count];
        _operands = new Operand[graph.Count];
        var slots = new List<int>();
        foreach (var root in wanted)
        {
            if (_kinds[root] != RootKind.None) continue;
            _kinds[root] = graph.DependenceOf(root).HasFlag(Dependence.Cycle) ? RootKind.ByCycle : RootKind.Steady;
            _operands[root] = layout.PlaceOf(root);
            if (_operands[root].IsVector) slots.Add(_operands[root].Index);
        }
        RootSlots = [.. slots];
    }

    private enum RootKind : byte
    {
        None,
        Steady,
        ByCycle,
    }

    /// <summary>The number of cycles; values exist for cycle 0 to this one.</summary>
    public int Cycles { get; }

    /// <summary>The columns of the parameters that are used.</summary>
    public IEnumerable<int> ParameterColumns => ParameterSlots.Select(parameter => parameter.Column);

    /// <summary>The number of vectors that a workspace holds.</summary>
    public int Slots { get; }

    /// <summary>The number of vector operations per block of draws.</summary>
    public int OperationsPerBlock => DrawInstructions.Length;

    /// <summary>The number of vector operations per block of draws and cycle.</summary>
    public int OperationsPerCycle => CycleInstructions.Length;

    internal Instruction[] DrawInstructions { get; }

    internal Instruction[] CycleInstructions { get; }

    /// <summary>For each cycle those of <see cref="CycleInstructions"/> whose results differ from the cycle before.</summary>
    internal Instruction[][] ChangesByCycle { get; }

    /// <summary>What instructions of competing rates refer to.</summary>
    internal RateProgram[] RatePrograms { get; }

    internal (int Column, int Slot)[] ParameterSlots { get; }

    /// <summary>The slots of the roots.</summary>
    internal int[] RootSlots { get; }

    /// <summary>Whether a root has one value for all draws; ask <see cref="Scalar"/> for it, and a workspace for the others.</summary>
    public bool IsUniform(int root) => !PlaceOf(root).IsVector;

    /// <summary>Whether a root's value may change from cycle to cycle.</summary>
    public bool DependsOnCycle(int root) => IsRoot(root) ? _kinds[root] == RootKind.ByCycle : throw NoRoot(root);

    /// <summary>The value of a uniform root.</summary>
    /// <exception cref="ArgumentException">The root is none of the plan's, or is not uniform.</exception>
    public double Scalar(int root, int cycle)
    {
        var place = PlaceOf(root);
        if (place.IsVector) throw new ArgumentException($"The value of node {root} differs between draws.", nameof(root));
        return Number(place, cycle);
    }

    /// <summary>For each slot, whether its vector may differ from that of the cycle before.</summary>
    internal bool[] ChangedSlots(int cycle)
    {
        var changed = new bool[Slots];
        foreach (var instruction in ChangesByCycle[cycle]) changed.AsSpan(instruction.Destination, instruction.Results).Fill(true);
        return changed;
    }

    /// <summary>Memory for one thread to evaluate blocks of draws.</summary>
    /// <param name="width">Draws in a block, a positive multiple of 8.</param>
    public Workspace CreateWorkspace(int width) => new(this, width);

    /// <summary>Where each root is kept, by node; of nodes that are no roots it says nothing. Not to be written to.</summary>
    internal Operand[] OperandsByNode() => _operands;

    internal int SlotOf(int root)
    {
        var place = PlaceOf(root);
        return place.IsVector ? place.Index : throw new ArgumentException($"Node {root} has the same value in all draws: it is no vector.", nameof(root));
    }

    /// <summary>The numbers that do not change, in the order of <see cref="Operand.Index"/>.</summary>
    internal ReadOnlySpan<double> Constants => _constants;

    /// <summary>The numbers of a cycle that are the same in all draws.</summary>
    internal ReadOnlySpan<double> NumbersOf(int cycle) => _cycleNumbers[cycle];

    internal double Number(Operand place, int cycle) => place.Index < 0 ? _constants[~place.Index] : _cycleNumbers[cycle][place.Index];

    private bool IsRoot(int node) => node >= 0 && node < _kinds.Length && _kinds[node] != RootKind.None;

    private Operand PlaceOf(int root) => IsRoot(root) ? _operands[root] : throw NoRoot(root);

    private static ArgumentException NoRoot(int root) => new($"Node {root} is no root of this plan.", nameof(root));
}
