using CostSim.Language.Rates;

namespace CostSim.Language;

/// <summary>What a model calculates, with every distinct calculation once: a node is known by its number, and operands have lower numbers than their users.</summary>
/// <remarks>
/// Asking for a calculation that is there already gives the node that is there; constants are folded. Beyond that only such identities are used as change no
/// value but the sign of a zero (x + 0, x * 1, x / 1, x^1) or the last bit (x^2 as x * x, x^0.5 as a square root).
/// </remarks>
public sealed partial class Graph
{
    private readonly List<GraphNode> _nodes = [];
    private readonly List<Dependence> _dependences = [];
    private readonly Dictionary<GraphNode, int> _known = [];
    private readonly List<Func<double, double>> _functions = [];

    /// <summary>The number of nodes.</summary>
    public int Count => _nodes.Count;

    /// <summary>The node of a number.</summary>
    public int Constant(double value) => Node(new GraphNode(Operation.Constant, Bits: BitConverter.DoubleToInt64Bits(value)), Dependence.None);

    /// <summary>The node of the number of the cycle, from 0: age and time are calculated from it.</summary>
    public int CycleNumber() => Node(new GraphNode(Operation.CycleNumber), Dependence.Cycle);

    /// <summary>The node of a parameter.</summary>
    /// <param name="column">Which parameter, from 0.</param>
    public int Parameter(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        return Node(new GraphNode(Operation.Parameter, column), Dependence.Draw);
    }

    /// <summary>Makes a function of one number known, such as a life table.</summary>
    /// <param name="function">Pure; NaN where it has no value.</param>
    /// <returns>The function's number, for <see cref="Call"/>.</returns>
    public int AddFunction(Func<double, double> function)
    {
        _functions.Add(function);
        return _functions.Count - 1;
    }

    /// <summary>The node of a function's value.</summary>
    /// <param name="function">From <see cref="AddFunction"/>.</param>
    /// <param name="argument">A node that does not depend on the draw.</param>
    public int Call(int function, int argument)
    {
        if (function < 0 || function >= _functions.Count) throw new ArgumentOutOfRangeException(nameof(function), function, $"One of {_functions.Count} functions.");
        if (DependenceOf(argument).HasFlag(Dependence.Draw)) throw new ArgumentException("The argument of a function may not depend on the draw.", nameof(argument));
        return IsConstant(argument, out var value)
            ? Constant(_functions[function](value))
            : Node(new GraphNode(Operation.Function, argument, function), DependenceOf(argument));
    }

    /// <summary>What the node's value may change with.</summary>
    public Dependence DependenceOf(int node) => _dependences[node];

    /// <summary>Whether a node is a number, and which.</summary>
    public bool IsConstant(int node, out double value)
    {
        value = _nodes[node].Value;
        return _nodes[node].Operation == Operation.Constant;
    }

    internal GraphNode this[int node] => _nodes[node];

    internal Func<double, double> FunctionOf(GraphNode call) => _functions[call.B];

    /// <summary>Calculates one node for one draw, one number at a time: slow, and the measure of every faster way.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cycle">The number of the cycle, from 0.</param>
    /// <param name="parameters">The draw's parameters, by column.</param>
    public double Evaluate(int node, int cycle, ReadOnlySpan<double> parameters)
    {
        var needed = NeededFor([node]);
        var values = new double[node + 1];
        var results = new Dictionary<int, double[]>();
        for (var i = 0; i <= node; i++)
        {
            if (!needed[i]) continue;
            var (operation, a, b, c, _) = _nodes[i];
            if (operation == Operation.RateExponential)
            {
                results[i] = RateExponential.Calculate(_rateMatrices[a], Array.ConvertAll(_rateMatrices[a].Rates, rate => values[rate]));
                continue;
            }
            values[i] = operation switch
            {
                Operation.Result => results[a][b],
                Operation.Constant => _nodes[i].Value,
                Operation.CycleNumber => cycle,
                Operation.Parameter => parameters[a],
                Operation.Function => _functions[b](values[a]),
                _ => ScalarArithmetic.Apply(operation, values[a], values[b], values[c]),
            };
        }
        return values[node];
    }

    /// <summary>Which nodes the roots are calculated from, the roots among them.</summary>
    internal bool[] NeededFor(ReadOnlySpan<int> roots)
    {
        var needed = new bool[_nodes.Count];
        Span<int> three = stackalloc int[3];
        foreach (var root in roots) needed[root] = true;
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            if (!needed[i]) continue;
            foreach (var operand in OperandsOf(i, three)) needed[operand] = true;
        }
        return needed;
    }

    /// <summary>The nodes that a node is calculated from.</summary>
    /// <param name="user">The node.</param>
    /// <param name="three">Room for three, to be used again and again.</param>
    internal ReadOnlySpan<int> OperandsOf(int user, Span<int> three)
    {
        var node = _nodes[user];
        if (node.Operation == Operation.RateExponential) return _rateMatrices[node.A].Rates;
        (three[0], three[1], three[2]) = (node.A, node.B, node.C);
        return three[..ScalarArithmetic.Operands(node.Operation)];
    }

    private int Node(GraphNode node, Dependence dependence)
    {
        if (_known.TryGetValue(node, out var known)) return known;
        _nodes.Add(node);
        _dependences.Add(dependence);
        _known.Add(node, _nodes.Count - 1);
        return _nodes.Count - 1;
    }
}
