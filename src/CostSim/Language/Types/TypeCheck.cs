using CostSim.Diagnostics;
using CostSim.Units;

namespace CostSim.Language.Types;

/// <summary>One check of one expression: operators and names. A method that returns null has told its problem.</summary>
internal sealed partial class TypeCheck(Scope scope, Problems problems)
{
    /// <summary>Beyond it a unit is a mistake; without a limit, squares of squares in a chain of definitions would overflow.</summary>
    private const int MaximumExponent = 24;

    public ExpressionType? TypeOf(Expression expression) => expression switch
    {
        NumberExpression number => Literal(number),
        TruthExpression => TruthType.Instance,
        NameExpression name => Variable(name),
        IndexExpression index => Entry(index),
        CallExpression call => Call(call),
        ConditionalExpression conditional => Conditional(conditional),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Binary(binary),
        _ => throw new ArgumentException($"No check for {expression.GetType().Name}.", nameof(expression)),
    };

    /// <summary>The start of an expression's text, in quotes.</summary>
    public static string Quoted(Expression expression)
    {
        const int longest = 60;
        var text = expression.ToString();
        return text.Length <= longest ? $"'{text}'" : $"'{text[..longest]}…'";
    }

    /// <summary>Tells of a plain number where one with a unit is needed, if that is what the expression is.</summary>
    public bool ReportMissingUnit(Expression expression, Unit unit, string beside)
    {
        if (unit.IsDimensionless || expression is not NumberExpression { Unit.IsDimensionless: true } number) return false;
        problems.Error(number.At, $"{number.Text} has no unit, but {beside} is in {unit}", $"{number.Text} {unit}");
        return true;
    }

    private NumberType? Literal(NumberExpression number)
    {
        if (scope.Knows(number.Unit)) return number.Value == 0 ? new NumberType(number.Unit, FitsAnyUnit: number.Unit.IsDimensionless) : new NumberType(number.Unit);
        problems.Error(number.At, $"{Quoted(number)}, whose unit nothing in the model has", "a known unit such as years or per year, or an operator after the number");
        return null;
    }

    private ExpressionType? Variable(NameExpression name)
    {
        switch (scope[name.Name])
        {
            case VariableSymbol variable:
                return variable.Type;
            case TableSymbol table:
                problems.Error(name.At, $"the table '{name.Name}' without labels", table.Pattern(name.Name));
                return null;
            case TimeTableSymbol:
                problems.Error(name.At, $"the table '{name.Name}' without a time", $"{name.Name}(time), or of an age or a clock");
                return null;
            case LifeTableSymbol:
                problems.Error(name.At, $"the life table '{name.Name}' without an age", $"{name.Name}(age)");
                return null;
        }
        if (Functions.Find(name.Name) is { } function)
            problems.Error(name.At, $"the function '{name.Name}' without arguments", function.Signature);
        else
            problems.Error(name.At, $"unknown name '{name.Name}'", IsUnit(name.Name) ? $"a name that the model defines; as a unit it stands after a number, or after 'per': 'per {name.Name}'" : "a name that the model defines", name.Name, scope.Names);
        return null;
    }

    private bool IsUnit(string word) => Unit.TryParse(word, currency: null, out var unit) && !unit.IsDimensionless && scope.Knows(unit);

    private ExpressionType? Unary(UnaryExpression unary) => unary.Operator == UnaryOperator.Not
        ? Truth(unary.Operand, "the operand of 'not'")
        : Number(unary.Operand, "the operand of '-'");

    private ExpressionType? Conditional(ConditionalExpression conditional)
    {
        var condition = Truth(conditional.Condition, "the condition of if");
        var (then, otherwise) = (TypeOf(conditional.Then), TypeOf(conditional.Otherwise));
        if (condition is null || then is null || otherwise is null) return null;
        if (then is TruthType && otherwise is TruthType) return then;
        if (AsNumber(then) is { } left && AsNumber(otherwise) is { } right)
            return SameUnit(conditional.Otherwise.At, conditional.Then, left, conditional.Otherwise, right, "the two values of if");
        problems.Error(conditional.At, $"if gives {then.Described}, or else {otherwise.Described}", "two numbers or two truth values");
        return null;
    }

