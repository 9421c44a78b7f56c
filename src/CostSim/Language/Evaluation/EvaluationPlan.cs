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
    private readonly Dictionary<int, Operand> _places;
    private readonly HashSet<int> _changing;
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
        _places = wanted.Distinct().ToDictionary(root => root, layout.PlaceOf);
        RatePrograms = layout.RatePrograms;
        ChangesByCycle = CycleChanges.Of(CycleInstructions, RatePrograms, Number, cycles);
        _changing = [.. wanted.Where(root => graph.DependenceOf(root).HasFlag(Dependence.Cycle))];
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
    internal IEnumerable<int> RootSlots => _places.Values.Where(place => place.IsVector).Select(place => place.Index);

    /// <summary>Whether a root has one value for all draws; ask <see cref="Scalar"/> for it, and a workspace for the others.</summary>
    public bool IsUniform(int root) => !PlaceOf(root).IsVector;

    /// <summary>Whether a root's value may change from cycle to cycle.</summary>
    public bool DependsOnCycle(int root) => _places.ContainsKey(root) ? _changing.Contains(root) : throw NoRoot(root);

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

    /// <summary>Where each root is kept, by node: what a loop asks for once, and not in every cycle.</summary>
    internal Operand[] OperandsByNode()
    {
        var operands = new Operand[_places.Keys.DefaultIfEmpty(-1).Max() + 1];
        foreach (var (root, place) in _places) operands[root] = place;
        return operands;
    }

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

    private Operand PlaceOf(int root) => _places.TryGetValue(root, out var place)
        ? place
        : throw NoRoot(root);

    private static ArgumentException NoRoot(int root) => new($"Node {root} is no root of this plan.", nameof(root));
}
