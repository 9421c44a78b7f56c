using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Models;

namespace CostSim.Cohort;

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
    private readonly Dictionary<(Expression, StateFamily?, long), int?> _compiled = [];

    /// <summary>The node of an expression in a state, or, without a state, anywhere; null after a problem.</summary>
    public int? Compile(Expression expression, HealthState? state)
    {
        var key = (expression, state?.Family, KeyOf(expression, state));
        if (_compiled.TryGetValue(key, out var known)) return known;

        var bindings = new Bindings(strategy);
        if (state is not null) StateSelection.Bind(bindings, state, model.Cycle, graph);
        foreach (var let in model.Lets) bindings[let.Name] = new DeferredBinding(() => Compile(let.Expression, state));
        return _compiled[key] = _builder.Build(expression, bindings);
    }

    /// <summary>The state's positions on the dimensions that the expression names, as one number.</summary>
    private long KeyOf(Expression expression, HealthState? state)
    {
        if (state is null) return 0;
        var used = DimensionsOf(expression);
        var key = 0L;
        for (var d = 0; d < state.Positions.Count; d++)
        {
            var dimension = state.Family.Dimensions[d];
            if (used.Contains(dimension.Name)) key = key * dimension.Positions + state.Positions[d];
        }
        return key;
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
}
