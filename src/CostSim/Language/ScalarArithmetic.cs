using MathNet.Numerics;

namespace CostSim.Language;

/// <summary>The operations of a <see cref="Graph"/> on single numbers: what the vector kernels must equal.</summary>
internal static class ScalarArithmetic
{
    /// <summary>How many of a, b and c the operation uses; 0 for leaves.</summary>
    public static int Operands(Operation operation) => operation switch
    {
        <= Operation.Parameter => 0,
        Operation.Function or (>= Operation.Negate and < Operation.Select) => 1,
        Operation.Select => 3,
        _ => 2,
    };

    /// <summary>Applies an operation that has operands.</summary>
    public static double Apply(Operation operation, double a, double b, double c) => operation switch
    {
        Operation.Add => a + b,
        Operation.Subtract => a - b,
        Operation.Multiply => a * b,
        Operation.Divide => a / b,
        Operation.Power => Math.Pow(a, b),
        Operation.Min => Math.Min(a, b),
        Operation.Max => Math.Max(a, b),
        Operation.Less => Truth(a < b, a, b),
        Operation.LessOrEqual => Truth(a <= b, a, b),
        Operation.Equal => Truth(a == b, a, b),
        Operation.NotEqual => Truth(a != b, a, b),
        Operation.Negate => -a,
        Operation.Exp => Math.Exp(a),
        Operation.Log => Math.Log(a),
        Operation.Sqrt => Math.Sqrt(a),
        Operation.Abs => Math.Abs(a),
        Operation.Floor => Math.Floor(a),
        Operation.HazardToProbability => HazardToProbability(a),
        Operation.ProbabilityToHazard => ProbabilityToHazard(a),
        Operation.NormalCumulative => NormalCumulative(a),
        Operation.Select => Select(a, b, c),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "An operation with operands."),
    };

    /// <summary>1 - exp(-h) to a few units in the last place.</summary>
    /// <remarks>
    /// With u = exp(-h) as rounded, (1 - u) / -ln u is accurate although both parts have lost digits, since they lost the same ones; times h it is the
    /// answer: Higham (2002), Accuracy and Stability of Numerical Algorithms, 2nd ed., sec. 1.14.1. Away from u = 1, 1 - u itself is accurate.
    /// </remarks>
    public static double HazardToProbability(double hazard)
    {
        var survival = Math.Exp(-hazard);
        if (survival == 1) return hazard;
        var probability = 1 - survival;
        return survival is > 0.5 and < 2 ? probability * hazard / -Math.Log(survival) : probability;
    }

    /// <summary>-ln(1 - p) to a few units in the last place.</summary>
    /// <remarks>With u = 1 - p as rounded, -ln u / (1 - u) is accurate; times p it is the answer: Higham (2002), problem 1.5.</remarks>
    public static double ProbabilityToHazard(double probability)
    {
        var survival = 1 - probability;
        return survival == 1 ? probability : -Math.Log(survival) * probability / (1 - survival);
    }

    public static double NormalCumulative(double x) => SpecialFunctions.Erfc(-x / Constants.Sqrt2) / 2;

    private static double Truth(bool holds, double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : holds ? 1 : 0;

    private static double Select(double condition, double then, double otherwise) => double.IsNaN(condition) ? double.NaN : condition != 0 ? then : otherwise;
}
