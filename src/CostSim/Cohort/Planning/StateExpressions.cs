using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Models;

namespace CostSim.Cohort.Planning;

/// <summary>Compiles a model's expressions for the states of one strategy: once for each distinct combination of the dimensions that an expression names.</summary>
/// <param name="model">The model.</param>
/// <param name="strategy">What names stand for that is the same in all states.</param>
/// <param name="graph">Receives the calculations.</param>
/// <param name="problems">Receives what cannot be compiled.</param>
internal sealed class StateExpressions(Model model, Bindings strategy, Graph graph, Problems problems)
{
    private readonly GraphBuilder _builder = new(graph, problems);
    private readonly Dictionary<string, NamedExpression> _lets = model.Lets.ToDictionary(let => let.Name);
    private readonly Dictionary<string, HashSet<string>> _letDimensions = [];
    private readonly Dictionary<Expression, HashSet<string>> _dimensions = new(ReferenceEqualityComparer.Instance);

    /// <summary>An expression is known by where it stands, and never compared with another word by word.</summary>
    private readonly Dictionary<Expression, Variants> _compiled = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<HealthState, Bindings> _bindings = new(ReferenceEqualityComparer.Instance);

    /// <summary>The node of an expression in a state, or, without a state, anywhere; null after a problem.</summary>
    public int? Compile(Expression expression, HealthState? state)
    {
        var variants = VariantsOf(expression, state?.Family);
        var place = state?.PlaceAlong(variants.Dimensions) ?? 0;
        return variants.Nodes.TryGetValue(place, out var known) ? known : variants.Nodes[place] = _builder.Build(expression, BindingsOf(state));
    }

    private Variants VariantsOf(Expression expression, StateFamily? family)
    {
        var first = _compiled.GetValueOrDefault(expression);
        for (var known = first; known is not null; known = known.Next)
        {
            if (ReferenceEquals(known.Family, family)) return known;
        }
        return _compiled[expression] = new Variants(family, PlacesOf(expression, family), first);
    }

    private Bindings BindingsOf(HealthState? state)
    {
        if (state is null) return Bind(null);
        if (!_bindings.TryGetValue(state, out var known)) _bindings[state] = known = Bind(state);
        return known;
    }

    private Bindings Bind(HealthState? state)
    {
        // Most states ask for few of the named expressions, so none is bound before it is asked for.
        var bindings = new Bindings(strategy, name => _lets.TryGetValue(name, out var let) ? new DeferredBinding(() => Compile(let.Expression, state)) : null);
        if (state is not null) StateSelection.Bind(bindings, state, model.Cycle, graph);
        return bindings;
    }

    /// <summary>The family's dimensions that an expression names, itself or through named expressions.</summary>
    private int[] PlacesOf(Expression expression, StateFamily? family)
    {
        if (family is null) return [];
        var (used, places) = (DimensionsOf(expression), new List<int>());
        for (var d = 0; d < family.Dimensions.Count; d++)
        {
            if (used.Contains(family.Dimensions[d].Name)) places.Add(d);
        }
        return [.. places];
    }

    private HashSet<string> DimensionsOf(Expression expression)
    {
        if (_dimensions.TryGetValue(expression, out var known)) return known;
        var used = new HashSet<string>();
        foreach (var use in FreeNames.NamesIn(expression))
        {
            if (!_lets.TryGetValue(use.Name, out var let)) used.Add(use.Name);   // more than dimensions, which does no harm
            else used.UnionWith(_letDimensions.TryGetValue(use.Name, out var nested) ? nested : _letDimensions[use.Name] = DimensionsOf(let.Expression));
        }
        return _dimensions[expression] = used;
    }

    /// <summary>An expression's nodes in the states of a family, by their place along the dimensions that it names.</summary>
    /// <param name="Family">The family; null for an expression that is the same everywhere.</param>
    /// <param name="Dimensions">The places of those dimensions.</param>
    /// <param name="Next">The expression's variants for another family.</param>
    private sealed record Variants(StateFamily? Family, int[] Dimensions, Variants? Next)
    {
        public Dictionary<long, int?> Nodes { get; } = [];
    }
}
