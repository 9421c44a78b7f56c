using System.Numerics.Tensors;

namespace CostSim.Cohort.Recording;

/// <summary>Keeps the occupancy of each reported state of one strategy, and how often counted events have happened, at every cycle boundary and in every draw.</summary>
/// <remarks>Blocks may come from several threads.</remarks>
public sealed class TraceRecorder : IOccupancyRecorder
{
    private readonly StrategyGroup? _group;
    private readonly int[][] _placesOf;   // of each reported state, in the group's plan
    private readonly ReportedState[] _states;
    private readonly double[] _occupancy;
    private readonly double[] _weights;

    /// <param name="plan">A plan.</param>
    /// <param name="strategy">One of its strategies.</param>
    /// <param name="draws">How many draws will be recorded, from draw 0.</param>
    public TraceRecorder(CohortPlan plan, int strategy, int draws)
        : this(StatesOf(plan.Strategies[strategy]), new EventRecorder(plan, strategy, draws), draws)
    {
        _group = plan.GroupOf(strategy);
        var places = States.ToDictionary(name => name, _ => new List<int>(), StringComparer.Ordinal);
        for (var place = 0; place < _group.Plan.States.Length; place++)
        {
            if (places.TryGetValue(_group.Plan.States[place].ReportedName, out var of)) of.Add(place);
        }
        _placesOf = [.. States.Select(name => places[name].ToArray())];
    }

    private TraceRecorder(ReportedState[] states, EventRecorder events, int draws)
    {
        (_states, Events, _placesOf) = (states, events, []);
        States = [.. states.Select(state => state.Name)];
        _occupancy = new double[checked(States.Count * Boundaries * draws)];
        _weights = new double[draws];
    }

    /// <summary>The records of all profiles as one: weighted means by state, up to the end of the shortest horizon.</summary>
    /// <param name="profiles">Of one strategy and the same draws; at least one.</param>
    public static TraceRecorder MeanOf(IReadOnlyList<TraceRecorder> profiles)
    {
        var states = profiles.SelectMany(profile => profile._states).DistinctBy(state => state.Name).OrderBy(state => state.Place).ToArray();
        var draws = profiles[0].Draws;
        var mean = new TraceRecorder(states, new EventRecorder(profiles[0].Events, profiles.Min(profile => profile.Boundaries), draws), draws);
        foreach (var profile in profiles)
        {
            mean.Events.Add(profile.Events, profile._weights);
            for (var state = 0; state < profile.States.Count; state++)
            {
                var place = Array.FindIndex(states, other => other.Name == profile.States[state]);
                for (var boundary = 0; boundary < mean.Boundaries; boundary++)
                    TensorPrimitives.MultiplyAdd(profile._weights, profile[state, boundary], mean[place, boundary], mean[place, boundary]);
            }
        }
        return mean;
    }

    /// <summary>The states that tables show: those that differ only in a clock are one.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>How many boundaries there are: the cycles, and one more.</summary>
    public int Boundaries => Events.Boundaries;

    /// <summary>How many draws are recorded.</summary>
    public int Draws => _weights.Length;

    /// <summary>How often events that are counted have happened.</summary>
    public EventRecorder Events { get; }

    /// <summary>The occupancy of a reported state at a cycle boundary, by draw.</summary>
    public Span<double> this[int state, int boundary] => _occupancy.AsSpan((state * Boundaries + boundary) * Draws, Draws);

    /// <summary>Room for the weights of the profile that is recorded, by draw.</summary>
    internal Span<double> Weights => _weights;

    void IOccupancyRecorder.Record(GroupRun run, int boundary, long firstDraw, int draws)
    {
        if (!ReferenceEquals(run.Group, _group)) return;
        for (var state = 0; state < _placesOf.Length; state++)
        {
            if (run.Occupancy(_placesOf[state], boundary) is { IsEmpty: false } together) together[..draws].CopyTo(this[state, boundary][(int)firstDraw..]);
        }
        Events.Record(run, boundary, (int)firstDraw, draws);
    }

    private static ReportedState[] StatesOf(StrategyPlan strategy)
    {
        var first = new Dictionary<string, ReportedState>(StringComparer.Ordinal);
        foreach (var state in strategy.States)
        {
            if (!first.TryGetValue(state.ReportedName, out var known) || state.Index < known.Place) first[state.ReportedName] = new ReportedState(state.ReportedName, state.Index);
        }
        return [.. first.Values.OrderBy(state => state.Place)];
    }

    /// <param name="Place">In the model's order, of the first state that tables show by the name.</param>
    private sealed record ReportedState(string Name, int Place);
}
