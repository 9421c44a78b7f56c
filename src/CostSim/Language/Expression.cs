using CostSim.Diagnostics;
using CostSim.Language.Parsing;
using CostSim.Units;

namespace CostSim.Language;

/// <summary>A part of an expression, with its place in the user's file. <see cref="object.ToString"/> writes it in one canonical form, which reads back as the same.</summary>
/// <param name="At">Where it starts; of an operation with two operands, where the operator stands.</param>
public abstract record Expression(SourceLocation At)
{
    /// <summary>The parts that it is made of, in the order written.</summary>
    public abstract IReadOnlyList<Expression> Children { get; }

    /// <summary>Levels below and including this one; the parser keeps it within <see cref="ExpressionParser.MaximumDepth"/>, so that recursion over an expression is safe.</summary>
    public int Depth { get; private init; } = 1;

    public sealed override string ToString() => ExpressionWriter.Write(this);

    private protected static int DepthOver(IEnumerable<Expression> children) => 1 + children.Max(child => child.Depth);

    private protected Expression(SourceLocation at, IReadOnlyList<Expression> children)
        : this(at) => Depth = children.Count == 0 ? 1 : DepthOver(children);
}

/// <summary>A number: <c>0.5</c>, <c>3%</c>, <c>12 months</c>.</summary>
/// <param name="Value">In base units: 1 for 12 months.</param>
/// <param name="Unit">The base unit; <see cref="Unit.None"/> for a plain number.</param>
/// <param name="Text">As written, with single spaces.</param>
public sealed record NumberExpression(SourceLocation At, double Value, Unit Unit, string Text) : Expression(At)
{
    public override IReadOnlyList<Expression> Children => [];
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record TruthExpression(SourceLocation At, bool Value) : Expression(At)
{
    public override IReadOnlyList<Expression> Children => [];
}

/// <summary>A variable, or, where a label is expected, a label.</summary>
public sealed record NameExpression(SourceLocation At, string Name) : Expression(At)
{
    public override IReadOnlyList<Expression> Children => [];
}

/// <summary>An entry of a table: <c>response[therapy, full]</c>.</summary>
public sealed record IndexExpression(SourceLocation At, string Table, IReadOnlyList<Expression> Labels) : Expression(At, Labels)
{
    public override IReadOnlyList<Expression> Children => Labels;
}

/// <summary>A function's value: <c>rate_to_probability(r, 1 year)</c>.</summary>
public sealed record CallExpression(SourceLocation At, string Function, IReadOnlyList<Expression> Arguments) : Expression(At, Arguments)
{
    public override IReadOnlyList<Expression> Children => Arguments;
}

/// <summary><c>if(condition, then, otherwise)</c>.</summary>
public sealed record ConditionalExpression(SourceLocation At, Expression Condition, Expression Then, Expression Otherwise)
    : Expression(At, [Condition, Then, Otherwise])
{
    public override IReadOnlyList<Expression> Children => [Condition, Then, Otherwise];
}

/// <summary>An operator before its operand.</summary>
public sealed record UnaryExpression(SourceLocation At, UnaryOperator Operator, Expression Operand) : Expression(At, [Operand])
{
    public override IReadOnlyList<Expression> Children => [Operand];
}

/// <summary>An operator between two operands.</summary>
public sealed record BinaryExpression(SourceLocation At, BinaryOperator Operator, Expression Left, Expression Right) : Expression(At, [Left, Right])
{
    public override IReadOnlyList<Expression> Children => [Left, Right];
}
