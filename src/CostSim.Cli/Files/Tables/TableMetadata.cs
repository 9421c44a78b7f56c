using CostSim.Models;
using CostSim.Scenarios;

namespace CostSim.Cli.Files.Tables;

/// <summary>What every table of a run says about itself, so that it can be understood when it is found alone.</summary>
/// <param name="Scenario">The scenario that was run.</param>
/// <param name="ScenarioHash">Of all that it is made of.</param>
internal sealed record TableMetadata(Scenario Scenario, string ScenarioHash)
{
    /// <summary>Pairs for a file's metadata: what was run, and a unit for each column that has one.</summary>
    /// <param name="units">Column and unit; the word "money" becomes the scenario's currency.</param>
    public IEnumerable<KeyValuePair<string, string>> With(params ReadOnlySpan<(string Column, string Unit)> units)
    {
        var pairs = new List<KeyValuePair<string, string>>
        {
            new("scenario", Scenario.Name),
            new("scenario.sha256", ScenarioHash),
            new("seed", $"{Scenario.Psa.Seed}"),
            new("sampling", Scenario.Psa.Sampling),
            new("replicates", $"{Scenario.Psa.Replicates}"),
        };
        foreach (var (column, unit) in units) pairs.Add(new($"unit.{column}", InCurrency(unit)));
        return pairs;
    }

    /// <summary>The unit of an outcome's column.</summary>
    public string UnitOf(string outcome) => outcome switch
    {
        Outcome.Cost => "money per person",
        Outcome.Qaly => "QALYs per person",
        Outcome.LifeYears => "life years per person",
        _ => $"{Scenario.Model.Outcomes.First(declared => declared.Name == outcome).UnitInWords} per person",
    };

    private string InCurrency(string unit) => string.Join(' ', unit.Split(' ').Select(word => word == "money" ? Scenario.Currency : word));
}
