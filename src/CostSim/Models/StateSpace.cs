namespace CostSim.Models;

/// <summary>All states of a model, each family expanded along its dimensions.</summary>
public sealed class StateSpace
{
    /// <summary>A model with more states is refused: it would not fit a cache, and is most likely a mistake.</summary>
    public const int MaximumStates = 100_000;

    private readonly Dictionary<StateFamily, int> _firstIndex = new(ReferenceEqualityComparer.Instance);

    /// <param name="families">In the order of the model file; together no more than <see cref="MaximumStates"/> states.</param>
    public StateSpace(IReadOnlyList<StateFamily> families)
    {
        var states = new List<HealthState>();
        foreach (var family in families)
        {
            _firstIndex[family] = states.Count;
            for (var s = 0; s < family.States; s++)
                states.Add(new HealthState(states.Count, family, Unravel(family, s)));
        }
        States = states;
        ClockChains = [.. families.SelectMany(Chains)];
        var (names, placeOf, reportedOf) = (new List<string>(), new Dictionary<string, int>(), new int[states.Count]);
        foreach (var state in states)
        {
            if (placeOf.TryAdd(state.ReportedName, names.Count)) names.Add(state.ReportedName);
            reportedOf[state.Index] = placeOf[state.ReportedName];
        }
        ReportedNames = names;
        ReportedOf = reportedOf;
    }

    public IReadOnlyList<HealthState> States { get; }

    /// <summary>The states of each clock, from "just set" to its last reading: at the end of a cycle everybody moves up by one.</summary>
    public IReadOnlyList<int[]> ClockChains { get; }

    /// <summary>The states that tables show: those that differ only in a clock are one.</summary>
    public IReadOnlyList<string> ReportedNames { get; }

    /// <summary>For each state, its place among <see cref="ReportedNames"/>.</summary>
    public IReadOnlyList<int> ReportedOf { get; }

    /// <summary>The index of the state at a position on each dimension of a family.</summary>
    public int IndexOf(StateFamily family, IReadOnlyList<int> positions)
    {
        var offset = 0;
        for (var d = 0; d < family.Dimensions.Count; d++) offset = offset * family.Dimensions[d].Positions + positions[d];
        return _firstIndex[family] + offset;
    }

    private static int[] Unravel(StateFamily family, int offset)
    {
        var positions = new int[family.Dimensions.Count];
        for (var d = positions.Length - 1; d >= 0; d--) (offset, positions[d]) = Math.DivRem(offset, family.Dimensions[d].Positions);
        return positions;
    }

    private IEnumerable<int[]> Chains(StateFamily family)
    {
        for (var d = 0; d < family.Dimensions.Count; d++)
        {
            if (family.Dimensions[d] is not ClockDimension clock) continue;
            for (var s = 0; s < family.States; s++)
            {
                var positions = Unravel(family, s);
                if (positions[d] != ClockDimension.JustSet) continue;
                var chain = new int[clock.Positions];
                for (positions[d] = 0; positions[d] < clock.Positions; positions[d]++) chain[positions[d]] = IndexOf(family, positions);
                yield return chain;
            }
        }
    }
}
