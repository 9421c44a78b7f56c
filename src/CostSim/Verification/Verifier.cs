using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Scenarios;

namespace CostSim.Verification;

/// <summary>Black-box checks of any model: what must hold of every one, whatever the disease.</summary>
/// <remarks>
/// After TECH-VER (Büyükkaramikli, Rutten-van Mölken, Severens &amp; Al 2019, PharmacoEconomics 37:1391-1408) and the good practices of ISPOR-SMDM
/// (Eddy et al. 2012, Value in Health 15:843-850). What a number means is known from its unit; who is dead, from states. A model that passes
/// has none of these slips; it may have others.
/// </remarks>
public static class Verifier
{
    private static readonly Check[] All =
    [
        new("cohort-kept", "Every cycle keeps everybody: no one is lost or made", StructureChecks.EveryCycleKeepsEverybody),
        new("occupancy", "The occupancy of all states sums to one at every cycle boundary", StructureChecks.OccupancySumsToOne),
        new("start-alive", "Everybody starts alive", StructureChecks.EverybodyStartsAlive),
        new("dead-stay-dead", "Nobody comes back from the dead", StructureChecks.TheDeadStayDead),
        new("all-can-die", "Death comes to every state of the living", StructureChecks.DeathComesToEveryState),
        new("states-reached", "Every state is reached", StructureChecks.EveryStateIsReached, OfAllProfiles: true),
        new("events-happen", "Every event moves somebody", StructureChecks.EveryEventHappens, OfAllProfiles: true),
        new("clocks-advance", "Clocks move on by one each cycle, or restart", StructureChecks.ClocksAdvanceByOne),
        new("clock-range", "No comparison asks a clock for more than it can tell", ClockRangeCheck.Run),
        new("dead-earn-nothing", "The dead cost and gain nothing", CostChecks.TheDeadEarnNothing),

        new("life-years-area", "Life years are the area under the survival curve", HealthChecks.LifeYearsAreTheAreaUnderSurvival),
        new("life-years-range", "Life years are not negative, and fit the horizon", HealthChecks.LifeYearsFitTheHorizon),
        new("full-health", "All utilities one: QALYs equal life years", HealthChecks.FullHealthMakesQalysLifeYears),
        new("utility-range", "In no state a year is worth more than one QALY, or less than minus one", HealthChecks.UtilityInEveryStateIsPossible),
        new("qalys-below-life-years", "There are no more QALYs than life years", HealthChecks.QalysStayBelowLifeYears),
        new("utilities-only-qalys", "Utilities move QALYs and nothing else", HealthChecks.UtilitiesMoveNothingElse),
        new("utilities-one-way", "A utility moves QALYs the same way in every strategy", HealthChecks.UtilitiesPullOneWay),

        new("no-costs", "All costs zero: no cost", CostChecks.NoCostsMakeNoCost),
        new("costs-doubled", "All costs doubled: cost doubles", CostChecks.DoubledCostsDoubleCost),
        new("costs-up", "A higher unit cost makes no strategy cheaper", CostChecks.HigherCostsCostMore),
        new("costs-only-costs", "Parameters in money move costs and nothing else", CostChecks.CostsMoveNothingElse),
        new("cost-categories", "Every category of cost counts in some perspective", CostChecks.EveryCostCategoryCounts),

        new("no-discounting", "No discounting keeps or raises every total", DiscountChecks.NoDiscountingKeepsOrRaisesTotals),
        new("endless-discounting", "Endless discounting leaves what is counted at time zero", DiscountChecks.EndlessDiscountingLeavesTimeZero),
        new("discount-own", "A discount rate moves its own outcome only", DiscountChecks.DiscountingOneOutcomeLeavesTheOthers),
        new("discount-both", "Costs and QALYs are both discounted or neither, and QALYs at no higher rate", DiscountChecks.BothOrNeitherAreDiscounted),
        new("discount-once", "QALYs are discounted once", DiscountChecks.QalysAreDiscountedOnce),

        new("no-mortality", "No mortality: all stay alive", MortalityChecks.NoMortalityKeepsAllAlive),
        new("older", "Older people have fewer years left", MortalityChecks.OlderPeopleHaveFewerYearsLeft),
        new("mortality-up", "Twice the mortality costs life years", MortalityChecks.TwiceTheMortalityCostsLifeYears),
        new("life-table-alone", "With no other cause of death people survive as the life table says", MortalityChecks.LifeTableAloneGivesItsSurvival),

        new("longer-horizon", "A longer horizon gives no less", TimeChecks.LongerHorizonsGiveMore),
        new("half-cycle-length", "Cycles of half the length give about the same", TimeChecks.HalfTheCycleGivesAboutTheSame, OfAllModels: true),

        new("equal-strategies", "Equal strategies differ by nothing, in every draw", StrategyChecks.EqualStrategiesDifferByNothing),
        new("order", "The order of the strategies does not matter", StrategyChecks.OrderDoesNotMatter),
        new("strategies-differ", "No two strategies are the same", StrategyChecks.NoTwoStrategiesAreTheSame, OfAllProfiles: true, OfAllModels: true),
        new("settings-matter", "Every setting changes something", StrategyChecks.EverySettingMatters, OfAllProfiles: true),

        new("parameters-move", "Every parameter moves some outcome", ParameterChecks.EveryParameterMovesSomething, OfAllProfiles: true, OfAllModels: true),
        new("extremes", "Every parameter may take the ends of its 95% interval", ParameterChecks.ExtremesGivePossibleNumbers),
        new("draws-possible", "Draws give possible numbers", ParameterChecks.DrawsGivePossibleNumbers),
        new("base-among-draws", "The deterministic result lies among the draws", ParameterChecks.DeterministicResultLiesAmongTheDraws),
        new("seeds", "A seed changes draws, and nothing else", ParameterChecks.SeedsMoveDrawsOnly),

        new("best-to-worst", "Worse states are worse (verify: from_best_to_worst)", ExpectationChecks.WorseStatesAreWorse),
        new("only", "Parameters affect the strategies that they should, and no other (verify: only)", ExpectationChecks.ParametersAffectTheirStrategiesOnly, OfAllProfiles: true, OfAllModels: true),
        new("raising", "Raising a parameter does what it should (verify: raising)", ExpectationChecks.RaisingDoesWhatIsExpected, OfAllProfiles: true, OfAllModels: true),
        new("strategies-in-order", "Strategies are in the order that they should be (verify: ascending, equal)", ExpectationChecks.StrategiesAreInOrder, OfAllProfiles: true, OfAllModels: true),
        new("stay", "People stay as long as they should (verify: stay)", ExpectationChecks.PeopleStayAsLongAsExpected),
    ];

