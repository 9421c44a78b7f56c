using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Verification;

/// <summary>The same scenario with one thing changed.</summary>
internal static class Variants
{
    /// <summary>Everybody starts in the first state of the dead; null for a model without death.</summary>
    public static Scenario? WithEverybodyDead(ModelUnderTest model)
    {
        if (model.Roles.DeadFamilies.FirstOrDefault() is not { } dead) return null;
        var scenario = StartingIn(model.Undiscounted, dead);
        // What the start costs is no matter of who is alive.
        return scenario with { Model = scenario.Model with { Outcomes = [.. scenario.Model.Outcomes.Select(outcome => outcome with { AtStart = null })] } };
    }

    /// <summary>Everybody starts in the first state of a family, in every strategy, whatever a tree would decide.</summary>
    public static Scenario StartingIn(Scenario scenario, StateFamily family) => scenario with
    {
        Population = scenario.Population with { Start = [StartIn(family)] },
        Strategies = [.. scenario.Strategies.Select(strategy => strategy with { Start = null })],
    };

    /// <summary>A start distribution of one state, its labels the first of their dimensions.</summary>
    private static StartShare StartIn(StateFamily family) =>
        new(new Target(family, [], family.At, family.Name), new Language.NumberExpression(family.At, 1, Unit.None, "1"));

    /// <summary>Discounts an outcome at a rate, and outcomes that are not named not at all.</summary>
    public static Scenario WithDiscount(Scenario scenario, Func<string, double> rate) =>
        scenario with { Discount = scenario.Discount.ToDictionary(item => item.Key, item => rate(item.Key)) };
}
