using CostSim.Scenarios;

namespace CostSim.Reporting;

/// <summary>Who the patients are.</summary>
/// <param name="Age">In years, at time zero; null when the scenario does not say.</param>
/// <param name="Female">The share of women at time zero, 0 to 1; null when the scenario does not say.</param>
/// <param name="Attributes">The model's patient attributes.</param>
/// <param name="Start">Where they start.</param>
public sealed record ResolvedPopulation(double? Age, double? Female, IReadOnlyList<ResolvedCharacteristic> Attributes, IReadOnlyList<ResolvedStart> Start)
{
    internal static ResolvedPopulation Of(Scenario scenario) => new(
        scenario.Population.Age,
        scenario.Population.Female,
        [.. scenario.Model.Attributes.Select(attribute => new ResolvedCharacteristic(attribute.Name, attribute.About, $"{attribute.Unit}", scenario.Population.Attributes[attribute.Name]))],
        [.. scenario.Population.Start.Select(start => new ResolvedStart(start.State.Text, start.Share.ToString()))]);
}

/// <summary>Something about the patients that the model asks for.</summary>
/// <param name="Value">In its unit.</param>
public sealed record ResolvedCharacteristic(string Name, string About, string Unit, double Value);

/// <summary>A share of the cohort and where it starts.</summary>
/// <param name="State">As the scenario or the model writes it.</param>
/// <param name="Share">A number or an expression of parameters.</param>
public sealed record ResolvedStart(string State, string Share);
