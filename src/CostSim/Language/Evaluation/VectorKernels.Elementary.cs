using System.Runtime.Intrinsics;
using CostSim.Numerics;

namespace CostSim.Language.Evaluation;

/// <summary>Kernels over <see cref="ElementaryFunctions"/>: a loop each, so that the function is compiled into it.</summary>
internal static partial class VectorKernels
{
    private static void Exp(ReadOnlySpan<double> x, Span<double> destination)
    {
        for (var i = 0; i < x.Length; i += Vector512<double>.Count)
            ElementaryFunctions.Exp(Vector512.Create(x[i..])).CopyTo(destination[i..]);
    }

    private static void Log(ReadOnlySpan<double> x, Span<double> destination)
    {
        for (var i = 0; i < x.Length; i += Vector512<double>.Count)
            ElementaryFunctions.Log(Vector512.Create(x[i..])).CopyTo(destination[i..]);
    }

    private static void HazardToProbability(ReadOnlySpan<double> hazard, Span<double> destination)
    {
        for (var i = 0; i < hazard.Length; i += Vector512<double>.Count)
            ElementaryFunctions.HazardToProbability(Vector512.Create(hazard[i..])).CopyTo(destination[i..]);
    }

    private static void ProbabilityToHazard(ReadOnlySpan<double> probability, Span<double> destination)
    {
        for (var i = 0; i < probability.Length; i += Vector512<double>.Count)
            ElementaryFunctions.ProbabilityToHazard(Vector512.Create(probability[i..])).CopyTo(destination[i..]);
    }
}
