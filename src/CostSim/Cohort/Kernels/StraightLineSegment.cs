using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Cohort.Kernels;

/// <summary>Consecutive cycles that do the same, as machine code of their own: occupancies and sums stay in registers from the first cycle to the last.</summary>
/// <remarks>For small models: what does not fit into registers goes to the stack, and a long body outgrows what the processor holds of decoded code.</remarks>
internal sealed class StraightLineSegment
{
    /// <summary>Vectors of eight draws that a segment may hold.</summary>
    /// <remarks>
    /// Measured: the kernel's lists are as fast beyond about twice the 32 registers of 512 bits; with the 16 registers of 256 bits, two for a vector,
    /// 28 vectors take 0.4 of the lists' time, 36 take 0.9, and 44 take 1.5.
    /// </remarks>
    private static readonly int MostVectors = Avx512F.IsSupported ? 72 : 36;

    /// <summary>Compiling takes milliseconds; fewer cycles are not worth it.</summary>
    private const int FewestCycles = 8;

    private readonly Body _run;
    private readonly double[] _series;

    private delegate void Body(nint people, nint slots, nint accumulators, nint series, nint rowOf, int width, int cycles);

    private StraightLineSegment(int first, int cycles, Body run, double[] series) => (First, Cycles, _run, _series) = (first, cycles, run, series);

    public int First { get; }

    public int Cycles { get; }

    /// <summary>Whether this machine gains by it, with vectors of eight draws in one register or two; the lists of programs give the same bits everywhere.</summary>
    public static bool IsSupported => Vector256.IsHardwareAccelerated && RuntimeFeature.IsDynamicCodeCompiled;

    /// <summary>Compiles a group's cycles, if they are small enough and many.</summary>
    /// <param name="program">The group.</param>
    /// <param name="numbers">By cycle; see <see cref="Factor"/>.</param>
    /// <param name="first">The first cycle.</param>
    /// <param name="cycles">How many follow the same program, without clocks, and without numbers that differ between draws and change.</param>
    public static StraightLineSegment? TryCompile(GroupProgram program, double[][] numbers, int first, int cycles)
    {
        var body = program.Cycles[first];
        if (cycles < FewestCycles || body.Inflows.Length + body.Sources.Length + body.Deposits.Length > 4 * MostVectors) return null;
        var method = new DynamicMethod(
            "StraightLine", null, [typeof(nint), typeof(nint), typeof(nint), typeof(nint), typeof(nint), typeof(int), typeof(int)], typeof(StraightLineSegment).Module, skipVisibility: true);
        var writer = new StraightLineWriter(method.GetILGenerator(), body);
        writer.Write();
        if (writer.Vectors > MostVectors) return null;

        // What changes with the cycle lies cycle after cycle, in the order in which the code reads it.
        var series = GC.AllocateUninitializedArray<double>(cycles * writer.SeriesRead.Count, pinned: true);
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            for (var i = 0; i < writer.SeriesRead.Count; i++)
            {
                var (isWeight, index) = writer.SeriesRead[i];
                series[cycle * writer.SeriesRead.Count + i] = isWeight ? program.Weights[index][first + cycle] : numbers[first + cycle][index];
            }
        }
        return new StraightLineSegment(first, cycles, method.CreateDelegate<Body>(), series);
    }

    /// <summary>Runs all cycles for a block of draws.</summary>
    /// <param name="people">The address of the first row.</param>
    /// <param name="slots">The address of the first vector of the workspace.</param>
    /// <param name="accumulators">The address of the first accumulator.</param>
    /// <param name="rowOf">The row of each state; pinned.</param>
    /// <param name="width">Draws in a block.</param>
    public void Run(nint people, nint slots, nint accumulators, int[] rowOf, int width) =>
        _run(people, slots, accumulators, Marshal.UnsafeAddrOfPinnedArrayElement(_series, 0), Marshal.UnsafeAddrOfPinnedArrayElement(rowOf, 0), width, Cycles);
}