    private ExpressionType? Binary(BinaryExpression binary)
    {
        var operation = binary.Operator;
        if (Operators.IsComparison(operation)) return Comparison(binary);
        var sign = $"an operand of '{Operators.Sign(operation)}'";
        if (operation is BinaryOperator.And or BinaryOperator.Or)
            return Truth(binary.Left, sign) is null | Truth(binary.Right, sign) is null ? null : TruthType.Instance;

        var (left, right) = (Number(binary.Left, sign), Number(binary.Right, sign));
        if (left is null || right is null) return null;
        return operation switch
        {
            BinaryOperator.Add or BinaryOperator.Subtract =>
                SameUnit(binary.At, binary.Left, left, binary.Right, right, $"the two sides of '{Operators.Sign(operation)}'"),
            BinaryOperator.Multiply => Limited(binary, left.Unit * right.Unit),
            BinaryOperator.Divide => Limited(binary, left.Unit / right.Unit),
            _ => Power(binary, left, right),
        };
    }

    private NumberType? Power(BinaryExpression power, NumberType number, NumberType exponent)
    {
        if (!exponent.Unit.IsDimensionless)
        {
            problems.Error(power.Right.At, $"the exponent {Quoted(power.Right)} is in {exponent.Unit}", "an exponent without unit");
            return null;
        }
        if (number.Unit.IsDimensionless) return NumberType.Plain;
        if (WholeNumber(power.Right) is { } whole && Math.Abs(whole) <= MaximumExponent) return Limited(power, number.Unit.Power(whole));
        problems.Error(power.Right.At, $"the exponent {Quoted(power.Right)} of a number of {number.Unit}", "a whole number such as 2, or a base without unit");
        return null;
    }

    private NumberType? Limited(Expression expression, Unit unit)
    {
        if (unit.LargestExponent <= MaximumExponent) return new NumberType(unit);
        problems.Error(expression.At, $"{Quoted(expression)} has an absurd unit: {unit}", $"powers of units up to {MaximumExponent}");
        return null;
    }

    private static int? WholeNumber(Expression expression) => expression switch
    {
        UnaryExpression { Operator: UnaryOperator.Negate, Operand: NumberExpression number } => -WholeNumber(number),
        NumberExpression { Value: >= -1000 and <= 1000 } number when double.IsInteger(number.Value) => (int)number.Value,
        _ => null,
    };

    private NumberType? Number(Expression expression, string purpose)
    {
        if (TypeOf(expression) is not { } type) return null;
        if (AsNumber(type) is { } number) return number;
        problems.Error(expression.At, $"{Quoted(expression)} is {type.Described}", $"a number as {purpose}");
        return null;
    }

    private static NumberType? AsNumber(ExpressionType type) => type switch
    {
        NumberType number => number,
        LabelType { Set.AreNumbers: true } => NumberType.Plain,
        _ => null,
    };

    private TruthType? Truth(Expression expression, string purpose)
    {
        if (TypeOf(expression) is not { } type) return null;
        if (type is TruthType truth) return truth;
        problems.Error(expression.At, $"{Quoted(expression)} is {type.Described}", $"true or false, such as a comparison, as {purpose}");
        return null;
    }

    /// <summary>The unit that two numbers share, or a problem.</summary>
    private NumberType? SameUnit(SourceLocation at, Expression first, NumberType firstType, Expression second, NumberType secondType, string what)
    {
        if (firstType.FitsAnyUnit) return secondType;
        if (secondType.FitsAnyUnit || firstType.Unit == secondType.Unit) return firstType;
        if (ReportMissingUnit(first, secondType.Unit, Quoted(second)) || ReportMissingUnit(second, firstType.Unit, Quoted(first))) return null;
        problems.Error(at, $"{Quoted(first)} is in {firstType.Unit}, but {Quoted(second)} is in {secondType.Unit}", $"one unit for {what}");
        return null;
    }
}
