namespace CostSim.Analysis.Frontiers;

/// <summary>The efficient frontier: which strategies a payer might choose at some willingness to pay, and the price of each step.</summary>
/// <remarks>
/// Full incremental analysis: Johannesson and Weinstein (1993); Paulden (2020). Strong dominance is tested first, so a strategy that is
/// dominated in both ways is called dominated. Strategies with equal ICERs all stay on the frontier: extended dominance needs a higher one.
/// </remarks>
public static class Frontier
{
    /// <summary>Every strategy's status, by ascending cost, then descending effect.</summary>
    /// <remarks>
    /// The answer does not depend on the order of <paramref name="strategies"/>, but for exact ties: of strategies with equal cost and
    /// equal effect the first stands for all, and the others are dominated by it.
    /// </remarks>
    /// <param name="strategies">May be empty; finite.</param>
    /// <exception cref="ArgumentException">A cost or an effect is not finite.</exception>
    public static IReadOnlyList<FrontierEntry> Of(IReadOnlyList<CostAndEffect> strategies)
    {
        foreach (var strategy in strategies)
        {
            if (double.IsFinite(strategy.Cost) && double.IsFinite(strategy.Effect)) continue;
            throw new ArgumentException(
                $"Expected a finite cost and effect; found {strategy.Cost} and {strategy.Effect} for '{strategy.Name}'.", nameof(strategies));
        }

        // OrderBy is stable, which is what decides exact ties.
        CostAndEffect[] byCost = [.. strategies.OrderBy(strategy => strategy.Cost).ThenByDescending(strategy => strategy.Effect)];
        var frontier = new List<int>();   // places in byCost
        var entries = new FrontierEntry[byCost.Length];
        var mostEffective = -1;
        for (var i = 0; i < byCost.Length; i++)
        {
            if (mostEffective >= 0 && byCost[i].Effect <= byCost[mostEffective].Effect)
            {
                entries[i] = Entry(byCost[i], FrontierStatus.Dominated, [byCost[mostEffective].Name]);
                continue;
            }
            // Ascending cost and effect from here on: what remains is a lower convex hull, one strategy at a time.
            while (frontier.Count >= 2 && Icer(byCost[frontier[^1]], byCost[frontier[^2]]) > Icer(byCost[i], byCost[frontier[^1]]))
                frontier.RemoveAt(frontier.Count - 1);
            frontier.Add(i);
            mostEffective = i;
        }

        for (var step = 0; step < frontier.Count; step++)
        {
            var here = byCost[frontier[step]];
            entries[frontier[step]] = step == 0
                ? Entry(here, FrontierStatus.Reference, [])
                : Entry(here, FrontierStatus.OnFrontier, []) with { Icer = Icer(here, byCost[frontier[step - 1]]) };
            if (step == 0) continue;
            for (var between = frontier[step - 1] + 1; between < frontier[step]; between++)
                entries[between] ??= Entry(byCost[between], FrontierStatus.ExtendedlyDominated, [byCost[frontier[step - 1]].Name, here.Name]);
        }
        return entries;
    }

    private static double Icer(CostAndEffect strategy, CostAndEffect before) => (strategy.Cost - before.Cost) / (strategy.Effect - before.Effect);

    private static FrontierEntry Entry(CostAndEffect strategy, FrontierStatus status, IReadOnlyList<string> by) =>
        new(strategy.Name, strategy.Cost, strategy.Effect, status, by, null);
}
