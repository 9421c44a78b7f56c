using CostSim.Models;

namespace CostSim.Cohort;

/// <summary>What plans ask of a model's states again and again.</summary>
internal sealed class ModelStates
{
    private readonly Dictionary<Selector, bool[]> _selected = new(ReferenceEqualityComparer.Instance);
    private readonly List<int[]>?[] _chainsOf;

    public ModelStates(Model model)
    {
        Model = model;
        _chainsOf = new List<int[]>?[model.Space.States.Count];
        foreach (var chain in model.Space.ClockChains)
        {
            foreach (var state in chain) (_chainsOf[state] ??= []).Add(chain);
        }
    }

    public Model Model { get; }

    /// <summary>Which states a selector means, by index.</summary>
    public bool[] Selected(Selector selector) => _selected.TryGetValue(selector, out var known)
        ? known
        : _selected[selector] = selector.SelectedFrom(Model.Space, Model.Cycle);

    /// <summary>Which states a rule moves people from, by index.</summary>
    public bool[] From(Rule rule)
    {
        if (rule.From.Count == 1) return Selected(rule.From[0]);
        var isFrom = new bool[Model.Space.States.Count];
        foreach (var selector in rule.From)
        {
            var selected = Selected(selector);
            for (var state = 0; state < isFrom.Length; state++) isFrom[state] |= selected[state];
        }
        return isFrom;
    }

    /// <summary>The states that the passing of time connects with a state: one chain for each of its clocks.</summary>
    public IReadOnlyList<int[]> ChainsOf(int state) => _chainsOf[state] ?? [];
}
