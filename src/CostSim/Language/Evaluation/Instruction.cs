using System.Runtime.InteropServices;

namespace CostSim.Language.Evaluation;

/// <summary>Where an instruction finds an operand: a vector over the draws of the block, or one number for all of them.</summary>
/// <param name="IsVector">A vector; <paramref name="Index"/> is its slot.</param>
/// <param name="Index">Of a number: its place among the numbers of the cycle, or, when negative, the complement of its place among the constants.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Operand(bool IsVector, int Index);

/// <summary>One operation over a block of draws; at least one operand is a vector.</summary>
/// <param name="Destination">The slot that receives the result, or the first of several; none of the operands' slots.</param>
/// <param name="A">Its first operand; of competing rates the place of their program.</param>
/// <param name="C">Its third operand; of competing rates the number of results.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Instruction(Operation Operation, int Destination, Operand A, Operand B, Operand C)
{
    /// <summary>How many slots receive a result.</summary>
    public int Results => Operation == Operation.RateExponential ? C.Index : 1;
}
