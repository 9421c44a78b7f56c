namespace CostSim.Analysis;

/// <summary>Net monetary benefit of a strategy at one willingness to pay: <c>wtp · effect - cost</c>, in money per person.</summary>
/// <remarks>Stinnett and Mullahy (1998). It is linear in both outcomes, so its mean and standard error exist where the ICER's do not.</remarks>
/// <param name="WillingnessToPay">Money per unit of effect.</param>
/// <param name="StandardError">Monte Carlo standard error of the mean; null for too few draws.</param>
public sealed record NetBenefit(double WillingnessToPay, double Mean, double? StandardError)
{
    /// <summary>The one way in which a mean net benefit is computed, so that every table prints the same bits.</summary>
    internal static double MeanAt(double wtp, double meanCost, double meanEffect) => wtp * meanEffect - meanCost;

    internal static double Checked(double wtp) => wtp is not (>= 0 and < double.PositiveInfinity)
        ? throw new ArgumentOutOfRangeException(nameof(wtp), wtp, "Expected a willingness to pay that is finite and not negative.")
        : wtp;
}
