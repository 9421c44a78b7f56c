namespace CostSim.Language;

/// <summary>Operators before one operand.</summary>
public enum UnaryOperator
{
    Negate,
    Not,
}

/// <summary>Operators between two operands.</summary>
public enum BinaryOperator
{
    Or,
    And,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// <summary>How operators are written and how tightly they bind.</summary>
internal static class Operators
{
    /// <summary><c>not</c> binds looser than a comparison: <c>not a = b</c> is <c>not (a = b)</c>.</summary>
    public const int NotBinding = 3;

    /// <summary>A minus binds looser than a power: <c>-x^2</c> is <c>-(x^2)</c>.</summary>
    public const int NegateBinding = 7;

    public const int ComparisonBinding = 4;

    public static int Binding(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Or => 1,
        BinaryOperator.And => 2,
        BinaryOperator.Add or BinaryOperator.Subtract => 5,
        BinaryOperator.Multiply or BinaryOperator.Divide => 6,
        BinaryOperator.Power => 8,
        _ => ComparisonBinding,
    };

    public static bool IsComparison(BinaryOperator operation) => Binding(operation) == ComparisonBinding;

    public static string Sign(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Or => "or",
        BinaryOperator.And => "and",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.Equal => "=",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => "^",
    };

    public static BinaryOperator? FromSign(string sign)
    {
        foreach (var operation in Enum.GetValues<BinaryOperator>())
        {
            if (Sign(operation) == sign) return operation;
        }
        return null;
    }
}
