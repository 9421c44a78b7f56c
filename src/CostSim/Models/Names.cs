using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Language.Types;
using CostSim.Units;

namespace CostSim.Models;

/// <summary>The names of a model: keeps them apart, and checks expressions against those that can be used where they stand.</summary>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class Names(Problems problems)
{
    /// <summary>Where there is no state, and so no dimension: conditions of events, start distributions.</summary>
    public static readonly StateFamily? Everywhere;

    /// <summary>The patients' age, in years: at time zero, plus the time.</summary>
    public const string Age = "age";

    /// <summary>Time since the start, in years.</summary>
    public const string Time = "time";

    /// <summary>Whole cycles since the start.</summary>
    public const string CycleNumber = "cycle_number";

    /// <summary>The length of a cycle, in years.</summary>
    public const string Cycle = Scope.CycleName;

    private static readonly string[] Reserved = [Age, Time, Cycle, CycleNumber, "entry", "rest", "where", "with"];

    private readonly Dictionary<string, string> _declared = [];
    private readonly Dictionary<string, HashSet<string>> _letDimensions = [];
    private readonly HashSet<string> _dimensions = [];
    private readonly Dictionary<StateFamily, Scope> _familyScopes = new(ReferenceEqualityComparer.Instance);
    private readonly Scope _everywhere = new();
    private readonly Scope _lets = new();
    private Scope _anyState = new();

    /// <summary>Whether a text can be a name: a letter or '_', then letters, digits and '_'; no word of the language.</summary>
    public static bool IsName(string text) => ExpressionParser.IsName(text) && !text.Contains('.') && !Reserved.Contains(text);

    /// <summary>Whether a text can be a label: as a name, or a whole number.</summary>
    public static bool IsLabel(string text) => text.Length > 0 && (LabelSet.ToNumber(text) is >= 0 || (ExpressionParser.IsName(text) && !text.Contains('.')));

    /// <summary>Takes a name; a second declaration is a problem.</summary>
    public void Declare(ScalarNode name, string what)
    {
        if (!IsName(name.Text))
            problems.Error(name.At, $"'{name.Text}' as the name of {what}", $"letters, digits and '_', and none of {string.Join(", ", Reserved)}, and, or, not, if");
        else if (_declared.TryGetValue(name.Text, out var earlier))
            problems.Error(name.At, $"{what} named '{name.Text}'", $"another name: this is {earlier} already");
        else
            _declared[name.Text] = what;
    }

    /// <summary>Makes all declared names known to expressions. Call it once, before any expression is read.</summary>
    public void Fill(
        IReadOnlyList<StateFamily> families, IReadOnlyList<Setting> settings, IReadOnlyList<PatientCharacteristic> attributes,
        IReadOnlyList<ModelInput> inputs, IReadOnlyList<LifeTableInput> lifeTables, IReadOnlyList<TimeTableInput> tables)
    {
        foreach (var time in new[] { Age, Time, Cycle }) _everywhere.Add(time, VariableSymbol.Of(Unit.Years));
        _everywhere.Add(CycleNumber, VariableSymbol.Of(Unit.None));
        foreach (var setting in settings) TryAdd(setting.Name, new VariableSymbol(TypeOf(setting)));
        foreach (var attribute in attributes) TryAdd(attribute.Name, VariableSymbol.Of(attribute.Unit));
        foreach (var input in inputs) TryAdd(input.Name, input.By.Count == 0 ? VariableSymbol.Of(input.Unit) : new TableSymbol(input.Unit, input.By));
        foreach (var table in lifeTables) TryAdd(table.Name, new LifeTableSymbol());
        foreach (var table in tables) TryAdd(table.Name, new TimeTableSymbol(table.Unit));

        foreach (var family in families) _familyScopes[family] = WithDimensions(family.Dimensions);
        _anyState = WithDimensions(families.SelectMany(family => family.Dimensions).DistinctBy(dimension => dimension.Name));
        _dimensions.UnionWith(families.SelectMany(family => family.Dimensions).Select(dimension => dimension.Name));

        void TryAdd(string name, Symbol symbol)
        {
            // A name that was declared twice is already reported.
            if (_everywhere[name] is null) _everywhere.Add(name, symbol);
        }
    }

    /// <summary>Checks named expressions, and makes them known to the others.</summary>
    /// <returns>The sound ones, each after those that it uses.</returns>
    public List<NamedExpression> AddLets(IReadOnlyList<Definition> definitions)
    {
        var sound = new List<NamedExpression>();
        foreach (var definition in Dependencies.InOrder([.. definitions.DistinctBy(definition => definition.Name)], problems) ?? [])
        {
            var scope = new Scope(_anyState);
            foreach (var earlier in sound) scope.Add(earlier.Name, new VariableSymbol(earlier.Type));
            if (TypeChecker.Check(definition.Value, scope, problems) is not { } type) continue;
            sound.Add(new NamedExpression(definition.Name, definition.Value, type));
            _letDimensions[definition.Name] = DimensionsOf(definition.Value);
            if (_everywhere[definition.Name] is null) _lets.Add(definition.Name, new VariableSymbol(type));
        }
        return sound;
    }

    /// <summary>Reads a number for people in a family's states, or everywhere.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="family">Whose dimensions may be used; null for none.</param>
    /// <param name="unit">The unit that it must have.</param>
    /// <param name="what">What it is, for messages.</param>
    /// <returns>The expression, or null after a problem.</returns>
    public Expression? Read(ScalarNode text, StateFamily? family, Unit unit, string what)
    {
        return Read(text, family, new NumberType(unit), what);
    }

    /// <summary>Reads a condition on settings, age and time.</summary>
    public Expression? ReadTruth(ScalarNode text, StateFamily? family, string what) => Read(text, family, TruthType.Instance, what);

    /// <summary>Reads the condition of a selector: it may use the family's dimensions only.</summary>
    public Expression? ReadCondition(ScalarNode text, StateFamily family)
    {
        if (ReadTruth(text, family, "a condition on states") is not { } condition) return null;
        foreach (var (name, at) in FreeNames.NamesIn(condition))
        {
            if (_everywhere[name] is null && _lets[name] is null) continue;
            if (name == Cycle) continue;
            problems.Error(at, $"'{name}' in a condition on states", $"dimensions of '{family.Name}' only; other conditions belong into 'when' or the probability");
            return null;
        }
        return condition;
    }

    private Expression? Read(ScalarNode text, StateFamily? family, ExpressionType expected, string what)
    {
        if (ExpressionParser.Parse(text.Text, text.TextAt, problems) is not { } expression) return null;
        var scope = new Scope(family is null ? _everywhere : _familyScopes[family]);
        foreach (var let in _lets.Names) scope.Add(let, _lets[let]!);
        return HasDimensions(expression, family) && TypeChecker.Check(expression, expected, what, scope, problems) ? expression : null;
    }

    /// <summary>Whether the named expressions that it uses speak only of dimensions that the family has.</summary>
    private bool HasDimensions(Expression expression, StateFamily? family)
    {
        foreach (var (name, at) in FreeNames.NamesIn(expression))
        {
            if (_letDimensions.GetValueOrDefault(name)?.FirstOrDefault(dimension => family is null || family.IndexOf(dimension) < 0) is not { } lacking) continue;
            problems.Error(at, $"'{name}', which uses the dimension '{lacking}',", family is null ? "an expression that needs no state" : $"dimensions that '{family.Name}' has");
            return false;
        }
        return true;
    }

    private HashSet<string> DimensionsOf(Expression expression)
    {
        var used = new HashSet<string>();
        foreach (var (name, _) in FreeNames.NamesIn(expression))
        {
            if (_dimensions.Contains(name)) used.Add(name);
            else if (_letDimensions.TryGetValue(name, out var nested)) used.UnionWith(nested);
        }
        return used;
    }

    private Scope WithDimensions(IEnumerable<Dimension> dimensions)
    {
        var scope = new Scope(_everywhere);
        foreach (var dimension in dimensions)
            scope.Add(dimension.Name, dimension is LabelDimension labels ? new VariableSymbol(new LabelType(labels.Set)) : VariableSymbol.Of(Unit.Years));
        return scope;
    }

    private static ExpressionType TypeOf(Setting setting) => setting switch
    {
        FlagSetting => TruthType.Instance,
        ChoiceSetting choice => new LabelType(new LabelSet(choice.Name, choice.Labels)),
        NumberSetting number => new NumberType(number.Unit),
        _ => throw new ArgumentOutOfRangeException(nameof(setting), setting, "Unknown kind of setting."),
    };
}
