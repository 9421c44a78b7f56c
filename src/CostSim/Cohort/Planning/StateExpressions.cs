using System.Runtime.CompilerServices;
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
    private readonly Dictionary<(Expression, StateFamily?), Variants> _compiled = new(Sameness.Comparer);
    private readonly Dictionary<HealthState, Bindings> _bindings = new(ReferenceEqualityComparer.Instance);

    /// <summary>The node of an expression in a state, or, without a state, anywhere; null after a problem.</summary>
    public int? Compile(Expression expression, HealthState? state)
    {
        if (!_compiled.TryGetValue((expression, state?.Family), out var variants)) _compiled[(expression, state?.Family)] = variants = new Variants(PlacesOf(expression, state?.Family));
        var place = state?.PlaceAlong(variants.Dimensions) ?? 0;
        return variants.Nodes.TryGetValue(place, out var known) ? known : variants.Nodes[place] = _builder.Build(expression, BindingsOf(state));
    }

    private Bindings BindingsOf(HealthState? state)
    {
        if (state is null) return Bind(null);
        if (!_bindings.TryGetValue(state, out var known)) _bindings[state] = known = Bind(state);
        return known;
    }

    private Bindings Bind(HealthState? state)
    {
        var bindings = new Bindings(strategy);
        if (state is not null) StateSelection.Bind(bindings, state, model.Cycle, graph);
        foreach (var let in model.Lets) bindings[let.Name] = new DeferredBinding(() => Compile(let.Expression, state));
        return bindings;
    }

    /// <summary>The family's dimensions that an expression names, itself or through named expressions.</summary>
    private int[] PlacesOf(Expression expression, StateFamily? family)
    {
        if (family is null) return [];
        var used = DimensionsOf(expression);
        return [.. Enumerable.Range(0, family.Dimensions.Count).Where(d => used.Contains(family.Dimensions[d].Name))];
    }

    private HashSet<string> DimensionsOf(Expression expression)
    {
        if (_dimensions.TryGetValue(expression, out var known)) return known;
        var used = new HashSet<string>();
        foreach (var (name, _) in FreeNames.NamesIn(expression))
        {
            if (!_lets.TryGetValue(name, out var let)) used.Add(name);   // more than dimensions, which does no harm
            else used.UnionWith(_letDimensions.TryGetValue(name, out var nested) ? nested : _letDimensions[name] = DimensionsOf(let.Expression));
        }
        return _dimensions[expression] = used;
    }

    /// <summary>An expression's nodes in the states of a family, by their place along the dimensions that it names.</summary>
    private sealed record Variants(int[] Dimensions)
    {
        public Dictionary<long, int?> Nodes { get; } = [];
    }

    /// <summary>An expression is known by where it stands, and never compared with another word by word.</summary>
    private sealed class Sameness : IEqualityComparer<(Expression, StateFamily?)>
    {
        public static readonly Sameness Comparer = new();

        public bool Equals((Expression, StateFamily?) x, (Expression, StateFamily?) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((Expression, StateFamily?) pair) => HashCode.Combine(RuntimeHelpers.GetHashCode(pair.Item1), RuntimeHelpers.GetHashCode(pair.Item2));
    }
}
