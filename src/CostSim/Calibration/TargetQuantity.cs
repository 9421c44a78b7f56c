using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Models;
using CostSim.Scenarios;

namespace CostSim.Calibration;

/// <summary>What a target observes, ready to be calculated: which states and outcomes it needs, and how it follows from them.</summary>
internal sealed class TargetQuantity
{
    private readonly Graph _graph = new();
    private readonly int _node;

    /// <param name="target">Read without errors.</param>
    /// <param name="model">That of the target's strategy.</param>
    /// <param name="outcomes">In the order of the plan.</param>
    public TargetQuantity(CalibrationTarget target, Model model, IReadOnlyList<string> outcomes)
    {
        var bindings = new Bindings();
        var (sets, totals) = (new List<Func<HealthState, bool>>(), new List<int>());
        string[] names = [.. FreeNames.NamesIn(target.Quantity).Select(use => use.Name).Distinct()];
        foreach (var name in names)
        {
            if (StatesOf(name) is not { } set) continue;
            bindings.Bind(name, _graph.Parameter(sets.Count));
            sets.Add(set);
        }
        foreach (var name in names.Where(name => bindings[name] is null && outcomes.Contains(name)))
        {
            bindings.Bind(name, _graph.Parameter(sets.Count + totals.Count));
            totals.Add(outcomes.ToList().IndexOf(name));
        }
        (Sets, Totals) = (sets, totals);
        _node = new GraphBuilder(_graph, new Problems()).Build(target.Quantity, bindings) ?? throw new ArgumentException($"The quantity of '{target.Name}' does not compile.", nameof(target));

        Func<HealthState, bool>? StatesOf(string name)
        {
            if (target.States.TryGetValue(name, out var selector)) return state => selector.Includes(state, model.Cycle);
            return model.Families.FirstOrDefault(family => family.Name == name) is { } whole ? state => ReferenceEquals(state.Family, whole) : null;
        }
    }

    /// <summary>The sets of states whose share of the cohort is needed.</summary>
    public IReadOnlyList<Func<HealthState, bool>> Sets { get; }

    /// <summary>The outcomes whose totals are needed, by place in the plan.</summary>
    public IReadOnlyList<int> Totals { get; }

    /// <summary>The quantity.</summary>
    /// <param name="values">Of <see cref="Sets"/>, then of <see cref="Totals"/>.</param>
    public double Evaluate(ReadOnlySpan<double> values) => _graph.Evaluate(_node, cycle: 0, values);
}
