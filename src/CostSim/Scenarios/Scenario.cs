using CostSim.Documents;
using CostSim.Language;
using CostSim.Models;
using CostSim.Scenarios.Conventions;
using CostSim.Scenarios.Readers;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Who the patients are, which strategies compete, and what is known: what a scenario file says, checked against its model.</summary>
public sealed record Scenario
{
    /// <summary>The question that it answers, as its author wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>What it is about; may be empty.</summary>
    public required string About { get; init; }

    /// <summary>The file it was read from.</summary>
    public required string File { get; init; }

    /// <summary>Every text that the scenario is made of, by the path under which it was read: its own, the model's, life tables, samples.</summary>
    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    /// <summary>What it says, with what it extends: every piece knows the file and line where it stands.</summary>
    public required MappingNode Document { get; init; }

    public required Model Model { get; init; }

    /// <summary>The scenario's model, and those that strategies have of their own.</summary>
    public IReadOnlyList<Model> Models => [Model, .. Strategies.Select(strategy => strategy.Model).OfType<Model>().Distinct()];

    /// <summary>Who the patients are; with <see cref="Profiles"/>, those of the first.</summary>
    public required Population Population { get; init; }

    /// <summary>Parts of the population, in the order written; empty where all patients are alike.</summary>
    public IReadOnlyList<Profile> Profiles { get; init; } = [];

    /// <summary>The profile whose scenario this is, see <see cref="For(Scenarios.Profile)"/>; null for a whole scenario.</summary>
    public Profile? Profile { get; init; }

    /// <summary>Whose costs count: a perspective of the model, or a note where the model has one cost only; may be empty.</summary>
    public required string Perspective { get; init; }

    /// <summary>"USD 2024".</summary>
    public required string Currency { get; init; }

    /// <summary>How many cycles are simulated; with <see cref="Profiles"/>, the fewest of theirs.</summary>
    public required int Cycles { get; init; }

    /// <summary>Discount rate per year of each outcome, by name; <see cref="Timing"/> says how it is compounded.</summary>
    public required IReadOnlyDictionary<string, double> Discount { get; init; }

    public required Timing Timing { get; init; }

    public required WillingnessToPay WillingnessToPay { get; init; }

    public required PsaSettings Psa { get; init; }

    /// <summary>Each parameter after those that it is calculated from.</summary>
    public required IReadOnlyList<ParameterDefinition> Parameters { get; init; }

    /// <summary>Which of them vary together, though each has a distribution of its own.</summary>
    public IReadOnlyList<CorrelatedGroup> Correlations { get; init; } = [];

    /// <summary>The death rates of each of the model's life tables, by name; with <see cref="Profiles"/>, of the first.</summary>
    public required IReadOnlyDictionary<string, CohortMortality> LifeTables { get; init; }

    /// <summary>The model's tables by age or time, by name.</summary>
    public required IReadOnlyDictionary<string, TimeTable> Tables { get; init; }

    public required IReadOnlyList<Strategy> Strategies { get; init; }

    /// <summary>The name of the strategy that the others are compared with.</summary>
    public required string Reference { get; init; }

    /// <summary>How numbers are written in reports; no result depends on it.</summary>
    public Locale Locale { get; init; } = Locale.Default;

    /// <summary>What its author calls weak about it, a sentence each; no result depends on it.</summary>
    public IReadOnlyList<string> Limitations { get; init; } = [];

    /// <summary>What its author intends, for the checks of a model; no result depends on it.</summary>
    public Expectations Expectations { get; init; } = Expectations.None;

    /// <summary>What the model may be fitted to; null where the scenario does not say. No result of a run depends on it.</summary>
    public CalibrationSettings? Calibration { get; init; }

    /// <summary>The model of a strategy: its own, or the scenario's; the scenario's where there is no such strategy.</summary>
    public Model ModelOf(string strategy) => Strategies.FirstOrDefault(item => item.Name == strategy)?.Model ?? Model;

    /// <summary>The scenario of one of its models alone, with the strategies that have it.</summary>
    /// <param name="model">One of <see cref="Models"/>, which a strategy has.</param>
    /// <remarks>People start where that model says, or its strategies. What the author says of states is said of those of the scenario's own model.</remarks>
    public Scenario For(Model model)
    {
        Strategy[] strategies = [.. Strategies.Where(strategy => ReferenceEquals(strategy.Model ?? Model, model)).Select(strategy => strategy with { Model = null })];
        var alone = this with { Model = model, Strategies = strategies, Reference = Array.Exists(strategies, strategy => strategy.Name == Reference) ? Reference : strategies[0].Name };
        return ReferenceEquals(model, Model) ? alone : alone with
        {
            Population = Population with { Start = model.Start },
            Profiles = [.. Profiles.Select(profile => profile with { Population = profile.Population with { Start = model.Start } })],
            Expectations = Expectations with { Dead = [], FromBestToWorst = [], Stay = new Dictionary<StateFamily, Duration>() },
        };
    }

    /// <summary>The scenario of one of its profiles alone.</summary>
    public Scenario For(Profile profile) => this with
    {
        Population = profile.Population, LifeTables = profile.LifeTables, Cycles = profile.Cycles, Profiles = [], Profile = profile,
    };

    /// <summary>One scenario for each profile, or itself where there are none.</summary>
    public IReadOnlyList<Scenario> ByProfile() => Profiles.Count == 0 ? [this] : [.. Profiles.Select(For)];
}

/// <summary>Who the patients are.</summary>
/// <param name="Age">In years, at time zero; null when the scenario does not say.</param>
/// <param name="Female">The share of women at time zero, 0 to 1; null when the scenario does not say.</param>
/// <param name="Attributes">The model's patient attributes, by name.</param>
/// <param name="Start">Where they start; the shares sum to one.</param>
public sealed record Population(double? Age, double? Female, IReadOnlyDictionary<string, double> Attributes, IReadOnlyList<StartShare> Start);

/// <summary>How the probabilistic analysis draws its parameters.</summary>
/// <param name="Draws">How many parameter sets; at least 2.</param>
/// <param name="Seed">Chooses the stream of random numbers.</param>
/// <param name="Sampling">One of <see cref="SamplingMethods"/>.</param>
/// <param name="Replicates">How many independent copies of a stratified design the draws are made of, see <see cref="CostSim.Sampling.Replicates"/>; 1 where draws are independent.</param>
public sealed record PsaSettings(int Draws, ulong Seed, string Sampling, int Replicates = 1)
{
    /// <summary>When to stop before all draws are done; null to do them all.</summary>
    public StopRule? Until { get; init; }
}

/// <summary>One of the courses of action that compete.</summary>
/// <param name="Name">As tables name it.</param>
/// <param name="About">What it is; may be empty.</param>
/// <param name="Settings">A value for each of its model's settings, by name.</param>
public sealed record Strategy(string Name, string About, IReadOnlyDictionary<string, SettingValue> Settings)
{
    /// <summary>Its own model, another than the scenario's; null for that one.</summary>
    public Model? Model { get; init; }

    /// <summary>Where its people start; null: where the scenario's do, or, with a model of its own, where that says.</summary>
    public IReadOnlyList<StartShare>? Start { get; init; }
}

/// <summary>What a strategy chooses for a setting.</summary>
public abstract record SettingValue;

/// <summary>Yes or no.</summary>
public sealed record FlagValue(bool Value) : SettingValue;

/// <summary>A label.</summary>
public sealed record ChoiceValue(string Label) : SettingValue;

/// <summary>A number, as an expression of the scenario's parameters.</summary>
public sealed record NumberValue(Expression Expression) : SettingValue;
