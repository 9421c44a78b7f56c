namespace CostSim.Language.Types;

/// <summary>Comparisons and entries of tables: where a name may be a label.</summary>
internal sealed partial class TypeCheck
{
    private TruthType? Comparison(BinaryExpression comparison)
    {
        var (left, right) = (comparison.Left, comparison.Right);
        if (LabelSetOf(left) is { AreNumbers: false } set) return LabelComparison(comparison, set, right);
        if (LabelSetOf(right) is { AreNumbers: false } other) return LabelComparison(comparison, other, left);

        var (leftType, rightType) = (TypeOf(left), TypeOf(right));
        if (leftType is null || rightType is null) return null;
        if (AsNumber(leftType) is { } leftNumber && AsNumber(rightType) is { } rightNumber)
        {
            var unit = SameUnit(comparison.At, left, leftNumber, right, rightNumber, $"the two sides of '{Operators.Sign(comparison.Operator)}'");
            return unit is null ? null : TruthType.Instance;
        }
        problems.Error(comparison.At, $"a comparison of {leftType.Described} with {rightType.Described}", "two numbers, or a label and its dimension");
        return null;
    }

    private TruthType? LabelComparison(BinaryExpression comparison, LabelSet set, Expression label)
    {
        if (comparison.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual))
        {
            problems.Error(comparison.At, $"'{Operators.Sign(comparison.Operator)}' between labels of {set.Name}", "'=' or '!='");
            return null;
        }
        return IsLabelOf(set, label) ? TruthType.Instance : null;
    }

    private NumberType? Entry(IndexExpression entry)
    {
        switch (scope[entry.Table])
        {
            case TableSymbol table when table.Indices.Count == entry.Labels.Count:
                var fits = true;
                for (var i = 0; i < entry.Labels.Count; i++) fits &= IsLabelOf(table.Indices[i], entry.Labels[i]);
                return fits ? new NumberType(table.Unit) : null;
            case TableSymbol table:
                problems.Error(entry.At, $"{entry.Labels.Count} {(entry.Labels.Count == 1 ? "label" : "labels")} for the table '{entry.Table}'", table.Pattern(entry.Table));
                return null;
            case { } symbol:
                problems.Error(entry.At, $"labels after '{entry.Table}', which is {symbol.Described}", $"'{entry.Table}' alone, or the name of a table");
                return null;
            default:
                problems.Error(entry.At, $"unknown table '{entry.Table}'", "a table that the model defines", entry.Table, scope.Names);
                return null;
        }
    }

    /// <summary>
    /// Whether an expression gives a label of the set: the label itself (which wins over a variable of the same name), a variable of the set, or, where the
    /// labels are whole numbers, any number without unit; whether that is one of them is known when the model is compiled.
    /// </summary>
    private bool IsLabelOf(LabelSet set, Expression expression)
    {
        if (LiteralLabel(expression) is { } literal && set.Contains(literal)) return true;
        if (LabelSetOf(expression) is { } other)
        {
            if (other.Name == set.Name) return true;
            problems.Error(expression.At, $"{Quoted(expression)} is a label of {other.Name}", $"a label of {set.Name}: {Listed(set)}");
            return false;
        }
        var isLiteral = expression is NumberExpression || (expression is NameExpression name && scope[name.Name] is null);
        if (!isLiteral && set.AreNumbers) return Number(expression, $"a label of {set.Name}") is { } number && IsPlain(expression, number, $"a label of {set.Name}");
        if (isLiteral)
            problems.Error(expression.At, $"{Quoted(expression)}, which is no label of {set.Name}", $"one of {Listed(set)}", LiteralLabel(expression), set.Labels);
        else if (TypeOf(expression) is { } type)
            problems.Error(expression.At, $"{Quoted(expression)} is {type.Described}", $"a label of {set.Name}: {Listed(set)}");
        return false;
    }

    private LabelSet? LabelSetOf(Expression expression) =>
        expression is NameExpression name && scope[name.Name] is VariableSymbol { Type: LabelType label } ? label.Set : null;

    private static string? LiteralLabel(Expression expression) => expression switch
    {
        NameExpression name => name.Name,
        NumberExpression number => number.Text,
        _ => null,
    };

    private static string Listed(LabelSet set) => string.Join(", ", set.Labels);
}
