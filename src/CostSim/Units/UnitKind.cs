namespace CostSim.Units;

/// <summary>What is known of a number from the name of its unit, beyond its dimension: it bounds the values that make sense.</summary>
public enum UnitKind
{
    /// <summary>Nothing more.</summary>
    Plain,

    /// <summary>A probability or proportion: 0 to 1.</summary>
    Proportion,

    /// <summary>A utility: at most 1, below 0 for states worse than death.</summary>
    Utility,

    /// <summary>A hazard, odds or risk ratio: at least 0.</summary>
    Ratio,

    /// <summary>A count: at least 0.</summary>
    Count,
}
