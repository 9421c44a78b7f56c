using System.Runtime.InteropServices;

namespace CostSim.Cohort.Kernels;

/// <summary>Where the operations of a program find their numbers in a cycle, for a block of draws.</summary>
/// <param name="program">The program.</param>
/// <param name="people">The first draw of the first row.</param>
/// <param name="accumulators">The first draw of the first accumulator.</param>
/// <param name="slots">The first draw of the first vector of the workspace.</param>
/// <param name="numbers">The numbers of the cycle; see <see cref="Factor"/>.</param>
/// <param name="weights">By series and cycle.</param>
/// <param name="cycle">The cycle.</param>
/// <param name="rowOf">The row of each state.</param>
/// <param name="width">Draws in a block, a multiple of <see cref="GatherKernels.Lane"/>.</param>
internal readonly ref struct BlockMemory(
    CycleProgram program, ref double people, ref double accumulators, ref double slots, double[] numbers, double[][] weights, int cycle, int[] rowOf, int width)
{
    public readonly ref double People = ref people;

    public readonly ref double Accumulators = ref accumulators;

    public readonly ref double Slots = ref slots;

    public readonly ref double Numbers = ref MemoryMarshal.GetArrayDataReference(numbers);

    public readonly ref int RowOf = ref MemoryMarshal.GetArrayDataReference(rowOf);

    public readonly ref int Sources = ref MemoryMarshal.GetArrayDataReference(program.Sources);

    public readonly ref int Factors = ref MemoryMarshal.GetArrayDataReference(program.Factors);

    public readonly int Width = width;

    private readonly CycleProgram _program = program;
    private readonly double[][] _weights = weights;
    private readonly int _cycle = cycle;

    public ReadOnlySpan<Inflow> InflowsOf(in Update update) => _program.Inflows.AsSpan(update.FirstInflow, update.Inflows);

    public ReadOnlySpan<Deposit> DepositsOf(in Update update) => _program.Deposits.AsSpan(update.FirstDeposit, update.Deposits);

    /// <summary>What a deposit counts in the cycle.</summary>
    public double WeightOf(in Deposit deposit) => _weights[deposit.Series][_cycle];
}
