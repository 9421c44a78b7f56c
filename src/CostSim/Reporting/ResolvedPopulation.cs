using CostSim.Models;
using CostSim.Scenarios;

namespace CostSim.Reporting;

/// <summary>Who the patients are; of several profiles, the first.</summary>
/// <param name="Age">In years, at time zero; null when the scenario does not say.</param>
/// <param name="Female">The share of women at time zero, 0 to 1; null when the scenario does not say.</param>
/// <param name="Attributes">The model's patient attributes.</param>
/// <param name="Start">Where they start.</param>
public sealed record ResolvedPopulation(double? Age, double? Female, IReadOnlyList<ResolvedCharacteristic> Attributes, IReadOnlyList<ResolvedStart> Start)
{
    internal static ResolvedPopulation Of(Population population, Model model) => new(
        population.Age,
        population.Female,
        [.. model.Attributes.Select(attribute => new ResolvedCharacteristic(attribute.Name, attribute.About, $"{attribute.Unit}", population.Attributes[attribute.Name]))],
        [.. population.Start.Select(ResolvedStart.Of)]);
}

/// <summary>A part of the population.</summary>
/// <param name="About">Who they are; may be empty.</param>
/// <param name="Weight">Its share of the population, a number or an expression of parameters.</param>
/// <param name="Cycles">How many cycles its horizon is.</param>
public sealed record ResolvedProfile(string Name, string About, string Weight, int Cycles, ResolvedPopulation Population)
{
    internal static ResolvedProfile Of(Profile profile, Model model) =>
        new(profile.Name, profile.About, profile.Weight.ToString(), profile.Cycles, ResolvedPopulation.Of(profile.Population, model));
}

/// <summary>Something about the patients that the model asks for.</summary>
/// <param name="Value">In its unit.</param>
public sealed record ResolvedCharacteristic(string Name, string About, string Unit, double Value);

/// <summary>A share of the cohort and where it starts.</summary>
/// <param name="State">As the scenario or the model writes it.</param>
/// <param name="Share">A number or an expression of parameters.</param>
public sealed record ResolvedStart(string State, string Share)
{
    internal static ResolvedStart Of(StartShare start) => new(start.State.Text, start.Share.ToString());
}
