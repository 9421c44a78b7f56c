using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Cohort;

/// <summary>The arithmetic of a cohort, for a block of draws at once.</summary>
/// <remarks>
/// Every span holds one number per draw, a multiple of <see cref="Width"/> of them, so there is no tail. Multiply then add, never fused: the same
/// bits on every machine, and in every place of a block.
/// </remarks>
internal static class CohortKernels
{
    /// <summary>Blocks are a multiple of this many draws.</summary>
    public static readonly int Width = Vector512<double>.Count;

    /// <summary>Moves a share of a state's people: <c>flow[d] = origin[d] · probability[d]</c> leaves one state and reaches another.</summary>
    /// <param name="origin">Occupancy at the start of the event, proportion of the cohort; may be <paramref name="staying"/> itself.</param>
    /// <param name="probability">Share that moves, 0 to 1, already checked.</param>
    /// <param name="staying">Occupancy of the origin, less the flow.</param>
    /// <param name="arriving">Occupancy of the target, plus the flow; may be <paramref name="staying"/> itself when people return to their state.</param>
    public static void Move(ReadOnlySpan<double> origin, ReadOnlySpan<double> probability, Span<double> staying, Span<double> arriving)
    {
        Debug.Assert(origin.Length % Width == 0 && probability.Length == origin.Length && staying.Length == origin.Length && arriving.Length == origin.Length);
        ref var from = ref MemoryMarshal.GetReference(origin);
        ref var share = ref MemoryMarshal.GetReference(probability);
        ref var left = ref MemoryMarshal.GetReference(staying);
        ref var reached = ref MemoryMarshal.GetReference(arriving);
        for (nuint d = 0; d < (nuint)origin.Length; d += (nuint)Width)
        {
            var flow = Vector512.LoadUnsafe(ref from, d) * Vector512.LoadUnsafe(ref share, d);
            (Vector512.LoadUnsafe(ref left, d) - flow).StoreUnsafe(ref left, d);
            (Vector512.LoadUnsafe(ref reached, d) + flow).StoreUnsafe(ref reached, d);
        }
    }

    /// <summary>As <see cref="Move(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double}, Span{double})"/>, with one probability for all draws.</summary>
    public static void Move(ReadOnlySpan<double> origin, double probability, Span<double> staying, Span<double> arriving)
    {
        Debug.Assert(origin.Length % Width == 0 && staying.Length == origin.Length && arriving.Length == origin.Length);
        ref var from = ref MemoryMarshal.GetReference(origin);
        ref var left = ref MemoryMarshal.GetReference(staying);
        ref var reached = ref MemoryMarshal.GetReference(arriving);
        for (nuint d = 0; d < (nuint)origin.Length; d += (nuint)Width)
        {
            var flow = Vector512.LoadUnsafe(ref from, d) * probability;
            (Vector512.LoadUnsafe(ref left, d) - flow).StoreUnsafe(ref left, d);
            (Vector512.LoadUnsafe(ref reached, d) + flow).StoreUnsafe(ref reached, d);
        }
    }

    /// <summary>Counts the people who move, for payments: <c>flows[d] += origin[d] · probability[d]</c>.</summary>
    public static void Count(ReadOnlySpan<double> origin, ReadOnlySpan<double> probability, Span<double> flows)
    {
        Debug.Assert(origin.Length % Width == 0 && probability.Length == origin.Length && flows.Length == origin.Length);
        ref var from = ref MemoryMarshal.GetReference(origin);
        ref var share = ref MemoryMarshal.GetReference(probability);
        ref var sum = ref MemoryMarshal.GetReference(flows);
        for (nuint d = 0; d < (nuint)origin.Length; d += (nuint)Width)
            (Vector512.LoadUnsafe(ref sum, d) + Vector512.LoadUnsafe(ref from, d) * Vector512.LoadUnsafe(ref share, d)).StoreUnsafe(ref sum, d);
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

    /// <summary>Earns what is the same in every draw: <c>total[d] += people[d] · amount</c>.</summary>
    public static void AddProduct(ReadOnlySpan<double> people, double amount, Span<double> total)
    {
        Debug.Assert(people.Length % Width == 0 && total.Length == people.Length);
        ref var from = ref MemoryMarshal.GetReference(people);
        ref var to = ref MemoryMarshal.GetReference(total);
        for (nuint d = 0; d < (nuint)people.Length; d += (nuint)Width)
            (Vector512.LoadUnsafe(ref to, d) + Vector512.LoadUnsafe(ref from, d) * amount).StoreUnsafe(ref to, d);
    }

    /// <summary>Earns what differs between draws: <c>total[d] += people[d] · (amount[d] · weight)</c>.</summary>
    /// <param name="weight">Discounting and the length of the cycle.</param>
    public static void AddProduct(ReadOnlySpan<double> people, ReadOnlySpan<double> amount, double weight, Span<double> total)
    {
        Debug.Assert(people.Length % Width == 0 && amount.Length == people.Length && total.Length == people.Length);
        ref var from = ref MemoryMarshal.GetReference(people);
        ref var each = ref MemoryMarshal.GetReference(amount);
        ref var to = ref MemoryMarshal.GetReference(total);
        for (nuint d = 0; d < (nuint)people.Length; d += (nuint)Width)
            (Vector512.LoadUnsafe(ref to, d) + Vector512.LoadUnsafe(ref from, d) * (Vector512.LoadUnsafe(ref each, d) * weight)).StoreUnsafe(ref to, d);
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
