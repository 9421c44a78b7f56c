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

    public bool Equals(GraphNode other) => Operation == other.Operation && A == other.A && B == other.B && C == other.C && Bits == other.Bits;

    // Written out, since a graph looks every node up, and the compiler's own asks a comparer for each part.
    public override int GetHashCode()
    {
        var hash = (((ulong)Operation * 31 + (uint)A) * 0x9E3779B97F4A7C15 + (uint)B) * 0x9E3779B97F4A7C15 + (uint)C;
        hash = (hash ^ (ulong)Bits) * 0x9E3779B97F4A7C15;
        return (int)(hash >> 32);
    }
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
