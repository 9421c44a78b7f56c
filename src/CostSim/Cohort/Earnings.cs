namespace CostSim.Cohort;

/// <summary>Collects what states or moves earn; those that earn alike share one place.</summary>
internal sealed class Earnings
{
    private readonly List<Earning[]> _earnings = [];
    private readonly Dictionary<string, int> _placeOf = [];

    /// <summary>The place of some earnings; -1 for none.</summary>
    public int Add(IReadOnlyList<Earning> earnings)
    {
        if (earnings.Count == 0) return -1;
        var key = string.Join(';', earnings.Select(earning => $"{earning.Outcome},{earning.Amount}"));
        if (_placeOf.TryGetValue(key, out var place)) return place;
        _earnings.Add([.. earnings]);
        return _placeOf[key] = _earnings.Count - 1;
    }

    public Earning[][] ToArray() => [.. _earnings];
}
