namespace CostSim.Scenarios.Conventions;

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

    /// <summary>A cycle counts for the mean of those at its start and at its end, as person-years in a life table do; discounted at one time within it.</summary>
    /// <remarks>Barendregt (2009), Medical Decision Making 29:1. Without discounting it equals <see cref="HalfCycle"/>.</remarks>
    LifeTable,

    /// <summary>Simpson's composite rule: 1/3, 4/3, 2/3, 4/3, … 4/3, 1/3. It exists for an even number of cycles only.</summary>
    /// <remarks>Elbasha &amp; Chhatwal (2016), Medical Decision Making 36:115.</remarks>
    Simpson,

    /// <summary><see cref="Simpson"/>; of an odd number of cycles the last one is a trapezoid.</summary>
    SimpsonLastTrapezoid,

    /// <summary>The weights that the DARTH tutorials call Simpson's: 1/3, 2/3, 4/3, 2/3, … 1/3, whatever the number of cycles.</summary>
    /// <remarks>No rule of integration: the first boundary within has half its weight. To reproduce published figures, and for nothing else.</remarks>
    DarthSimpson,
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
        ["life-table"] = CycleCorrection.LifeTable,
        ["simpson"] = CycleCorrection.Simpson,
        ["simpson-last-trapezoid"] = CycleCorrection.SimpsonLastTrapezoid,
        ["darth-simpson"] = CycleCorrection.DarthSimpson,
    };

    /// <summary>The cycles that the occupancy at a boundary counts for, before discounting.</summary>
    /// <param name="correction">The rule; <see cref="CycleCorrection.Simpson"/> for an even number of cycles only.</param>
    /// <param name="boundary">0 to <paramref name="cycles"/>.</param>
    /// <param name="cycles">The number of cycles; at least 1.</param>
    public static double Weight(this CycleCorrection correction, int boundary, int cycles) => correction switch
    {
        CycleCorrection.HalfCycle or CycleCorrection.LifeTable => IsEnd(boundary, cycles) ? 0.5 : 1,
        CycleCorrection.StartOfCycle => boundary == cycles ? 0 : 1,
        CycleCorrection.EndOfCycle => boundary == 0 ? 0 : 1,
        CycleCorrection.Simpson => Simpson(boundary, cycles),
        CycleCorrection.SimpsonLastTrapezoid => LastTrapezoid(boundary, cycles),
        CycleCorrection.DarthSimpson => IsEnd(boundary, cycles) ? 1.0 / 3 : boundary % 2 == 0 ? 4.0 / 3 : 2.0 / 3,
        _ => 1,
    };

    /// <summary>Whether a scenario may say when within its cycle membership is discounted: only where what is counted belongs to one cycle.</summary>
    public static bool BelongsToCycles(this CycleCorrection correction) =>
        correction is CycleCorrection.StartOfCycle or CycleCorrection.EndOfCycle or CycleCorrection.LifeTable;

    private static bool IsEnd(int boundary, int cycles) => boundary == 0 || boundary == cycles;

    private static double Simpson(int boundary, int cycles) => IsEnd(boundary, cycles) ? 1.0 / 3 : boundary % 2 == 0 ? 2.0 / 3 : 4.0 / 3;

    private static double LastTrapezoid(int boundary, int cycles)
    {
        var even = cycles - cycles % 2;
        var weight = even > 0 && boundary <= even ? Simpson(boundary, even) : 0;
        return even < cycles && boundary >= cycles - 1 ? weight + 0.5 : weight;
    }
}
