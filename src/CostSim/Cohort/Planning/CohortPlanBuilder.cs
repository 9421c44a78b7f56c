using System.Runtime.InteropServices;
using CostSim.Diagnostics;
using CostSim.Language;
using CostSim.Language.Types;
using CostSim.Models;
using CostSim.Scenarios;

namespace CostSim.Cohort.Planning;

/// <summary>Compiles strategies into plans that share one graph of calculations.</summary>
internal sealed class CohortPlanBuilder
{
    private readonly Scenario _scenario;
    private readonly Problems _problems;
    private readonly Bindings _shared = new();
    private readonly Dictionary<Model, ModelStates> _statesOf = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<CheckKey> _checked = [];
    private readonly List<NumberCheck> _checks = [];
    private readonly Dictionary<string, int> _outcomes;
    private readonly HashSet<AmountKey> _remembered = [];
    private readonly List<Amount> _amounts = [];
    private readonly List<bool> _isRoot = [];
    private int _strategies;

    public CohortPlanBuilder(Scenario scenario, Problems problems)
    {
        (_scenario, _problems) = (scenario, problems);
        Outcomes = [Outcome.Cost, Outcome.Qaly, Outcome.LifeYears, .. Model.Outcomes.Select(outcome => outcome.Name).Except([Outcome.Cost, Outcome.Qaly, Outcome.LifeYears])];
        _outcomes = new Dictionary<string, int>(Outcomes.Count);
        foreach (var name in Outcomes) _outcomes.Add(name, _outcomes.Count);
        ParameterNodes = BindParameters();
        if (scenario.Profile is { } profile && new GraphBuilder(Graph, problems).Build(profile.Weight, _shared) is { } weight) WeightNode = Root(weight);
        BindTimeAndPatients();
    }

    public Graph Graph { get; } = new();

    /// <summary>What tables of times are asked for that they do not hold.</summary>
    public TimesOutside TimesOutside { get; } = new();

    /// <summary>The nodes whose values are needed, in the order of the graph.</summary>
    public int[] Roots
    {
        get
        {
            var roots = new List<int>();
            for (var node = 0; node < _isRoot.Count; node++)
            {
                if (_isRoot[node]) roots.Add(node);
            }
            return [.. roots];
        }
    }

    /// <summary>What must be checked while simulating, each number once for each condition under which it is used.</summary>
    public NumberCheck[] Checks => [.. _checks];

    /// <summary>What strategies earn, each amount once.</summary>
    public Amount[] Amounts => [.. _amounts];

    public IReadOnlyList<string> Outcomes { get; }

    public int[] ParameterNodes { get; }

    /// <summary>The node of the profile's weight; null where the scenario has no profiles.</summary>
    public int? WeightNode { get; }

    private Model Model => _scenario.Model;

    public Problems Problems => _problems;

    /// <summary>Which outcomes make up the cost of the scenario's perspective.</summary>
    public int[]?[] Sums()
    {
        var sums = new int[]?[Outcomes.Count];
        if (Model.Perspectives.Count > 0) sums[0] = [.. Model.Perspectives[_scenario.Perspective].Select(IndexOfOutcome)];
        return sums;
    }

    public int IndexOfOutcome(string name) => _outcomes[name];

    /// <summary>Marks a node as needed.</summary>
    public int Root(int node)
    {
        while (_isRoot.Count <= node) _isRoot.Add(false);
        _isRoot[node] = true;
        return node;
    }

    /// <summary>Whether a check has something to do: not where a number is certain and within its bounds, nor where the same has been asked before.</summary>
    public bool IsUnchecked(CheckKey check) =>
        Graph.IsConstant(check.Node, out var value) ? !(value >= check.Lower && value <= check.Upper) : !_checked.Contains(check);

    /// <summary>Sees to it that a number is checked: now if it is certain, else while simulating.</summary>
    public void Check(NumberCheck check)
    {
        if (!IsUnchecked(CheckKey.Of(check))) return;
        if (!Graph.IsConstant(check.Node, out var value))
        {
            _checked.Add(CheckKey.Of(check));
            Root(check.Node);
            _checks.Add(check);
        }
        else
        {
            var where = $"{check.State?.ReportedName ?? "the cohort"}, strategy '{_scenario.Strategies[check.Strategy].Name}'";
            _problems.Error(check.Expression.At, $"{check.What} is {value:R} for {where}", check.Allowed);
        }
    }

    /// <summary>Remembers where an amount is written.</summary>
    public void Remember(int node, int outcome, int strategy, HealthState? state, Expression expression)
    {
        if (_remembered.Add(new AmountKey(node, outcome, strategy))) _amounts.Add(new Amount(node, outcome, strategy, state, expression));
    }

    /// <summary>Compiles one strategy.</summary>
    public StrategyPlan Build(Strategy strategy)
    {
        var model = strategy.Model ?? Model;
        var number = _strategies++;
        var bindings = new Bindings(_shared);
        BindInputs(model, bindings);
        foreach (var setting in model.Settings) BindSetting(setting, strategy, number, bindings);
        if (!_statesOf.TryGetValue(model, out var states)) _statesOf[model] = states = new ModelStates(model);
        var builder = new StrategyPlanBuilder(this, states, new StateExpressions(model, bindings, Graph, _problems), strategy.Name, number);
        return builder.Build(strategy.Start ?? (strategy.Model is null ? _scenario.Population.Start : model.Start));
    }

