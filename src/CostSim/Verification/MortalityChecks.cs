using CostSim.Cohort;
using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Verification;

/// <summary>Checks of death.</summary>
internal static class MortalityChecks
{
    private const double YearsOlder = 5;

    public static Verdict NoMortalityKeepsAllAlive(ModelUnderTest model)
    {
        if (model.Roles.DeadNames.Count == 0) return Verdict.NotApplicable("the model has no state of the dead");
        if (Harmless(model) is not { } harmless) return Verdict.NotApplicable("no life table, and no rate or probability whose rise costs life years");
        var scenario = WithLifeTables(model.Undiscounted, table => table.WithHazardTimes(0));
        if (harmless.Select(set => model.Experiments.Run([set], scenario)[0]).OfType<Answer>().ToList() is not [_, ..] answers)
            return Verdict.NotApplicable("with the rates and probabilities of death at zero the model stops with a number that cannot be");
        var whole = Survivors(model, _ => 1);
        var wrong = answers.Select(answer => model.Strategies.Where(strategy => !Near.Equal(answer[strategy.Index, Outcome.LifeYears], whole))
            .Select(strategy => $"with '{strategy.Name}' {answer[strategy.Index, Outcome.LifeYears]:G8} of {whole:G8} years are lived").ToList()).MinBy(list => list.Count)!;
        wrong.AddRange(DeadlyStates(model, scenario, harmless));
        return Verdict.Of(wrong, "with life tables, and rates and probabilities that cost life years, at zero");
    }

    /// <summary>States in which people die whatever the rates and probabilities are: death is written into the model. Nobody need be there for it.</summary>
    private static IEnumerable<string> DeadlyStates(ModelUnderTest model, Scenario scenario, double[][] harmless)
    {
        HashSet<string>? deadly = null;
        foreach (var set in harmless.Append(AllAtZero(model)))
        {
            var plan = ModelUnderTest.Compile(model.Experiments.WithValues(scenario, set));
            var found = new HashSet<string>();
            for (var s = 0; s < scenario.Strategies.Count; s++)
            {
                var probe = new CohortProbe(plan, s);
                int[] living = [.. probe.Origins.Where(place => !model.Roles.IsDead(probe.States[place]))];
                var moves = probe.Moves(0, living);
                found.UnionWith(living.Where((_, o) => moves[o].Any(move => model.Roles.IsDead(probe.States[move.Target]))).Select(place => probe.States[place].ReportedName));
            }
            if (deadly is null) deadly = found;
            else deadly.IntersectWith(found);
        }
        return deadly!.Select(state => $"people die in '{state}'");
    }

    private static double[] AllAtZero(ModelUnderTest model)
    {
        var set = model.Experiments.BaseValues();
        for (var leaf = 0; leaf < set.Length; leaf++)
        {
            if (IsChance(model.Parameters.Leaves[leaf].Unit) && model.Parameters.Leaves[leaf].Value is not DirichletValue) set[leaf] = model.Parameters.Within(leaf, 0);
        }
        return set;
    }

    private static bool IsChance(Unit unit) => unit.Kind == UnitKind.Proportion || unit.SameQuantityAs(Unit.PerYear);

    public static Verdict OlderPeopleHaveFewerYearsLeft(ModelUnderTest model)
    {
        if (model.Scenario.LifeTables.Count == 0) return Verdict.NotApplicable("the model looks up no life table");
        // As much less of the future as the start is later: no age comes up that the scenario itself does not run through.
        var cycles = model.Scenario.Cycles - (int)Math.Ceiling(YearsOlder / model.Scenario.Model.Cycle.Years - 1e-9);
        if (cycles < 1) return Verdict.NotApplicable($"the horizon is no longer than {YearsOlder} years");
        var young = model.Undiscounted with { Cycles = cycles };
        // The tables stay as they are, so that nothing changes but the age that is looked up.
        var old = young with { Population = young.Population with { Age = young.Population.Age + YearsOlder } };
        var (before, after) = (model.Totals(young), model.Totals(old));
        var wrong = model.Strategies.Where(strategy => !Near.Above(before[strategy.Index, Outcome.LifeYears][0], after[strategy.Index, Outcome.LifeYears][0]))
            .Select(strategy => $"with '{strategy.Name}' people who are {YearsOlder} years older live {after[strategy.Index, Outcome.LifeYears][0]:G8} years instead of {before[strategy.Index, Outcome.LifeYears][0]:G8}").ToList();
        return Verdict.Of(wrong, $"a start {YearsOlder} years later, over the same {cycles} cycles");
    }

