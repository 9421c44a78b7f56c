using CostSim.Language.Rates;

namespace CostSim.Language.Evaluation;

/// <summary>Finds what must be calculated anew in each cycle.</summary>
/// <remarks>A hazard that steps up at certain ages, for instance, is the same in most cycles: so are all probabilities that are calculated from it.</remarks>
internal static class CycleChanges
{
    /// <summary>For each cycle the instructions with an operand that differs from the cycle before; in cycle 0 all of them.</summary>
    /// <param name="instructions">In order; each has a destination of its own.</param>
    /// <param name="ratePrograms">What instructions of competing rates refer to.</param>
    /// <param name="number">The value of a number in a cycle.</param>
    /// <param name="cycles">The last cycle.</param>
    public static Instruction[][] Of(Instruction[] instructions, RateProgram[] ratePrograms, Func<Operand, int, double> number, int cycles)
    {
        var known = new Dictionary<string, Instruction[]>();
        var changes = new Instruction[cycles + 1][];
        changes[0] = instructions;
        var changed = new HashSet<int>();
        for (var cycle = 1; cycle <= cycles; cycle++)
        {
            changed.Clear();
            var due = new List<int>();
            for (var i = 0; i < instructions.Length; i++)
            {
                if (!IsDue(instructions[i], cycle)) continue;
                for (var result = 0; result < instructions[i].Results; result++) changed.Add(instructions[i].Destination + result);
                due.Add(i);
            }
            var key = string.Join(' ', due);
            if (!known.TryGetValue(key, out var alike)) known[key] = alike = [.. due.Select(i => instructions[i])];
            changes[cycle] = alike;
        }
        return changes;

        bool IsDue(in Instruction instruction, int cycle)
        {
            if (instruction.Operation == Operation.RateExponential) return Array.Exists(ratePrograms[instruction.A.Index].Rates, rate => HasChanged(rate, cycle));
            var (a, b, c) = (instruction.A, instruction.B, instruction.C);
            switch (ScalarArithmetic.Operands(instruction.Operation))
            {
                case 1: return HasChanged(a, cycle);
                case 2: return HasChanged(a, cycle) || HasChanged(b, cycle);
            }
            if (a.IsVector) return HasChanged(a, cycle) || HasChanged(b, cycle) || HasChanged(c, cycle);
            var (now, before) = (number(a, cycle), number(a, cycle - 1));
            return (now != 0) != (before != 0) || double.IsNaN(now) != double.IsNaN(before) || HasChanged(now != 0 ? b : c, cycle);
        }

        // Bits, so that a zero's sign counts.
        bool HasChanged(Operand place, int cycle) => place.IsVector
            ? changed.Contains(place.Index)
            : BitConverter.DoubleToInt64Bits(number(place, cycle)) != BitConverter.DoubleToInt64Bits(number(place, cycle - 1));
    }
}
