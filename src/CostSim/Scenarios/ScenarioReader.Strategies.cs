using CostSim.Documents;
using CostSim.Language;
using CostSim.Models;

namespace CostSim.Scenarios;

/// <content>Strategies and what they choose.</content>
public sealed partial class ScenarioReader
{
    private List<Strategy> ReadStrategies(MappingNode? mapping, Model model, List<ParameterDefinition> parameters)
    {
        var strategies = new List<Strategy>();
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (entry.Value is not (MappingNode or ScalarNode { Text.Length: 0 }))
            {
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the strategy '{entry.Name}'", "a mapping of the model's settings to values, or '{}'");
                continue;
            }
            var fields = new Fields(entry.Value as MappingNode ?? new MappingNode(entry.Value.At, []), $"the strategy '{entry.Name}'", _problems);
            var about = fields.Scalar("about", "what it is")?.Text ?? "";
            var settings = new Dictionary<string, SettingValue>();
            foreach (var setting in model.Settings)
            {
                if (ReadSetting(setting, fields) is { } value) settings[setting.Name] = value;
            }
            fields.RefuseOthers();
            strategies.Add(new Strategy(entry.Name, about, settings));
        }
        if (mapping is not null && strategies.Count == 0) _problems.Error(mapping.At, "no strategies", "at least one");
        // Where a parameter or a setting is wrong, others are perhaps unused for that reason only.
        else if (_failed.Count == 0 && strategies.TrueForAll(strategy => strategy.Settings.Count == model.Settings.Count)) RefuseUnused(model, parameters, strategies);
        return strategies;
    }

    private SettingValue? ReadSetting(Setting setting, Fields fields)
    {
        switch (setting)
        {
            case FlagSetting flag:
                var written = fields.Scalar(flag.Name, "'yes' or 'no'");
                if (written is null) return new FlagValue(flag.Default);
                if (ModelReader.TryFlag(written, out var value)) return new FlagValue(value);
                _problems.Error(written.At, $"{written.Kind} as '{flag.Name}'", "'yes' or 'no'");
                return null;
            case ChoiceSetting choice:
                var label = fields.Scalar(choice.Name, $"one of {string.Join(", ", choice.Labels)}");
                if (label is null || choice.Labels.Contains(label.Text)) return new ChoiceValue(label?.Text ?? choice.Default);
                _problems.Error(label.At, $"{label.Kind} as '{choice.Name}'", $"one of {string.Join(", ", choice.Labels)}", label.Text, choice.Labels);
                return null;
            case NumberSetting number:
                var text = fields.Scalar(number.Name, number.Unit.ToString(), required: number.Default is null) ?? number.Default;
                if (text is null || ExpressionParser.Parse(text.Text, text.TextAt, _problems) is not { } expression) return null;
                return Fits(expression, number.Unit, $"the setting '{number.Name}'") ? new NumberValue(expression) : null;
            default:
                throw new ArgumentOutOfRangeException(nameof(setting), setting, "Unknown kind of setting.");
        }
    }

    /// <summary>A parameter that nothing uses is most likely misspelt.</summary>
    private void RefuseUnused(Model model, List<ParameterDefinition> parameters, List<Strategy> strategies)
    {
        var inputs = model.Inputs.SelectMany(input => input.ElementNames()).ToHashSet();
        var used = parameters.Select(parameter => parameter.Value).OfType<DerivedValue>().Select(derived => derived.Expression)
            .Concat(strategies.SelectMany(strategy => strategy.Settings.Values).OfType<NumberValue>().Select(number => number.Expression))
            .Concat(_startShares.Select(share => share.Share))
            .SelectMany(FreeNames.NamesIn).Select(name => name.Name).Concat(_usedBefore).Concat(_overridden).ToHashSet();
        foreach (var parameter in parameters.Where(parameter => !inputs.Contains(parameter.Name) && !used.Contains(parameter.Name)))
        {
            if (parameter.Value is DirichletValue { Group: var group } && parameters.Exists(other => other.Value is DirichletValue { Group: var same } && same == group && used.Contains(other.Name))) continue;
            if (parameter.Value is CorrelatedValue { Group: var network } && parameters.Exists(other => other.Value is CorrelatedValue { Group: var same } && same == network && used.Contains(other.Name))) continue;
            _problems.Error(parameter.At, $"the parameter '{parameter.Name}', which nothing uses", "an input of the model, or a name that an expression uses", parameter.Name, inputs);
        }
    }
}
