using CostSim.Models;
using CostSim.Verification;

namespace CostSim.Reporting;

/// <summary>A model's structure.</summary>
/// <param name="States">How many states there are with all labels and clocks.</param>
/// <param name="Families">In the order of the model.</param>
/// <param name="DeadStates">Those of the dead, as tables name them: declared by the scenario, or found as <c>costsim verify</c> does; may be empty.</param>
/// <param name="Mermaid">The structure as a Mermaid flowchart.</param>
/// <param name="Nodes">The same as data: a node for each family…</param>
/// <param name="Arrows">…and the moves between them.</param>
public sealed record ResolvedModel(
    string Name, string About, string File, int States, IReadOnlyList<ResolvedFamily> Families, IReadOnlyList<string> DeadStates, string Mermaid, IReadOnlyList<StructureNode> Nodes, IReadOnlyList<StructureArrow> Arrows)
{
    /// <param name="roles">Of a scenario with this model.</param>
    internal static ResolvedModel Of(Model model, StateRoles roles)
    {
        var graph = new StructureGraph(model);
        return new ResolvedModel(
            model.Name, model.About, model.File, model.Space.States.Count, [.. model.Families.Select(ResolvedFamily.Of)], roles.DeadNames, graph.ToMermaid(), graph.Nodes, graph.Arrows);
    }
}

/// <summary>A health state, or a family of states that differ along dimensions.</summary>
/// <param name="Dimensions">What they differ in, in words.</param>
/// <param name="States">How many there are.</param>
public sealed record ResolvedFamily(string Name, IReadOnlyList<string> Dimensions, long States)
{
    internal static ResolvedFamily Of(StateFamily family) => new(
        family.Name,
        [.. family.Dimensions.Select(dimension => dimension is LabelDimension labels
            ? $"{dimension.Name}: {string.Join(", ", labels.Labels)}"
            : $"{dimension.Name}: a clock of up to {((ClockDimension)dimension).Cycles} cycles")],
        family.States);
}
