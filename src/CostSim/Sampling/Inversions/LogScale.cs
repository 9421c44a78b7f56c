using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CostSim.Numerics;

namespace CostSim.Sampling.Inversions;

/// <summary>From the scale on which the quantiles of small shapes bend little, the logarithm or the logit, to values, in place.</summary>
/// <remarks>Eight at a time, the rest of a block as eight too: the same bits whatever the block and the processor.</remarks>
internal static class LogScale
{
    /// <summary>The logarithm of half the smallest number is −745.13.</summary>
    private const double Nothing = -745.2;

    /// <summary><c>scale·eˢ</c>.</summary>
    public static void Exponential(Span<double> logarithms, double scale) => Apply(logarithms, new ExponentialMap(scale));

    /// <summary>The share <c>1 / (1 + e⁻ˢ)</c> of the way from one end to the other, counted from the nearer end, so that neither end costs the other digits.</summary>
    public static void Logistic(Span<double> logits, double min, double max) => Apply(logits, new LogisticMap(min, max));

    /// <summary>Rounding alone can pass an end; none is NaN.</summary>
    public static void Clamp(Span<double> values, double lower, double upper) => Apply(values, new ClampMap(lower, upper));

    private static void Apply<TMap>(Span<double> numbers, TMap map)
        where TMap : struct, IMap
    {
        ref var first = ref MemoryMarshal.GetReference(numbers);
        var d = 0;
        for (; d <= numbers.Length - Vector512<double>.Count; d += Vector512<double>.Count)
        {
            map.Of(Vector512.LoadUnsafe(ref first, (nuint)d)).StoreUnsafe(ref first, (nuint)d);
        }
        if (d == numbers.Length) return;
        Span<double> rest = stackalloc double[Vector512<double>.Count];
        rest.Clear();
        numbers[d..].CopyTo(rest);
        map.Of(Vector512.Create<double>(rest)).CopyTo(rest);
        rest[..(numbers.Length - d)].CopyTo(numbers[d..]);
    }

    /// <summary>0 where it is below the smallest number: products that underflow take the processor far longer, and of a shape of 0.001 half the values do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Exp(Vector512<double> s)
    {
        var isNothing = Vector512.LessThan(s, Vector512.Create(Nothing));
        return Vector512.AndNot(ElementaryFunctions.Exp(Vector512.AndNot(s, isNothing.AsDouble())), isNothing.AsDouble());
    }

    /// <summary>A structure, so that the call is inlined.</summary>
    private interface IMap
    {
        Vector512<double> Of(Vector512<double> s);
    }

    private readonly struct ExponentialMap(double scale) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> s) => Vector512.Create(scale) * Exp(s);
    }

    private readonly struct LogisticMap(double min, double max) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> s)
        {
            var e = Exp(-Vector512.Abs(s));
            var distance = Vector512.Create(max - min) * (e / (Vector512<double>.One + e));
            return Vector512.ConditionalSelect(
                Vector512.LessThan(s, Vector512<double>.Zero), Vector512.Create(min) + distance, Vector512.Create(max) - distance);
        }
    }

    private readonly struct ClampMap(double lower, double upper) : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<double> Of(Vector512<double> s) => Vector512.MinNative(Vector512.MaxNative(s, Vector512.Create(lower)), Vector512.Create(upper));
    }
}
