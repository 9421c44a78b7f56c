using CostSim.Analysis.Frontiers;
using CostSim.Analysis.Streaming;
using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Analysis;

/// <summary>A number at one willingness to pay.</summary>
/// <param name="WillingnessToPay">Money per unit of effect.</param>
/// <param name="StandardError">Its Monte Carlo standard error; null for too few draws.</param>
public sealed record ValueAtWillingnessToPay(double WillingnessToPay, double Value, double? StandardError);

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
/// <param name="Convergence">How the results settled as draws were added.</param>
/// <param name="Stop">Why no more draws were made; null where there was no rule for that.</param>
public sealed record EconomicEvaluation(
    int Draws,
    IReadOnlyList<StrategyResult> Strategies,
    IReadOnlyList<FrontierEntry> Frontier,
    IReadOnlyList<Increment> Increments,
    IReadOnlyList<ValueAtWillingnessToPay> Evpi,
    AcceptabilityCurves AtThresholds,
    AcceptabilityCurves Curves,
    IReadOnlyList<string> Warnings,
    Convergence Convergence,
    StopReport? Stop)
{
    /// <param name="outcomes">With <see cref="OutcomeTable.Cost"/> and <see cref="OutcomeTable.Qaly"/>; every outcome finite.</param>
    /// <param name="willingnessToPay">Grid and thresholds.</param>
    /// <param name="reference">The strategy that the others are compared with.</param>
    /// <param name="replicates">Independent copies that a stratified sample is made of; 1 for independent draws.</param>
    /// <exception cref="ArgumentException">The reference or an outcome is not in the table, or the table is empty.</exception>
    /// <exception cref="ImpossibleOutcomeException">An outcome is not finite.</exception>
    public static EconomicEvaluation Of(OutcomeTable outcomes, WillingnessToPay willingnessToPay, string reference, int replicates = 1)
    {
        ImpossibleOutcomeException.ThrowIfAnyIn(outcomes, [.. outcomes.Outcomes]);
        var design = new EvaluationDesign
        {
            Strategies = outcomes.Strategies,
            Outcomes = outcomes.Outcomes,
            WillingnessToPay = willingnessToPay,
            Reference = reference,
            Replicates = replicates,
            KeepsAllDraws = true,   // a table's order may be any
        };
        var accumulator = new EvaluationAccumulator(design);
        foreach (var chunk in TableChunks.Of(outcomes)) accumulator.Add(accumulator.Score(chunk));
        return accumulator.Result();
    }
}
