using CostSim.Diagnostics;

namespace CostSim.Models;

/// <summary>Where a rule moves people, relative to where they come from: <c>dead</c>, <c>kl + 1</c>, <c>injected with benefit = full and courses = 1</c>.</summary>
/// <param name="Family">The family that is entered, or null: they stay in theirs.</param>
/// <param name="Changes">Dimensions that are set or shifted; the others keep their position.</param>
/// <param name="At">Where it is written.</param>
/// <param name="Text">As it is written.</param>
public sealed record Target(StateFamily? Family, IReadOnlyList<TargetChange> Changes, SourceLocation At, string Text)
{
    /// <summary>The state that people from <paramref name="origin"/> reach.</summary>
    /// <remarks>
    /// A clock restarts when its dimension is changed (even to the same label), when its family is entered from another, and, for a clock since entry,
    /// whenever the target names the family. Label dimensions that both families have are carried over.
    /// </remarks>
    /// <param name="origin">The state they leave.</param>
    /// <param name="space">The state space that holds both.</param>
    /// <param name="trouble">Why there is no such state; null on success.</param>
    /// <returns>The index of the state, or -1.</returns>
    public int Resolve(HealthState origin, StateSpace space, out string? trouble)
    {
        var family = Family ?? origin.Family;
        var entered = !ReferenceEquals(family, origin.Family);
        var positions = new int[family.Dimensions.Count];
        trouble = null;
        for (var d = 0; d < positions.Length && trouble is null; d++)
        {
            positions[d] = family.Dimensions[d] switch
            {
                ClockDimension clock => Restarts(clock, entered) ? ClockDimension.JustSet : origin.Positions[d],
                var labels => Label((LabelDimension)labels, origin, out trouble),
            };
        }
        foreach (var change in Changes.Where(change => family.IndexOf(change.Dimension.Name) < 0))
            trouble ??= $"'{family.Name}' has no dimension '{change.Dimension.Name}'";
        return trouble is null ? space.IndexOf(family, positions) : -1;
    }

    /// <summary>The state in which people start: labels that the target does not set are the first of their dimension, clocks are just set.</summary>
    /// <param name="families">Without a family, the first of these that has the target's dimensions.</param>
    /// <param name="space">The state space.</param>
    /// <param name="trouble">Why there is no such state; null on success.</param>
    /// <returns>The index of the state, or -1.</returns>
    public int ResolveStart(IReadOnlyList<StateFamily> families, StateSpace space, out string? trouble)
    {
        var family = Family ?? families.FirstOrDefault(family => Changes.All(change => family.IndexOf(change.Dimension.Name) >= 0));
        trouble = family is null ? "no family has all of these dimensions" : null;
        if (Changes.FirstOrDefault(change => change.Label is null) is { } shift) trouble ??= $"people do not start by moving along '{shift.Dimension.Name}'; say '{shift.Dimension.Name} = …'";
        if (Changes.FirstOrDefault(change => family?.IndexOf(change.Dimension.Name) < 0) is { } foreign) trouble ??= $"'{family!.Name}' has no dimension '{foreign.Dimension.Name}'";
        if (trouble is not null) return -1;
        return space.IndexOf(family!, [.. family!.Dimensions.Select(dimension => Changes.FirstOrDefault(change => change.Dimension.Name == dimension.Name)?.Label ?? 0)]);
    }

    private bool Restarts(ClockDimension clock, bool entered) =>
        entered || (clock.Of is null ? Family is not null : Changes.Any(change => change.Dimension.Name == clock.Of.Name));

    private int Label(LabelDimension dimension, HealthState origin, out string? trouble)
    {
        trouble = null;
        var change = Changes.FirstOrDefault(change => change.Dimension.Name == dimension.Name);
        if (change is { Label: { } label }) return label;
        var from = origin.Family.IndexOf(dimension.Name);
        if (from < 0)
        {
            trouble = $"'{origin.Family.Name}' has no '{dimension.Name}' to keep; say '{dimension.Name} = …'";
            return 0;
        }
        var position = origin.Positions[from] + (change?.Shift ?? 0);
        if (position >= 0 && position < dimension.Labels.Count) return position;
        trouble = $"from '{origin.ReportedName}' this leaves '{dimension.Name}', which goes from {dimension.Labels[0]} to {dimension.Labels[^1]}; narrow 'from' with 'where'";
        return 0;
    }
}

/// <summary>One dimension that a target sets to a label or shifts along its labels.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Label">The new position, or null: it shifts.</param>
/// <param name="Shift">How many labels further; negative for back.</param>
public sealed record TargetChange(LabelDimension Dimension, int? Label, int Shift);
