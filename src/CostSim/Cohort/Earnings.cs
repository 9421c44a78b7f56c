using System.Runtime.InteropServices;
using CostSim.Numerics;

namespace CostSim.Cohort;

/// <summary>Collects what states or moves earn; those that earn alike, in the same order, share one place.</summary>
internal sealed class Earnings
{
    private readonly DistinctSequences _sequences = new();
    private readonly List<Earning[]> _earnings = [];

    /// <summary>The place of some earnings; -1 for none.</summary>
    public int Add(ReadOnlySpan<Earning> earnings)
    {
        if (earnings.IsEmpty) return -1;
        var place = _sequences.Add(MemoryMarshal.Cast<Earning, int>(earnings));
        if (place == _earnings.Count) _earnings.Add(earnings.ToArray());
        return place;
    }

    public Earning[][] ToArray() => [.. _earnings];
}
