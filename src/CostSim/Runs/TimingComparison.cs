using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Outcomes;
using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;

namespace CostSim.Runs;

/// <summary>The deterministic analysis under each convention of counting and discounting: how far the answer rests on one.</summary>
public static class TimingComparison
{
    /// <summary>Runs the deterministic analysis once for each convention, the scenario's own first.</summary>
    /// <remarks>What moves people, and when, is the same in all; amounts that change with time are those of the boundary at which they are counted.</remarks>
    /// <param name="scenario">A scenario that has been compiled without problems.</param>
    /// <exception cref="SimulationException">A number cannot be.</exception>
    public static IReadOnlyList<TimedResult> Of(Scenario scenario)
    {
        var compounding = scenario.Timing.Default.Compounding;
        var conventions = new List<(string Name, Timing Timing)> { (TimedResult.Own, scenario.Timing) };
        foreach (var (name, correction) in CycleCorrections.ByName)
        {
            if (correction == CycleCorrection.Simpson && scenario.ByProfile().Any(profile => profile.Cycles % 2 == 1)) continue;   // there is none
            var timing = OutcomeTiming.Of(correction, compounding);
            if (!correction.BelongsToCycles())
            {
                conventions.Add((name, Timing.Of(timing)));
                continue;
            }
            foreach (var (moment, part) in new[] { ("start", 0.0), ("middle", 0.5), ("end", 1.0) })
                conventions.Add(($"{name}, discounted at its {moment}", Timing.Of(timing with { Discounting = part })));
        }
        foreach (var (name, other) in new[] { ("yearly", Compounding.Yearly), ("whole-years", Compounding.WholeYears), ("continuous", Compounding.Continuous) })
        {
            if (other != compounding) conventions.Add(($"the scenario's own, compounded {name}", Compounded(scenario.Timing, other)));
        }
        return [.. conventions.Select(convention => new TimedResult(convention.Name, Results(scenario with { Timing = convention.Timing })))];
    }

    private static Timing Compounded(Timing timing, Compounding compounding) => new(
        timing.Default with { Compounding = compounding },
        timing.ByOutcome.ToDictionary(pair => pair.Key, pair => pair.Value with { Compounding = compounding }));

    private static OutcomeTable Results(Scenario scenario)
    {
        var plan = CohortPlan.Compile(scenario, new Problems()) ?? throw new ArgumentException("The scenario does not compile.", nameof(scenario));
        return ScenarioRun.Deterministic(plan);
    }
}

/// <summary>The deterministic analysis under one convention.</summary>
/// <param name="Convention">As tables name it: "half-cycle", "life-table, discounted at its middle".</param>
/// <param name="Results">Every outcome of every strategy; one draw.</param>
public sealed record TimedResult(string Convention, OutcomeTable Results)
{
    /// <summary>The name of the convention that the scenario itself chooses.</summary>
    public const string Own = "the scenario's own";
}
