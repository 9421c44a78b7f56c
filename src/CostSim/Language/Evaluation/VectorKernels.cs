using System.Numerics;
using System.Numerics.Tensors;

namespace CostSim.Language.Evaluation;

/// <summary>The operations of a <see cref="Graph"/> over the draws of a block. All spans have one length, a multiple of 8; destinations overlap no operand.</summary>
/// <remarks>Equal to <see cref="ScalarArithmetic"/> to the bit: only such <see cref="TensorPrimitives"/> are used as IEEE 754 defines exactly.</remarks>
internal static partial class VectorKernels
{
    public static void Unary(Operation operation, ReadOnlySpan<double> a, Span<double> destination)
    {
        if (IsPlain(destination) && !IsElementary(operation))
        {
            for (var i = 0; i < destination.Length; i++) destination[i] = ScalarArithmetic.Apply(operation, a[i], 0, 0);
            return;
        }
        switch (operation)
        {
            case Operation.Negate: TensorPrimitives.Negate(a, destination); break;
            case Operation.Exp: Exp(a, destination); break;
            case Operation.Log: Log(a, destination); break;
            case Operation.Sqrt: TensorPrimitives.Sqrt(a, destination); break;
            case Operation.Abs: TensorPrimitives.Abs(a, destination); break;
            case Operation.Floor: TensorPrimitives.Floor(a, destination); break;
            case Operation.HazardToProbability: HazardToProbability(a, destination); break;
            case Operation.ProbabilityToHazard: ProbabilityToHazard(a, destination); break;
            case Operation.NormalCumulative:
                for (var i = 0; i < a.Length; i++) destination[i] = ScalarArithmetic.NormalCumulative(a[i]);
                break;
            default: throw Unknown(operation);
        }
    }

    public static void Binary(Operation operation, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> destination)
    {
        if (IsPlain(destination))
        {
            for (var i = 0; i < destination.Length; i++) destination[i] = ScalarArithmetic.Apply(operation, a[i], b[i], 0);
            return;
        }
        switch (operation)
        {
            case Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide: Arithmetic(operation, a, b, destination); break;
            case Operation.Min: TensorPrimitives.Min(a, b, destination); break;
            case Operation.Max: TensorPrimitives.Max(a, b, destination); break;
            case Operation.Power:
                for (var i = 0; i < a.Length; i++) destination[i] = Math.Pow(a[i], b[i]);
                break;
            case Operation.UpperGamma or Operation.LowerGamma:
                for (var i = 0; i < a.Length; i++) destination[i] = ScalarArithmetic.GammaTail(a[i], b[i], operation == Operation.UpperGamma);
                break;
            default: Compare(operation, new VectorOrNumber(a), new VectorOrNumber(b), destination); break;
        }
    }

    public static void Binary(Operation operation, ReadOnlySpan<double> a, double b, Span<double> destination)
    {
        if (IsPlain(destination))
        {
            for (var i = 0; i < destination.Length; i++) destination[i] = ScalarArithmetic.Apply(operation, a[i], b, 0);
            return;
        }
        switch (operation)
        {
            case Operation.Add or Operation.Subtract or Operation.Multiply or Operation.Divide: Arithmetic(operation, a, b, destination); break;
            case Operation.Min: TensorPrimitives.Min(a, b, destination); break;
            case Operation.Max: TensorPrimitives.Max(a, b, destination); break;
            case Operation.Power:
                for (var i = 0; i < a.Length; i++) destination[i] = Math.Pow(a[i], b);
                break;
            case Operation.UpperGamma or Operation.LowerGamma:
                for (var i = 0; i < a.Length; i++) destination[i] = ScalarArithmetic.GammaTail(a[i], b, operation == Operation.UpperGamma);
                break;
            default: Compare(operation, new VectorOrNumber(a), new VectorOrNumber(b), destination); break;
        }
    }

    public static void Binary(Operation operation, double a, ReadOnlySpan<double> b, Span<double> destination)
    {
        if (IsPlain(destination))
        {
            for (var i = 0; i < destination.Length; i++) destination[i] = ScalarArithmetic.Apply(operation, a, b[i], 0);
            return;
        }
        switch (operation)
        {
            case Operation.Add or Operation.Multiply or Operation.Min or Operation.Max: Binary(operation, b, a, destination); break;
            case Operation.Subtract or Operation.Divide: Arithmetic(operation, a, b, destination); break;
            case Operation.Power:
                for (var i = 0; i < b.Length; i++) destination[i] = Math.Pow(a, b[i]);
                break;
            case Operation.UpperGamma or Operation.LowerGamma:
                for (var i = 0; i < b.Length; i++) destination[i] = ScalarArithmetic.GammaTail(a, b[i], operation == Operation.UpperGamma);
                break;
            default: Compare(operation, new VectorOrNumber(a), new VectorOrNumber(b), destination); break;
        }
    }

    /// <summary>See <see cref="Operation.Select"/>.</summary>
    public static void Select(ReadOnlySpan<double> condition, VectorOrNumber then, VectorOrNumber otherwise, Span<double> destination)
    {
        if (!IsPlain(destination)) SelectVectors(condition, then, otherwise, destination);
        else for (var i = 0; i < destination.Length; i++) destination[i] = ScalarArithmetic.Apply(Operation.Select, condition[i], then[i], otherwise[i]);
    }

    private static void SelectVectors(ReadOnlySpan<double> condition, VectorOrNumber then, VectorOrNumber otherwise, Span<double> destination)
    {
        for (var i = 0; i < destination.Length; i += Vector<double>.Count)
        {
            var truth = new Vector<double>(condition[i..]);
            var chosen = Vector.ConditionalSelect(Vector.Equals(truth, Vector<double>.Zero), otherwise.At(i), then.At(i));
            Vector.ConditionalSelect(Vector.Equals(truth, truth), chosen, truth).CopyTo(destination[i..]);
        }
    }

    private static void Compare(Operation operation, VectorOrNumber a, VectorOrNumber b, Span<double> destination)
    {
        var isNegated = operation == Operation.NotEqual;
        var (holds, fails) = (isNegated ? Vector<double>.Zero : Vector<double>.One, isNegated ? Vector<double>.One : Vector<double>.Zero);
        var notANumber = new Vector<double>(double.NaN);
        for (var i = 0; i < destination.Length; i += Vector<double>.Count)
        {
            var (left, right) = (a.At(i), b.At(i));
            var mask = operation switch
            {
                Operation.Less => Vector.LessThan(left, right),
                Operation.LessOrEqual => Vector.LessThanOrEqual(left, right),
                Operation.Equal or Operation.NotEqual => Vector.Equals(left, right),
                _ => throw Unknown(operation),
            };
            var areNumbers = Vector.Equals(left, left) & Vector.Equals(right, right);
            Vector.ConditionalSelect(areNumbers, Vector.ConditionalSelect(mask, holds, fails), notANumber).CopyTo(destination[i..]);
        }
    }

    /// <summary>Whether a block is so small, one vector, as only what is evaluated once has it: it would be over before vectors are compiled, which plain loops are ahead of time.</summary>
    private static bool IsPlain(Span<double> destination) => destination.Length == Workspace.Lane;

    private static bool IsElementary(Operation operation) =>
        operation is Operation.Exp or Operation.Log or Operation.HazardToProbability or Operation.ProbabilityToHazard;

    private static ArgumentOutOfRangeException Unknown(Operation operation) => new(nameof(operation), operation, "No kernel calculates this.");
}
