using CostSim.Analysis.Streaming;
using CostSim.Cohort;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Analysis;

/// <summary>A scenario that was run and analysed as it ran: no draw was kept.</summary>
/// <param name="Evaluation">What the draws say; with profiles, of the whole population.</param>
/// <param name="Deterministic">Every parameter at its base value: one draw.</param>
/// <param name="Profiles">What they say of each profile; empty where the scenario has none.</param>
/// <param name="ValueOfHeterogeneity">What choosing for each profile gains, one for each threshold; empty where the scenario has none.</param>
public sealed record EvaluatedRun(
    EconomicEvaluation Evaluation, OutcomeTable Deterministic, IReadOnlyList<ProfileEvaluation> Profiles, IReadOnlyList<ValueAtWillingnessToPay> ValueOfHeterogeneity)
{
    /// <summary>Simulates the deterministic analysis, then all draws or as many as are needed, and analyses them, in memory that hardly grows with the draws.</summary>
    /// <param name="plan">A compiled scenario.</param>
    /// <param name="options">How to use the machine.</param>
    /// <param name="onChunk">
    /// Receives results in the order of the draws, one chunk at a time, from any thread; the chunk's arrays are used again afterwards. Null where nobody
    /// wants them.
    /// </param>
    /// <param name="withParameters">Whether the chunks are to hold the parameters.</param>
    /// <param name="cancel">Stops the run between two blocks.</param>
    /// <exception cref="SimulationException">A number cannot be; of several draws in which that happens, the lowest is reported.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public static EvaluatedRun Execute(CohortPlan plan, RunOptions options, Action<DrawChunk>? onChunk, bool withParameters, CancellationToken cancel)
    {
        var (design, deterministic) = (DesignOf(plan), ScenarioRun.Deterministic(plan));
        var whole = new EvaluationAccumulator(design);
        ProfileAccumulator[] profiles = plan.HasProfiles ? [.. plan.Profiles.Select((profile, p) => new ProfileAccumulator(profile.Scenario.Profile!, p, design))] : [];
        ScenarioRun.Stream(plan, options, Score, Receive, withParameters, cancel);
        return new EvaluatedRun(
            whole.Result(),
            deterministic,
            [.. profiles.Select(profile => profile.Result())],
            profiles.Length == 0 ? [] : Analysis.ValueOfHeterogeneity.Of(
                [.. profiles.Select(profile => profile.WeightedCosts)], [.. profiles.Select(profile => profile.WeightedEffects)], plan.Scenario.WillingnessToPay.Thresholds));

        (ScoredChunk Whole, ScoredChunk[] Profiles) Score(DrawChunk chunk) => (whole.Score(chunk), [.. profiles.Select(profile => profile.Score(chunk))]);

        bool Receive((ScoredChunk Whole, ScoredChunk[] Profiles) scored)
        {
            var (chunk, start) = (scored.Whole.Chunk, options.Times?.Now ?? 0);
            whole.Add(scored.Whole);
            for (var p = 0; p < profiles.Length; p++) profiles[p].Add(scored.Profiles[p], chunk.Weights[p]);
            start = options.Times?.Add(ThreadWork.Analysing, start) ?? 0;
            onChunk?.Invoke(chunk);
            options.Times?.Add(ThreadWork.Writing, start);
            return !whole.IsEnough;
        }
    }

    private static EvaluationDesign DesignOf(CohortPlan plan) => new()
    {
        Strategies = [.. plan.Scenario.Strategies.Select(strategy => strategy.Name)],
        Outcomes = plan.Outcomes,
        WillingnessToPay = plan.Scenario.WillingnessToPay,
        Reference = plan.Scenario.Reference,
        Replicates = plan.Scenario.Psa.Replicates,
        Until = plan.Scenario.Psa.Until,
        Limit = plan.Scenario.Psa.Draws,
        KeepsAllDraws = plan.Scenario.Psa.Sampling == SamplingMethods.Supplied,
    };
}
