using System.Runtime.CompilerServices;

namespace CostSim.Cohort.Kernels;

/// <summary>What <see cref="GatherKernels"/> do, a draw at a time and to the same bits: for what is simulated once, which would be over before their wide vectors are compiled.</summary>
internal static class PlainKernels
{
    /// <summary>As <see cref="GatherKernels.Occupancy"/>.</summary>
    public static void Occupancy(in BlockMemory memory, in Update update, int own, int result)
    {
        for (var d = 0; d < memory.Width; d++)
        {
            var sum = update.HasSelf ? Times(memory, Person(memory, own, d), update.Stay, d) : 0.0;
            foreach (ref readonly var inflow in memory.InflowsOf(update)) sum += Times(memory, Together(memory, inflow, d), inflow.Probability, d);
            Person(memory, result, d) = sum;
        }
    }

    /// <summary>As <see cref="GatherKernels.SumAndScale"/>.</summary>
    public static void SumAndScale(in BlockMemory memory, in Update update, int result)
    {
        ref readonly var members = ref memory.InflowsOf(update)[0];
        for (var d = 0; d < memory.Width; d++)
        {
            var (sum, stay) = (Together(memory, members, d), Times(memory, 1, update.Stay, d));
            for (var m = 0; m < members.Sources; m++) Person(memory, RowOf(memory, members, m), d) *= stay;
            Person(memory, result, d) = sum;
        }
    }

    /// <summary>As <see cref="GatherKernels.Deposit"/>.</summary>
    public static void Deposit(in BlockMemory memory, in Update update, int earning)
    {
        foreach (ref readonly var deposit in memory.DepositsOf(update))
        {
            var weight = memory.WeightOf(deposit);
            for (var d = 0; d < memory.Width; d++)
                Unsafe.Add(ref memory.Accumulators, deposit.Row * memory.Width + d) += Person(memory, earning, d) * (weight * Value(memory, deposit.Amount, d));
        }
    }

    private static double Together(in BlockMemory memory, in Inflow inflow, int d)
    {
        var together = Person(memory, RowOf(memory, inflow, 0), d);
        for (var s = 1; s < inflow.Sources; s++) together += Person(memory, RowOf(memory, inflow, s), d);
        return together;
    }

    private static double Times(in BlockMemory memory, double value, Product product, int d)
    {
        for (var k = 0; k < product.Count; k++) value *= Value(memory, Unsafe.Add(ref memory.Factors, product.First + k), d);
        return value;
    }

    private static int RowOf(in BlockMemory memory, in Inflow inflow, int source) => Unsafe.Add(ref memory.RowOf, Unsafe.Add(ref memory.Sources, inflow.FirstSource + source));

    private static ref double Person(in BlockMemory memory, int row, int d) => ref Unsafe.Add(ref memory.People, row * memory.Width + d);

    private static double Value(in BlockMemory memory, int factor, int d) =>
        factor >= 0 ? Unsafe.Add(ref memory.Slots, factor * memory.Width + d) : Unsafe.Add(ref memory.Numbers, ~factor);
}
