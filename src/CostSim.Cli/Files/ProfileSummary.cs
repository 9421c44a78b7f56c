using CostSim.Analysis;

namespace CostSim.Cli.Files;

/// <summary>What <c>summary.json</c> says of one part of the population, per person of it.</summary>
/// <param name="Weight">Its share of the population; mean of the draws.</param>
/// <param name="Best">The strategy of the highest mean net benefit at each threshold, and the probability that it is the best.</param>
internal sealed record ProfileSummary(
    string Name,
    string About,
    double Weight,
    IReadOnlyList<StrategySummary> Strategies,
    IReadOnlyList<FrontierSummary> Frontier,
    IReadOnlyList<IncrementSummary> Increments,
    IReadOnlyList<BestSummary> Best,
    IReadOnlyList<ValueAtWtp> Evpi)
{
    /// <param name="profile">What was found.</param>
    /// <param name="abouts">What the scenario says of each strategy.</param>
    public static ProfileSummary Of(ProfileEvaluation profile, IReadOnlyList<string> abouts) => new(
        profile.Name,
        profile.About,
        profile.Weight,
        [.. profile.Evaluation.Strategies.Select((strategy, s) => StrategySummary.Of(strategy, abouts[s]))],
        [.. profile.Evaluation.Frontier.Select(entry => new FrontierSummary(entry.Name, entry.StatusInWords, entry.By, entry.Icer))],
        [.. profile.Evaluation.Increments.Select(IncrementSummary.Of)],
        BestSummary.Of(profile.Evaluation.AtThresholds),
        [.. profile.Evaluation.Evpi.Select(ValueAtWtp.Of)]);
}

/// <summary>The strategy to choose at a willingness to pay.</summary>
/// <param name="ProbabilityBest">Share of the draws in which it has the highest net benefit.</param>
/// <param name="NetBenefit">Its mean net benefit, money per person.</param>
internal sealed record BestSummary(double Wtp, string Strategy, double ProbabilityBest, double NetBenefit)
{
    public static IReadOnlyList<BestSummary> Of(AcceptabilityCurves curves) =>
        [.. curves.Best.Select((s, w) => new BestSummary(curves.WillingnessToPay[w], curves.Strategies[s], curves.ProbabilityBest[s][w], curves.MeanNetBenefit[s][w]))];
}
