using System.Text.Json.Serialization;
using CostSim.Documents;
using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;
using CostSim.Verification;

namespace CostSim.Reporting;

/// <summary>What was run, with everything that a scenario leaves to its model, its bases and its defaults filled in: <c>scenario.json</c> of a run.</summary>
/// <param name="Format">Of the file; a reader refuses one that it does not know.</param>
/// <param name="Name">The question.</param>
/// <param name="About">More about it; may be empty.</param>
/// <param name="File">The scenario file, as the command line named it.</param>
/// <param name="OtherModels">Those that strategies have of their own.</param>
/// <param name="Perspective">Whose costs count; may be empty.</param>
/// <param name="Currency">"USD 2024".</param>
/// <param name="Horizon">As the scenario says it: "lifetime", "10 years".</param>
/// <param name="Cycles">How many cycles that is; with profiles, of the shortest.</param>
/// <param name="CycleYears">The length of one, in years.</param>
/// <param name="Discount">The rate per year of each outcome.</param>
/// <param name="Timing">How time within a cycle is counted, for each outcome.</param>
/// <param name="Thresholds">Willingness to pay at which decisions are reported; money per QALY, in the scenario's order.</param>
/// <param name="Reference">The strategy that the others are compared with.</param>
/// <param name="Outcomes">What is counted, in the order of the tables.</param>
/// <param name="CostParts">The outcomes that make up the cost of this perspective; empty where the model has one cost only.</param>
/// <param name="Strategies">In the order of the scenario.</param>
/// <param name="Parameters">In the order of <c>parameters.parquet</c>.</param>
/// <param name="Locale">How reports write numbers: the name of a <see cref="Scenarios.Locale"/>.</param>
/// <param name="Limitations">What the scenario's author calls weak; a sentence each.</param>
public sealed record ResolvedScenario(
    int Format,
    string Name,
    string About,
    string File,
    ResolvedModel Model,
    IReadOnlyList<ResolvedModel> OtherModels,
    ResolvedPopulation Population,
    IReadOnlyList<ResolvedTable> LifeTables,
    string Perspective,
    string Currency,
    string Horizon,
    int Cycles,
    double CycleYears,
    IReadOnlyDictionary<string, double> Discount,
    IReadOnlyDictionary<string, ResolvedTiming> Timing,
    IReadOnlyList<double> Thresholds,
    string Reference,
    IReadOnlyList<ResolvedOutcome> Outcomes,
    IReadOnlyList<string> CostParts,
    IReadOnlyList<ResolvedStrategy> Strategies,
    IReadOnlyList<ResolvedParameter> Parameters,
    string Locale,
    IReadOnlyList<string> Limitations)
{
    /// <summary>The format that this version writes and reads.</summary>
    public const int CurrentFormat = 1;

    // Lists with a default turn null into it: code that a build makes to read JSON sets every member, to null where the text has none.

    /// <summary>Parts of the population, in the order of the scenario; empty where it has none.</summary>
    public IReadOnlyList<ResolvedProfile> Profiles { get; init => field = value ?? []; } = [];

    /// <summary>Files of numbers by age or time; empty where the models ask for none.</summary>
    public IReadOnlyList<ResolvedTable> Tables { get; init => field = value ?? []; } = [];

    /// <summary>Which parameters are drawn together; empty where each is drawn by itself.</summary>
    public IReadOnlyList<ResolvedDependence> Dependences { get; init => field = value ?? []; } = [];

    /// <param name="scenario">A checked scenario.</param>
    /// <param name="outcomes">Names of what was counted, in the order of the tables.</param>
    /// <param name="spreads">What the draws of each parameter came to, in the order of the scenario's parameters.</param>
    public static ResolvedScenario Of(Scenario scenario, IReadOnlyList<string> outcomes, IReadOnlyList<ParameterSpread> spreads)
    {
        var model = scenario.Model;
        // Models may ask for the same input; the scenario's own says what it means.
        var meaning = new Dictionary<string, string>();
        foreach (var input in scenario.Models.SelectMany(each => each.Inputs))
        {
            foreach (var name in input.ElementNames()) meaning.TryAdd(name, input.About);
        }
        return new ResolvedScenario(
            CurrentFormat,
            scenario.Name,
            scenario.About,
            scenario.File,
            ResolvedModel.Of(model, new StateRoles(scenario)),
            [.. scenario.Models.Skip(1).Select(other => ResolvedModel.Of(other, new StateRoles(scenario with { Model = other, Expectations = Expectations.None })))],
            ResolvedPopulation.Of(scenario.Population, model),
            [.. scenario.Models.SelectMany(each => each.LifeTables).DistinctBy(table => table.Name).Select(table => ResolvedTable.Of(table.Name, table.About, "life_tables", scenario))],
            scenario.Perspective,
            scenario.Currency,
            scenario.Document["horizon"] is ScalarNode horizon ? horizon.Text : "",
            scenario.Cycles,
            model.Cycle.Years,
            outcomes.ToDictionary(name => name, name => scenario.Discount[name]),
            outcomes.ToDictionary(name => name, name => ResolvedTiming.Of(scenario.Timing[name])),
            scenario.WillingnessToPay.Thresholds,
            scenario.Reference,
            [.. outcomes.Select(name => ResolvedOutcome.Of(name, scenario))],
            model.Perspectives.GetValueOrDefault(scenario.Perspective) ?? [],
            [.. scenario.Strategies.Select(strategy => ResolvedStrategy.Of(strategy, model))],
            [.. scenario.Parameters.Zip(spreads, (parameter, spread) => ResolvedParameter.Of(parameter, meaning.GetValueOrDefault(parameter.Name, ""), spread))],
            scenario.Locale.Name,
            scenario.Limitations)
        {
            Tables = [.. scenario.Models.SelectMany(each => each.Tables).DistinctBy(table => table.Name).Select(table => ResolvedTable.Of(table.Name, table.About, "tables", scenario))],
            Dependences = ResolvedDependence.Of(scenario),
            Profiles = [.. scenario.Profiles.Select(profile => ResolvedProfile.Of(profile, model))],
        };
    }
}

/// <summary>Something that is counted.</summary>
/// <param name="Unit">Of one person's total, without "per person".</param>
/// <param name="About">What it means; may be empty.</param>
public sealed record ResolvedOutcome(string Name, string Unit, string About)
{
    /// <summary>Whether it counts how often something happens to a person.</summary>
    [JsonIgnore]
    public bool IsCount => Unit == "count";

    internal static ResolvedOutcome Of(string name, Scenario scenario)
    {
        var declared = scenario.Models.SelectMany(model => model.Outcomes).FirstOrDefault(outcome => outcome.Name == name);
        var unit = name switch
        {
            Outcome.Cost => "money",
            Outcome.Qaly => "QALYs",
            Outcome.LifeYears => "life years",
            _ => declared?.UnitInWords ?? "",
        };
        return new ResolvedOutcome(name, unit == "money" ? scenario.Currency : unit, declared?.About ?? "");
    }
}

/// <summary>A file of death probabilities, or of numbers by age or time.</summary>
/// <param name="Source">Where its numbers come from; null when the scenario does not say.</param>
public sealed record ResolvedTable(string Name, string About, string File, string? Source)
{
    internal static ResolvedTable Of(string name, string about, string key, Scenario scenario)
    {
        var given = (scenario.Document[key] as MappingNode)?[name] as MappingNode;
        return new ResolvedTable(name, about, (given?["file"] as ScalarNode)?.Text ?? "", (given?["source"] as ScalarNode)?.Text);
    }
}
