using CostSim.Language.Rates;
using CostSim.Numerics;

namespace CostSim.Language.Evaluation;

/// <summary>Finds what must be calculated anew in each cycle.</summary>
/// <remarks>A hazard that steps up at certain ages, for instance, is the same in most cycles: so are all probabilities that are calculated from it.</remarks>
internal sealed class CycleChanges
{
    private readonly RateProgram[] _ratePrograms;
    private readonly double[] _constants;
    private readonly double[][] _numbers;
    private readonly bool[] _changedSlots;
    private readonly bool[] _changedNumbers;

    private CycleChanges(int slots, RateProgram[] ratePrograms, double[] constants, double[][] numbers)
    {
        (_ratePrograms, _constants, _numbers) = (ratePrograms, constants, numbers);
        (_changedSlots, _changedNumbers) = (new bool[slots], new bool[numbers[0].Length]);
    }

    /// <summary>For each cycle the instructions with an operand that differs from the cycle before; in cycle 0 all of them.</summary>
    /// <remarks>Cycles that agree share one array.</remarks>
    /// <param name="instructions">In order; each has a destination of its own.</param>
    /// <param name="slots">How many slots there are.</param>
    /// <param name="ratePrograms">What instructions of competing rates refer to.</param>
    /// <param name="constants">The numbers that never change.</param>
    /// <param name="numbers">By cycle, the numbers that change with it.</param>
    public static Instruction[][] Of(Instruction[] instructions, int slots, RateProgram[] ratePrograms, double[] constants, double[][] numbers)
    {
        var state = new CycleChanges(slots, ratePrograms, constants, numbers);
        var (sequences, known) = (new DistinctSequences(), new List<Instruction[]>());
        var changes = new Instruction[numbers.Length][];
        changes[0] = instructions;
        var due = new int[instructions.Length];
        for (var cycle = 1; cycle < changes.Length; cycle++)
        {
            var alike = sequences.Add(due.AsSpan(0, state.Find(instructions, cycle, due)));
            if (alike == known.Count) known.Add(Array.ConvertAll(sequences[alike].ToArray(), i => instructions[i]));
            changes[cycle] = known[alike];
        }
        return changes;
    }

    /// <summary>Writes down the places of the instructions that are due in a cycle.</summary>
    /// <returns>How many they are.</returns>
    private int Find(Instruction[] instructions, int cycle, int[] due)
    {
        var (now, before) = (_numbers[cycle], _numbers[cycle - 1]);
        // Bits, so that a zero's sign counts.
        for (var n = 0; n < now.Length; n++) _changedNumbers[n] = BitConverter.DoubleToInt64Bits(now[n]) != BitConverter.DoubleToInt64Bits(before[n]);
        Array.Clear(_changedSlots);
        var count = 0;
        for (var i = 0; i < instructions.Length; i++)
        {
            ref readonly var instruction = ref instructions[i];
            if (!IsDue(instruction, cycle)) continue;
            _changedSlots.AsSpan(instruction.Destination, instruction.Results).Fill(true);
            due[count++] = i;
        }
        return count;
    }

    private bool IsDue(in Instruction instruction, int cycle)
    {
        if (instruction.Operation == Operation.RateExponential) return Array.Exists(_ratePrograms[instruction.A.Index].Rates, HasChanged);
        var (a, b, c) = (instruction.A, instruction.B, instruction.C);
        switch (ScalarArithmetic.Operands(instruction.Operation))
        {
            case 1: return HasChanged(a);
            case 2: return HasChanged(a) || HasChanged(b);
        }
        if (a.IsVector) return HasChanged(a) || HasChanged(b) || HasChanged(c);
        var (now, before) = (Number(a, cycle), Number(a, cycle - 1));
        return (now != 0) != (before != 0) || double.IsNaN(now) != double.IsNaN(before) || HasChanged(now != 0 ? b : c);
    }

    private bool HasChanged(Operand place) => place.IsVector ? _changedSlots[place.Index] : place.Index >= 0 && _changedNumbers[place.Index];

    private double Number(Operand place, int cycle) => place.Index < 0 ? _constants[~place.Index] : _numbers[cycle][place.Index];
}
