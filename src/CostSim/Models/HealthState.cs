namespace CostSim.Models;

/// <summary>One state of the expanded state space.</summary>
/// <param name="Index">Its place among all states.</param>
/// <param name="Family">The family it belongs to.</param>
/// <param name="Positions">Its position on each of the family's dimensions.</param>
public sealed record HealthState(int Index, StateFamily Family, IReadOnlyList<int> Positions)
{
    /// <summary>The name that tables show: the family and its labels, without clocks: <c>knee kl=2 benefit=full</c>.</summary>
    public string ReportedName { get; } = Describe(Family, Positions, clocks: false);

    /// <summary>The positions on some of the family's dimensions, as one number: states of the family that differ only in others have the same.</summary>
    /// <param name="dimensions">Their places, in any order.</param>
    public long PlaceAlong(int[] dimensions)
    {
        var place = 0L;
        foreach (var d in dimensions) place = place * Family.Dimensions[d].Positions + Positions[d];
        return place;
    }

    /// <summary>The full name, clocks included: <c>knee kl=2 benefit=full since=3</c>; clocks in whole cycles.</summary>
    public override string ToString() => Describe(Family, Positions, clocks: true);

    private static string Describe(StateFamily family, IReadOnlyList<int> positions, bool clocks)
    {
        var parts = new List<string> { family.Name };
        for (var d = 0; d < positions.Count; d++)
        {
            if (family.Dimensions[d] is LabelDimension labels)
                parts.Add($"{labels.Name}={labels.Labels[positions[d]]}");
            else if (clocks)
                parts.Add($"{family.Dimensions[d].Name}={(positions[d] == ClockDimension.JustSet ? "just set" : ClockDimension.Reading(positions[d]))}");
        }
        return string.Join(' ', parts);
    }
}
