using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Runs;

/// <summary>What a run found.</summary>
/// <param name="Outcomes">Every strategy's outcomes in every draw; with profiles, their weighted mean.</param>
/// <param name="Deterministic">The same with every parameter at its base value: one draw.</param>
/// <param name="Profiles">What each profile came to; empty where the scenario has none.</param>
public sealed record RunResult(OutcomeTable Outcomes, OutcomeTable Deterministic, IReadOnlyList<ProfileOutcomes> Profiles);

/// <summary>What one part of the population came to.</summary>
/// <param name="Profile">Who they are.</param>
/// <param name="Weights">Its share of the population, by draw.</param>
/// <param name="Outcomes">Every strategy's outcomes in every draw, per person of this profile.</param>
public sealed record ProfileOutcomes(Profile Profile, double[] Weights, OutcomeTable Outcomes);
