using CostSim.Language;
using CostSim.Models;

namespace CostSim.Cohort;

/// <summary>Where an amount that a strategy earns is written: looked up when a result is no number, so that its message can say why.</summary>
/// <param name="Node">The amount.</param>
/// <param name="Outcome">What it counts towards.</param>
/// <param name="Strategy">Who earns it.</param>
/// <param name="State">The first state that earns it; null for what everybody earns at time zero.</param>
/// <param name="Expression">Where it comes from.</param>
internal sealed record Amount(int Node, int Outcome, int Strategy, HealthState? State, Expression Expression);
