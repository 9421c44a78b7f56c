using System.Runtime.InteropServices;

namespace CostSim.Cohort.Lumping;

/// <summary>Lists of numbers as keys: the same when each number is.</summary>
internal sealed class SameNumbers : IEqualityComparer<int[]>
{
    public static readonly SameNumbers Comparer = new();

    private SameNumbers()
    {
    }

    public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(int[] obj)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(obj.AsSpan()));
        return hash.ToHashCode();
    }
}
