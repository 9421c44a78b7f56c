using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Analysis;

/// <summary>A number at one willingness to pay.</summary>
/// <param name="WillingnessToPay">Money per unit of effect.</param>
public sealed record ValueAtWillingnessToPay(double WillingnessToPay, double Value);

/// <summary>What a probabilistic analysis says of one strategy.</summary>
/// <param name="LifeYears">Null where the table has none.</param>
/// <param name="OtherOutcomes">Everything else that the table holds, in its order.</param>
/// <param name="NetBenefit">One per threshold.</param>
/// <param name="ProbabilityBest">One per threshold; 0 to 1.</param>
public sealed record StrategyResult(
    string Name,
    Estimate Cost,
    Estimate Qaly,
    Estimate? LifeYears,
    IReadOnlyList<OutcomeEstimate> OtherOutcomes,
    IReadOnlyList<NetBenefit> NetBenefit,
    IReadOnlyList<ValueAtWillingnessToPay> ProbabilityBest);

/// <summary>Everything that a payer asks of a probabilistic analysis, computed from the draws of every strategy.</summary>
/// <param name="Draws">How many draws it rests on.</param>
/// <param name="Strategies">In the order of the scenario.</param>
/// <param name="Frontier">On mean costs and mean QALYs; by ascending cost.</param>
/// <param name="Increments">Every other strategy against the reference, in the order of the scenario.</param>
/// <param name="Evpi">Expected value of perfect information per person; one per threshold.</param>
/// <param name="AtThresholds">The curves' values at the thresholds.</param>
/// <param name="Curves">The curves over the grid.</param>
/// <param name="Warnings">What a reader should know before quoting these numbers; a sentence each.</param>
public sealed record EconomicEvaluation(
    int Draws,
    IReadOnlyList<StrategyResult> Strategies,
    IReadOnlyList<FrontierEntry> Frontier,
    IReadOnlyList<Increment> Increments,
    IReadOnlyList<ValueAtWillingnessToPay> Evpi,
    AcceptabilityCurves AtThresholds,
    AcceptabilityCurves Curves,
    IReadOnlyList<string> Warnings)
{
    /// <param name="outcomes">With <see cref="OutcomeTable.Cost"/> and <see cref="OutcomeTable.Qaly"/>; every outcome finite.</param>
    /// <param name="reference">The strategy that the others are compared with.</param>
    /// <exception cref="ArgumentException">The reference or an outcome is not in the table, or the table is empty.</exception>
    /// <exception cref="ImpossibleOutcomeException">An outcome is not finite.</exception>
    public static EconomicEvaluation Of(OutcomeTable outcomes, WillingnessToPay willingnessToPay, string reference)
    {
        ImpossibleOutcomeException.ThrowIfAnyIn(outcomes, [.. outcomes.Outcomes]);
        var increments = Increment.Against(outcomes, reference);
        var atThresholds = Acceptability.Over(outcomes, [.. willingnessToPay.Thresholds]);
        var curves = Acceptability.Over(outcomes, [.. willingnessToPay.Grid]);
        StrategyResult[] strategies = [.. outcomes.Strategies.Select((_, s) => Result(outcomes, s, atThresholds))];
        var frontier = Analysis.Frontier.Of([.. strategies.Select(strategy => new CostAndEffect(strategy.Name, strategy.Cost.Mean, strategy.Qaly.Mean))]);
        return new EconomicEvaluation(
            outcomes.Draws,
            strategies,
            frontier,
            increments,
            At(atThresholds, atThresholds.Evpi),
            atThresholds,
            curves,
            PrecisionWarnings.For(outcomes, frontier, atThresholds));
    }

    private static StrategyResult Result(OutcomeTable outcomes, int strategy, AcceptabilityCurves atThresholds)
    {
        OutcomeEstimate[] estimates = [.. outcomes.Outcomes.Select((name, o) => new OutcomeEstimate(name, Estimate.Of(outcomes[strategy, o])))];
        return new StrategyResult(
            outcomes.Strategies[strategy],
            estimates.First(outcome => outcome.Name == OutcomeTable.Cost).Estimate,
            estimates.First(outcome => outcome.Name == OutcomeTable.Qaly).Estimate,
            estimates.FirstOrDefault(outcome => outcome.Name == OutcomeTable.LifeYears)?.Estimate,
            [.. estimates.Where(outcome => outcome.Name is not (OutcomeTable.Cost or OutcomeTable.Qaly or OutcomeTable.LifeYears))],
            Analysis.NetBenefit.Of(outcomes, strategy, atThresholds.WillingnessToPay),
            At(atThresholds, atThresholds.ProbabilityBest[strategy]));
    }

    private static ValueAtWillingnessToPay[] At(AcceptabilityCurves curves, double[] values) =>
        [.. values.Select((value, k) => new ValueAtWillingnessToPay(curves.WillingnessToPay[k], value))];
}
