using CostSim.Language;
using CostSim.Models;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Verification;

/// <summary>Checks of strategies and their settings.</summary>
internal static class StrategyChecks
{
    private const int FewDraws = 64;

    public static Verdict EqualStrategiesDifferByNothing(ModelUnderTest model)
    {
        var reference = model.Scenario.Strategies.First(strategy => strategy.Name == model.Scenario.Reference);
        var twin = model.Scenario with { Strategies = [.. model.Scenario.Strategies, reference with { Name = $"{reference.Name} once more" }], Psa = Few(model.Scenario.Psa) };
        var outcomes = ScenarioRun.Execute(ModelUnderTest.Compile(twin), new RunOptions { Threads = 1 }, null, model.Cancel).Outcomes;
        var (first, copy) = (twin.Strategies.ToList().FindIndex(strategy => strategy.Name == reference.Name), twin.Strategies.Count - 1);
        var wrong = outcomes.Outcomes.Where(outcome => !outcomes[first, outcome].SequenceEqual(outcomes[copy, outcome])).Select(outcome => $"'{outcome}' of '{reference.Name}' and of its copy differ").ToList();
        return Verdict.Of(wrong, $"'{reference.Name}' and a copy of it have the same results in each of {outcomes.Draws} draws: strategies share them");
    }

    public static Verdict OrderDoesNotMatter(ModelUnderTest model)
    {
        if (model.Scenario.Strategies.Count < 2) return Verdict.NotApplicable("there is one strategy");
        var reversed = model.Totals(model.Undiscounted with { Strategies = [.. model.Scenario.Strategies.Reverse()] });
        var last = model.Scenario.Strategies.Count - 1;
        var wrong = model.Strategies.Where(strategy => reversed.Outcomes.Any(outcome => reversed[last - strategy.Index, outcome][0] != model.UndiscountedTotals[strategy.Index, outcome][0])).Select(strategy => $"'{strategy.Name}' has other results when the strategies are reversed").ToList();
        return Verdict.Of(wrong, "in reverse, every strategy has the same results to the last bit");
    }

    public static Verdict NoTwoStrategiesAreTheSame(ModelUnderTest model)
    {
        var totals = model.UndiscountedTotals;
        var wrong = (from a in model.Strategies
                     from b in model.Strategies
                     where a.Index < b.Index && Same(totals, a.Index, totals, b.Index)
                     select $"'{a.Name}' and '{b.Name}' have the same results").ToList();
        return model.Scenario.Strategies.Count < 2 ? Verdict.NotApplicable("there is one strategy") : Verdict.Of(wrong, $"{model.Scenario.Strategies.Count} strategies differ in some outcome");
    }

    public static Verdict EverySettingMatters(ModelUnderTest model)
    {
        if (model.Scenario.Model.Settings.Count == 0) return Verdict.NotApplicable("the model has no settings");
        var wrong = model.Scenario.Model.Settings.Where(setting => !Matters(model, setting)).Select(setting => $"{setting.At}: '{setting.Name}' changes no result of any strategy").ToList();
        return Verdict.Of(wrong, $"changing any of {model.Scenario.Model.Settings.Count} settings changes some result");
    }

    private static bool Matters(ModelUnderTest model, Setting setting)
    {
        foreach (var (s, _) in model.Strategies)
        {
            foreach (var value in Others(setting, model.Scenario.Strategies[s].Settings[setting.Name]))
            {
                var changed = model.Scenario.Strategies[s] with { Settings = model.Scenario.Strategies[s].Settings.ToDictionary(item => item.Key, item => item.Key == setting.Name ? value : item.Value) };
                try
                {
                    if (!Same(model.UndiscountedTotals, s, model.Totals(model.Undiscounted with { Strategies = [changed] }), 0)) return true;
                }
                catch (Exception exception) when (exception is CheckException or Cohort.SimulationException)
                {
                    return true;   // a choice for which there are no numbers, or none that can be, changes something
                }
            }
        }
        return false;
    }

    private static IEnumerable<SettingValue> Others(Setting setting, SettingValue value) => (setting, value) switch
    {
        (_, FlagValue flag) => [new FlagValue(!flag.Value)],
        (ChoiceSetting choice, ChoiceValue chosen) => choice.Labels.Where(label => label != chosen.Label).Select(label => new ChoiceValue(label)),
        // Twice the number, and, for a number that is zero, one more.
        (_, NumberValue number) => [Combined(number, BinaryOperator.Multiply, 2), .. setting is NumberSetting { Unit: var unit } ? new[] { Shifted(number, unit) } : []],
        _ => [],
    };

    private static NumberValue Combined(NumberValue number, BinaryOperator operation, double operand) =>
        new(new BinaryExpression(number.Expression.At, operation, number.Expression, new NumberExpression(number.Expression.At, operand, Unit.None, $"{operand}")));

    private static NumberValue Shifted(NumberValue number, Unit unit) =>
        new(new BinaryExpression(number.Expression.At, BinaryOperator.Add, number.Expression, new NumberExpression(number.Expression.At, 1, unit.Base, "1")));

    private static bool Same(OutcomeTable a, int first, OutcomeTable b, int second) => a.Outcomes.All(outcome => Near.Equal(a[first, outcome][0], b[second, outcome][0]));

    private static PsaSettings Few(PsaSettings psa) => psa with { Draws = Math.Min(psa.Draws, FewDraws) };
}
