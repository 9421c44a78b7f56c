namespace CostSim.Cohort;

/// <summary>Collects what states or moves earn; those that earn alike share one place.</summary>
internal sealed class Earnings
{
    private readonly List<Earning[]> _earnings = [];
    private readonly Dictionary<Earning[], int> _placeOf = new(Equality.Comparer);

    /// <summary>The place of some earnings; -1 for none.</summary>
    public int Add(Earning[] earnings)
    {
        if (earnings.Length == 0) return -1;
        if (_placeOf.TryGetValue(earnings, out var place)) return place;
        _earnings.Add(earnings);
        return _placeOf[earnings] = _earnings.Count - 1;
    }

    public Earning[][] ToArray() => [.. _earnings];

    /// <summary>The same earnings in the same order.</summary>
    private sealed class Equality : IEqualityComparer<Earning[]>
    {
        public static readonly Equality Comparer = new();

        public bool Equals(Earning[]? x, Earning[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(Earning[] earnings)
        {
            var hash = new HashCode();
            foreach (var earning in earnings) hash.Add(earning);
            return hash.ToHashCode();
        }
    }
}
