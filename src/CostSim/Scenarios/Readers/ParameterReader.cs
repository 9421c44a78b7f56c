using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Language.Parsing;
using CostSim.Models;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Scenarios.Readers.Joint;
using CostSim.Scenarios.Readers.StudySelections;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <summary>Reads a scenario's parameters, and checks them against what the model asks for.</summary>
/// <param name="inputs">What the model asks for.</param>
/// <param name="currency">The scenario's currency: a parameter in another one is refused.</param>
/// <param name="tables">Gives the table of a path that the scenario names, or null after a problem.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class ParameterReader(IReadOnlyList<ModelInput> inputs, string currency, Func<ScalarNode, CsvTable?> tables, Problems problems)
{
    private const string Dirichlet = "dirichlet";
    private const string Network = "network";
    private const string Pool = "pool";
    private const string Source = "source";
    private const string Base = "base";

    /// <summary>People write shares such as 0.333333333.</summary>
    private const double SlackOfShares = 1e-9;

    private static readonly string[] NoteKeys = [Source, "unit", "about"];
    private static readonly string[] JointKeys = [Network, MultivariateNormalReader.Key, BootstrapReader.Key];

    /// <summary>The keys that give a parameter its value; it has one of them.</summary>
    public static readonly string[] ValueKeys = ["value", Dirichlet, .. DistributionReader.Names, Pool, .. JointKeys];

    private readonly Dictionary<string, ModelInput> _elements = ElementsOf(inputs);

    private readonly List<ParameterDefinition> _definitions = [];
    private readonly HashSet<string> _failed = [];

    /// <summary>Whether a mapping gives the value of one parameter, and not those of a table.</summary>
    public static bool IsSpecification(MappingNode mapping) => mapping.Entries.Any(entry => ValueKeys.Contains(entry.Name));

    /// <summary>The same parameters with <c>u.a: 1</c> written as <c>u: { a: 1 }</c>, so that one of two files can write it so and the other so.</summary>
    public static MappingNode WithGroups(MappingNode parameters)
    {
        var entries = new List<Entry>();
        foreach (var entry in parameters.Entries)
        {
            var dot = entry.Name.IndexOf('.', StringComparison.Ordinal);
            var rest = entry.Name[(dot + 1)..];
            if (dot <= 0 || rest.Length == 0 || NoteKeys.Contains(rest) || ValueKeys.Contains(rest))
            {
                entries.Add(entry);
                continue;
            }
            var group = entries.FindIndex(other => other.Name == entry.Name[..dot]);
            var member = WithGroups(new MappingNode(entry.Key.At, [new Entry(new ScalarNode(entry.Key.At, rest, entry.Key.Quoted), entry.Value)]));
            if (group < 0)
                entries.Add(new Entry(entry.Key with { Text = entry.Name[..dot] }, member));
            else if (entries[group].Value is MappingNode known && !IsSpecification(known) && known[member.Entries[0].Name] is null)
                entries[group] = entries[group] with { Value = known with { Entries = [.. known.Entries, .. member.Entries] } };
            else
                entries.Add(entry);
        }
        return parameters with { Entries = entries };
    }

    /// <summary>The names of parameters that are there and wrong: reported once, they are not missing, nor unknown to others.</summary>
    public IReadOnlyCollection<string> Failed => _failed;

    /// <summary>Reads all parameters, in the order written; expressions among them are parsed, not yet checked.</summary>
    /// <param name="mapping">What stands under <c>parameters:</c>; null for nothing.</param>
    /// <param name="at">Where inputs without a parameter are reported.</param>
    public List<ParameterDefinition> Read(MappingNode? mapping, SourceLocation at)
    {
        // A source beside the parameters is that of all which give none themselves.
        var source = mapping is null ? null : new Fields(mapping, "the parameters", problems).Scalar(Source, "a citation, or 'assumption' and its reason");
        var notes = new Notes(source?.Text, null, "");
        foreach (var entry in (mapping?.Entries ?? []).Where(entry => entry.Name != Source))
        {
            if (!ExpressionParser.IsName(entry.Name))
                problems.Error(entry.Key.At, $"'{entry.Name}' as the name of a parameter", "letters, digits and '_', with single dots inside");
            else
                ReadEntry(entry.Name, entry.Key.At, entry.Value, notes);
        }
        foreach (var input in inputs.Where(input => !input.ElementNames().Any(name => _failed.Contains(name) || _definitions.Exists(definition => definition.Name == name))))
        {
            // A misspelt name would be reported twice, here and as unused; the nearest name goes with this one.
            var unknown = _definitions.Select(definition => definition.Name).Concat(_failed).Where(name => !_elements.ContainsKey(name));
            problems.Error(at, $"no parameter '{input.Name}': {input.About}", $"'{input.Name}:'{(input.Unit.IsDimensionless ? "" : $" in {input.Unit}")}", input.Name, unknown);
        }
        return _definitions;
    }

    private static Dictionary<string, ModelInput> ElementsOf(IReadOnlyList<ModelInput> inputs)
    {
        var elements = new Dictionary<string, ModelInput>();
        foreach (var input in inputs)
        {
            foreach (var name in input.ElementNames()) elements.Add(name, input);
        }
        return elements;
    }

    private void ReadEntry(string name, SourceLocation at, Node node, Notes outer)
    {
        var before = _definitions.Count;
        ReadAs(name, at, node, outer);
        if (_definitions.Count > before) return;
        // A table whose every entry fails fails as a whole.
        _failed.UnionWith(_elements.Keys.Where(element => element == name || element.StartsWith(name + ".", StringComparison.Ordinal)).Append(name));
    }

    private void ReadAs(string name, SourceLocation at, Node node, Notes outer)
    {
        switch (node)
        {
            case ScalarNode scalar:
                Add(name, at, outer, ReadValue(scalar));
                break;
            case MappingNode mapping when IsSpecification(mapping):
                ReadSpecification(name, at, mapping, outer);
                break;
            case MappingNode mapping when _elements.ContainsKey(name) && mapping.Entries.FirstOrDefault(entry => !NoteKeys.Contains(entry.Name) && entry.Name != Base) is { } unknown:
                problems.Error(unknown.Key.At, $"unknown key '{unknown.Name}' in the parameter '{name}'", $"one of {string.Join(", ", ValueKeys)}", unknown.Name, ValueKeys);
                break;
            case MappingNode mapping when mapping.Entries.Any(entry => !NoteKeys.Contains(entry.Name)):
                var notes = ReadNotes(new Fields(mapping, $"the parameter '{name}'", problems), outer);
                foreach (var entry in mapping.Entries.Where(entry => !NoteKeys.Contains(entry.Name))) ReadGroupEntry(name, entry, notes);
                break;
            default:
                problems.Error(node.At, $"{node.Kind} as the parameter '{name}'", $"a number, an expression, or a mapping with one of {string.Join(", ", ValueKeys)}", (node as MappingNode)?.Entries is [var first, ..] ? first.Name : null, ValueKeys);
                break;
        }
    }

    private void ReadGroupEntry(string group, Entry entry, Notes notes)
    {
        var name = $"{group}.{entry.Name}";
        if (!ExpressionParser.IsName(name))
            problems.Error(entry.Key.At, $"'{entry.Name}' in the parameter '{group}'", $"a label, or one of {string.Join(", ", ValueKeys)}", entry.Name, ValueKeys);
        else
            ReadEntry(name, entry.Key.At, entry.Value, notes);
    }

    private void ReadSpecification(string name, SourceLocation at, MappingNode mapping, Notes outer)
    {
        var fields = new Fields(mapping, $"the parameter '{name}'", problems);
        var notes = ReadNotes(fields, outer);
        var given = ValueKeys.Where(key => fields.Optional(key) is not null).ToArray();
        var baseValue = given is [Dirichlet] || (given is [var only] && JointKeys.Contains(only)) ? null : fields.Number(Base, "the value of the deterministic analysis");
        var bases = given.SequenceEqual([Dirichlet]) ? fields.Mapping(Base, "a value for each label") : null;
        fields.RefuseOthers();
        if (given.Length > 1)
        {
            problems.Error(mapping.At, $"{string.Join(" and ", given)} for one parameter '{name}'", "one of them");
            return;
        }

        var node = mapping[given[0]]!;
        if (given[0] == Dirichlet)
            ReadDirichlet(name, node, bases, notes);
        else if (JointKeys.Contains(given[0]))
            AddJoint(name, ReadJoint(given[0], name, node), notes);
        else if (given[0] == Pool)
            Add(name, at, notes, new PoolReader(tables, problems).Read(node) is { } pooled ? new SampledValue(pooled.Distribution, baseValue ?? pooled.Distribution.Mean, pooled.Description) { Pooled = pooled.Pooled } : null);
        else if (given[0] != "value" && DistributionReader.Read(given[0], node, problems) is { } sampled)
            Add(name, at, notes, new SampledValue(sampled.Distribution, baseValue ?? sampled.Distribution.Mean, sampled.Description));
        else if (given[0] == "value" && baseValue is not null)
            problems.Error(fields.PlaceOf(Base), "'base' beside 'value'", "a base value beside a distribution only");
        else if (given[0] == "value" && node is ScalarNode scalar)
            Add(name, at, notes, ReadValue(scalar));
        else if (given[0] == "value")
            problems.Error(node.At, $"{node.Kind} as 'value'", "a number or an expression");
    }

    private void ReadDirichlet(string group, Node node, MappingNode? bases, Notes notes)
    {
        var counts = new List<double>();
        if (node is not MappingNode mapping || mapping.Entries.Count < 2)
        {
            problems.Error(node.At, $"{node.Kind} as the counts of 'dirichlet'", "a count for each of at least two labels");
            return;
        }
        foreach (var entry in mapping.Entries)
        {
            if (entry.Value is ScalarNode scalar && Fields.TryNumber(scalar, out var count)) counts.Add(count);
            else problems.Error(entry.Value.At, $"{entry.Value.Kind} as the count of '{entry.Name}'", "a number above 0");
        }
        if (counts.Count < mapping.Entries.Count) return;
        if (bases is not null) CheckShares(bases, mapping);

        try
        {
            var shares = new KeyValuePair<string, double>[counts.Count];
            for (var c = 0; c < shares.Length; c++) shares[c] = new(mapping.Entries[c].Name, counts[c]);
            var dirichlet = new DirichletDistribution(shares);
            var description = $"dirichlet({string.Join(", ", mapping.Entries.Select(entry => $"{entry.Name}: {((ScalarNode)entry.Value).Text}"))})";
            for (var c = 0; c < counts.Count; c++)
            {
                var label = mapping.Entries[c].Key;
                var value = counts[c] / dirichlet.Total;
                if (bases?[label.Text] is ScalarNode scalar) Fields.TryNumber(scalar, out value);
                Add($"{group}.{label.Text}", label.At, notes, new DirichletValue(group, dirichlet, c, value, description));
            }
        }
        catch (DistributionException exception)
        {
            problems.Error(node.At, exception.Message.TrimEnd('.'));
        }
    }

    private IReadOnlyList<(ScalarNode Label, CorrelatedValue Value)> ReadJoint(string key, string group, Node node) => key switch
    {
        Network => new NetworkReader(tables, problems).Read(group, node),
        BootstrapReader.Key => new BootstrapReader(tables, problems).Read(group, node),
        _ => new MultivariateNormalReader(problems).Read(group, node),
    };

    private void AddJoint(string group, IReadOnlyList<(ScalarNode Label, CorrelatedValue Value)> values, Notes notes)
    {
        foreach (var (label, value) in values)
        {
            if (ExpressionParser.IsName($"{group}.{label.Text}")) Add($"{group}.{label.Text}", label.At, notes, value);
            else problems.Error(label.At, $"'{label.Text}' as a label", "letters, digits and '_'");
        }
    }

    /// <summary>Base values of a Dirichlet distribution are a number for each label, and together one.</summary>
    private void CheckShares(MappingNode bases, MappingNode labels)
    {
        var fields = new Fields(bases, "the base values of 'dirichlet'", problems);
        var values = labels.Entries.Select(label => fields.Number(label.Name, "its share in the deterministic analysis", required: true)).ToList();
        fields.RefuseOthers();
        if (!values.Contains(null) && Math.Abs(values.Sum()!.Value - 1) > SlackOfShares)
            problems.Error(bases.At, $"base values that sum to {values.Sum():G10}", "shares that sum to 1");
    }

    private ParameterValue? ReadValue(ScalarNode scalar)
    {
        if (Fields.TryNumber(scalar, out var number)) return new FixedValue(number);
        if (scalar.Text.Length == 0)
        {
            problems.Error(scalar.At, "nothing", "a number, an expression or a distribution");
            return null;
        }
        return ExpressionParser.Parse(scalar.Text, scalar.TextAt, problems) is { } expression ? new DerivedValue(expression) : null;
    }

    private Notes ReadNotes(Fields fields, Notes outer)
    {
        var source = fields.Scalar(Source, "a citation, or 'assumption' and its reason")?.Text ?? outer.Source;
        var about = fields.Scalar("about", "what it means")?.Text ?? outer.About;
        var (unit, isUnitWrong) = (outer.Unit, outer.IsUnitWrong);
        if (fields.Scalar("unit", "the unit of the number") is { } written)
        {
            isUnitWrong = !Unit.TryParse(written.Text, currency, out var read);
            if (read is not null) unit = new WrittenUnit(read, written);
            else problems.Error(written.At, $"{written.Kind} as a unit", "words such as 'probability', 'per year', 'USD per year', 'hazard ratio' or 'points'");
        }
        return new Notes(source, unit, about, isUnitWrong);
    }

    private void Add(string name, SourceLocation at, Notes notes, ParameterValue? value)
    {
        if (value is null || notes.IsUnitWrong) return;
        if (_elements.TryGetValue(name, out var input))
        {
            if (notes.Unit is { } written && written.Unit != input.Unit)
                problems.Error(written.At.At, $"'{name}' in {written.At.Text}", $"{input.Unit}, as the model says; convert the number");
            Define(input.Unit, input.Minimum, input.Maximum, notes.About.Length > 0 ? notes.About : input.About);
        }
        else if (inputs.FirstOrDefault(table => name.StartsWith(table.Name + ".", StringComparison.Ordinal) || name == table.Name) is { } table)
        {
            var known = table.ElementNames().ToArray();
            problems.Error(at, $"'{name}' is no number of the input '{table.Name}'", table.By.Count == 0 ? "a single number" : $"one of {string.Join(", ", known)}", name, known);
        }
        else if (notes.Unit is { } own)
        {
            Define(own.Unit, own.Unit.Minimum, own.Unit.Maximum, notes.About);
        }
        else if (value is DerivedValue)
        {
            // The unit of an expression follows from it, once the names in it are known.
            Define(Unit.None, double.NegativeInfinity, double.PositiveInfinity, notes.About);
        }
        else if (value is DirichletValue)
        {
            Define(Unit.Probability, 0, 1, notes.About);
        }
        else
        {
            problems.Error(at, $"'{name}' is no input of the model and has no unit", "'unit:' beside its value, or the name of an input", name, inputs.Select(known => known.Name));
        }

        void Define(Unit unit, double minimum, double maximum, string about)
        {
            // A table's entry may be written in two ways, and so be there twice without a key that is.
            if (_definitions.Exists(definition => definition.Name == name)) problems.Error(at, $"the parameter '{name}' a second time", "each parameter once");
            else _definitions.Add(new ParameterDefinition(name, at, unit, minimum, maximum, value, notes.Source, about));
        }
    }

    /// <summary>What a group of parameters says for all of its members.</summary>
    private sealed record Notes(string? Source, WrittenUnit? Unit, string About, bool IsUnitWrong = false);

    private sealed record WrittenUnit(Unit Unit, ScalarNode At);
}
