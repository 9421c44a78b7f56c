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
    private readonly Dictionary<(Operation Operation, int A, int B, int C), int> _results = [];
    private readonly Dictionary<long, int> _numbers = [];
    private readonly int[] _held;
    private int _known;

    private EqualVectors(EvaluationPlan plan)
    {
        _plan = plan;
        _held = new int[plan.Slots];
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
            var first = plan.ChangesByCycle[cycle].Length == 0 && cycle > 0 ? firsts[cycle - 1] : state.FirstSlots();
            firsts[cycle] = cycle > 0 && first.AsSpan().SequenceEqual(firsts[cycle - 1]) ? firsts[cycle - 1] : first;
        }
        return firsts;
    }

    private int[] FirstSlots()
    {
        var firstWith = new int[_known];
        var first = new int[_held.Length];
        for (var slot = _held.Length - 1; slot >= 0; slot--) firstWith[_held[slot]] = slot;
        foreach (var slot in _plan.RootSlots.Reverse()) firstWith[_held[slot]] = slot;   // only what is a root keeps its slot to itself
        for (var slot = 0; slot < first.Length; slot++) first[slot] = firstWith[_held[slot]];
        return first;
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
        var key = (instruction.Operation, ValueOf(instruction.A, cycle), operands > 1 ? ValueOf(instruction.B, cycle) : -1, operands > 2 ? ValueOf(instruction.C, cycle) : -1);
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
}
