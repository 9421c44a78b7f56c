namespace CostSim.Scenarios;

/// <summary>How time spent in a state is reckoned from the occupancy at the boundaries of the cycles, 0 to T for T cycles.</summary>
public enum CycleCorrection
{
    /// <summary>Every boundary counts as a whole cycle, both ends included: T + 1 terms (Alarid-Escudero et al. 2023 without correction).</summary>
    None,

    /// <summary>The trapezoid rule: half a cycle at both ends, a whole one between (Sonnenberg &amp; Beck 1993).</summary>
    HalfCycle,

    /// <summary>A cycle counts for those who are in the state when it begins: boundaries 0 to T - 1.</summary>
    StartOfCycle,

    /// <summary>A cycle counts for those who are in the state when it ends: boundaries 1 to T.</summary>
    EndOfCycle,
}

/// <summary>What a cycle correction means, in numbers.</summary>
public static class CycleCorrections
{
    /// <summary>As scenario files name them.</summary>
    public static IReadOnlyDictionary<string, CycleCorrection> ByName { get; } = new Dictionary<string, CycleCorrection>
    {
        ["none"] = CycleCorrection.None,
        ["half-cycle"] = CycleCorrection.HalfCycle,
        ["start-of-cycle"] = CycleCorrection.StartOfCycle,
        ["end-of-cycle"] = CycleCorrection.EndOfCycle,
    };

    /// <summary>The cycles that the occupancy at a boundary counts for.</summary>
    /// <param name="correction">The rule.</param>
    /// <param name="boundary">0 to <paramref name="cycles"/>.</param>
    /// <param name="cycles">The number of cycles; at least 1.</param>
    public static double Weight(this CycleCorrection correction, int boundary, int cycles) => correction switch
    {
        CycleCorrection.HalfCycle => boundary == 0 || boundary == cycles ? 0.5 : 1,
        CycleCorrection.StartOfCycle => boundary == cycles ? 0 : 1,
        CycleCorrection.EndOfCycle => boundary == 0 ? 0 : 1,
        _ => 1,
    };

    /// <summary>When within its cycle an event is taken to happen, for discounting: 0 at its start, 1 at its end.</summary>
    /// <remarks>The half-cycle correction assumes events half-way through; without a correction they are counted where the cycle ends.</remarks>
    public static double EventTime(this CycleCorrection correction) => correction switch
    {
        CycleCorrection.HalfCycle => 0.5,
        CycleCorrection.StartOfCycle => 0,
        _ => 1,
    };
}
