using CostSim.Models;
using CostSim.Scenarios;

namespace CostSim.Reporting;

/// <summary>One of the courses of action that compete.</summary>
/// <param name="About">What it is; may be empty.</param>
/// <param name="Model">The name of its model: the scenario's, or one of its own.</param>
/// <param name="Settings">What it chooses, in the order of its model.</param>
/// <param name="Start">Where its people start; null where the population or its own model says it.</param>
public sealed record ResolvedStrategy(string Name, string About, string Model, IReadOnlyList<ResolvedSetting> Settings, IReadOnlyList<ResolvedStart>? Start)
{
    internal static ResolvedStrategy Of(Strategy strategy, Model scenarioModel)
    {
        var model = strategy.Model ?? scenarioModel;
        return new ResolvedStrategy(
            strategy.Name,
            strategy.About,
            model.Name,
            [.. model.Settings.Select(setting => new ResolvedSetting(setting.Name, setting.About, Text(strategy.Settings[setting.Name])))],
            strategy.Start is null ? null : [.. strategy.Start.Select(ResolvedStart.Of)]);
    }

    private static string Text(SettingValue value) => value switch
    {
        FlagValue flag => flag.Value ? "yes" : "no",
        ChoiceValue choice => choice.Label,
        NumberValue number => number.Expression.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "Unknown kind of setting."),
    };
}

/// <summary>What a strategy chooses for one of the model's settings.</summary>
/// <param name="Value">"yes" or "no", a label, or a number or expression as text.</param>
public sealed record ResolvedSetting(string Name, string About, string Value);
