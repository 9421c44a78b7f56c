using CostSim.Models;
using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Verification;

/// <summary>Checks of parameters and their uncertainty.</summary>
internal static class ParameterChecks
{
    public static Verdict EveryParameterMovesSomething(ModelUnderTest model)
    {
        var roles = model.Parameters;
        var inputOf = model.Scenario.Models.SelectMany(one => one.Inputs).SelectMany(input => input.ElementNames().Select(name => (name, input.Name))).Distinct().ToDictionary(pair => pair.name, pair => pair.Name);
        // Of a table some entries may be for states that this scenario never enters; one that moves something shows that the table is used.
        var still = Enumerable.Range(0, roles.Leaves.Count).GroupBy(leaf => inputOf.GetValueOrDefault(roles.Leaves[leaf].Name, roles.Leaves[leaf].Name))
            .Where(group => !group.Any(leaf => roles.Moves(leaf) || roles.IsUnknown(leaf))).ToList();
        if (still.Count > 0 && model.Scenario.Population.Attributes.Count > 0)
        {
            // A ratio per unit of an attribute above a reference does nothing for people at the reference.
            var others = new ParameterRoles(model, WithOtherAttributes(model.Undiscounted));
            still.RemoveAll(group => group.Any(others.Moves));
        }
        var wrong = still.Select(group => $"{roles.Leaves[group.First()].At}: '{group.Key}' moves no outcome of any strategy").ToList();
        return Verdict.Of(wrong, $"{roles.Leaves.Count} parameters, each raised and lowered alone");
    }

    private static Scenario WithOtherAttributes(Scenario scenario)
    {
        var bounds = scenario.Models.SelectMany(model => model.Attributes).ToLookup(attribute => attribute.Name);
        return scenario with { Population = Other(scenario.Population), Profiles = [.. scenario.Profiles.Select(profile => profile with { Population = Other(profile.Population) })] };

        Population Other(Population population) =>
            population with { Attributes = population.Attributes.ToDictionary(item => item.Key, item => Math.Clamp(item.Value * 1.1, bounds[item.Key].Max(attribute => attribute.Minimum), bounds[item.Key].Min(attribute => attribute.Maximum))) };
    }

    public static Verdict ExtremesGivePossibleNumbers(ModelUnderTest model)
    {
        var roles = model.Parameters;
        var sets = new List<(string What, double[] Set)>();
        for (var leaf = 0; leaf < roles.Leaves.Count; leaf++)
        {
            if (roles.Leaves[leaf].Value is not SampledValue { Distribution: var distribution }) continue;
            foreach (var probability in new[] { 0.025, 0.975 })
            {
                var set = model.Experiments.BaseValues();
                set[leaf] = distribution.Quantile(probability);
                sets.Add(($"'{roles.Leaves[leaf].Name}' at {Near.Text(set[leaf])}", set));
            }
        }
        if (sets.Count == 0) return Verdict.NotApplicable("no parameter has a distribution of its own");
        var answers = model.Experiments.Run([.. sets.Select(item => item.Set)]);
        var wrong = sets.Where((_, i) => answers[i] is null).Select(item => $"{item.What} gives a number that cannot be").ToList();
        return Verdict.Of(wrong, $"{sets.Count / 2} parameters at both ends of their 95% intervals");
    }

    public static Verdict DrawsGivePossibleNumbers(ModelUnderTest model)
    {
        return Verdict.Pass($"{model.Draws.Draws:N0} draws run through");
    }

    public static Verdict DeterministicResultLiesAmongTheDraws(ModelUnderTest model)
    {
        var (draws, deterministic) = (model.Draws, model.Totals(model.Scenario));
        var wrong = new List<string>();
        foreach (var (s, name) in model.Strategies)
        {
            foreach (var outcome in new[] { Outcome.Cost, Outcome.Qaly })
            {
                var (value, least, most) = (deterministic[s, outcome][0], double.PositiveInfinity, double.NegativeInfinity);
                foreach (var draw in draws[s, outcome]) (least, most) = (Math.Min(least, draw), Math.Max(most, draw));
                if (Near.Above(least, value) || Near.Above(value, most)) wrong.Add($"'{outcome}' of '{name}' is {Near.Text(value)}, and {Near.Text(least)} to {Near.Text(most)} in the draws");
            }
        }
        return Verdict.Of(wrong, $"cost and QALYs at the base values lie between the least and the most of {draws.Draws:N0} draws");
    }

    public static Verdict SeedsMoveDrawsOnly(ModelUnderTest model)
    {
        if (model.Scenario.Psa.Sampling == SamplingMethods.Supplied) return Verdict.NotApplicable("the draws are supplied");
        if (!model.Scenario.Parameters.Any(parameter => parameter.Value is not (FixedValue or DerivedValue))) return Verdict.NotApplicable("no parameter has a distribution");
        var other = model.Scenario.Psa.Seed + 1;
        var (first, again, second) = (model.Draws, model.DrawsWith(model.Scenario.Psa.Seed), model.DrawsWith(other));
        var deterministic = model.Totals(model.Undiscounted with { Psa = model.Scenario.Psa with { Seed = other } });
        var wrong = new List<string>();
        if (!Same(first, again)) wrong.Add("the same seed gives other draws the second time");
        if (Same(first, second)) wrong.Add("another seed gives the same draws");
        if (!Same(deterministic, model.UndiscountedTotals)) wrong.Add("another seed changes the deterministic analysis");
        return Verdict.Of(wrong, "another seed gives other draws and the same deterministic analysis; the same seed the same draws");
    }

    private static bool Same(OutcomeTable a, OutcomeTable b) =>
        Enumerable.Range(0, a.Strategies.Count).All(s => a.Outcomes.All(outcome => a[s, outcome].SequenceEqual(b[s, outcome])));
}
