using CostSim.Cohort.Recording;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Runs;

/// <summary>Where people of one strategy are.</summary>
internal static class Traces
{
    /// <summary>Of the cohort; with profiles, their weighted mean.</summary>
    public static TraceRecorder Of(Scenario scenario, Strategy strategy, RunOptions options)
    {
        var records = ByProfile(scenario, strategy, options);
        return scenario.Profiles.Count == 0 ? records[0] : TraceRecorder.MeanOf(records);
    }

    /// <summary>Of each profile.</summary>
    public static IReadOnlyList<TraceRecorder> ByProfile(Scenario scenario, Strategy strategy, RunOptions options) =>
        TraceRun.RecordByProfile(Written.Plan(scenario), options, CancellationToken.None).ElementAt(scenario.Strategies.ToList().IndexOf(strategy));
}
