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

    /// <summary>Which states a selector means, by index: its condition is evaluated once for each distinct combination of the dimensions that it names.</summary>
    public static bool[] SelectedFrom(this Selector selector, StateSpace space, Duration cycle)
    {
        HashSet<string> named = selector.Where is null ? [] : [.. FreeNames.NamesIn(selector.Where).Select(name => name.Name)];
        int[] dimensions = [.. Enumerable.Range(0, selector.Family.Dimensions.Count).Where(d => named.Contains(selector.Family.Dimensions[d].Name))];
        var known = new Dictionary<long, bool>();
        var selected = new bool[space.States.Count];
        foreach (var state in space.States)
        {
            if (!ReferenceEquals(selector.Family, state.Family)) continue;
            var key = state.PlaceAlong(dimensions);
            if (!known.TryGetValue(key, out var isIncluded)) known[key] = isIncluded = selector.Includes(state, cycle);
            selected[state.Index] = isIncluded;
        }
        return selected;
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
