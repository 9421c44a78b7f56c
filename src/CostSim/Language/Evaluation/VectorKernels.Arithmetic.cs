using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Language.Evaluation;

/// <summary>The four operations of arithmetic, of which most of a model's calculations are.</summary>
/// <remarks>
/// Not <see cref="System.Numerics.Tensors.TensorPrimitives"/>: these blocks of draws are so short that checking them for overlap takes as long as a third of
/// the work, and its code runs unoptimised for a tenth of a second of a run. These loops are optimised when they are first called.
/// </remarks>
internal static partial class VectorKernels
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Arithmetic(Operation operation, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> destination)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var count = (nuint)destination.Length;
        switch (operation)
        {
            case Operation.Add:
                for (nuint i = 0; i < count; i += Workspace.Lane) (Vector512.LoadUnsafe(ref left, i) + Vector512.LoadUnsafe(ref right, i)).StoreUnsafe(ref to, i);
                break;
            case Operation.Subtract:
                for (nuint i = 0; i < count; i += Workspace.Lane) (Vector512.LoadUnsafe(ref left, i) - Vector512.LoadUnsafe(ref right, i)).StoreUnsafe(ref to, i);
                break;
            case Operation.Multiply:
                for (nuint i = 0; i < count; i += Workspace.Lane) (Vector512.LoadUnsafe(ref left, i) * Vector512.LoadUnsafe(ref right, i)).StoreUnsafe(ref to, i);
                break;
            case Operation.Divide:
                for (nuint i = 0; i < count; i += Workspace.Lane) (Vector512.LoadUnsafe(ref left, i) / Vector512.LoadUnsafe(ref right, i)).StoreUnsafe(ref to, i);
                break;
            default: throw Unknown(operation);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Arithmetic(Operation operation, ReadOnlySpan<double> a, double b, Span<double> destination)
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        var right = Vector512.Create(b);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var count = (nuint)destination.Length;
        switch (operation)
        {
            case Operation.Add:
                for (nuint i = 0; i < count; i += Workspace.Lane) (Vector512.LoadUnsafe(ref left, i) + right).StoreUnsafe(ref to, i);
                break;
            case Operation.Subtract:
                for (nuint i = 0; i < count; i += Workspace.Lane) (Vector512.LoadUnsafe(ref left, i) - right).StoreUnsafe(ref to, i);
                break;
            case Operation.Multiply:
                for (nuint i = 0; i < count; i += Workspace.Lane) (Vector512.LoadUnsafe(ref left, i) * right).StoreUnsafe(ref to, i);
                break;
            case Operation.Divide:
                for (nuint i = 0; i < count; i += Workspace.Lane) (Vector512.LoadUnsafe(ref left, i) / right).StoreUnsafe(ref to, i);
                break;
            default: throw Unknown(operation);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Arithmetic(Operation operation, double a, ReadOnlySpan<double> b, Span<double> destination)
    {
        ref var right = ref MemoryMarshal.GetReference(b);
        var left = Vector512.Create(a);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var count = (nuint)destination.Length;
        switch (operation)
        {
            case Operation.Subtract:
                for (nuint i = 0; i < count; i += Workspace.Lane) (left - Vector512.LoadUnsafe(ref right, i)).StoreUnsafe(ref to, i);
                break;
            case Operation.Divide:
                for (nuint i = 0; i < count; i += Workspace.Lane) (left / Vector512.LoadUnsafe(ref right, i)).StoreUnsafe(ref to, i);
                break;
            default: throw Unknown(operation);
        }
    }
}
