using CostSim.Documents;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Language.Types;
using CostSim.Units;

namespace CostSim.Models;

/// <content>What strategies choose, what scenarios supply, and named expressions.</content>
public sealed partial class ModelReader
{
    private static readonly string[] Yes = ["yes", "true"];
    private static readonly string[] No = ["no", "false"];

    private List<Setting> ReadSettings(MappingNode? mapping)
    {
        var settings = new List<Setting>();
        foreach (var (name, fields) in Declarations(mapping, "the setting"))
        {
            var about = ReadAbout(fields);
            if (Setting.Taken.Contains(name.Text)) _problems.Error(name.At, $"the setting named '{name.Text}'", $"another name: strategies use {string.Join(", ", Setting.Taken)} themselves");
            var unit = fields.Scalar("unit", "'yes/no', or the unit of a number");
            var (minimum, maximum) = (fields.Number("min", "the least value that makes sense"), fields.Number("max", "the greatest value that makes sense"));
            if (minimum > maximum) _problems.Error(fields.PlaceOf("min"), $"a minimum of {minimum} above the maximum of {maximum}", "min ≤ max");
            var isNumber = unit is { Text: not "yes/no" };
            if (!isNumber && (minimum ?? maximum) is not null) _problems.Error(fields.PlaceOf(minimum is null ? "max" : "min"), $"bounds of the setting '{name.Text}', which is no number", "'min:' and 'max:' beside the 'unit:' of a number");
            var choices = fields.Optional("one_of");
            var initial = fields.Scalar("default", "the value of strategies that do not say");
            fields.RefuseOthers();
            if (choices is SequenceNode sequence)
            {
                var labels = ReadLabelList(sequence, $"'{name.Text}'");
                if (initial is null || !labels.Contains(initial.Text))
                    _problems.Error(initial?.At ?? fields.At, initial is null ? "a choice without 'default'" : $"'{initial.Text}' as default", $"one of {string.Join(", ", labels)}", initial?.Text, labels);
                else
                    settings.Add(new ChoiceSetting(name.Text, name.At, about, labels, initial.Text));
            }
            else if (choices is not null)
            {
                _problems.Error(choices.At, $"{choices.Kind} as 'one_of'", "a list of labels");
            }
            else if (unit is { Text: "yes/no" })
            {
                if (TryFlag(initial, out var flag)) settings.Add(new FlagSetting(name.Text, name.At, about, flag));
                else _problems.Error(initial?.At ?? fields.At, initial is null ? "a yes/no setting without 'default'" : $"{initial.Kind} as default", "'yes' or 'no'");
            }
            else if (ReadUnit(unit, fields) is { } number)
            {
                settings.Add(new NumberSetting(name.Text, name.At, about, number, initial) { Minimum = minimum ?? number.Minimum, Maximum = maximum ?? number.Maximum });
            }
        }
        return settings;
    }

    /// <summary>Reads yes, no, true or false.</summary>
    public static bool TryFlag(ScalarNode? scalar, out bool value)
    {
        value = scalar is not null && Yes.Contains(scalar.Text);
        return value || (scalar is not null && No.Contains(scalar.Text));
    }

    private List<PatientCharacteristic> ReadAttributes(MappingNode? mapping)
    {
        var attributes = new List<PatientCharacteristic>();
        foreach (var (name, fields) in Declarations(mapping, "the attribute"))
        {
            var about = ReadAbout(fields);
            var unit = ReadUnit(fields.Scalar("unit", "the unit of the number", required: true), fields: null);
            var (minimum, maximum) = ReadBounds(fields, unit ?? Unit.None);
            fields.RefuseOthers();
            if (unit is not null) attributes.Add(new PatientCharacteristic(name.Text, name.At, unit, minimum, maximum, about));
        }
        return attributes;
    }

