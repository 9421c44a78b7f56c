using CostSim.Documents;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Models;

namespace CostSim.Scenarios.Readers;

/// <content>Strategies and what they choose.</content>
public sealed partial class ScenarioReader
{
    private readonly List<OwnModel> _ownModels = [];
    private bool _settingsAreRead = true;

    /// <summary>Models that strategies have of their own; each file is read once.</summary>
    private void ReadOwnModels(MappingNode? mapping, Model model)
    {
        foreach (var path in (mapping?.Entries ?? []).Select(entry => (entry.Value as MappingNode)?["model"]).OfType<ScalarNode>())
        {
            var file = Beside(path);
            if (file == model.File || _ownModels.Exists(own => own.Model.File == file)) continue;
            if (ReadModel(path) is { } own) _ownModels.Add(new OwnModel(path, own));
        }
    }

    /// <summary>The model of a strategy; null when it could not be read.</summary>
    private Model? ModelOf(ScalarNode? path, Model model) =>
        path is null || Beside(path) == model.File ? model : _ownModels.Find(own => own.Model.File == Beside(path))?.Model;

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
            if (ModelOf(fields.Scalar("model", "the path of a model file of its own"), model) is not { } own)
            {
                _settingsAreRead = false;
                strategies.Add(new Strategy(entry.Name, about, settings));
                continue;
            }
            var start = fields.Mapping("start", "shares of the cohort by state");
            foreach (var setting in own.Settings)
            {
                if (ReadSetting(setting, fields) is { } value) settings[setting.Name] = value;
            }
            fields.RefuseOthers();
            _settingsAreRead &= settings.Count == own.Settings.Count;
            var shares = start is null ? null : ReadShares(start, own);
            if (start is null && !ReferenceEquals(own, model) && own.Start.Count == 0 && own.Tree.Count == 0)
                _problems.Error(entry.Value.At, $"no start distribution in the strategy '{entry.Name}', nor in its model", "'start:' with shares of the cohort by state");
            strategies.Add(new Strategy(entry.Name, about, settings) { Model = ReferenceEquals(own, model) ? null : own, Start = shares });
        }
        if (mapping is not null && strategies.Count == 0) _problems.Error(mapping.At, "no strategies", "at least one");
        // Where a parameter or a setting is wrong, others are perhaps unused for that reason only.
        else if (_failed.Count == 0 && _settingsAreRead) RefuseUnused(model, parameters, strategies);
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
        var used = new HashSet<string>([.. _usedBefore, .. _overridden]);
        foreach (var parameter in parameters)
        {
            if (parameter.Value is DerivedValue derived) Use(derived.Expression);
        }
        foreach (var strategy in strategies)
        {
            foreach (var setting in strategy.Settings.Values)
            {
                if (setting is NumberValue number) Use(number.Expression);
            }
            foreach (var share in strategy.Start ?? []) Use(share.Share);
        }
        foreach (var share in _startShares) Use(share.Share);
        foreach (var weight in _weights) Use(weight);

        foreach (var parameter in parameters.Where(parameter => !inputs.Contains(parameter.Name) && !used.Contains(parameter.Name)))
        {
            if (parameter.Value is JointValue { Group: var group } && parameters.Exists(other => other.Value is JointValue { Group: var same } && same == group && used.Contains(other.Name))) continue;
            _problems.Error(parameter.At, $"the parameter '{parameter.Name}', which nothing uses", "an input of the model, or a name that an expression uses", parameter.Name, inputs);
        }

        void Use(Expression expression)
        {
            foreach (var use in FreeNames.NamesIn(expression)) used.Add(use.Name);
        }
    }
}
