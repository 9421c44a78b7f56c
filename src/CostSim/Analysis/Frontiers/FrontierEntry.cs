namespace CostSim.Analysis.Frontiers;

/// <summary>A strategy's mean cost and mean effect.</summary>
/// <param name="Cost">Money; finite.</param>
/// <param name="Effect">More is better (QALYs); finite.</param>
public readonly record struct CostAndEffect(string Name, double Cost, double Effect);

/// <summary>What a strategy is to the efficient frontier.</summary>
public enum FrontierStatus
{
    /// <summary>The cheapest strategy that nothing dominates: the frontier starts here.</summary>
    Reference,

    /// <summary>On the frontier, bought at its ICER against the one before it.</summary>
    OnFrontier,

    /// <summary>Another strategy costs no more and gains no less.</summary>
    Dominated,

    /// <summary>A mixture of two others costs less for the same effect.</summary>
    ExtendedlyDominated,
}

/// <summary>One strategy's place in a full incremental analysis.</summary>
/// <param name="By">
/// Who dominates it: the most effective strategy that costs no more; or, for extended dominance, its two neighbours on the frontier, the
/// cheaper first. Empty on the frontier.
/// </param>
/// <param name="Icer">Against the strategy before it on the frontier; money per unit of effect; null off the frontier and for its first.</param>
public sealed record FrontierEntry(string Name, double Cost, double Effect, FrontierStatus Status, IReadOnlyList<string> By, double? Icer)
{
    /// <summary>"reference", "on frontier", "dominated" or "extendedly dominated".</summary>
    public string StatusInWords => Status switch
    {
        FrontierStatus.Reference => "reference",
        FrontierStatus.OnFrontier => "on frontier",
        FrontierStatus.Dominated => "dominated",
        FrontierStatus.ExtendedlyDominated => "extendedly dominated",
        _ => throw new InvalidOperationException($"{Status} is no status of the frontier."),
    };
}
