using CostSim.Outcomes;

namespace CostSim.Runs;

/// <summary>What a run found.</summary>
/// <param name="Outcomes">Every strategy's outcomes in every draw.</param>
/// <param name="Deterministic">The same with every parameter at its base value: one draw.</param>
/// <param name="Trace">Where people are, over time.</param>
public sealed record RunResult(OutcomeTable Outcomes, OutcomeTable Deterministic, IReadOnlyList<TraceEntry> Trace);

/// <summary>The occupancy of a state at a cycle boundary, over the parameter uncertainty.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Cycle">The boundary: cycles since the start, from 0.</param>
/// <param name="State">The state, without its clocks.</param>
/// <param name="Mean">Mean proportion of the cohort.</param>
/// <param name="Lower">2.5th percentile.</param>
/// <param name="Upper">97.5th percentile.</param>
public readonly record struct TraceEntry(string Strategy, int Cycle, string State, double Mean, double Lower, double Upper);
