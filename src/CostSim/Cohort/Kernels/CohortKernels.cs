using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Cohort.Kernels;

/// <summary>The arithmetic of a cohort, for a block of draws at once.</summary>
/// <remarks>
/// Every span holds one number per draw, a multiple of <see cref="Width"/> of them, so there is no tail. Multiply then add, never fused: the same
/// bits on every machine, and in every place of a block.
/// </remarks>
internal static class CohortKernels
{
    /// <summary>Blocks are a multiple of this many draws.</summary>
    public static readonly int Width = Vector512<double>.Count;

    /// <summary>A smaller share of the cohort is nobody.</summary>
    public const double Nobody = 1e-250;

    /// <summary>Leaves nobody where fewer are than <see cref="Nobody"/>.</summary>
    /// <remarks>
    /// Where most leave in each cycle and nobody comes, as those whom a treatment still relieves after years, what is left falls until the processor no longer has
    /// normal numbers for it; it multiplies these many times as slowly.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forget(Span<double> people)
    {
        Debug.Assert(people.Length % Width == 0);
        ref var first = ref MemoryMarshal.GetReference(people);
        var least = Vector512.Create(Nobody);
        for (nuint d = 0; d < (nuint)people.Length; d += (nuint)Width)
        {
            var share = Vector512.LoadUnsafe(ref first, d);
            var isNobody = Vector512.LessThan(Vector512.Abs(share), least);   // what is no number stays
            if (isNobody != Vector512<double>.Zero) Vector512.AndNot(share, isNobody).StoreUnsafe(ref first, d);
        }
    }

    /// <summary>Adds people: <c>sum[d] += people[d]</c>.</summary>
    public static void Add(ReadOnlySpan<double> people, Span<double> sum)
    {
        Debug.Assert(people.Length % Width == 0 && sum.Length == people.Length);
        ref var from = ref MemoryMarshal.GetReference(people);
        ref var to = ref MemoryMarshal.GetReference(sum);
        for (nuint d = 0; d < (nuint)people.Length; d += (nuint)Width)
            (Vector512.LoadUnsafe(ref to, d) + Vector512.LoadUnsafe(ref from, d)).StoreUnsafe(ref to, d);
    }

    /// <summary>Adds a number: <c>sum[d] += number</c>.</summary>
    public static void Add(double number, Span<double> sum)
    {
        foreach (ref var value in sum) value += number;
    }

    /// <summary>Earns what is the same in every draw: <c>total[d] += people[d] · amount</c>.</summary>
    public static void AddProduct(ReadOnlySpan<double> people, double amount, Span<double> total)
    {
        Debug.Assert(people.Length % Width == 0 && total.Length == people.Length);
        ref var from = ref MemoryMarshal.GetReference(people);
        ref var to = ref MemoryMarshal.GetReference(total);
        for (nuint d = 0; d < (nuint)people.Length; d += (nuint)Width)
            (Vector512.LoadUnsafe(ref to, d) + Vector512.LoadUnsafe(ref from, d) * amount).StoreUnsafe(ref to, d);
    }

    /// <summary>Earns what differs between draws: <c>total[d] += people[d] · amount[d]</c>.</summary>
    public static void AddProduct(ReadOnlySpan<double> people, ReadOnlySpan<double> amount, Span<double> total)
    {
        Debug.Assert(people.Length % Width == 0 && amount.Length == people.Length && total.Length == people.Length);
        ref var from = ref MemoryMarshal.GetReference(people);
        ref var each = ref MemoryMarshal.GetReference(amount);
        ref var to = ref MemoryMarshal.GetReference(total);
        for (nuint d = 0; d < (nuint)people.Length; d += (nuint)Width)
            (Vector512.LoadUnsafe(ref to, d) + Vector512.LoadUnsafe(ref from, d) * Vector512.LoadUnsafe(ref each, d)).StoreUnsafe(ref to, d);
    }

    /// <summary>Whether every number lies between two bounds; NaN does not.</summary>
    public static bool AllBetween(ReadOnlySpan<double> values, double lower, double upper)
    {
        Debug.Assert(values.Length % Width == 0);
        ref var first = ref MemoryMarshal.GetReference(values);
        var (least, most) = (Vector512.Create(lower), Vector512.Create(upper));
        for (nuint d = 0; d < (nuint)values.Length; d += (nuint)Width)
        {
            var value = Vector512.LoadUnsafe(ref first, d);
            if (!(Vector512.GreaterThanOrEqualAll(value, least) && Vector512.LessThanOrEqualAll(value, most))) return false;
        }
        return true;
    }
}
