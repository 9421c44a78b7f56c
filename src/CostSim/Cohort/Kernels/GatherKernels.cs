using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostSim.Cohort.Kernels;

/// <summary>Sums of people who come from many states, held in registers: four vectors of eight draws side by side, or one.</summary>
/// <remarks>
/// Multiply then add, never fused, each draw by itself: the same bits on every machine and in every place of a block.
/// <para/>
/// The hottest loops of a run, these and those of percentiles, are optimised when they are first called (AggressiveOptimization). What is compiled ahead of
/// time has no wide vectors in it: they would run unoptimised, many times as slow, until the compiler in the background comes to them, which in a run of
/// two seconds is late. It costs some milliseconds for each of them, at once: code that is not as hot is left to the background.
/// </remarks>
internal static class GatherKernels
{
    /// <summary>Draws in a vector.</summary>
    public const int Lane = 8;

    /// <summary>Draws that a step of <see cref="Occupancy"/> or <see cref="SumAndScale"/> handles where the width allows.</summary>
    public const int Chunk = 4 * Lane;

    /// <summary><c>result = own · stay + Σ (Σ sources) · probability</c></summary>
    /// <param name="own">The row of the state before.</param>
    /// <param name="result">The row of the state afterwards.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]   // inlined into its caller, the sums would leave their registers
    public static void Occupancy(in BlockMemory memory, in Update update, int own, int result)
    {
        ref var people = ref memory.People;
        ref var slots = ref memory.Slots;
        ref var numbers = ref memory.Numbers;
        ref var rowOf = ref memory.RowOf;
        ref var sources = ref memory.Sources;
        ref var factors = ref memory.Factors;
        var width = memory.Width;
        var inflows = memory.InflowsOf(update);
        var d = 0;
        for (; d <= width - Chunk; d += Chunk)
        {
            var (a, b, c, e) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            if (update.HasSelf)
            {
                ref var self = ref Unsafe.Add(ref people, own * width + d);
                (a, b, c, e) = (Vector512.LoadUnsafe(ref self), Vector512.LoadUnsafe(ref self, 8), Vector512.LoadUnsafe(ref self, 16), Vector512.LoadUnsafe(ref self, 24));
                for (var k = 0; k < update.Stay.Count; k++)
                {
                    var factor = Unsafe.Add(ref factors, update.Stay.First + k);
                    if (factor >= 0)
                    {
                        ref var stay = ref Unsafe.Add(ref slots, factor * width + d);
                        (a, b, c, e) = (a * Vector512.LoadUnsafe(ref stay), b * Vector512.LoadUnsafe(ref stay, 8), c * Vector512.LoadUnsafe(ref stay, 16), e * Vector512.LoadUnsafe(ref stay, 24));
                    }
                    else
                    {
                        var stay = Vector512.Create(Unsafe.Add(ref numbers, ~factor));
                        (a, b, c, e) = (a * stay, b * stay, c * stay, e * stay);
                    }
                }
            }
            foreach (ref readonly var inflow in inflows)
            {
                ref var source = ref Unsafe.Add(ref sources, inflow.FirstSource);
                ref var row = ref Unsafe.Add(ref people, Unsafe.Add(ref rowOf, source) * width + d);
                var (f, g, h, i) = (Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref row, 8), Vector512.LoadUnsafe(ref row, 16), Vector512.LoadUnsafe(ref row, 24));
                for (var s = 1; s < inflow.Sources; s++)
                {
                    row = ref Unsafe.Add(ref people, Unsafe.Add(ref rowOf, Unsafe.Add(ref source, s)) * width + d);
                    (f, g, h, i) = (f + Vector512.LoadUnsafe(ref row), g + Vector512.LoadUnsafe(ref row, 8), h + Vector512.LoadUnsafe(ref row, 16), i + Vector512.LoadUnsafe(ref row, 24));
                }
                for (var k = 0; k < inflow.Probability.Count; k++)
                {
                    var factor = Unsafe.Add(ref factors, inflow.Probability.First + k);
                    if (factor >= 0)
                    {
                        ref var share = ref Unsafe.Add(ref slots, factor * width + d);
                        (f, g, h, i) = (f * Vector512.LoadUnsafe(ref share), g * Vector512.LoadUnsafe(ref share, 8), h * Vector512.LoadUnsafe(ref share, 16), i * Vector512.LoadUnsafe(ref share, 24));
                    }
                    else
                    {
                        var share = Vector512.Create(Unsafe.Add(ref numbers, ~factor));
                        (f, g, h, i) = (f * share, g * share, h * share, i * share);
                    }
                }
                (a, b, c, e) = (a + f, b + g, c + h, e + i);
            }
            ref var to = ref Unsafe.Add(ref people, result * width + d);
            a.StoreUnsafe(ref to);
            b.StoreUnsafe(ref to, 8);
            c.StoreUnsafe(ref to, 16);
            e.StoreUnsafe(ref to, 24);
        }
        for (; d < width; d += Lane)
        {
            Sum(memory, update, inflows, own, d).StoreUnsafe(ref people, (nuint)(result * width + d));
        }
    }

    /// <summary>States that behave alike, as one: <c>result = Σ members</c>, and then each <c>member *= stay</c>.</summary>
    /// <param name="result">The row of the sum.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumAndScale(in BlockMemory memory, in Update update, int result)
    {
        ref var people = ref memory.People;
        ref var slots = ref memory.Slots;
        ref var numbers = ref memory.Numbers;
        ref var rowOf = ref memory.RowOf;
        ref var factors = ref memory.Factors;
        var (width, stay, members) = (memory.Width, update.Stay, memory.InflowsOf(update)[0]);
        ref var member = ref Unsafe.Add(ref memory.Sources, members.FirstSource);
        var d = 0;
        for (; d <= width - Chunk; d += Chunk)
        {
            var (f, g, h, i) = (Vector512<double>.One, Vector512<double>.One, Vector512<double>.One, Vector512<double>.One);
            for (var s = 0; s < stay.Count; s++)
            {
                var factor = Unsafe.Add(ref factors, stay.First + s);
                if (factor >= 0)
                {
                    ref var share = ref Unsafe.Add(ref slots, factor * width + d);
                    (f, g, h, i) = (f * Vector512.LoadUnsafe(ref share), g * Vector512.LoadUnsafe(ref share, 8), h * Vector512.LoadUnsafe(ref share, 16), i * Vector512.LoadUnsafe(ref share, 24));
                }
                else
                {
                    var share = Vector512.Create(Unsafe.Add(ref numbers, ~factor));
                    (f, g, h, i) = (f * share, g * share, h * share, i * share);
                }
            }
            var (a, b, c, e) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            for (var m = 0; m < members.Sources; m++)
            {
                ref var row = ref Unsafe.Add(ref people, Unsafe.Add(ref rowOf, Unsafe.Add(ref member, m)) * width + d);
                var (j, k, l, n) = (Vector512.LoadUnsafe(ref row), Vector512.LoadUnsafe(ref row, 8), Vector512.LoadUnsafe(ref row, 16), Vector512.LoadUnsafe(ref row, 24));
                (a, b, c, e) = (a + j, b + k, c + l, e + n);
                (j * f).StoreUnsafe(ref row);
                (k * g).StoreUnsafe(ref row, 8);
                (l * h).StoreUnsafe(ref row, 16);
                (n * i).StoreUnsafe(ref row, 24);
            }
            ref var to = ref Unsafe.Add(ref people, result * width + d);
            a.StoreUnsafe(ref to);
            b.StoreUnsafe(ref to, 8);
            c.StoreUnsafe(ref to, 16);
            e.StoreUnsafe(ref to, 24);
        }
        for (; d < width; d += Lane)
        {
            var (product, sum) = (Vector512<double>.One, Vector512<double>.Zero);
            for (var s = 0; s < stay.Count; s++) product *= Value(memory, d, Unsafe.Add(ref factors, stay.First + s));
            for (var m = 0; m < members.Sources; m++)
            {
                ref var row = ref Unsafe.Add(ref people, Unsafe.Add(ref rowOf, Unsafe.Add(ref member, m)) * width + d);
                var before = Vector512.LoadUnsafe(ref row);
                sum += before;
                (before * product).StoreUnsafe(ref row);
            }
            sum.StoreUnsafe(ref people, (nuint)(result * width + d));
        }
    }

    /// <summary><c>sum = Σ rows</c></summary>
    /// <param name="rows">Which rows.</param>
    /// <param name="sum">[<paramref name="width"/>]</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ref double people, ReadOnlySpan<int> rows, int width, ref double sum)
    {
        var d = 0;
        for (; d <= width - Chunk; d += Chunk)
        {
            var (a, b, c, e) = (Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero, Vector512<double>.Zero);
            foreach (var each in rows)
            {
                ref var row = ref Unsafe.Add(ref people, each * width + d);
                (a, b, c, e) = (a + Vector512.LoadUnsafe(ref row), b + Vector512.LoadUnsafe(ref row, 8), c + Vector512.LoadUnsafe(ref row, 16), e + Vector512.LoadUnsafe(ref row, 24));
            }
            ref var to = ref Unsafe.Add(ref sum, d);
            a.StoreUnsafe(ref to);
            b.StoreUnsafe(ref to, 8);
            c.StoreUnsafe(ref to, 16);
            e.StoreUnsafe(ref to, 24);
        }
        for (; d < width; d += Lane)
        {
            var total = Vector512<double>.Zero;
            foreach (var each in rows) total += Vector512.LoadUnsafe(ref people, (nuint)(each * width + d));
            total.StoreUnsafe(ref sum, (nuint)d);
        }
    }

    /// <summary>For each deposit <c>row += earning · (amount · weight)</c>.</summary>
    /// <param name="earning">The row of those who earn.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Deposit(in BlockMemory memory, in Update update, int earning)
    {
        var width = memory.Width;
        ref var sum = ref Unsafe.Add(ref memory.People, earning * width);
        foreach (ref readonly var deposit in memory.DepositsOf(update))
        {
            ref var row = ref Unsafe.Add(ref memory.Accumulators, deposit.Row * width);
            var weight = Vector512.Create(memory.WeightOf(deposit));
            if (deposit.Amount >= 0)
            {
                ref var amount = ref Unsafe.Add(ref memory.Slots, deposit.Amount * width);
                for (nuint d = 0; d < (nuint)width; d += Lane)
                    (Vector512.LoadUnsafe(ref row, d) + Vector512.LoadUnsafe(ref sum, d) * (weight * Vector512.LoadUnsafe(ref amount, d))).StoreUnsafe(ref row, d);
                continue;
            }
            if (deposit.Amount != Factor.One) weight *= Vector512.Create(Unsafe.Add(ref memory.Numbers, ~deposit.Amount));
            for (nuint d = 0; d < (nuint)width; d += Lane) (Vector512.LoadUnsafe(ref row, d) + Vector512.LoadUnsafe(ref sum, d) * weight).StoreUnsafe(ref row, d);
        }
    }

    /// <summary>One vector of what <see cref="Occupancy"/> calculates.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Sum(in BlockMemory memory, in Update update, ReadOnlySpan<Inflow> inflows, int own, int d)
    {
        var sum = update.HasSelf ? Times(memory, Row(memory, own, d), update.Stay, d) : Vector512<double>.Zero;
        foreach (ref readonly var inflow in inflows)
        {
            ref var source = ref Unsafe.Add(ref memory.Sources, inflow.FirstSource);
            var together = Row(memory, Unsafe.Add(ref memory.RowOf, source), d);
            for (var s = 1; s < inflow.Sources; s++) together += Row(memory, Unsafe.Add(ref memory.RowOf, Unsafe.Add(ref source, s)), d);
            sum += Times(memory, together, inflow.Probability, d);
        }
        return sum;
    }

    private static Vector512<double> Row(in BlockMemory memory, int row, int d) => Vector512.LoadUnsafe(ref memory.People, (nuint)(row * memory.Width + d));

    private static Vector512<double> Times(in BlockMemory memory, Vector512<double> value, Product product, int d)
    {
        for (var k = 0; k < product.Count; k++) value *= Value(memory, d, Unsafe.Add(ref memory.Factors, product.First + k));
        return value;
    }

    private static Vector512<double> Value(in BlockMemory memory, int d, int factor) =>
        factor >= 0 ? Vector512.LoadUnsafe(ref memory.Slots, (nuint)(factor * memory.Width + d)) : Vector512.Create(Unsafe.Add(ref memory.Numbers, ~factor));
}
