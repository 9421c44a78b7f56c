using System.Runtime.InteropServices;

namespace CostSim.Language;

/// <summary>A node of a <see cref="Graph"/>.</summary>
/// <param name="Operation">What it calculates.</param>
/// <param name="A">Its first operand, an earlier node; of a parameter its column; of a <see cref="Operation.RateExponential"/> which matrix.</param>
/// <param name="B">Its second operand; of a function call which function; of a <see cref="Operation.Result"/> which result.</param>
/// <param name="C">Its third operand.</param>
/// <param name="Bits">Of a constant its bits: as a number, 0 and -0 would be one node.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GraphNode(Operation Operation, int A = 0, int B = 0, int C = 0, long Bits = 0)
{
    public double Value => BitConverter.Int64BitsToDouble(Bits);
}

/// <summary>What the value of a node may change with.</summary>
[Flags]
public enum Dependence
{
    /// <summary>Nothing: a constant.</summary>
    None = 0,

    /// <summary>The number of the cycle.</summary>
    Cycle = 1,

    /// <summary>The draw, through a parameter.</summary>
    Draw = 2,
}
