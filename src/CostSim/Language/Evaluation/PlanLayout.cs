using CostSim.Language.Rates;

namespace CostSim.Language.Evaluation;

/// <summary>Gives every needed node of a graph a place, and puts the vector operations into two lists.</summary>
internal sealed class PlanLayout
{
    private readonly Graph _graph;
    private readonly Operand[] _places;
    private readonly int[] _lastUse;
    private readonly bool[] _isKept;
    private readonly Stack<int> _freeSlots = [];
    private readonly List<Instruction> _instructions = [];
    private readonly List<RateProgram> _ratePrograms = [];
    private readonly ILookup<int, int> _resultsOf;

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
        _resultsOf = all.Where(node => graph[node].Operation == Operation.Result).ToLookup(node => graph[node].A);
        foreach (var root in roots) _isKept[root] = true;
        foreach (var user in perCycle)
        {
            // What the block's instructions leave for those of each cycle must outlive every cycle; what a cycle calculates may be good for the next one too.
            foreach (var operand in graph.OperandsOf(user)) _isKept[operand] |= graph.DependenceOf(operand).HasFlag(Dependence.Draw);
        }
        foreach (var user in all)
        {
            foreach (var operand in graph.OperandsOf(user)) _lastUse[operand] = user;
        }

        ParameterSlots = PlaceParameters(perBlock);
        DrawInstructions = Schedule(perBlock);
        CycleInstructions = Schedule(perCycle);
    }

    public Instruction[] DrawInstructions { get; }

    public Instruction[] CycleInstructions { get; }

    public (int Column, int Slot)[] ParameterSlots { get; }

    /// <summary>What instructions of competing rates refer to.</summary>
    public RateProgram[] RatePrograms => [.. _ratePrograms];

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
            if (node.Operation is Operation.Parameter or Operation.Result) continue;
            if (node.Operation == Operation.RateExponential)
            {
                _instructions.Add(ScheduleRates(i));
                LetGo(i);
                continue;
            }
            // The destination is taken before the operands are let go: no operation reads and writes one slot.
            var destination = _freeSlots.TryPop(out var free) ? free : Slots++;
            _places[i] = new Operand(IsVector: true, destination);
            var operands = ScalarArithmetic.Operands(node.Operation);
            _instructions.Add(new Instruction(node.Operation, destination, _places[node.A],
                operands > 1 ? _places[node.B] : default, operands > 2 ? _places[node.C] : default));
            LetGo(i);
        }
        return [.. _instructions];
    }

    /// <summary>The results that are wanted lie side by side.</summary>
    private Instruction ScheduleRates(int exponential)
    {
        var matrix = _graph.MatrixOf(_graph[exponential]);
        int[] results = [.. _resultsOf[exponential]];
        var destination = Slots;
        foreach (var result in results) _places[result] = new Operand(IsVector: true, Slots++);
        _ratePrograms.Add(new RateProgram(matrix, [.. matrix.Entries.Select(entry => _places[entry.Rate])], [.. results.Select(result => _graph[result].B)]));
        return new Instruction(Operation.RateExponential, destination, new Operand(IsVector: false, _ratePrograms.Count - 1), default, new Operand(IsVector: false, results.Length));
    }

    /// <summary>Slots that nobody reads after this user are free for others.</summary>
    private void LetGo(int user)
    {
        foreach (var operand in _graph.OperandsOf(user).Distinct())
        {
            if (_lastUse[operand] == user && !_isKept[operand] && _places[operand].IsVector) _freeSlots.Push(_places[operand].Index);
        }
    }
}