    /// <summary>The names of the checks, in the order of the results.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(check => check.Name)];

    /// <summary>What each check claims, by name.</summary>
    public static IReadOnlyDictionary<string, string> Claims { get; } = All.ToDictionary(check => check.Name, check => check.Claim);

    /// <summary>Reports accepted checks that there are not.</summary>
    public static void CheckNames(Scenario scenario, Problems problems)
    {
        foreach (var (name, at) in scenario.Expectations.AcceptedAt.Where(item => !Claims.ContainsKey(item.Key)))
            problems.Error(at, $"unknown check '{name}'", "the name of a check, as 'costsim verify' shows it", name, Names);
    }

    /// <summary>Runs every check.</summary>
    /// <remarks>
    /// Of a scenario with profiles, what must hold of every patient is checked for each profile alone, and what is said of the whole for all together.
    /// Of a scenario whose strategies have several models, what must hold of a model is checked for each alone, and what compares strategies for all.
    /// </remarks>
    /// <param name="scenario">Read and compiled without errors.</param>
    /// <param name="cancel">Stops between two simulations.</param>
    /// <exception cref="OperationCanceledException">The checks were stopped.</exception>
    public static IReadOnlyList<CheckResult> Run(Scenario scenario, CancellationToken cancel)
    {
        // A scenario whose strategies all have models of their own uses its model for none.
        var models = scenario.Models.Where(model => scenario.Strategies.Any(strategy => ReferenceEquals(strategy.Model ?? scenario.Model, model))).ToList();
        if (models.Count == 1) return [.. Alone(scenario.For(models[0]), All, cancel)];
        var ofAll = Alone(scenario, Array.FindAll(All, check => check.OfAllModels), cancel).ToDictionary(result => result.Name);
        Check[] ofOne = Array.FindAll(All, check => !check.OfAllModels);
        var parts = models.Select(model => (Where: $"model '{model.Name}'", Results: Alone(scenario.For(model), ofOne, cancel).ToDictionary(result => result.Name))).ToList();
        return [.. All.Select(check => check.OfAllModels ? ofAll[check.Name] : Worst([.. parts.Select(part => (part.Where, part.Results[check.Name]))]))];
    }

