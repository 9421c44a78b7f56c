using System.Numerics.Tensors;
using CostSim.Outcomes;

namespace CostSim.Analysis;

/// <summary>One strategy less the reference, draw by draw: what they share cancels, so the errors are those of the paired difference.</summary>
/// <param name="Strategy">The strategy that is compared.</param>
/// <param name="Reference">The strategy that is subtracted.</param>
/// <param name="Cost">Incremental cost; money.</param>
/// <param name="Effect">Incremental QALYs.</param>
/// <param name="Comparison">What the two mean differences say together.</param>
public sealed record Increment(string Strategy, string Reference, Estimate Cost, Estimate Effect, Comparison Comparison)
{
    /// <summary>Every other strategy against <paramref name="reference"/>, in the table's order.</summary>
    /// <param name="outcomes">With <see cref="OutcomeTable.Cost"/> and <see cref="OutcomeTable.Qaly"/>.</param>
    /// <param name="reference">One of the table's strategies.</param>
    /// <exception cref="ArgumentException">The reference or an outcome is not in the table, or the table is empty.</exception>
    /// <exception cref="ImpossibleOutcomeException">A cost or an effect is not finite.</exception>
    public static IReadOnlyList<Increment> Against(OutcomeTable outcomes, string reference)
    {
        ImpossibleOutcomeException.ThrowIfAnyIn(outcomes, OutcomeTable.Cost, OutcomeTable.Qaly);
        var referenceIndex = outcomes.Strategies.ToList().IndexOf(reference);
        if (referenceIndex < 0)
            throw new ArgumentException($"There is no strategy '{reference}'; there are {string.Join(", ", outcomes.Strategies)}.", nameof(reference));

        var increments = new List<Increment>();
        var difference = new double[outcomes.Draws];
        for (var strategy = 0; strategy < outcomes.Strategies.Count; strategy++)
        {
            if (strategy == referenceIndex) continue;
            TensorPrimitives.Subtract(outcomes[strategy, OutcomeTable.Cost], outcomes[referenceIndex, OutcomeTable.Cost], difference);
            var cost = Estimate.Of(difference);
            TensorPrimitives.Subtract(outcomes[strategy, OutcomeTable.Qaly], outcomes[referenceIndex, OutcomeTable.Qaly], difference);
            var effect = Estimate.Of(difference);
            increments.Add(new Increment(outcomes.Strategies[strategy], reference, cost, effect, CostEffectivenessPlane.Compare(cost.Mean, effect.Mean)));
        }
        return increments;
    }
}
