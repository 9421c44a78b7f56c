using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Language.Types;
using CostSim.Models;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <content>Parameters: their order, their units and the values that replace them.</content>
public sealed partial class ScenarioReader
{
    /// <summary>Too rare to meet in any run.</summary>
    private const double NegligibleShare = 1e-9;

    private readonly Scope _parameterScope = new();
    private readonly HashSet<string> _usedBefore = [];
    private readonly HashSet<string> _overridden = [];
    private IReadOnlyCollection<string> _failed = [];

    /// <summary>Reads the parameters, puts each after those that it is calculated from, and checks units and bounds.</summary>
    private List<ParameterDefinition> ReadParameters(MappingNode? mapping, Model model, string currency, SourceLocation at, IReadOnlyList<Override> overrides)
    {
        var reader = new ParameterReader(model.Inputs, currency, ReadTable, _problems);
        var written = reader.Read(mapping, at);
        _failed = [.. reader.Failed, .. RefuseNamesOfTheModel(written, model)];
        foreach (var change in overrides.Where(change => change.Name is not (Override.Draws or Override.Seed))) Replace(written, change);
        if (Dependencies.InOrder([.. written.Select(AsDefinition)], _problems) is not { } order)
        {
            _failed = [.. written.Select(definition => definition.Name)];
            return written;
        }

        var byName = written.ToDictionary(definition => definition.Name);
        var checkedOnes = new List<ParameterDefinition>();
        foreach (var name in order.Select(definition => definition.Name))
        {
            var definition = byName[name];
            if (definition.Value is DerivedValue derived) definition = CheckDerived(definition, derived, model);
            CheckBounds(definition);
            if (_parameterScope[name] is null) _parameterScope.Add(name, VariableSymbol.Of(definition.Unit));
            checkedOnes.Add(definition);
        }
        return checkedOnes;
    }

    /// <summary>Settings are calculated from the scenario's parameters and may use the model's names too: no name may mean both.</summary>
    private IEnumerable<string> RefuseNamesOfTheModel(List<ParameterDefinition> definitions, Model model)
    {
        string[] taken =
        [
            Names.Age, Names.Time, Names.Cycle, Names.CycleNumber, .. model.Attributes.Select(attribute => attribute.Name),
            .. model.LifeTables.Select(table => table.Name), .. model.Tables.Select(table => table.Name), .. _ownModels.Select(own => own.Model).Prepend(model).SelectMany(own => own.Settings.Select(setting => setting.Name).Concat(own.Lets.Select(let => let.Name))),
        ];
        var refused = definitions.FindAll(definition => taken.Contains(definition.Name));
        foreach (var definition in refused)
            _problems.Error(definition.At, $"a parameter named '{definition.Name}'", "another name: this is one of the model's own");
        definitions.RemoveAll(refused.Contains);
        return refused.Select(definition => definition.Name);
    }

    private static Definition AsDefinition(ParameterDefinition parameter) =>
        new(parameter.Name, parameter.At, parameter.Value is DerivedValue derived ? derived.Expression : new NumberExpression(parameter.At, 0, Unit.None, "0"));

    private void Replace(List<ParameterDefinition> definitions, Override change)
    {
        var at = SourceLocation.StartOf(change.Origin);
        var index = definitions.FindIndex(definition => definition.Name == change.Name);
        if (index < 0)
        {
            var known = definitions.Select(definition => definition.Name).Concat([Override.Draws, Override.Seed]).ToArray();
            _problems.Error(at, $"unknown parameter '{change.Name}'", "a parameter of the scenario", change.Name, known);
            return;
        }
        if (definitions[index].Value is DirichletValue { Group: var group })
        {
            _problems.Error(at, $"'{change.Name}', which is drawn together with the other shares of '{group}'", "a change of the scenario: shares must sum to one");
            return;
        }
        // What the replaced expression used is no mistake of the scenario's.
        if (definitions[index].Value is DerivedValue replaced) _usedBefore.UnionWith(FreeNames.NamesIn(replaced.Expression).Select(name => name.Name));
        _overridden.Add(change.Name);
        var scalar = new ScalarNode(at, change.Value, Quoted: false);
        ParameterValue? value = Fields.TryNumber(scalar, out var number)
            ? new FixedValue(number)
            : ExpressionParser.Parse(change.Value, at, _problems) is { } expression ? new DerivedValue(expression) : null;
        if (value is not null) definitions[index] = definitions[index] with { At = at, Value = value, Source = "set on the command line" };
    }

    private ParameterDefinition CheckDerived(ParameterDefinition definition, DerivedValue derived, Model model)
    {
        var isInput = model.Inputs.Any(input => input.ElementNames().Contains(definition.Name));
        if (isInput || definition.Unit != Unit.None)
        {
            _ = Fits(derived.Expression, definition.Unit, $"the parameter '{definition.Name}'");
            return definition;
        }
        if (UsesFailed(derived.Expression) || TypeChecker.Check(derived.Expression, _parameterScope, _problems) is not { } type) return definition;
        if (type is NumberType number) return definition with { Unit = number.Unit };
        _problems.Error(derived.Expression.At, $"the parameter '{definition.Name}' is {type}", "a number");
        return definition;
    }

    /// <summary>Checks an expression of parameters; one that uses a parameter that is wrong itself is not to be blamed for it.</summary>
    private bool Fits(Expression expression, Unit unit, string what) =>
        UsesFailed(expression) || TypeChecker.Check(expression, new NumberType(unit), what, _parameterScope, _problems);

    private bool UsesFailed(Expression expression) => FreeNames.NamesIn(expression).Any(name => _failed.Contains(name.Name));

    private void CheckBounds(ParameterDefinition definition)
    {
        var (minimum, maximum) = (definition.Minimum, definition.Maximum);
        if (definition.Value.BaseValue is { } value && !(value >= minimum && value <= maximum))
        {
            _problems.Error(definition.At, $"{value} for '{definition.Name}'", Bounds());
        }
        else if (definition.Value is SampledValue { Distribution: var distribution } && (distribution.Lower < minimum || distribution.Upper > maximum))
        {
            var outside = (minimum > distribution.Lower ? distribution.Cdf(minimum) : 0) + (maximum < distribution.Upper ? 1 - distribution.Cdf(maximum) : 0);
            if (outside > NegligibleShare)
                _problems.Warn(definition.At, $"1 in {1 / outside:N0} draws of '{definition.Name}' lies outside its bounds and would stop the run", $"{Bounds()}; a beta, gamma, lognormal or truncated-normal distribution keeps them");
        }

        string Bounds() => (double.IsFinite(minimum), double.IsFinite(maximum)) switch
        {
            (true, true) => $"a number from {minimum} to {maximum}",
            (true, false) => $"at least {minimum}",
            _ => $"at most {maximum}",
        };
    }
}
