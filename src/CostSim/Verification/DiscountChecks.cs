using CostSim.Models;
using CostSim.Units;

namespace CostSim.Verification;

/// <summary>Checks of discounting.</summary>
internal static class DiscountChecks
{
    /// <summary>So high that what comes a day later counts for nothing.</summary>
    private const double Annihilating = 1e300;

    private const double Usual = 0.035;

    public static Verdict NoDiscountingKeepsOrRaisesTotals(ModelUnderTest model)
    {
        var (without, with) = (model.UndiscountedTotals, model.Totals(Variants.WithDiscount(model.Undiscounted, _ => Usual)));
        var wrong = (from strategy in model.Strategies from outcome in with.Outcomes where !Grows(with[strategy.Index, outcome][0], without[strategy.Index, outcome][0]) select $"'{outcome}' of '{strategy.Name}' is {Near.Text(without[strategy.Index, outcome][0])} without and {Near.Text(with[strategy.Index, outcome][0])} with discounting").ToList();
        return Verdict.Of(wrong, $"0% against {Near.Percent(Usual)} a year, for every outcome");

        // A total of losses becomes a larger loss.
        static bool Grows(double discounted, double undiscounted) => !Near.Above(Math.Abs(discounted), Math.Abs(undiscounted));
    }

    public static Verdict EndlessDiscountingLeavesTimeZero(ModelUnderTest model)
    {
        var totals = model.Totals(Variants.WithDiscount(model.Undiscounted, _ => Annihilating));
        var outcome = model.UndiscountedPlan.Outcomes.ToList().IndexOf(Outcome.LifeYears);
        var wrong = new List<string>();
        foreach (var (s, name) in model.Strategies)
        {
            var (expected, found) = (model.AliveByStrategy[s][0] * model.UndiscountedPlan.Weights.AtBoundaries(outcome)[0], totals[s, Outcome.LifeYears][0]);
            if (!Near.Equal(expected, found)) wrong.Add($"'{name}' keeps {Near.Text(found)} life years, not the {Near.Text(expected)} of time zero");
        }
        return Verdict.Of(wrong, "life years are those that are counted at time zero");
    }

    public static Verdict DiscountingOneOutcomeLeavesTheOthers(ModelUnderTest model)
    {
        var outcomes = model.Scenario.Model.Outcomes;
        var isMoney = outcomes.Where(outcome => outcome.Unit == Unit.Money).Select(outcome => outcome.Name).Append(Outcome.Cost).ToHashSet();
        var costs = model.Totals(Variants.WithDiscount(model.Undiscounted, name => isMoney.Contains(name) ? Usual : 0));
        var qalys = model.Totals(Variants.WithDiscount(model.Undiscounted, name => name == Outcome.Qaly ? Usual : 0));
        var wrong = new List<string>();
        foreach (var (s, name) in model.Strategies)
        {
            // Outcomes with one rate are added up together: another rate may move the last digit of those that it does not concern.
            foreach (var outcome in costs.Outcomes)
            {
                var before = model.UndiscountedTotals[s, outcome][0];
                if (!isMoney.Contains(outcome) && !Near.Equal(costs[s, outcome][0], before)) wrong.Add($"a discount rate of costs moves '{outcome}' of '{name}'");
                if (outcome != Outcome.Qaly && !Near.Equal(qalys[s, outcome][0], before)) wrong.Add($"a discount rate of QALYs moves '{outcome}' of '{name}'");
            }
        }
        return Verdict.Of(wrong, "a rate for costs moves costs only, a rate for QALYs moves QALYs only");
    }

    public static Verdict BothOrNeitherAreDiscounted(ModelUnderTest model)
    {
        var (cost, qaly) = (model.Scenario.Discount[Outcome.Cost], model.Scenario.Discount[Outcome.Qaly]);
        var text = $"costs at {Near.Percent(cost)}, QALYs at {Near.Percent(qaly)} a year";
        if ((cost == 0) != (qaly == 0)) return Verdict.Fail(text);
        return qaly > cost ? Verdict.Fail($"{text}: no guideline discounts health more than money") : Verdict.Pass(text);
    }

    public static Verdict QalysAreDiscountedOnce(ModelUnderTest model)
    {
        if (HealthChecks.FullHealth(model) is not { } perfect) return Verdict.NotApplicable("no parameter is a utility that moves QALYs");
        var discounted = Variants.WithDiscount(model.Undiscounted, name => name == Outcome.Qaly ? Usual : 0);
        var answer = model.Experiments.Run([perfect], discounted)[0] ?? throw new CheckException("with these utilities the run stops with a number that cannot be");
        var wrong = new List<string>();
        foreach (var (s, name) in model.Strategies)
        {
            var (expected, found) = (HealthChecks.Area(model, s, Usual), answer[s, Outcome.Qaly]);
            if (!Near.Equal(expected, found)) wrong.Add($"'{name}' has {found:G8} QALYs in full health, and {expected:G8} years of life discounted at {Near.Percent(Usual)}");
        }
        return Verdict.Of(wrong, $"in full health, QALYs at {Near.Percent(Usual)} are the area under the survival curve at {Near.Percent(Usual)}");
    }
}
