using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;

namespace CostSim.Calibration;

/// <summary>A scenario compiled for its targets: for each strategy and time of which one speaks, a plan that ends there, undiscounted.</summary>
public sealed class TargetModel
{
    private TargetModel(Scenario scenario, IReadOnlyList<CalibrationTarget> targets, Cell[] cells) => (Scenario, Targets, Cells) = (scenario, targets, cells);

    /// <summary>What was compiled.</summary>
    public Scenario Scenario { get; }

    /// <summary>In the order of the values.</summary>
    public IReadOnlyList<CalibrationTarget> Targets { get; }

    internal IReadOnlyList<Cell> Cells { get; }

    /// <summary>One strategy up to one time, and the targets that speak of it.</summary>
    /// <param name="Quantities">By place among all targets.</param>
    internal sealed record Cell(CohortPlan Plan, int Cycles, IReadOnlyList<(int Target, TargetQuantity Quantity)> Quantities);

    /// <summary>Compiles a scenario for targets.</summary>
    /// <param name="scenario">Read without errors.</param>
    /// <param name="targets">At least one.</param>
    /// <param name="problems">Receives what cannot be compiled.</param>
    /// <returns>The model, or null after a problem.</returns>
    public static TargetModel? Compile(Scenario scenario, IReadOnlyList<CalibrationTarget> targets, Problems problems)
    {
        var cells = new List<Cell>();
        foreach (var group in targets.Index().GroupBy(target => (target.Item.Strategy, target.Item.Cycles)))
        {
            if (CohortPlan.Compile(Until(scenario, group.Key.Strategy, group.Key.Cycles), problems) is not { } plan) return null;
            cells.Add(new Cell(plan, group.Key.Cycles, [.. group.Select(target => (target.Index, new TargetQuantity(target.Item, scenario.ModelOf(target.Item.Strategy), plan.Outcomes)))]));
        }
        return new TargetModel(scenario, targets, [.. cells]);
    }

    /// <summary>One strategy up to a time, nothing discounted. Events count when they happen, and time in a state by the half-cycle rule.</summary>
    private static Scenario Until(Scenario scenario, string strategy, int cycles) => scenario with
    {
        Strategies = [scenario.Strategies.First(item => item.Name == strategy)],
        Cycles = cycles,
        Profiles = [.. scenario.Profiles.Select(profile => profile with { Cycles = cycles })],
        Discount = scenario.Discount.ToDictionary(rate => rate.Key, _ => 0.0),
        Timing = Timing.Of(CycleCorrection.HalfCycle),
    };
}
