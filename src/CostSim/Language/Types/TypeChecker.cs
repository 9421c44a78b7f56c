using CostSim.Diagnostics;

namespace CostSim.Language.Types;

/// <summary>Checks that an expression makes sense: that its names exist, and that years are not added to money.</summary>
public static class TypeChecker
{
    /// <summary>Finds the type of an expression.</summary>
    /// <param name="scope">The names that it may use.</param>
    /// <param name="problems">Receives every mistake in the expression, each at its place.</param>
    /// <returns>The type, or null after a problem.</returns>
    public static ExpressionType? Check(Expression expression, Scope scope, Problems problems) => new TypeCheck(scope, problems).TypeOf(expression);

    /// <summary>Checks that an expression has a certain type: a probability no unit, a condition a truth value.</summary>
    /// <param name="purpose">What the expression is, for the message: "a probability".</param>
    /// <returns>Whether it has the type; if not, a problem tells why.</returns>
    public static bool Check(Expression expression, ExpressionType expected, string purpose, Scope scope, Problems problems)
    {
        var check = new TypeCheck(scope, problems);
        if (check.TypeOf(expression) is not { } found) return false;
        switch (expected, found)
        {
            case (NumberType, LabelType { Set.AreNumbers: true }):
                return Check(expression, expected, NumberType.Plain);
            case (NumberType, NumberType { FitsAnyUnit: true }):
                return true;
            default:
                return Check(expression, expected, found);
        }

        bool Check(Expression expression, ExpressionType expected, ExpressionType found)
        {
            var fits = (expected, found) switch
            {
                (NumberType number, NumberType other) => number.Unit == other.Unit,
                (LabelType label, LabelType other) => label.Set.Name == other.Set.Name,
                _ => expected.GetType() == found.GetType(),
            };
            if (fits) return true;
            if (expected is NumberType wanted && check.ReportMissingUnit(expression, wanted.Unit, purpose)) return false;
            problems.Error(expression.At, $"{TypeCheck.Quoted(expression)} is {found.Described}", $"{purpose}, {expected.Described}");
            return false;
        }
    }
}
