using CostSim.Models;
using CostSim.Units;

namespace CostSim.Verification;

/// <summary>Checks of costs.</summary>
internal static class CostChecks
{
    private const string NoMoney = "no parameter is in money";

    public static Verdict NoCostsMakeNoCost(ModelUnderTest model)
    {
        if (Scaled(model, 0) is not { } free) return Verdict.NotApplicable(NoMoney);
        var wrong = (from strategy in model.Strategies from outcome in InMoney(model) where !Near.Equal(free[strategy.Index, outcome], 0) select $"'{outcome}' of '{strategy.Name}' is still {Near.Text(free[strategy.Index, outcome])}").ToList();
        return Verdict.Of(wrong, $"{Money(model).Length} parameters in money at zero");
    }

    public static Verdict DoubledCostsDoubleCost(ModelUnderTest model)
    {
        if (Scaled(model, 2) is not { } twice) return Verdict.NotApplicable(NoMoney);
        var before = model.Parameters.Base;
        var wrong = (from strategy in model.Strategies from outcome in InMoney(model) where !Near.Equal(twice[strategy.Index, outcome], 2 * before[strategy.Index, outcome]) select $"'{outcome}' of '{strategy.Name}' goes from {Near.Text(before[strategy.Index, outcome])} to {Near.Text(twice[strategy.Index, outcome])}").ToList();
        return Verdict.Of(wrong, $"{Money(model).Length} parameters in money doubled");
    }

    public static Verdict HigherCostsCostMore(ModelUnderTest model)
    {
        var money = Money(model);
        if (money.Length == 0) return Verdict.NotApplicable(NoMoney);
        var wrong = (from leaf in money from strategy in model.Strategies where model.Parameters.Direction(leaf, strategy.Index, Outcome.Cost) < 0 select $"raising '{model.Parameters.Leaves[leaf].Name}' makes '{strategy.Name}' cheaper").ToList();
        return Verdict.Of(wrong, $"{money.Length} parameters, in every strategy");
    }

    public static Verdict CostsMoveNothingElse(ModelUnderTest model)
    {
        var money = Money(model);
        if (money.Length == 0) return Verdict.NotApplicable(NoMoney);
        var others = model.Parameters.Base.Table.Outcomes.Except(InMoney(model)).ToList();
        var wrong = (from leaf in money from outcome in others where model.Parameters.Moves(leaf, outcome) select $"'{model.Parameters.Leaves[leaf].Name}' moves '{outcome}'").ToList();
        return Verdict.Of(wrong, $"{money.Length} parameters in money move outcomes in money only");
    }

    public static Verdict EveryCostCategoryCounts(ModelUnderTest model)
    {
        var perspectives = model.Scenario.Model.Perspectives;
        if (perspectives.Count == 0) return Verdict.NotApplicable("the model has one cost and no perspectives");
        var counted = perspectives.Values.SelectMany(included => included).ToHashSet();
        var wrong = model.Scenario.Model.Outcomes.Where(outcome => outcome.Unit == Unit.Money && !counted.Contains(outcome.Name)).Select(outcome => $"{outcome.At}: '{outcome.Name}' counts in no perspective").ToList();
        return Verdict.Of(wrong, $"{counted.Count} categories of cost in {perspectives.Count} perspectives");
    }

    public static Verdict TheDeadEarnNothing(ModelUnderTest model)
    {
        if (Variants.WithEverybodyDead(model) is not { } dead) return Verdict.NotApplicable("the model has no state of the dead");
        var totals = model.Totals(dead);
        var wrong = (from strategy in model.Strategies from outcome in totals.Outcomes where !Near.Equal(totals[strategy.Index, outcome][0], 0) select $"if all are dead at the start, '{strategy.Name}' has {Near.Text(totals[strategy.Index, outcome][0])} of '{outcome}'").ToList();
        return Verdict.Of(wrong, "if all are dead at the start, every total is zero");
    }

    private static int[] Money(ModelUnderTest model) => [.. Enumerable.Range(0, model.Parameters.Leaves.Count).Where(model.Parameters.IsMoney)];

    private static IEnumerable<string> InMoney(ModelUnderTest model) =>
        model.Scenario.Model.Outcomes.Where(outcome => outcome.Unit == Unit.Money).Select(outcome => outcome.Name).Append(Outcome.Cost).Distinct();

    private static Answer? Scaled(ModelUnderTest model, double factor)
    {
        var money = Money(model);
        if (money.Length == 0) return null;
        var set = model.Experiments.BaseValues();
        foreach (var leaf in money) set[leaf] = model.Parameters.Within(leaf, set[leaf] * factor);
        return model.Experiments.Run([set])[0] ?? throw new CheckException("with these costs the run stops with a number that cannot be");
    }
}
