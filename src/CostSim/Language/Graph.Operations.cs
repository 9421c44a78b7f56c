namespace CostSim.Language;

/// <summary>Nodes with operands.</summary>
public sealed partial class Graph
{
    public int Add(int a, int b) => Is(a, 0) ? b : Is(b, 0) ? a : Commutative(Operation.Add, a, b);

    public int Subtract(int a, int b) => Is(b, 0) ? a : Binary(Operation.Subtract, a, b);

    public int Multiply(int a, int b) => Is(a, 1) ? b : Is(b, 1) ? a : Commutative(Operation.Multiply, a, b);

    public int Divide(int a, int b) => Is(b, 1) ? a : Binary(Operation.Divide, a, b);

    public int Power(int a, int b)
    {
        if (Is(b, 1)) return a;
        if (Is(b, 2)) return Multiply(a, a);
        return Is(b, 0.5) ? Sqrt(a) : Binary(Operation.Power, a, b);
    }

    public int Min(int a, int b) => a == b ? a : Commutative(Operation.Min, a, b);

    public int Max(int a, int b) => a == b ? a : Commutative(Operation.Max, a, b);

    /// <summary>Q(a, b), the regularised upper incomplete gamma function.</summary>
    public int UpperGamma(int a, int b) => Binary(Operation.UpperGamma, a, b);

    /// <summary>P(a, b), the regularised lower incomplete gamma function.</summary>
    public int LowerGamma(int a, int b) => Binary(Operation.LowerGamma, a, b);

    public int Less(int a, int b) => Binary(Operation.Less, a, b);

    public int LessOrEqual(int a, int b) => Binary(Operation.LessOrEqual, a, b);

    public int Equal(int a, int b) => Commutative(Operation.Equal, a, b);

    public int NotEqual(int a, int b) => Commutative(Operation.NotEqual, a, b);

    public int Negate(int a) => _nodes[a].Operation == Operation.Negate ? _nodes[a].A : Unary(Operation.Negate, a);

    public int Exp(int a) => Unary(Operation.Exp, a);

    public int Log(int a) => Unary(Operation.Log, a);

    public int Sqrt(int a) => Unary(Operation.Sqrt, a);

    public int Abs(int a) => Unary(Operation.Abs, a);

    public int Floor(int a) => Unary(Operation.Floor, a);

    /// <summary>1 - exp(-a): the probability of an event over a cumulative hazard.</summary>
    public int HazardToProbability(int a) => Unary(Operation.HazardToProbability, a);

    /// <summary>-ln(1 - a): the cumulative hazard that gives a probability.</summary>
    public int ProbabilityToHazard(int a) => Unary(Operation.ProbabilityToHazard, a);

    /// <summary>Φ(a), the standard normal distribution function.</summary>
    public int NormalCumulative(int a) => Unary(Operation.NormalCumulative, a);

    /// <summary>Both true. False and anything is false, even if the other is NaN.</summary>
    public int And(int a, int b)
    {
        if (Is(a, 0) || Is(b, 0)) return Constant(0);
        return a == b ? a : Multiply(a, b);
    }

    /// <summary>Either true. True or anything is true, even if the other is NaN.</summary>
    public int Or(int a, int b)
    {
        if (Is(a, 1) || Is(b, 1)) return Constant(1);
        if (Is(a, 0)) return b;
        return Is(b, 0) ? a : Max(a, b);
    }

    public int Not(int a) => Subtract(Constant(1), a);

    /// <summary><paramref name="then"/> where the condition is true, <paramref name="otherwise"/> where it is false, NaN where it is NaN.</summary>
    public int Select(int condition, int then, int otherwise)
    {
        if (IsConstant(condition, out var value)) return double.IsNaN(value) ? condition : value != 0 ? then : otherwise;
        return Node(new GraphNode(Operation.Select, condition, then, otherwise),
            DependenceOf(condition) | DependenceOf(then) | DependenceOf(otherwise));
    }

    private bool Is(int node, double value) => IsConstant(node, out var constant) && constant == value;

    private int Unary(Operation operation, int a) => IsConstant(a, out var value)
        ? Constant(ScalarArithmetic.Apply(operation, value, 0, 0))
        : Node(new GraphNode(operation, a), DependenceOf(a));

    private int Commutative(Operation operation, int a, int b) => Binary(operation, Math.Min(a, b), Math.Max(a, b));

    private int Binary(Operation operation, int a, int b) => IsConstant(a, out var left) && IsConstant(b, out var right)
        ? Constant(ScalarArithmetic.Apply(operation, left, right, 0))
        : Node(new GraphNode(operation, a, b), DependenceOf(a) | DependenceOf(b));
}
