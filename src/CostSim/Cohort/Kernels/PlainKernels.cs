using System.Runtime.CompilerServices;

namespace CostSim.Cohort.Kernels;

/// <summary>What <see cref="GatherKernels"/> do, a draw at a time and to the same bits: for what is simulated once, which would be over before their wide vectors are compiled.</summary>
internal static class PlainKernels
{
    /// <summary>As <see cref="GatherKernels.Occupancy"/>.</summary>
    public static void Occupancy(
        ref double people, ref double slots, ref double numbers, ref int rowOf, int width, int own, int result, in Update update, ReadOnlySpan<Inflow> inflows, ref int sources,
        ref int factors)
    {
        for (var d = 0; d < width; d++)
        {
            var sum = update.HasSelf ? Times(Unsafe.Add(ref people, own * width + d), ref slots, ref numbers, width, d, update.Stay, ref factors) : 0.0;
            foreach (ref readonly var inflow in inflows)
                sum += Times(Together(ref people, ref rowOf, width, d, inflow, ref sources), ref slots, ref numbers, width, d, inflow.Probability, ref factors);
            Unsafe.Add(ref people, result * width + d) = sum;
        }
    }

    /// <summary>As <see cref="GatherKernels.SumAndScale"/>.</summary>
    public static void SumAndScale(
        ref double people, ref double slots, ref double numbers, ref int rowOf, int width, int result, Product stay, in Inflow members, ref int sources, ref int factors)
    {
        ref var member = ref Unsafe.Add(ref sources, members.FirstSource);
        for (var d = 0; d < width; d++)
        {
            var (sum, product) = (Together(ref people, ref rowOf, width, d, members, ref sources), Times(1, ref slots, ref numbers, width, d, stay, ref factors));
            for (var m = 0; m < members.Sources; m++) Unsafe.Add(ref people, Unsafe.Add(ref rowOf, Unsafe.Add(ref member, m)) * width + d) *= product;
            Unsafe.Add(ref people, result * width + d) = sum;
        }
    }

    /// <summary>As <see cref="GatherKernels.Deposit"/>.</summary>
    public static void Deposit(
        ref double sum, ref double slots, ref double numbers, int width, ref double accumulators, ReadOnlySpan<Deposit> deposits, double[][] weights, int cycle)
    {
        foreach (ref readonly var deposit in deposits)
        {
            var weight = weights[deposit.Series][cycle];
            for (var d = 0; d < width; d++)
                Unsafe.Add(ref accumulators, deposit.Row * width + d) += Unsafe.Add(ref sum, d) * (weight * Value(ref slots, ref numbers, width, d, deposit.Amount));
        }
    }

    private static double Together(ref double people, ref int rowOf, int width, int d, in Inflow inflow, ref int sources)
    {
        ref var source = ref Unsafe.Add(ref sources, inflow.FirstSource);
        var together = Unsafe.Add(ref people, Unsafe.Add(ref rowOf, source) * width + d);
        for (var s = 1; s < inflow.Sources; s++) together += Unsafe.Add(ref people, Unsafe.Add(ref rowOf, Unsafe.Add(ref source, s)) * width + d);
        return together;
    }

    private static double Times(double value, ref double slots, ref double numbers, int width, int d, Product product, ref int factors)
    {
        for (var k = 0; k < product.Count; k++) value *= Value(ref slots, ref numbers, width, d, Unsafe.Add(ref factors, product.First + k));
        return value;
    }

    private static double Value(ref double slots, ref double numbers, int width, int d, int factor) =>
        factor >= 0 ? Unsafe.Add(ref slots, factor * width + d) : Unsafe.Add(ref numbers, ~factor);
}
