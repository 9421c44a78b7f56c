using System.Text;

namespace CostSim.Language;

/// <summary>Writes an expression with single spaces and no parentheses but the needed ones.</summary>
internal static class ExpressionWriter
{
    /// <summary>Binds tighter than any operator.</summary>
    private const int Atom = 9;

    public static string Write(Expression expression)
    {
        var text = new StringBuilder();
        Append(text, expression, least: 0);
        return text.ToString();
    }

    /// <summary>Appends the expression, in parentheses when it binds looser than its place needs.</summary>
    private static void Append(StringBuilder text, Expression expression, int least)
    {
        var parenthesised = Binding(expression) < least;
        if (parenthesised) text.Append('(');
        switch (expression)
        {
            case NumberExpression number: text.Append(number.Text); break;
            case TruthExpression truth: text.Append(truth.Value ? "true" : "false"); break;
            case NameExpression name: text.Append(name.Name); break;
            case IndexExpression index: AppendList(text, index.Table + "[", index.Labels, ']'); break;
            case CallExpression call: AppendList(text, call.Function + "(", call.Arguments, ')'); break;
            case ConditionalExpression conditional: AppendList(text, "if(", conditional.Children, ')'); break;
            case UnaryExpression unary:
                text.Append(unary.Operator == UnaryOperator.Not ? "not " : "-");
                Append(text, unary.Operand, Binding(unary));
                break;
            case BinaryExpression binary:
                var (binding, isPower) = (Binding(binary), binary.Operator == BinaryOperator.Power);
                var isComparison = Operators.IsComparison(binary.Operator);
                Append(text, binary.Left, isPower || isComparison ? binding + 1 : binding);
                text.Append(isPower ? "" : " ").Append(Operators.Sign(binary.Operator)).Append(isPower ? "" : " ");
                // The right of a power may be a sign or another power: 2^-x, a^b^c.
                Append(text, binary.Right, isPower ? Operators.NegateBinding : binding + 1);
                break;
        }
        if (parenthesised) text.Append(')');
    }

    private static void AppendList(StringBuilder text, string opening, IReadOnlyList<Expression> items, char closing)
    {
        text.Append(opening);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) text.Append(", ");
            Append(text, items[i], least: 0);
        }
        text.Append(closing);
    }

    private static int Binding(Expression expression) => expression switch
    {
        BinaryExpression binary => Operators.Binding(binary.Operator),
        UnaryExpression { Operator: UnaryOperator.Not } => Operators.NotBinding,
        UnaryExpression => Operators.NegateBinding,
        _ => Atom,
    };
}
