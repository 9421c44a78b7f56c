using CostSim.Language;

namespace CostSim.Scenarios;

/// <summary>A part of the population whose results are wanted apart: men of 75 with KL IV, say.</summary>
/// <param name="Name">As tables name it.</param>
/// <param name="About">Who they are; may be empty.</param>
/// <param name="Weight">Its share of the population, 0 to 1, as an expression of the scenario's parameters; those of all profiles sum to one.</param>
/// <param name="Population">Who they are: what is common to all, and what is their own.</param>
/// <param name="LifeTables">How they die, by the name of the model's life table.</param>
/// <param name="Cycles">How many cycles are simulated: a lifetime is longer for the young.</param>
public sealed record Profile(
    string Name, string About, Expression Weight, Population Population, IReadOnlyDictionary<string, CohortMortality> LifeTables, int Cycles)
{
    /// <summary>How far weights may sum from one: shares that are differences of others miss it by rounding.</summary>
    public const double Rounding = 1e-9;
}
