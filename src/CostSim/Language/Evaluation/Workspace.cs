using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CostSim.Language.Rates;

namespace CostSim.Language.Evaluation;

/// <summary>Writes the values of one parameter for the draws of a block.</summary>
/// <param name="column">Which parameter.</param>
/// <param name="values">Receives them; [draws].</param>
public delegate void ParameterColumn(int column, Span<double> values);

/// <summary>The vectors with which one thread evaluates a plan for one block of draws after another. Not to be shared between threads.</summary>
/// <remarks>Every operation runs over the full width, so a draw's values do not depend on the width or on its position in the block, to the bit.</remarks>
public sealed class Workspace
{
    /// <summary>Doubles in a vector register of the widest kind, and in a cache line.</summary>
    public const int Lane = 8;

    private readonly EvaluationPlan _plan;
    private readonly double[] _buffer;
    private readonly int _start;
    private readonly Vector512<double>[] _rates;
    private readonly Vector512<double>[] _scratch;

    internal Workspace(EvaluationPlan plan, int width)
    {
        if (width is < Lane || width % Lane != 0) throw new ArgumentOutOfRangeException(nameof(width), width, $"A block has a positive multiple of {Lane} draws.");
        (_plan, Width) = (plan, width);
        var (rates, scratch) = (0, 0);
        foreach (var program in plan.RatePrograms)
            (rates, scratch) = (Math.Max(rates, program.Rates.Length), Math.Max(scratch, RateExponential.ScratchOf(program.Matrix)));
        (_rates, _scratch) = (new Vector512<double>[rates], new Vector512<double>[scratch]);
        // Pinned, so that the alignment lasts. The vectors start as NaN: what has not been loaded is no number.
        _buffer = GC.AllocateUninitializedArray<double>(checked(plan.Slots * width + Lane), pinned: true);
        _buffer.AsSpan().Fill(double.NaN);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, 0);
        _start = (int)((Lane - address / sizeof(double) % Lane) % Lane);
    }

    /// <summary>Draws in a block.</summary>
    public int Width { get; }

    /// <summary>Takes the parameters of the next block.</summary>
    /// <param name="draws">How many draws the block has, 1 to <see cref="Width"/>; the last is repeated up to the width.</param>
    /// <param name="column">Is asked for each parameter that the plan uses.</param>
    public void LoadBlock(int draws, ParameterColumn column)
    {
        if (draws < 1 || draws > Width) throw new ArgumentOutOfRangeException(nameof(draws), draws, $"A block has 1 to {Width} draws.");
        foreach (var (index, slot) in _plan.ParameterSlots)
        {
            var values = Slot(slot);
            column(index, values[..draws]);
            values[draws..].Fill(values[draws - 1]);
        }
    }

    /// <summary>Calculates what depends on the draw alone. Needed after each <see cref="LoadBlock"/>, before the cycles.</summary>
    public void EvaluateDraws() => Run(_plan.DrawInstructions, cycle: 0);

    /// <summary>Calculates what depends on the draw and the cycle. The cycles may come in any order.</summary>
    /// <param name="cycle">From 0 to the plan's <see cref="EvaluationPlan.Cycles"/>.</param>
    public void EvaluateCycle(int cycle)
    {
        if (cycle < 0 || cycle > _plan.Cycles) throw new ArgumentOutOfRangeException(nameof(cycle), cycle, $"A cycle from 0 to {_plan.Cycles}.");
        Run(_plan.CycleInstructions, cycle);
    }

    /// <summary>As <see cref="EvaluateCycle"/>, but calculates only what has changed since the cycle before, which must have been evaluated.</summary>
    /// <param name="cycle">0 after <see cref="EvaluateDraws"/>, then each next one.</param>
    internal void EvaluateNextCycle(int cycle) => Run(_plan.ChangesByCycle[cycle], cycle);

    /// <summary>The first value of the first slot; the others follow, <see cref="Width"/> apart.</summary>
    internal ref double FirstSlot => ref _buffer[_start];

    /// <summary>Where that is; it never moves.</summary>
    internal nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_buffer, _start);

    /// <summary>The values of a root that is not uniform; [<see cref="Width"/>], until the next evaluation.</summary>
    /// <exception cref="ArgumentException">The root is none of the plan's, or is uniform.</exception>
    public ReadOnlySpan<double> Vector(int root) => Slot(_plan.SlotOf(root));

    /// <summary>The values of a root that is not uniform, by its place; [<see cref="Width"/>], until the next evaluation.</summary>
    internal ReadOnlySpan<double> Vector(Operand place) => Slot(place.Index);

    private Span<double> Slot(int slot) => _buffer.AsSpan(_start + slot * Width, Width);

    private void Run(Instruction[] instructions, int cycle)
    {
        foreach (ref readonly var instruction in instructions.AsSpan())
        {
            if (instruction.Operation == Operation.RateExponential)
            {
                Exponentiate(_plan.RatePrograms[instruction.A.Index], instruction.Destination, cycle);
                continue;
            }
            var destination = Slot(instruction.Destination);
            var (a, b) = (instruction.A, instruction.B);
            switch (ScalarArithmetic.Operands(instruction.Operation))
            {
                case 1:
                    VectorKernels.Unary(instruction.Operation, Slot(a.Index), destination);
                    break;
                case 2 when a.IsVector && b.IsVector:
                    VectorKernels.Binary(instruction.Operation, Slot(a.Index), Slot(b.Index), destination);
                    break;
                case 2 when a.IsVector:
                    VectorKernels.Binary(instruction.Operation, Slot(a.Index), _plan.Number(b, cycle), destination);
                    break;
                case 2:
                    VectorKernels.Binary(instruction.Operation, _plan.Number(a, cycle), Slot(b.Index), destination);
                    break;
                default:
                    Select(instruction, cycle, destination);
                    break;
            }
        }
    }

    private void Exponentiate(RateProgram program, int destination, int cycle)
    {
        var rates = _rates.AsSpan(0, program.Rates.Length);
        for (var d = 0; d < Width; d += Lane)
        {
            for (var e = 0; e < rates.Length; e++)
            {
                var place = program.Rates[e];
                rates[e] = place.IsVector ? Vector512.Create(Slot(place.Index)[d..]) : Vector512.Create(_plan.Number(place, cycle));
            }
            var results = RateExponential.Calculate(program.Matrix, rates, program.WithTime, _scratch);
            for (var r = 0; r < program.Wanted.Length; r++) results[program.Wanted[r]].CopyTo(Slot(destination + r)[d..]);
        }
    }

    private void Select(in Instruction instruction, int cycle, Span<double> destination)
    {
        var (condition, then, otherwise) = (instruction.A, instruction.B, instruction.C);
        if (condition.IsVector)
        {
            VectorKernels.Select(Slot(condition.Index), Values(then, cycle), Values(otherwise, cycle), destination);
            return;
        }
        var truth = _plan.Number(condition, cycle);
        var chosen = truth != 0 ? then : otherwise;
        if (double.IsNaN(truth)) destination.Fill(double.NaN);
        else if (chosen.IsVector) Slot(chosen.Index).CopyTo(destination);
        else destination.Fill(_plan.Number(chosen, cycle));
    }

    private VectorOrNumber Values(Operand place, int cycle) => place.IsVector ? new VectorOrNumber(Slot(place.Index)) : new VectorOrNumber(_plan.Number(place, cycle));
}