    private void BindSetting(Setting setting, Strategy strategy, int place, Bindings bindings)
    {
        switch (setting, strategy.Settings.GetValueOrDefault(setting.Name))
        {
            case (_, FlagValue flag):
                bindings.Bind(setting.Name, Graph.Constant(flag.Value ? 1 : 0));
                break;
            case (ChoiceSetting choice, ChoiceValue chosen):
                bindings.Bind(choice.Name, new LabelSet(choice.Name, choice.Labels), chosen.Label);
                break;
            case (NumberSetting number, NumberValue value):
                if (new GraphBuilder(Graph, _problems).Build(value.Expression, _shared) is not { } node) break;
                bindings.Bind(number.Name, node);
                if (double.IsNegativeInfinity(number.Minimum) && double.IsPositiveInfinity(number.Maximum)) break;
                Check(new NumberCheck(node, number.Minimum, number.Maximum, -1, AtStart: true, place, $"the setting '{number.Name}'", null, value.Expression) { Allowed = number.Allowed });
                break;
        }
    }

    /// <summary>Parameters by their own names, as expressions of the scenario use them.</summary>
    private int[] BindParameters()
    {
        var columns = 0;
        var nodes = new List<int>();
        foreach (var parameter in _scenario.Parameters)
        {
            var node = parameter.Value switch
            {
                FixedValue value => Graph.Constant(value.Value),
                DerivedValue derived => BuildDerived(parameter, derived),
                _ => Graph.Parameter(columns++),
            };
            nodes.Add(Root(node));
            _shared.Bind(parameter.Name, node);
        }
        return [.. nodes];
    }

    /// <summary>What follows from certain numbers alone is the same in all draws, and so checked here, not in each.</summary>
    private int BuildDerived(ParameterDefinition parameter, DerivedValue derived)
    {
        if (new GraphBuilder(Graph, _problems).Build(derived.Expression, _shared) is not { } node) return Graph.Constant(double.NaN);
        if (Graph.IsConstant(node, out var value) && !(double.IsFinite(value) && value >= parameter.Minimum && value <= parameter.Maximum))
            _problems.Error(parameter.At, $"{value} for '{parameter.Name}'", $"a number from {parameter.Minimum} to {parameter.Maximum}");
        return node;
    }

    private void BindTimeAndPatients()
    {
        var cycle = Model.Cycle;
        var number = Graph.CycleNumber();
        // In the order of Duration.Times, so that time, age and clocks agree to the last bit.
        var time = Graph.Divide(Graph.Multiply(number, Graph.Constant(cycle.Count)), Graph.Constant(cycle.PerYear));
        _shared.Bind(Names.CycleNumber, number);
        _shared.Bind(Names.Time, time);
        _shared.Bind(Names.Cycle, Graph.Constant(cycle.Years));
        if (_scenario.Population.Age is { } age) _shared.Bind(Names.Age, Graph.Add(Graph.Constant(age), time));
        else _shared[Names.Age] = new DeferredBinding(WithoutAge);
        foreach (var (name, value) in _scenario.Population.Attributes) _shared.Bind(name, Graph.Constant(value));
        foreach (var (name, table) in _scenario.LifeTables) _shared[name] = new LifeTableBinding(Graph.AddFunction(table.Rate));
        foreach (var (name, table) in _scenario.Tables) _shared[name] = new LifeTableBinding(Graph.AddFunction(TimesOutside.Watch(name, table)));
    }

    /// <summary>Only a model that looks at the age needs one.</summary>
    private int? WithoutAge()
    {
        _problems.Error(SourceLocation.StartOf(_scenario.File), $"no age, which the model '{Model.Name}' uses", "'age:' in 'population'");
        return null;
    }

    /// <summary>Inputs are parameters under the model's names; a single number is bound already.</summary>
    private void BindInputs(Model model, Bindings bindings)
    {
        foreach (var input in model.Inputs)
        {
            if (input.By.Count == 0) continue;
            bindings[input.Name] = new TableBinding(input.By, labels => (_shared[$"{input.Name}.{string.Join('.', labels)}"] as NodeBinding)?.Node);
        }
    }
}

/// <summary>What makes two checks the same.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CheckKey(int Node, int When, bool AtStart, double Lower, double Upper)
{
    public static CheckKey Of(NumberCheck check) => new(check.Node, check.When, check.AtStart, check.Lower, check.Upper);

    // Written out, since the compiler's own asks a comparer for each part.
    public bool Equals(CheckKey other) =>
        Node == other.Node && When == other.When && AtStart == other.AtStart && Lower.Equals(other.Lower) && Upper.Equals(other.Upper);

    public override int GetHashCode() => HashCode.Combine(Node, When);
}

/// <summary>What makes two amounts the same.</summary>
internal readonly record struct AmountKey(int Node, int Outcome, int Strategy)
{
    public bool Equals(AmountKey other) => Node == other.Node && Outcome == other.Outcome && Strategy == other.Strategy;

    public override int GetHashCode() => HashCode.Combine(Node, Outcome, Strategy);
}
