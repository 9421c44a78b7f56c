namespace CostSim.Cohort;

/// <summary>Everything that a group of strategies does, cycle by cycle; shared between threads.</summary>
/// <remarks>
/// Amounts that do not change with the cycle are multiplied once: until the end an accumulator holds the weighted occupancy that earns them.
/// </remarks>
internal sealed record GroupProgram
{
    public required StrategyGroup Group { get; init; }

    /// <summary>The events at time zero.</summary>
    public required CycleProgram AtStart { get; init; }

    /// <summary>By cycle; the last one only counts who is where in the end.</summary>
    public required CycleProgram[] Cycles { get; init; }

    /// <summary>Weights by series and boundary, or cycle: discounting, cycle length and correction.</summary>
    public required double[][] Weights { get; init; }

    /// <summary>Accumulators: first the accounts, then the weighted occupancies.</summary>
    public required int Accumulators { get; init; }

    /// <summary>Rows after those of the states, for sums of several.</summary>
    public required int SumRows { get; init; }

    /// <summary>Rows after those, to exchange with states'.</summary>
    public required int SpareRows { get; init; }

    /// <summary>What is done in the end: <c>account += accumulator · amount</c>.</summary>
    public required Settlement[] Settlements { get; init; }
}

/// <summary>An amount that is earned by weighted occupancy.</summary>
internal readonly record struct Settlement(int Account, int Accumulator, int Amount);
