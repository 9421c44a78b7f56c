using System.Runtime.InteropServices;
using CostSim.Language;
using CostSim.Language.Evaluation;

namespace CostSim.Cohort.Lumping;

/// <summary>Finds vectors of a plan that hold the same numbers in a cycle, because they come from the same numbers by the same operations.</summary>
/// <remarks>
/// Value numbering (Cocke and Schwartz 1970) of what a workspace does, cycle by cycle. A graph shares calculations that are always the same; two that differ by
/// a condition on the cycle, such as a rate by the age at which a knee was replaced, are the same only in some cycles. Equal numbers here are equal to the bit.
/// </remarks>
internal sealed class EqualVectors
{
    private readonly EvaluationPlan _plan;
    private readonly Dictionary<Calculation, int> _results = [];
    private readonly Dictionary<long, int> _numbers = [];
    private readonly int[] _held;
    private readonly int[] _first;
    private int[] _firstWith = [];
    private int _known;

    private EqualVectors(EvaluationPlan plan)
    {
        _plan = plan;
        (_held, _first) = (new int[plan.Slots], new int[plan.Slots]);
        for (var slot = 0; slot < _held.Length; slot++) _held[slot] = _known++;
        Run(plan.DrawInstructions, cycle: 0);
    }

    /// <summary>By cycle and slot: the first slot that holds the same numbers, the slot itself where none before it does. Cycles that agree share one array.</summary>
    public static int[][] Of(EvaluationPlan plan)
    {
        var state = new EqualVectors(plan);
        var firsts = new int[plan.Cycles + 1][];
        for (var cycle = 0; cycle <= plan.Cycles; cycle++)
        {
            state.Run(plan.ChangesByCycle[cycle], cycle);
            var isAsBefore = cycle > 0 && (plan.ChangesByCycle[cycle].Length == 0 || state.FirstSlots().SequenceEqual(firsts[cycle - 1]));
            firsts[cycle] = isAsBefore ? firsts[cycle - 1] : state.FirstSlots().ToArray();
        }
        return firsts;
    }

    /// <summary>By slot the first that holds the same now; until it is asked again.</summary>
    private ReadOnlySpan<int> FirstSlots()
    {
        if (_known > _firstWith.Length) _firstWith = new int[2 * _known];
        for (var slot = _held.Length - 1; slot >= 0; slot--) _firstWith[_held[slot]] = slot;
        // Only what is a root keeps its slot to itself.
        for (var r = _plan.RootSlots.Length - 1; r >= 0; r--) _firstWith[_held[_plan.RootSlots[r]]] = _plan.RootSlots[r];
        for (var slot = 0; slot < _first.Length; slot++) _first[slot] = _firstWith[_held[slot]];
        return _first;
    }

    private void Run(Instruction[] instructions, int cycle)
    {
        foreach (ref readonly var instruction in instructions.AsSpan())
        {
            if (instruction.Operation == Operation.RateExponential)
            {
                for (var result = 0; result < instruction.Results; result++) _held[instruction.Destination + result] = _known++;
                continue;
            }
            _held[instruction.Destination] = ResultOf(instruction, cycle);
        }
    }

    private int ResultOf(in Instruction instruction, int cycle)
    {
        var operands = ScalarArithmetic.Operands(instruction.Operation);
        if (operands == 3 && !instruction.A.IsVector)
        {
            var truth = _plan.Number(instruction.A, cycle);
            return double.IsNaN(truth) ? Number(double.NaN) : ValueOf(truth != 0 ? instruction.B : instruction.C, cycle);
        }
        var key = new Calculation(instruction.Operation, ValueOf(instruction.A, cycle), operands > 1 ? ValueOf(instruction.B, cycle) : -1, operands > 2 ? ValueOf(instruction.C, cycle) : -1);
        if (!_results.TryGetValue(key, out var value)) _results[key] = value = _known++;
        return value;
    }

    private int ValueOf(Operand place, int cycle) => place.IsVector ? _held[place.Index] : Number(_plan.Number(place, cycle));

    private int Number(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        if (!_numbers.TryGetValue(bits, out var value)) _numbers[bits] = value = _known++;
        return value;
    }

    /// <summary>An operation on values, each known by its number.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Calculation(Operation Operation, int A, int B, int C)
    {
        // Written out, since the compiler's own asks a comparer for each part.
        public bool Equals(Calculation other) => Operation == other.Operation && A == other.A && B == other.B && C == other.C;

        public override int GetHashCode() => HashCode.Combine((int)Operation, A, B, C);
    }
}