    public static Verdict TwiceTheMortalityCostsLifeYears(ModelUnderTest model)
    {
        if (model.Scenario.LifeTables.Count == 0) return Verdict.NotApplicable("the model looks up no life table");
        var after = model.Totals(WithLifeTables(model.Undiscounted, table => table.WithHazardTimes(2)));
        var wrong = model.Strategies.Where(strategy => !Near.Above(model.UndiscountedTotals[strategy.Index, Outcome.LifeYears][0], after[strategy.Index, Outcome.LifeYears][0]))
            .Select(strategy => $"with '{strategy.Name}' twice the hazard leaves {after[strategy.Index, Outcome.LifeYears][0]:G8} life years").ToList();
        return Verdict.Of(wrong, "every hazard of the life tables doubled");
    }

    public static Verdict LifeTableAloneGivesItsSurvival(ModelUnderTest model)
    {
        if (model.Scenario.LifeTables.Count != 1) return Verdict.NotApplicable(model.Scenario.LifeTables.Count == 0 ? "the model looks up no life table" : "the model looks up several life tables");
        if (Harmless(model) is not { } harmless) return Verdict.NotApplicable("no rate or probability costs life years");
        var (cycle, age, table) = (model.Scenario.Model.Cycle, model.Scenario.Population.Age!.Value, model.Scenario.LifeTables.Values.Single());
        var answers = harmless.Select(WithRatiosOfOne).Select(set => model.Experiments.Run([set], model.Undiscounted)[0]).OfType<Answer>().ToList();
        if (answers.Count == 0) return Verdict.NotApplicable("with every other rate and probability of death at zero the model stops with a number that cannot be");

        var expected = Survivors(model, cycles => Math.Exp(-Enumerable.Range(0, cycles).Sum(t => table.Rate(age + cycle.Times(t)) * cycle.Years)));
        var wrong = answers.Select(answer => model.Strategies.Where(strategy => !Near.Equal(answer[strategy.Index, Outcome.LifeYears], expected))
            .Select(strategy => $"with '{strategy.Name}' people live {answer[strategy.Index, Outcome.LifeYears]:G8} years, and {expected:G8} by the life table").ToList()).MinBy(list => list.Count)!;
        return Verdict.Of(wrong, $"{expected:G6} years within the horizon, with other causes at zero and ratios that change life years at one");

        double[] WithRatiosOfOne(double[] set)
        {
            for (var leaf = 0; leaf < set.Length; leaf++)
            {
                if (model.Parameters.Leaves[leaf].Unit.Kind == UnitKind.Ratio && model.Parameters.Moves(leaf, Outcome.LifeYears)) set[leaf] = model.Parameters.Within(leaf, 1);
            }
            return set;
        }
    }

    /// <summary>Life years of a cohort with a known survival: <paramref name="survival"/> of a number of cycles.</summary>
    private static double Survivors(ModelUnderTest model, Func<int, double> survival)
    {
        var outcome = model.UndiscountedPlan.Outcomes.ToList().IndexOf(Outcome.LifeYears);
        return Enumerable.Range(0, model.Scenario.Cycles + 1).Sum(t => model.UndiscountedPlan.Weights.AtBoundaries(outcome)[t] * survival(t));
    }

    private static Scenario WithLifeTables(Scenario scenario, Func<CohortMortality, CohortMortality> change) =>
        scenario with { LifeTables = scenario.LifeTables.ToDictionary(table => table.Key, table => change(table.Value)) };

    /// <summary>
    /// Values with every rate and probability that costs life years at zero, in two versions: probabilities that gain life years (recovery, survival) as
    /// they are, and at one. Null where there is neither a life table nor such a parameter.
    /// </summary>
    private static double[][]? Harmless(ModelUnderTest model)
    {
        var roles = model.Parameters;
        var (stay, rise) = (model.Experiments.BaseValues(), model.Experiments.BaseValues());
        var found = model.Scenario.LifeTables.Count > 0;
        for (var leaf = 0; leaf < stay.Length; leaf++)
        {
            var unit = roles.Leaves[leaf].Unit;
            if (!IsChance(unit)) continue;
            var direction = roles.Direction(leaf, Outcome.LifeYears);
            found |= direction < 0;
            if (direction < 0) (stay[leaf], rise[leaf]) = (roles.Within(leaf, 0), roles.Within(leaf, 0));
            else if (direction > 0 && unit.Kind == UnitKind.Proportion && roles.Leaves[leaf].Value is not DirichletValue) rise[leaf] = roles.Within(leaf, 1);
        }
        if (!found) return null;
        foreach (var set in new[] { stay, rise }) MakeSharesSumToOne(roles, model.Experiments.BaseValues(), set);
        return [stay, rise];
    }

    private static void MakeSharesSumToOne(ParameterRoles roles, double[] before, double[] set)
    {
        foreach (var group in Enumerable.Range(0, set.Length).Where(leaf => roles.Leaves[leaf].Value is DirichletValue).GroupBy(leaf => ((DirichletValue)roles.Leaves[leaf].Value).Group))
        {
            var sum = group.Sum(leaf => set[leaf]);
            foreach (var leaf in group) set[leaf] = sum > 0 ? set[leaf] / sum : before[leaf];
        }
    }
}
