using CostSim.Analysis.Frontiers;

namespace CostSim.Analysis;

/// <summary>One strategy less the reference, draw by draw: what they share cancels, so the errors are those of the paired difference.</summary>
/// <param name="Strategy">The strategy that is compared.</param>
/// <param name="Reference">The strategy that is subtracted.</param>
/// <param name="Cost">Incremental cost; money.</param>
/// <param name="Effect">Incremental QALYs.</param>
/// <param name="Comparison">What the two mean differences say together.</param>
public sealed record Increment(string Strategy, string Reference, Estimate Cost, Estimate Effect, Comparison Comparison);
