using System.Text.Encodings.Web;
using System.Text.Json;
using CostSim.Analysis;
using CostSim.Analysis.Frontiers;
using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Cli.Files;

/// <summary><c>summary.json</c>: all that the terminal shows, for machines. Names and places are stable; docs/outputs.md tells units.</summary>
/// <remarks>Numbers are the shortest text that reads back to the same bits; a NaN or an infinity cannot be written, and does not get this far.</remarks>
internal sealed record Summary(
    string Scenario,
    string Model,
    string Currency,
    string Perspective,
    string Reference,
    ulong Seed,
    string Sampling,
    int Replicates,
    long Draws,
    IReadOnlyList<StrategySummary> Strategies,
    IReadOnlyList<DeterministicSummary> Deterministic,
    IReadOnlyList<FrontierSummary> Frontier,
    IReadOnlyList<IncrementSummary> Increments,
    IReadOnlyList<ValueAtWtp> Evpi,
    IReadOnlyList<string> Warnings)
{
    public const string Name = "summary.json";

    // Lists with a default turn null into it: the code that the build makes for reading sets every member, to null where the file has none.

    /// <summary>The strategy to choose at each threshold, for all patients together.</summary>
    public IReadOnlyList<BestSummary> Best { get; init => field = value ?? []; } = [];

    /// <summary>Parts of the population; empty where the scenario has none.</summary>
    public IReadOnlyList<ProfileSummary> Profiles { get; init => field = value ?? []; } = [];

    /// <summary>Gained per person by choosing for each profile, at each threshold; empty where the scenario has none.</summary>
    public IReadOnlyList<ValueAtWtp> ValueOfHeterogeneity { get; init => field = value ?? []; } = [];

    /// <summary>Why no more draws were made; null for a scenario without a rule for that.</summary>
    public StopSummary? Stopped { get; init; }

    /// <summary>What the parameters rest on that are pooled from studies; empty where none is.</summary>
    public IReadOnlyList<PooledParameterSummary> Pooled { get; init => field = value ?? []; } = [];

    /// <summary>The networks of studies that parameters are the effects of; empty where there is none.</summary>
    public IReadOnlyList<PooledNetworkSummary> Networks { get; init => field = value ?? []; } = [];

    /// <summary>How every JSON file of a run is written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,   // the file is no part of a web page, and names stay readable
        TypeInfoResolver = OutputTypes.Default,
    };

    public static Summary Of(Scenario scenario, EvaluatedRun run, IReadOnlyList<string> warnings) => new(
        scenario.Name,
        scenario.Model.Name,
        scenario.Currency,
        scenario.Perspective,
        scenario.Reference,
        scenario.Psa.Seed,
        scenario.Psa.Sampling,
        scenario.Psa.Replicates,
        run.Evaluation.Draws,
        [.. run.Evaluation.Strategies.Select((strategy, s) => StrategySummary.Of(strategy, scenario.Strategies[s].About))],
        [.. run.Deterministic.Strategies.Select((_, s) => DeterministicSummary.Of(run.Deterministic, s))],
        [.. run.Evaluation.Frontier.Select(entry => new FrontierSummary(entry.Name, entry.StatusInWords, entry.By, entry.Icer))],
        [.. run.Evaluation.Increments.Select(IncrementSummary.Of)],
        [.. run.Evaluation.Evpi.Select(ValueAtWtp.Of)],
        warnings)
    {
        Best = BestSummary.Of(run.Evaluation.AtThresholds),
        Profiles = [.. run.Profiles.Select(profile => ProfileSummary.Of(profile, [.. scenario.Strategies.Select(strategy => strategy.About)]))],
        ValueOfHeterogeneity = [.. run.ValueOfHeterogeneity.Select(ValueAtWtp.Of)],
        Stopped = run.Evaluation.Stop is { } stop ? StopSummary.Of(stop) : null,
        Pooled = PooledParameterSummary.Of(scenario),
        Networks = PooledNetworkSummary.Of(scenario),
    };

    /// <summary>The frontier that the file tells.</summary>
    /// <exception cref="System.Text.Json.JsonException">It names a strategy or a status that there is none of.</exception>
    public IReadOnlyList<FrontierEntry> ToFrontier() =>
        [.. Frontier.Select(entry => entry.ToEntry(Strategies.FirstOrDefault(strategy => strategy.Name == entry.Name) ?? throw new JsonException($"unknown strategy '{entry.Name}' on the frontier")))];

    /// <summary>The text of the file, with a line end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";
}

