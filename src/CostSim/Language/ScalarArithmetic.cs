using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CostSim.Numerics;
using CostSim.Sampling.Inversions;
using MathNet.Numerics;

namespace CostSim.Language;

/// <summary>The operations of a <see cref="Graph"/> on single numbers: what the vector kernels must equal.</summary>
internal static class ScalarArithmetic
{
    /// <summary>How many of a, b and c the operation uses; 0 for leaves.</summary>
    public static int Operands(Operation operation) => operation switch
    {
        <= Operation.Parameter => 0,
        Operation.Function or Operation.Result or (>= Operation.Negate and < Operation.Select) => 1,
        Operation.Select => 3,
        Operation.RateExponential => throw new ArgumentOutOfRangeException(nameof(operation), operation, "An operation with as many operands as there are rates."),
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
        Operation.UpperGamma => GammaTail(a, b, upper: true),
        Operation.LowerGamma => GammaTail(a, b, upper: false),
        Operation.Less => Truth(a < b, a, b),
        Operation.LessOrEqual => Truth(a <= b, a, b),
        Operation.Equal => Truth(a == b, a, b),
        Operation.NotEqual => Truth(a != b, a, b),
        Operation.Negate => -a,
        Operation.Sqrt => Math.Sqrt(a),
        Operation.Abs => Math.Abs(a),
        Operation.Floor => Math.Floor(a),
        Operation.Exp or Operation.Log or Operation.HazardToProbability or Operation.ProbabilityToHazard => Elementary(operation, a),
        Operation.NormalCumulative => NormalCumulative(a),
        Operation.Select => Select(a, b, c),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "An operation with operands."),
    };

    /// <remarks>By itself, since no method with vectors of 512 bits is compiled ahead of time: <see cref="Apply"/> would not be either.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Elementary(Operation operation, double a)
    {
        var x = Vector512.Create(a);
        return operation switch
        {
            Operation.Exp => ElementaryFunctions.Exp(x)[0],
            Operation.Log => ElementaryFunctions.Log(x)[0],
            Operation.HazardToProbability => ElementaryFunctions.HazardToProbability(x)[0],
            _ => ElementaryFunctions.ProbabilityToHazard(x)[0],
        };
    }

    public static double NormalCumulative(double x) => SpecialFunctions.Erfc(-x / Constants.Sqrt2) / 2;

    /// <summary>NaN where the shape is none or the value is below 0.</summary>
    public static double GammaTail(double shape, double value, bool upper) =>
        shape is > 0 and < double.PositiveInfinity && value >= 0 ? new GammaTails(shape).Tail(value, upper) : double.NaN;

    private static double Truth(bool holds, double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : holds ? 1 : 0;

    private static double Select(double condition, double then, double otherwise) => double.IsNaN(condition) ? double.NaN : condition != 0 ? then : otherwise;
}
