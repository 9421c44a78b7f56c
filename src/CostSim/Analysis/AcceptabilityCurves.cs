namespace CostSim.Analysis;

/// <summary>What uncertainty means for the decision, at every willingness to pay; in columns.</summary>
/// <param name="Strategies">In the order of the scenario.</param>
/// <param name="WillingnessToPay">Money per unit of effect; [wtp].</param>
/// <param name="ProbabilityBest">
/// Acceptability curves (CEAC): share of draws in which the strategy has the highest net benefit; [strategy][wtp]. A draw in which several
/// do counts for the first of them in the order of the scenario, so the shares sum to one.
/// </param>
/// <param name="Best">
/// Acceptability frontier (CEAF): place of the strategy with the highest mean net benefit, which need not be the most probable one; the first
/// of equals; [wtp].
/// </param>
/// <param name="MeanNetBenefit">Money per person; [strategy][wtp].</param>
/// <param name="ExpectedLoss">Mean net benefit forgone by choosing this strategy in every draw; money per person, never negative; [strategy][wtp].</param>
/// <param name="Evpi">Expected value of perfect information: the lowest of the expected losses; money per person, never negative; [wtp].</param>
public sealed record AcceptabilityCurves(
    IReadOnlyList<string> Strategies,
    double[] WillingnessToPay,
    double[][] ProbabilityBest,
    int[] Best,
    double[][] MeanNetBenefit,
    double[][] ExpectedLoss,
    double[] Evpi)
{
    /// <summary>Whether the strategy is the one to choose at this point: it has the highest mean net benefit.</summary>
    public bool IsOnFrontier(int strategy, int wtp) => Best[wtp] == strategy;

    /// <summary>The acceptability frontier's own curve: the probability that the strategy to choose is indeed the best; [wtp].</summary>
    public double[] ProbabilityOnFrontier => [.. Best.Select((strategy, wtp) => ProbabilityBest[strategy][wtp])];
}
