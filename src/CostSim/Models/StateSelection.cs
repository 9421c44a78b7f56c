using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Units;

namespace CostSim.Models;

/// <summary>Gives expressions the dimensions of a state, and finds the states that a selector means.</summary>
public static class StateSelection
{
    /// <summary>Binds each dimension of a state's family to the state's position on it.</summary>
    /// <param name="bindings">Receives the bindings.</param>
    /// <param name="state">The state.</param>
    /// <param name="cycle">The length of a cycle: clocks read a time.</param>
    /// <param name="graph">Holds the times.</param>
    public static void Bind(Bindings bindings, HealthState state, Duration cycle, Graph graph)
    {
        for (var d = 0; d < state.Positions.Count; d++)
        {
            var position = state.Positions[d];
            if (state.Family.Dimensions[d] is LabelDimension labels) bindings.Bind(labels.Name, labels.Set, labels.Labels[position]);
            else bindings.Bind(state.Family.Dimensions[d].Name, graph.Constant(cycle.Times(ClockDimension.Reading(position))));
        }
    }

    /// <summary>Whether a selector means a state.</summary>
    public static bool Includes(this Selector selector, HealthState state, Duration cycle)
    {
        if (!ReferenceEquals(selector.Family, state.Family)) return false;
        if (selector.Where is null) return true;

        var (graph, bindings) = (new Graph(), new Bindings());
        Bind(bindings, state, cycle, graph);
        bindings.Bind(Names.Cycle, graph.Constant(cycle.Years));
        // The reader lets only dimensions and the length of a cycle into such a condition, so its value is known.
        return new GraphBuilder(graph, new Problems()).Build(selector.Where, bindings) is { } node && graph.Evaluate(node, 0, []) == 1;
    }
}
