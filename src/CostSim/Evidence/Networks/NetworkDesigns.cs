namespace CostSim.Evidence.Networks;

/// <summary>How the studies of a network hang together.</summary>
internal static class NetworkDesigns
{
    /// <summary>The treatments that studies connect, piece by piece.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Pieces(IReadOnlyList<NetworkStudy> studies)
    {
        var pieces = new List<HashSet<string>>();
        foreach (var study in studies)
        {
            var joined = pieces.Where(piece => piece.Overlaps(study.Arms)).ToArray();
            pieces.RemoveAll(joined.Contains);
            pieces.Add([.. joined.SelectMany(piece => piece), .. study.Arms]);
        }
        return [.. pieces.Select(piece => (IReadOnlyList<string>)[.. piece.Order(StringComparer.Ordinal)]).OrderBy(piece => piece[0], StringComparer.Ordinal)];
    }

    /// <summary>Deviations of studies from the common effects of those with the same arms (Higgins et al. 2012; Krahn, Binder &amp; König 2013).</summary>
    public static NetworkQ Within(IReadOnlyList<NetworkStudy> studies)
    {
        var (q, degrees) = (0.0, 0);
        foreach (var design in studies.GroupBy(study => string.Join('\n', study.Arms.Order(StringComparer.Ordinal))))
        {
            var fit = new NetworkFit([.. design], design.First().Arms, 0);
            q += fit.Q;
            degrees += fit.DegreesOfFreedom;
        }
        return new NetworkQ(q, degrees);
    }
}