    /// <summary>Runs checks of a scenario as it is, for each of its profiles where it has some.</summary>
    private static IEnumerable<CheckResult> Alone(Scenario scenario, Check[] checks, CancellationToken cancel)
    {
        var whole = new ModelUnderTest(scenario, cancel);
        if (scenario.Profiles.Count == 0) return checks.Select(check => Run(check, whole));
        var profiles = scenario.Profiles.Select(profile => (Where: $"profile '{profile.Name}'", Model: new ModelUnderTest(scenario.For(profile), cancel))).ToList();
        return checks.Select(check => check.OfAllProfiles ? Run(check, whole) : Worst([.. profiles.Select(profile => (profile.Where, Run(check, profile.Model)))]));
    }

    /// <summary>The worst of what parts of a scenario came to, and whose it is; where all came to the same, what the first says.</summary>
    private static CheckResult Worst((string Where, CheckResult Result)[] results)
    {
        CheckStatus[] fromWorst = [CheckStatus.Fail, CheckStatus.Accepted, CheckStatus.Pass, CheckStatus.NotApplicable];
        var worst = fromWorst.First(status => Array.Exists(results, item => item.Result.Status == status));
        var those = Array.FindAll(results, item => item.Result.Status == worst);
        return those[0].Result with
        {
            Why = worst is CheckStatus.Fail or CheckStatus.Accepted ? string.Join("; ", those.Select(item => $"{item.Where}: {item.Result.Why}")) : those[0].Result.Why,
        };
    }

    private static CheckResult Run(Check check, ModelUnderTest model)
    {
        var verdict = Find(check, model);
        return verdict.Status == CheckStatus.Fail && model.Scenario.Expectations.Accepted.TryGetValue(check.Name, out var reason)
            ? new CheckResult(check.Name, check.Claim, CheckStatus.Accepted, $"{verdict.Why}; accepted: {reason}")
            : new CheckResult(check.Name, check.Claim, verdict.Status, verdict.Why);
    }

    private static Verdict Find(Check check, ModelUnderTest model)
    {
        try
        {
            return check.Test(model);
        }
        catch (SimulationException exception)
        {
            return Verdict.Fail($"the run stops: {exception.Message.Split('\n')[0]}");
        }
        catch (CheckException exception)
        {
            return Verdict.Fail(exception.Message);
        }
    }

    /// <param name="OfAllProfiles">Whether the claim is about the population as a whole: what one profile never reaches, another may.</param>
    /// <param name="OfAllModels">Whether it compares strategies, or changes all models at once.</param>
    private sealed record Check(string Name, string Claim, Func<ModelUnderTest, Verdict> Test, bool OfAllProfiles = false, bool OfAllModels = false);
}
