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
    private readonly Dictionary<int, List<int>> _resultsOf = [];

    /// <param name="needed">Which nodes have to be calculated.</param>
    /// <param name="roots">Whose vectors are kept to the end.</param>
    public PlanLayout(Graph graph, bool[] needed, int[] roots)
    {
        _graph = graph;
        _places = new Operand[needed.Length];
        _lastUse = new int[needed.Length];
        _isKept = new bool[needed.Length];
        foreach (var root in roots) _isKept[root] = true;
        var (uniform, perBlock, perCycle) = (new List<int>(), new List<int>(), new List<int>());
        Span<int> three = stackalloc int[3];
        for (var node = 0; node < needed.Length; node++)
        {
            if (!needed[node]) continue;
            var dependence = graph.DependenceOf(node);
            (dependence == Dependence.Draw ? perBlock : dependence == (Dependence.Draw | Dependence.Cycle) ? perCycle : uniform).Add(node);
            if (graph[node].Operation == Operation.Result) ResultsOf(graph[node].A).Add(node);
            foreach (var operand in graph.OperandsOf(node, three))
            {
                _lastUse[operand] = node;
                // What the block's instructions leave for those of each cycle must outlive every cycle; what a cycle calculates may be good for the next one too.
                if (dependence == (Dependence.Draw | Dependence.Cycle)) _isKept[operand] |= graph.DependenceOf(operand).HasFlag(Dependence.Draw);
            }
        }
        PlaceUniformNodes(uniform);

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

    private List<int> ResultsOf(int exponential)
    {
        if (!_resultsOf.TryGetValue(exponential, out var results)) _resultsOf[exponential] = results = [];
        return results;
    }

    private void PlaceUniformNodes(List<int> nodes)
    {
        var (constants, changing) = (0, 0);
        foreach (var node in nodes) _places[node] = new Operand(IsVector: false, UniformValues.IsConstant(_graph, node) ? ~constants++ : changing++);
    }

    /// <summary>Parameters keep their slots, so that a block can be evaluated again.</summary>
    private (int Column, int Slot)[] PlaceParameters(List<int> nodes)
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

    private Instruction[] Schedule(List<int> nodes)
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
        var results = ResultsOf(exponential);
        var destination = Slots;
        foreach (var result in results) _places[result] = new Operand(IsVector: true, Slots++);
        _ratePrograms.Add(new RateProgram(matrix, Array.ConvertAll(matrix.Rates, rate => _places[rate]), [.. results.ConvertAll(result => _graph[result].B)]));
        return new Instruction(Operation.RateExponential, destination, new Operand(IsVector: false, _ratePrograms.Count - 1), default, new Operand(IsVector: false, results.Count));
    }

    /// <summary>Slots that nobody reads after this user are free for others.</summary>
    private void LetGo(int user)
    {
        Span<int> three = stackalloc int[3];
        foreach (var operand in _graph.OperandsOf(user, three))
        {
            if (_lastUse[operand] != user) continue;
            _lastUse[operand] = -1;   // once, of an operand that is named twice
            if (!_isKept[operand] && _places[operand].IsVector) _freeSlots.Push(_places[operand].Index);
        }
    }
}
