using CostSim.Language.Types;

namespace CostSim.Language;

/// <summary>What a name stands for when an expression is compiled.</summary>
public abstract record Binding;

/// <summary>A number or truth value: a node of the graph.</summary>
public sealed record NodeBinding(int Node) : Binding;

/// <summary>A number or truth value that is compiled when it is first needed: a named expression.</summary>
/// <param name="Node">Gives the node, or null after a problem.</param>
public sealed record DeferredBinding(Func<int?> Node) : Binding;

/// <summary>A label, known when the model is compiled: of a dimension of the state at hand, or of a strategy's setting.</summary>
public sealed record LabelBinding(LabelSet Set, string Label) : Binding;

/// <summary>A table.</summary>
/// <param name="Indices">Its label sets, in the order of the brackets.</param>
/// <param name="Entry">The node of an entry, or null where the table has none.</param>
public sealed record TableBinding(IReadOnlyList<LabelSet> Indices, Func<IReadOnlyList<string>, int?> Entry) : Binding;

/// <summary>A life table, or another table by time.</summary>
/// <param name="Function">From <see cref="Graph.AddFunction"/>.</param>
public sealed record LifeTableBinding(int Function) : Binding;

/// <summary>What the names of a <see cref="Scope"/> stand for. Bindings may extend others: theirs come first.</summary>
/// <param name="outer">What they extend; null for nothing.</param>
/// <param name="others">Finds what has not been bound, before <paramref name="outer"/> is asked; gives null for a name that it does not know.</param>
public sealed class Bindings(Bindings? outer = null, Func<string, Binding?>? others = null)
{
    private readonly Dictionary<string, Binding> _bindings = new(StringComparer.Ordinal);

    /// <summary>The binding of a name, or null. Setting one replaces an earlier one of these bindings and hides an outer one.</summary>
    public Binding? this[string name]
    {
        get => _bindings.GetValueOrDefault(name) ?? others?.Invoke(name) ?? outer?[name];
        set => _bindings[name] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Binds a name to a node.</summary>
    public void Bind(string name, int node) => this[name] = new NodeBinding(node);

    /// <summary>Binds a name to a label.</summary>
    public void Bind(string name, LabelSet set, string label) => this[name] = new LabelBinding(set, label);
}
