using CostSim.Cohort;
using CostSim.Cohort.Recording;
using CostSim.Language.Evaluation;
using CostSim.Scenarios;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Published;

/// <summary>Where people are at the boundaries of the cycles in the deterministic analysis.</summary>
internal static class BaseTrace
{
    /// <summary>The occupancy at each boundary, by the name of the state.</summary>
    public static Dictionary<string, double[]> Of(Scenario scenario, int strategy)
    {
        var plan = Written.Plan(scenario with { Strategies = [scenario.Strategies[strategy]] });
        var recorder = new TraceRecorder(plan, strategy: 0, draws: 1);
        new CohortSimulation(plan, Workspace.Lane, isTraced: true).RunBaseValues(recorder);
        return Enumerable.Range(0, recorder.States.Count).ToDictionary(state => recorder.States[state], state =>
            Enumerable.Range(0, recorder.Boundaries).Select(boundary => recorder[state, boundary][0]).ToArray());
    }
}
