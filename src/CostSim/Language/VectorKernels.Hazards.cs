using System.Numerics;
using System.Numerics.Tensors;

namespace CostSim.Language;

/// <summary>Conversions between hazards and probabilities, as <see cref="ScalarArithmetic"/> explains them.</summary>
internal static partial class VectorKernels
{
    private static void HazardToProbability(ReadOnlySpan<double> hazard, Span<double> destination, Span<double> scratch)
    {
        var survivals = destination;
        var logarithms = scratch;
        TensorPrimitives.Negate(hazard, survivals);
        TensorPrimitives.Exp(survivals, survivals);
        TensorPrimitives.Log(survivals, logarithms);
        var (one, half, two) = (Vector<double>.One, new Vector<double>(0.5), new Vector<double>(2));
        for (var i = 0; i < destination.Length; i += Vector<double>.Count)
        {
            var (h, survival, logarithm) = (new Vector<double>(hazard[i..]), new Vector<double>(survivals[i..]), new Vector<double>(logarithms[i..]));
            var probability = one - survival;
            var corrected = probability * h / -logarithm;
            var isNear = Vector.GreaterThan(survival, half) & Vector.LessThan(survival, two);
            var value = Vector.ConditionalSelect(isNear, corrected, probability);
            Vector.ConditionalSelect(Vector.Equals(survival, one), h, value).CopyTo(destination[i..]);
        }
    }

    private static void ProbabilityToHazard(ReadOnlySpan<double> probability, Span<double> destination, Span<double> scratch)
    {
        var survivals = scratch;
        var logarithms = destination;
        TensorPrimitives.Subtract(1, probability, survivals);
        TensorPrimitives.Log(survivals, logarithms);
        var one = Vector<double>.One;
        for (var i = 0; i < destination.Length; i += Vector<double>.Count)
        {
            var (p, survival, logarithm) = (new Vector<double>(probability[i..]), new Vector<double>(survivals[i..]), new Vector<double>(logarithms[i..]));
            var value = -logarithm * p / (one - survival);
            Vector.ConditionalSelect(Vector.Equals(survival, one), p, value).CopyTo(destination[i..]);
        }
    }
}