/// <summary>Per person; discounted as the scenario says. <c>Outcomes</c> holds the model's other outcomes by name.</summary>
internal sealed record StrategySummary(
    string Name,
    string About,
    EstimateSummary Cost,
    EstimateSummary Qaly,
    EstimateSummary? LifeYears,
    IReadOnlyDictionary<string, EstimateSummary> Outcomes,
    IReadOnlyList<NetBenefitSummary> NetBenefit,
    IReadOnlyList<ValueAtWtp> ProbabilityBest)
{
    public static StrategySummary Of(StrategyResult strategy, string about) => new(
        strategy.Name,
        about,
        EstimateSummary.Of(strategy.Cost),
        EstimateSummary.Of(strategy.Qaly),
        strategy.LifeYears is null ? null : EstimateSummary.Of(strategy.LifeYears),
        strategy.OtherOutcomes.ToDictionary(outcome => outcome.Name, outcome => EstimateSummary.Of(outcome.Estimate)),
        [.. strategy.NetBenefit.Select(benefit => new NetBenefitSummary(benefit.WillingnessToPay, benefit.Mean, benefit.StandardError))],
        [.. strategy.ProbabilityBest.Select(ValueAtWtp.Of)]);

    public StrategyResult ToResult() => new(
        Name,
        Cost.ToEstimate(),
        Qaly.ToEstimate(),
        LifeYears?.ToEstimate(),
        [.. Outcomes.Select(outcome => new OutcomeEstimate(outcome.Key, outcome.Value.ToEstimate()))],
        [.. NetBenefit.Select(benefit => new NetBenefit(benefit.Wtp, benefit.Mean, benefit.Se))],
        [.. ProbabilityBest.Select(value => value.ToValue())]);
}

/// <summary>Mean of the draws, its Monte Carlo standard error (null for a single draw), 2.5% and 97.5% percentile.</summary>
internal sealed record EstimateSummary(double Mean, double? Se, double Lower, double Upper)
{
    public static EstimateSummary Of(Estimate estimate) => new(estimate.Mean, estimate.StandardError, estimate.Lower, estimate.Upper);

    public Estimate ToEstimate() => new(Mean, Se, Lower, Upper);
}

internal sealed record NetBenefitSummary(double Wtp, double Mean, double? Se);

/// <summary>Why no more draws were made; of a scenario with a rule for that.</summary>
/// <param name="Limit">The most that there could have been.</param>
/// <param name="Known">Whether all that was asked for held.</param>
/// <param name="SeInmb">The largest standard error of an incremental net benefit against the reference, over strategies and thresholds; money.</param>
/// <param name="Decision">A lower bound of the probability that the choice is right at every threshold.</param>
/// <param name="Words">The same as a sentence.</param>
internal sealed record StopSummary(long Draws, long Limit, bool Known, double SeInmb, double Decision, string Words)
{
    public static StopSummary Of(StopReport stop) => new(stop.Draws, stop.Limit, stop.IsKnown, stop.LargestSe, stop.Decision, stop.Words);
}

/// <summary>A number at one willingness to pay, and its Monte Carlo standard error.</summary>
internal sealed record ValueAtWtp(double Wtp, double Value, double? Se)
{
    public static ValueAtWtp Of(ValueAtWillingnessToPay value) => new(value.WillingnessToPay, value.Value, value.StandardError);

    public ValueAtWillingnessToPay ToValue() => new(Wtp, Value, Se);
}

/// <summary>Every parameter at its base value.</summary>
internal sealed record DeterministicSummary(string Name, double Cost, double Qaly, double? LifeYears, IReadOnlyDictionary<string, double> Outcomes)
{
    /// <param name="table">One draw: that of the base values.</param>
    /// <param name="strategy">Its place in the table.</param>
    public static DeterministicSummary Of(OutcomeTable table, int strategy) => new(
        table.Strategies[strategy],
        table[strategy, OutcomeTable.Cost][0],
        table[strategy, OutcomeTable.Qaly][0],
        table.Outcomes.Contains(OutcomeTable.LifeYears) ? table[strategy, OutcomeTable.LifeYears][0] : null,
        table.Outcomes
            .Where(outcome => outcome is not (OutcomeTable.Cost or OutcomeTable.Qaly or OutcomeTable.LifeYears))
            .ToDictionary(outcome => outcome, outcome => table[strategy, outcome][0]));
}

/// <summary>By ascending mean cost. <c>By</c>: who dominates; two names for extended dominance, none on the frontier.</summary>
internal sealed record FrontierSummary(string Name, string Status, IReadOnlyList<string> By, double? Icer)
{
    /// <param name="strategy">The one that it is about.</param>
    /// <exception cref="JsonException">There is no such status.</exception>
    public FrontierEntry ToEntry(StrategySummary strategy)
    {
        foreach (var status in Enum.GetValues<FrontierStatus>())
        {
            var entry = new FrontierEntry(Name, strategy.Cost.Mean, strategy.Qaly.Mean, status, By, Icer);
            if (entry.StatusInWords == Status) return entry;
        }
        throw new JsonException($"unknown status '{Status}' of '{Name}'");
    }
}

/// <summary>Against the reference, draw by draw. <c>Icer</c> is null where the ratio means nothing; <c>Comparison</c> says it in words.</summary>
internal sealed record IncrementSummary(string Name, string Reference, EstimateSummary Cost, EstimateSummary Qaly, string Comparison, double? Icer)
{
    public static IncrementSummary Of(Increment increment) => new(
        increment.Strategy,
        increment.Reference,
        EstimateSummary.Of(increment.Cost),
        EstimateSummary.Of(increment.Effect),
        increment.Comparison.Words,
        increment.Comparison.Icer);

    public Increment ToIncrement() => new(Name, Reference, Cost.ToEstimate(), Qaly.ToEstimate(), CostEffectivenessPlane.Compare(Cost.Mean, Qaly.Mean));
}
