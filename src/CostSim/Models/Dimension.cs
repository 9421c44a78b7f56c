using CostSim.Language.Types;

namespace CostSim.Models;

/// <summary>One axis along which the states of a family differ.</summary>
/// <param name="Name">As expressions use it.</param>
public abstract record Dimension(string Name)
{
    /// <summary>How many positions a state can have on this axis.</summary>
    public abstract int Positions { get; }
}

/// <summary>An axis of named positions, such as <c>kl: [1, 2, 3, 4]</c>.</summary>
/// <param name="Set">Its name and its labels in the order of the model file; <c>kl + 1</c> moves along them.</param>
public sealed record LabelDimension(LabelSet Set) : Dimension(Set.Name)
{
    public IReadOnlyList<string> Labels => Set.Labels;

    public override int Positions => Labels.Count;
}

/// <summary>Time since something last happened, counted in whole cycles: tunnel states in a cohort.</summary>
/// <remarks>
/// Position 0 holds those for whom it happened in the cycle that is running; position 1 + r those for whom r whole cycles had passed when the cycle
/// began. At the end of a cycle everybody moves up by one, and the last position keeps those who have been there <paramref name="Cycles"/> cycles or longer.
/// So a clock reads 0 at the first cycle boundary after it was set: as tunnel states do, and as a counter that starts at the event would.
/// </remarks>
/// <param name="Name">As expressions use it; there it is a time.</param>
/// <param name="Of">The label dimension whose setting restarts the clock, or null: entering the family does.</param>
/// <param name="Cycles">The highest reading, in cycles; at least 1. Longer times are not told apart.</param>
public sealed record ClockDimension(string Name, LabelDimension? Of, int Cycles) : Dimension(Name)
{
    /// <summary>The position of those whose clock was set in the running cycle.</summary>
    public const int JustSet = 0;

    public override int Positions => Cycles + 2;

    /// <summary>Whole cycles since the clock was set, as expressions see it: at the start of the running cycle, and 0 for those who were just set.</summary>
    public static int Reading(int position) => Math.Max(position - 1, 0);
}
