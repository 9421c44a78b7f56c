namespace CostSim.Language;

/// <summary>Gives every needed node of a graph a place, and puts the vector operations into two lists.</summary>
internal sealed class PlanLayout
{
    private readonly Graph _graph;
    private readonly Operand[] _places;
    private readonly int[] _lastUse;
    private readonly bool[] _isKept;
    private readonly Stack<int> _freeSlots = [];
    private readonly List<Instruction> _instructions = [];

    /// <param name="needed">Which nodes have to be calculated.</param>
    /// <param name="roots">Whose vectors are kept to the end.</param>
    public PlanLayout(Graph graph, bool[] needed, int[] roots)
    {
        _graph = graph;
        _places = new Operand[needed.Length];
        _lastUse = new int[needed.Length];
        _isKept = new bool[needed.Length];
        int[] all = [.. Enumerable.Range(0, needed.Length).Where(node => needed[node])];
        PlaceUniformNodes(all);

        int[] perBlock = [.. all.Where(node => graph.DependenceOf(node) == Dependence.Draw)];
        int[] perCycle = [.. all.Where(node => graph.DependenceOf(node) == (Dependence.Draw | Dependence.Cycle))];
        foreach (var root in roots) _isKept[root] = true;
        foreach (var user in perCycle)
        {
            // What the block's instructions leave for those of each cycle must outlive every cycle; what a cycle calculates may be good for the next one too.
            foreach (var operand in OperandsOf(user)) _isKept[operand] |= graph.DependenceOf(operand).HasFlag(Dependence.Draw);
        }
        foreach (var user in all)
        {
            foreach (var operand in OperandsOf(user)) _lastUse[operand] = user;
        }

        ParameterSlots = PlaceParameters(perBlock);
        DrawInstructions = Schedule(perBlock);
        CycleInstructions = Schedule(perCycle);
    }

    public Instruction[] DrawInstructions { get; }

    public Instruction[] CycleInstructions { get; }

    public (int Column, int Slot)[] ParameterSlots { get; }

    public int Slots { get; private set; }

    public Operand PlaceOf(int node) => _places[node];

    private void PlaceUniformNodes(int[] nodes)
    {
        var (constants, changing) = (0, 0);
        foreach (var node in nodes)
        {
            if (_graph.DependenceOf(node).HasFlag(Dependence.Draw)) continue;
            _places[node] = new Operand(IsVector: false, UniformValues.IsConstant(_graph, node) ? ~constants++ : changing++);
        }
    }

    /// <summary>Parameters keep their slots, so that a block can be evaluated again.</summary>
    private (int Column, int Slot)[] PlaceParameters(int[] nodes)
    {
        var parameters = new List<(int Column, int Slot)>();
        foreach (var node in nodes)
        {
            if (_graph[node].Operation != Operation.Parameter) continue;
            _isKept[node] = true;
            _places[node] = new Operand(IsVector: true, Slots);
            parameters.Add((_graph[node].A, Slots++));
        }
        return [.. parameters];
    }

    private Instruction[] Schedule(int[] nodes)
    {
        _instructions.Clear();
        foreach (var i in nodes)
        {
            var node = _graph[i];
            if (node.Operation == Operation.Parameter) continue;
            // The destination is taken before the operands are let go: no operation reads and writes one slot.
            var destination = _freeSlots.TryPop(out var free) ? free : Slots++;
            _places[i] = new Operand(IsVector: true, destination);
            var operands = ScalarArithmetic.Operands(node.Operation);
            _instructions.Add(new Instruction(node.Operation, destination, _places[node.A],
                operands > 1 ? _places[node.B] : default, operands > 2 ? _places[node.C] : default));
            foreach (var operand in OperandsOf(i).Distinct())
            {
                if (_lastUse[operand] == i && !_isKept[operand] && _places[operand].IsVector) _freeSlots.Push(_places[operand].Index);
            }
        }
        return [.. _instructions];
    }

    private IEnumerable<int> OperandsOf(int user)
    {
        var node = _graph[user];
        var operands = ScalarArithmetic.Operands(node.Operation);
        if (operands > 0) yield return node.A;
        if (operands > 1) yield return node.B;
        if (operands > 2) yield return node.C;
    }
}
