using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using In256x4 = CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Four>>;
using In256x8 = CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Four>>>;
using In512x4 = CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Eight>>;
using In512x8 = CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Twice<CostSim.Cohort.Kernels.Eight>>>;

namespace CostSim.Cohort.Kernels;

/// <summary>Sums of people who come from many states, held in registers: so many neighbouring draws at once as there are registers for, since each pass reads the lists anew.</summary>
/// <remarks>
/// Multiply then add, never fused, each draw by itself: the same bits on every machine and in every place of a block.
/// <para/>
/// The hottest loops of a run, these and those of percentiles, are optimised when they are first called (AggressiveOptimization). What is compiled ahead of
/// time has no wide vectors in it: they would run unoptimised, many times as slow, until the compiler in the background comes to them, which in a run of
/// two seconds is late. It costs some milliseconds for each of them, at once: code that is not as hot is left to the background.
/// </remarks>
internal static class GatherKernels
{
    /// <summary>Draws of which a block has a multiple.</summary>
    public const int Lane = 8;

    /// <summary><c>result = own · stay + Σ (Σ sources) · probability</c></summary>
    /// <param name="own">The row of the state before.</param>
    /// <param name="result">The row of the state afterwards.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Occupancy(in BlockMemory memory, in Update update, int own, int result)
    {
        var d = Avx512F.IsSupported && memory.Width >= In512x8.Count ? Gather<In512x8>(memory, update, own, result, 0) : 0;
        if (d < memory.Width) d = Avx512F.IsSupported ? Gather<In512x4>(memory, update, own, result, d) : Gather<In256x8>(memory, update, own, result, d);
        if (d < memory.Width) Gather<Four>(memory, update, own, result, d);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]   // inlined into its caller, the sums would leave their registers
    private static int Gather<T>(in BlockMemory memory, in Update update, int own, int result, int d)
        where T : struct, IDraws<T>
    {
        ref var people = ref memory.People;
        ref var slots = ref memory.Slots;
        ref var numbers = ref memory.Numbers;
        ref var rowOf = ref memory.RowOf;
        ref var sources = ref memory.Sources;
        ref var factors = ref memory.Factors;
        var width = memory.Width;
        var inflows = memory.InflowsOf(update);
        for (; d <= width - T.Count; d += T.Count)
        {
            var sum = T.All(0);
            if (update.HasSelf)
            {
                sum = T.Load(ref Unsafe.Add(ref people, own * width + d));
                for (var k = 0; k < update.Stay.Count; k++)
                {
                    var factor = Unsafe.Add(ref factors, update.Stay.First + k);
                    if (factor >= 0) sum = sum.Times(ref Unsafe.Add(ref slots, factor * width + d));
                    else sum *= T.All(Unsafe.Add(ref numbers, ~factor));
                }
            }
            foreach (ref readonly var inflow in inflows)
            {
                ref var source = ref Unsafe.Add(ref sources, inflow.FirstSource);
                var together = T.Load(ref Unsafe.Add(ref people, Unsafe.Add(ref rowOf, source) * width + d));
                for (var s = 1; s < inflow.Sources; s++) together = together.Plus(ref Unsafe.Add(ref people, Unsafe.Add(ref rowOf, Unsafe.Add(ref source, s)) * width + d));
                for (var k = 0; k < inflow.Probability.Count; k++)
                {
                    var factor = Unsafe.Add(ref factors, inflow.Probability.First + k);
                    if (factor >= 0) together = together.Times(ref Unsafe.Add(ref slots, factor * width + d));
                    else together *= T.All(Unsafe.Add(ref numbers, ~factor));
                }
                sum += together;
            }
            sum.Store(ref Unsafe.Add(ref people, result * width + d));
        }
        return d;
    }

    /// <summary>States that behave alike, as one: <c>result = Σ members</c>, and then each <c>member *= stay</c>.</summary>
    /// <param name="result">The row of the sum.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumAndScale(in BlockMemory memory, in Update update, int result)
    {
        var d = Avx512F.IsSupported && memory.Width >= In512x8.Count ? SumAndScale<In512x8>(memory, update, result, 0) : 0;
        if (d < memory.Width) d = Avx512F.IsSupported ? SumAndScale<In512x4>(memory, update, result, d) : SumAndScale<In256x4>(memory, update, result, d);
        if (d < memory.Width) SumAndScale<Four>(memory, update, result, d);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int SumAndScale<T>(in BlockMemory memory, in Update update, int result, int d)
        where T : struct, IDraws<T>
    {
        ref var people = ref memory.People;
        ref var rowOf = ref memory.RowOf;
        var (width, stay, members) = (memory.Width, update.Stay, memory.InflowsOf(update)[0]);
        ref var member = ref Unsafe.Add(ref memory.Sources, members.FirstSource);
        for (; d <= width - T.Count; d += T.Count)
        {
            var (product, sum) = (T.All(1), T.All(0));
            for (var k = 0; k < stay.Count; k++)
            {
                var factor = Unsafe.Add(ref memory.Factors, stay.First + k);
                if (factor >= 0) product = product.Times(ref Unsafe.Add(ref memory.Slots, factor * width + d));
                else product *= T.All(Unsafe.Add(ref memory.Numbers, ~factor));
            }
            for (var m = 0; m < members.Sources; m++)
            {
                ref var row = ref Unsafe.Add(ref people, Unsafe.Add(ref rowOf, Unsafe.Add(ref member, m)) * width + d);
                var before = T.Load(ref row);
                sum += before;
                (before * product).Store(ref row);
            }
            sum.Store(ref Unsafe.Add(ref people, result * width + d));
        }
        return d;
    }

    /// <summary><c>sum = Σ rows</c></summary>
    /// <param name="rows">Which rows.</param>
    /// <param name="sum">[<paramref name="width"/>]</param>
    public static void Sum(ref double people, ReadOnlySpan<int> rows, int width, ref double sum)
    {
        var d = Sum<In256x4>(ref people, rows, width, ref sum, 0);
        if (d < width) Sum<Four>(ref people, rows, width, ref sum, d);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int Sum<T>(ref double people, ReadOnlySpan<int> rows, int width, ref double sum, int d)
        where T : struct, IDraws<T>
    {
        for (; d <= width - T.Count; d += T.Count)
        {
            var total = T.All(0);
            foreach (var row in rows) total = total.Plus(ref Unsafe.Add(ref people, row * width + d));
            total.Store(ref Unsafe.Add(ref sum, d));
        }
        return d;
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
}
