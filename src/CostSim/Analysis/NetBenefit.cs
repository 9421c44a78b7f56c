using CostSim.Outcomes;

namespace CostSim.Analysis;

/// <summary>Net monetary benefit of a strategy at one willingness to pay: <c>wtp · effect - cost</c>, in money per person.</summary>
/// <remarks>Stinnett and Mullahy (1998). It is linear in both outcomes, so its mean and standard error exist where the ICER's do not.</remarks>
/// <param name="WillingnessToPay">Money per unit of effect.</param>
/// <param name="StandardError">Monte Carlo standard error of the mean; null for a single draw.</param>
public sealed record NetBenefit(double WillingnessToPay, double Mean, double? StandardError)
{
    /// <summary>A strategy's net benefit at each threshold.</summary>
    /// <param name="outcomes">With <see cref="OutcomeTable.Cost"/> and <see cref="OutcomeTable.Qaly"/>.</param>
    /// <param name="strategy">Its place in the table.</param>
    /// <param name="thresholds">Finite, not negative.</param>
    /// <exception cref="ArgumentException">An outcome is not in the table, the table is empty, or a threshold is out of range.</exception>
    /// <exception cref="ImpossibleOutcomeException">A cost or an effect is not finite.</exception>
    public static IReadOnlyList<NetBenefit> Of(OutcomeTable outcomes, int strategy, IReadOnlyList<double> thresholds)
    {
        ImpossibleOutcomeException.ThrowIfAnyIn(outcomes, OutcomeTable.Cost, OutcomeTable.Qaly);
        var costs = outcomes[strategy, OutcomeTable.Cost];
        var effects = outcomes[strategy, OutcomeTable.Qaly];
        var (meanCost, meanEffect) = (Estimate.MeanOf(costs), Estimate.MeanOf(effects));
        var netBenefits = new NetBenefit[thresholds.Count];
        var draws = new double[outcomes.Draws];
        for (var i = 0; i < thresholds.Count; i++)
        {
            var wtp = Checked(thresholds[i]);
            for (var d = 0; d < draws.Length; d++) draws[d] = wtp * effects[d] - costs[d];
            var mean = MeanAt(wtp, meanCost, meanEffect);
            netBenefits[i] = new NetBenefit(wtp, mean, Estimate.StandardErrorOf(draws, mean));
        }
        return netBenefits;
    }

    /// <summary>The one way in which a mean net benefit is computed, so that every table prints the same bits.</summary>
    internal static double MeanAt(double wtp, double meanCost, double meanEffect) => wtp * meanEffect - meanCost;

    internal static double Checked(double wtp) => wtp is not (>= 0 and < double.PositiveInfinity)
        ? throw new ArgumentOutOfRangeException(nameof(wtp), wtp, "Expected a willingness to pay that is finite and not negative.")
        : wtp;
}
