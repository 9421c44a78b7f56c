using System.Globalization;
using CostSim.Language;
using CostSim.Language.Types;

namespace CostSim.Tests.Cohort;

/// <summary>A number, a truth value (1 or 0) or a label.</summary>
internal readonly record struct OracleValue(double Number, string? Label)
{
    public static OracleValue Of(double number) => new(number, null);

    public static OracleValue Of(bool truth) => new(truth ? 1 : 0, null);

    public static OracleValue Of(string label) => new(LabelSet.ToNumber(label) ?? double.NaN, label);

    public bool IsTrue => Number switch
    {
        0 => false,
        1 => true,
        _ => throw new InvalidOperationException($"{Number} is no truth value."),
    };

    /// <summary>How a label is written in a parameter's name.</summary>
    public string Text => Label ?? Number.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>Evaluates an expression by walking it, by the formulas that <see cref="Functions"/> documents: the plain second opinion on the compiled graph.</summary>
/// <param name="find">The value of a name; null where it is none but perhaps a label.</param>
/// <param name="cycleYears">What functions use when no time is given.</param>
internal sealed class OracleExpressions(Func<string, OracleValue?> find, double cycleYears)
{
    public double Number(Expression expression) => Value(expression).Number;

    public bool Truth(Expression expression) => Value(expression).IsTrue;

    private OracleValue Value(Expression expression) => expression switch
    {
        NumberExpression number => OracleValue.Of(number.Value),
        TruthExpression truth => OracleValue.Of(truth.Value),
        NameExpression name => find(name.Name) ?? OracleValue.Of(name.Name),
        IndexExpression entry => find($"{entry.Table}.{string.Join('.', entry.Labels.Select(label => Value(label).Text))}")
            ?? throw new InvalidOperationException($"No entry for {entry}."),
        CallExpression call => OracleValue.Of(Call(call.Function, [.. call.Arguments.Select(Number)])),
        ConditionalExpression conditional => Value(Truth(conditional.Condition) ? conditional.Then : conditional.Otherwise),
        UnaryExpression { Operator: UnaryOperator.Not } not => OracleValue.Of(!Truth(not.Operand)),
        UnaryExpression negate => OracleValue.Of(-Number(negate.Operand)),
        BinaryExpression binary => Binary(binary),
        _ => throw new InvalidOperationException($"Nothing evaluates {expression}."),
    };

    private OracleValue Binary(BinaryExpression binary)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.And:
                return OracleValue.Of(Truth(binary.Left) && Truth(binary.Right));
            case BinaryOperator.Or:
                return OracleValue.Of(Truth(binary.Left) || Truth(binary.Right));
        }
        var (left, right) = (Value(binary.Left), Value(binary.Right));
        var (a, b) = (left.Number, right.Number);
        var areLabels = double.IsNaN(a) && double.IsNaN(b) && left.Label is not null && right.Label is not null;
        return binary.Operator switch
        {
            BinaryOperator.Equal => OracleValue.Of(areLabels ? left.Label == right.Label : a == b),
            BinaryOperator.NotEqual => OracleValue.Of(areLabels ? left.Label != right.Label : a != b),
            BinaryOperator.Less => OracleValue.Of(a < b),
            BinaryOperator.LessOrEqual => OracleValue.Of(a <= b),
            BinaryOperator.Greater => OracleValue.Of(a > b),
            BinaryOperator.GreaterOrEqual => OracleValue.Of(a >= b),
            BinaryOperator.Add => OracleValue.Of(a + b),
            BinaryOperator.Subtract => OracleValue.Of(a - b),
            BinaryOperator.Multiply => OracleValue.Of(a * b),
            BinaryOperator.Divide => OracleValue.Of(a / b),
            _ => OracleValue.Of(Math.Pow(a, b)),
        };
    }

    private double Call(string function, double[] a) => function switch
    {
        "exp" => Math.Exp(a[0]),
        "ln" => Math.Log(a[0]),
        "sqrt" => Math.Sqrt(a[0]),
        "abs" => Math.Abs(a[0]),
        "floor" => Math.Floor(a[0]),
        "min" => a.Min(),
        "max" => a.Max(),
        "interpolate" => Interpolate(a[0], [.. a.Skip(1)]),
        "rate_to_probability" => 1 - Math.Exp(-a[0] * (a.Length > 1 ? a[1] : cycleYears)),
        "probability_to_rate" => -Math.Log(1 - a[0]) / a[1],
        "rescale_probability" => 1 - Math.Pow(1 - a[0], a[2] / a[1]),
        "probability_to_odds" => a[0] / (1 - a[0]),
        "odds_to_probability" => a[0] / (1 + a[0]),
        "apply_hazard_ratio" => 1 - Math.Pow(1 - a[0], a[1]),
        "apply_odds_ratio" => a[0] * a[1] / (1 - a[0] + a[0] * a[1]),
        "exponential_survival" => Math.Exp(-a[1] * a[0]),
        "weibull_survival" => Math.Exp(-Math.Pow(a[0] / a[2], a[1])),
        "gompertz_survival" => a[1] == 0 ? Math.Exp(-a[2] * a[0]) : Math.Exp(-a[2] / a[1] * (Math.Exp(a[1] * a[0]) - 1)),
        "loglogistic_survival" => 1 / (1 + Math.Pow(a[0] / a[2], a[1])),
        _ => throw new InvalidOperationException($"The random models do not use {function}."),
    };

    private static double Interpolate(double x, double[] points)
    {
        if (x <= points[0]) return points[1];
        for (var i = 2; i < points.Length; i += 2)
        {
            if (x <= points[i]) return points[i - 1] + (points[i + 1] - points[i - 1]) / (points[i] - points[i - 2]) * (x - points[i - 2]);
        }
        return points[^1];
    }
}
