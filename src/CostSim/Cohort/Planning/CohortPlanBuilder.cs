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
    private readonly Dictionary<(int Node, int When, bool AtStart, double Lower, double Upper), NumberCheck> _checks = [];
    private readonly Dictionary<string, int> _outcomes;
    private readonly Dictionary<(int Node, int Outcome, int Strategy), Amount> _amounts = [];
    private int _strategies;

    public CohortPlanBuilder(Scenario scenario, Problems problems)
    {
        (_scenario, _problems) = (scenario, problems);
        Outcomes = [Outcome.Cost, Outcome.Qaly, Outcome.LifeYears, .. Model.Outcomes.Select(outcome => outcome.Name).Except([Outcome.Cost, Outcome.Qaly, Outcome.LifeYears])];
        _outcomes = Outcomes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place);
        ParameterNodes = BindParameters();
        if (scenario.Profile is { } profile && new GraphBuilder(Graph, problems).Build(profile.Weight, _shared) is { } weight) WeightNode = Root(weight);
        BindTimeAndPatients();
    }

    public Graph Graph { get; } = new();

    /// <summary>What tables of times are asked for that they do not hold.</summary>
    public TimesOutside TimesOutside { get; } = new();

    /// <summary>The nodes whose values are needed.</summary>
    public HashSet<int> Roots { get; } = [];

    /// <summary>What must be checked while simulating, each number once for each condition under which it is used.</summary>
    public IReadOnlyCollection<NumberCheck> Checks => _checks.Values;

    /// <summary>What strategies earn, each amount once.</summary>
    public IReadOnlyCollection<Amount> Amounts => _amounts.Values;

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
        Roots.Add(node);
        return node;
    }

    /// <summary>Sees to it that a number is checked: now if it is certain, else while simulating.</summary>
    public void Check(NumberCheck check)
    {
        if (!Graph.IsConstant(check.Node, out var value))
            _checks.TryAdd((Root(check.Node), check.When, check.AtStart, check.Lower, check.Upper), check);
        else if (!(value >= check.Lower && value <= check.Upper))
            _problems.Error(check.Expression.At, $"{check.What} is {value:R} for {check.State?.ReportedName ?? "the cohort"}, strategy '{_scenario.Strategies[check.Strategy].Name}'", check.Allowed);
    }

    /// <summary>Remembers where an amount is written.</summary>
    public void Remember(Amount amount) => _amounts.TryAdd((amount.Node, amount.Outcome, amount.Strategy), amount);

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
        foreach (var input in model.Inputs.Where(input => input.By.Count > 0))
            bindings[input.Name] = new TableBinding(input.By, labels => (_shared[$"{input.Name}.{string.Join('.', labels)}"] as NodeBinding)?.Node);
    }
}
