namespace CostSim.Analysis;

/// <summary>What a probabilistic analysis says of one part of the population.</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="About">Who they are; may be empty.</param>
/// <param name="Weight">Its share of the population; mean of the draws.</param>
/// <param name="Evaluation">Per person of this profile.</param>
public sealed record ProfileEvaluation(string Name, string About, double Weight, EconomicEvaluation Evaluation);