    private List<ModelInput> ReadInputs(MappingNode? mapping, List<Setting> settings)
    {
        var inputs = new List<ModelInput>();
        var labelSets = _families.SelectMany(family => family.Dimensions).OfType<LabelDimension>().Select(dimension => dimension.Set)
            .Concat(settings.OfType<ChoiceSetting>().Select(setting => new LabelSet(setting.Name, setting.Labels)))
            .DistinctBy(set => set.Name).ToDictionary(set => set.Name);
        foreach (var (name, fields) in Declarations(mapping, "the input"))
        {
            var about = ReadAbout(fields);
            var unit = ReadUnit(fields.Scalar("unit", "the unit of the number", required: true), fields: null);
            var (minimum, maximum) = ReadBounds(fields, unit ?? Unit.None);
            var by = new List<LabelSet>();
            foreach (var node in fields.List("by", "a dimension, a choice setting, or a list of labels"))
            {
                if (node is SequenceNode sequence && ReadLabelList(sequence, $"'{name.Text}'") is [_, ..] labels) by.Add(new LabelSet($"the labels of {name.Text}", labels));
                else if (node is SequenceNode) continue;
                else if (node is ScalarNode set && labelSets.TryGetValue(set.Text, out var known)) by.Add(known);
                else _problems.Error(node.At, $"{node.Kind} as 'by'", $"{(labelSets.Count == 0 ? "" : $"one of {string.Join(", ", labelSets.Keys)}, or ")}a list of labels in brackets of its own, as in [[low, high]]", (node as ScalarNode)?.Text, labelSets.Keys);
            }
            fields.RefuseOthers();
            if (unit is not null) inputs.Add(new ModelInput(name.Text, name.At, unit, minimum, maximum, by, about));
        }
        return inputs;
    }

    private List<LifeTableInput> ReadLifeTables(MappingNode? mapping)
    {
        var tables = new List<LifeTableInput>();
        foreach (var (name, fields) in Declarations(mapping, "the life table"))
        {
            tables.Add(new LifeTableInput(name.Text, name.At, ReadAbout(fields)));
            fields.RefuseOthers();
        }
        return tables;
    }

    private List<TimeTableInput> ReadTables(MappingNode? mapping)
    {
        var tables = new List<TimeTableInput>();
        foreach (var (name, fields) in Declarations(mapping, "the table"))
        {
            var about = ReadAbout(fields);
            var unit = ReadUnit(fields.Scalar("unit", "the unit of its numbers", required: true), fields: null);
            var (minimum, maximum) = ReadBounds(fields, unit ?? Unit.None);
            fields.RefuseOthers();
            if (unit is not null) tables.Add(new TimeTableInput(name.Text, name.At, unit, minimum, maximum, about));
        }
        return tables;
    }

    private List<NamedExpression> ReadLets(MappingNode? mapping)
    {
        var written = new List<Definition>();
        foreach (var entry in mapping?.Entries ?? [])
        {
            _names.Declare(entry.Key, "a named expression");
            if (entry.Value is not ScalarNode text)
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the expression '{entry.Name}'", "an expression");
            else if (ExpressionParser.Parse(text.Text, text.TextAt, _problems) is { } expression)
                written.Add(new Definition(entry.Name, entry.Key.At, expression));
        }
        return _names.AddLets(written);
    }

    private IEnumerable<(ScalarNode Name, Fields Fields)> Declarations(MappingNode? mapping, string what)
    {
        foreach (var entry in mapping?.Entries ?? [])
        {
            _names.Declare(entry.Key, what);
            if (entry.Value is MappingNode body) yield return (entry.Key, new Fields(body, $"{what} '{entry.Name}'", _problems));
            else _problems.Error(entry.Value.At, $"{entry.Value.Kind} as {what} '{entry.Name}'", "a mapping such as '{ unit: …, about: … }'");
        }
    }

    private static string ReadAbout(Fields fields) => fields.Scalar("about", "what it means", required: true)?.Text ?? "";

    private Unit? ReadUnit(ScalarNode? scalar, Fields? fields)
    {
        if (scalar is null)
        {
            if (fields is not null) _problems.Error(fields.At, "a setting without 'unit' or 'one_of'", "'unit: yes/no', 'unit:' of a number, or 'one_of:' with labels");
            return null;
        }
        if (Unit.TryParse(scalar.Text, currency: null, out var unit)) return unit;
        _problems.Error(scalar.At, $"{scalar.Kind} as a unit", "words such as 'probability', 'per year', 'money per year', 'hazard ratio' or 'points'");
        return null;
    }

    private (double Minimum, double Maximum) ReadBounds(Fields fields, Unit unit)
    {
        var minimum = fields.Number("min", "the least value that makes sense") ?? unit.Minimum;
        var maximum = fields.Number("max", "the greatest value that makes sense") ?? unit.Maximum;
        if (minimum > maximum) _problems.Error(fields.PlaceOf("min"), $"a minimum of {minimum} above the maximum of {maximum}", "min ≤ max");
        return (minimum, maximum);
    }
}
