using CostSim.Models;

namespace CostSim.Verification;

/// <summary>Checks of life years and QALYs.</summary>
internal static class HealthChecks
{
    public static Verdict LifeYearsAreTheAreaUnderSurvival(ModelUnderTest model)
    {
        var wrong = new List<string>();
        foreach (var (s, name) in model.Strategies)
        {
            var (area, years) = (Area(model, s, rate: 0), model.UndiscountedTotals[s, Outcome.LifeYears][0]);
            if (!Near.Equal(area, years)) wrong.Add($"'{name}' earns {years:G8} life years, undiscounted, and its people live {area:G8} years");
        }
        return Verdict.Of(wrong, "undiscounted, against the share of the cohort that is in no state of the dead");
    }

    public static Verdict LifeYearsFitTheHorizon(ModelUnderTest model)
    {
        var most = model.Scenario.Model.Cycle.Times(model.Scenario.Cycles);
        var wrong = model.Strategies.Select(strategy => (strategy.Name, Years: model.UndiscountedTotals[strategy.Index, Outcome.LifeYears][0]))
            .Where(item => !(item.Years >= 0) || Near.Above(item.Years, most)).Select(item => $"'{item.Name}' has {Near.Text(item.Years)} of at most {Near.Text(most)}").ToList();
        return Verdict.Of(wrong, $"between 0 and {Near.Text(most)}");
    }

    public static Verdict FullHealthMakesQalysLifeYears(ModelUnderTest model)
    {
        if (InFullHealth(model) is not { } perfect) return Verdict.NotApplicable("no parameter is a utility that moves QALYs");
        var wrong = model.Strategies.Select(strategy => (strategy.Name, Qalys: perfect[strategy.Index, Outcome.Qaly], Years: perfect[strategy.Index, Outcome.LifeYears]))
            .Where(item => !Near.Equal(item.Qalys, item.Years)).Select(item => $"'{item.Name}' has {item.Qalys:G8} QALYs and {item.Years:G8} life years").ToList();
        return Verdict.Of(wrong, "undiscounted, with losses and gains on top of utilities at zero");
    }

    public static Verdict UtilityInEveryStateIsPossible(ModelUnderTest model)
    {
        var outcome = model.UndiscountedPlan.Outcomes.ToList().IndexOf(Outcome.Qaly);
        var wrong = new Dictionary<string, string>();
        var last = model.Scenario.Cycles - 1;
        foreach (var (s, name) in model.Strategies)
        {
            var probe = model.Probes[s];
            foreach (var cycle in new[] { 0, last / 2, last }.Distinct())
            {
                foreach (var place in probe.Origins)
                {
                    if (probe.PerYear(cycle, place, outcome) is var utility and not (>= -1 and <= 1 + 1e-12))
                        wrong.TryAdd($"{probe.States[place].ReportedName} {name}", $"{Near.Text(utility)} QALYs a year in '{probe.States[place]}' in cycle {cycle} of '{name}'");
                }
            }
        }
        return Verdict.Of([.. wrong.Values], "between -1 and 1 QALY a year at the base values, at the start, half-way and at the end");
    }

    public static Verdict QalysStayBelowLifeYears(ModelUnderTest model)
    {
        var wrong = model.Strategies.Select(strategy => (strategy.Name, Qalys: model.UndiscountedTotals[strategy.Index, Outcome.Qaly][0], Years: model.UndiscountedTotals[strategy.Index, Outcome.LifeYears][0]))
            .Where(item => Near.Above(item.Qalys, item.Years)).Select(item => $"'{item.Name}' has {item.Qalys:G8} QALYs in {item.Years:G8} life years").ToList();
        return Verdict.Of(wrong, "undiscounted");
    }

    public static Verdict UtilitiesMoveNothingElse(ModelUnderTest model)
    {
        var roles = model.Parameters;
        int[] utilities = [.. Utilities(model)];
        if (utilities.Length == 0) return Verdict.NotApplicable("no parameter is a utility that moves QALYs");
        var wrong = utilities.SelectMany(leaf => roles.Base.Table.Outcomes.Where(outcome => outcome != Outcome.Qaly && roles.Moves(leaf, outcome)).Select(outcome => $"'{roles.Leaves[leaf].Name}' moves '{outcome}'")).ToList();
        return Verdict.Of(wrong, $"{utilities.Length} utilities move QALYs and nothing else");
    }

    public static Verdict UtilitiesPullOneWay(ModelUnderTest model)
    {
        var roles = model.Parameters;
        int[] utilities = [.. Utilities(model)];
        if (utilities.Length == 0) return Verdict.NotApplicable("no parameter is a utility that moves QALYs");
        var wrong = utilities.Where(leaf => model.Strategies.Select(strategy => roles.Direction(leaf, strategy.Index, Outcome.Qaly)).Where(direction => direction != 0).Distinct().Count() > 1)
            .Select(leaf => $"raising '{roles.Leaves[leaf].Name}' gains QALYs with one strategy and loses them with another").ToList();
        var losses = utilities.Count(leaf => roles.Direction(leaf, Outcome.Qaly) < 0);
        return Verdict.Of(wrong, $"{utilities.Length - losses} gain QALYs when raised{(losses == 0 ? "" : $", {losses} are losses")}");
    }

    /// <summary>The years that the cohort lives, discounted at a rate: counted from the occupancy, not from the model's own life years.</summary>
    public static double Area(ModelUnderTest model, int strategy, double rate)
    {
        var outcome = model.UndiscountedPlan.Outcomes.ToList().IndexOf(Outcome.LifeYears);
        return model.AliveByStrategy[strategy].Select((alive, t) => alive * model.UndiscountedPlan.Weights.AtBoundaries(outcome)[t] * Math.Pow(1 + rate, -model.Scenario.Model.Cycle.Times(t))).Sum();
    }

    /// <summary>Values with every utility at one, and every loss and gain on top at zero; null where no parameter is a utility.</summary>
    public static double[]? FullHealth(ModelUnderTest model)
    {
        var roles = model.Parameters;
        var set = model.Experiments.BaseValues();
        var found = false;
        for (var leaf = 0; leaf < set.Length; leaf++)
        {
            // The utility of the dead is theirs: zero, and no part of the living's.
            if (!roles.IsHealth(leaf) || (set[leaf] == 0 && roles.IsOfTheDead(leaf))) continue;
            var isLevel = IsUtility(model, leaf) && roles.Direction(leaf, Outcome.Qaly) > 0;
            found |= isLevel;
            set[leaf] = roles.Within(leaf, isLevel ? 1 : 0);
        }
        return found ? set : null;
    }

    private static Answer? InFullHealth(ModelUnderTest model) => FullHealth(model) is not { } set ? null
        : model.Experiments.Run([set])[0] ?? throw new CheckException("with these utilities the run stops with a number that cannot be");

    private static IEnumerable<int> Utilities(ModelUnderTest model) =>
        Enumerable.Range(0, model.Parameters.Leaves.Count).Where(leaf => IsUtility(model, leaf) && model.Parameters.Moves(leaf, Outcome.Qaly));

    private static bool IsUtility(ModelUnderTest model, int leaf) => model.Parameters.Leaves[leaf].Unit.Kind == Units.UnitKind.Utility;
}
