using CostSim.Outcomes;

namespace CostSim.Runs;

/// <summary>What a run found.</summary>
/// <param name="Outcomes">Every strategy's outcomes in every draw.</param>
/// <param name="Deterministic">The same with every parameter at its base value: one draw.</param>
public sealed record RunResult(OutcomeTable Outcomes, OutcomeTable Deterministic);
