using CostSim.Models;

namespace CostSim.Cohort;

/// <summary>What plans ask of a model's states again and again.</summary>
internal sealed class ModelStates
{
    private readonly Dictionary<Selector, bool[]> _selected = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, List<int[]>> _chainsOf = [];

    public ModelStates(Model model)
    {
        Model = model;
        foreach (var chain in model.Space.ClockChains)
        {
            foreach (var state in chain) (_chainsOf.TryGetValue(state, out var chains) ? chains : _chainsOf[state] = []).Add(chain);
        }
    }

    public Model Model { get; }

    /// <summary>Which states a selector means, by index.</summary>
    public bool[] Selected(Selector selector) => _selected.TryGetValue(selector, out var known)
        ? known
        : _selected[selector] = selector.SelectedFrom(Model.Space, Model.Cycle);

    /// <summary>The states that the passing of time connects with a state: one chain for each of its clocks.</summary>
    public IReadOnlyList<int[]> ChainsOf(int state) => _chainsOf.GetValueOrDefault(state) ?? [];
}
