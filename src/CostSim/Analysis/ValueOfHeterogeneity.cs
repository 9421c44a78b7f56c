using CostSim.Outcomes;
using CostSim.Runs;

namespace CostSim.Analysis;

/// <summary>What is gained by choosing a strategy for each profile, instead of one for all, with what is known now.</summary>
/// <remarks>
/// The static value of heterogeneity: <c>Σ_p max_s E[w_p · NB_ps] − max_s Σ_p E[w_p · NB_ps]</c> (Espinoza, Manca, Claxton &amp; Sculpher 2014,
/// Medical Decision Making 34:951-964). Weights may be uncertain; they are in the expectation.
/// </remarks>
public static class ValueOfHeterogeneity
{
    /// <summary>Money per person of the whole population, one for each willingness to pay; never negative.</summary>
    /// <param name="profiles">At least one, of the same strategies and draws.</param>
    /// <param name="willingnessToPay">Money per QALY.</param>
    public static IReadOnlyList<ValueAtWillingnessToPay> Of(IReadOnlyList<ProfileOutcomes> profiles, IEnumerable<double> willingnessToPay)
        => Of(Means(profiles, OutcomeTable.Cost), Means(profiles, OutcomeTable.Qaly), willingnessToPay);

    /// <summary>The same from means over the draws of weight times outcome, [profile][strategy].</summary>
    internal static IReadOnlyList<ValueAtWillingnessToPay> Of(double[][] costs, double[][] qalys, IEnumerable<double> willingnessToPay)
    {
        return [.. willingnessToPay.Select(wtp => new ValueAtWillingnessToPay(wtp, At(wtp), StandardError: null))];

        double At(double wtp)
        {
            double[][] benefits = [.. costs.Select((ofProfile, p) => ofProfile.Select((cost, s) => wtp * qalys[p][s] - cost).ToArray())];
            var forAll = Enumerable.Range(0, benefits[0].Length).Select(s => benefits.Sum(profile => profile[s])).ToArray();
            // What each profile gains over the one choice for all: no term is negative, and none is the difference of large sums.
            var one = Array.IndexOf(forAll, forAll.Max());
            return benefits.Sum(profile => profile.Max() - profile[one]);
        }
    }

    /// <summary>Mean over the draws of weight times outcome, [profile][strategy].</summary>
    private static double[][] Means(IReadOnlyList<ProfileOutcomes> profiles, string outcome) =>
        [.. profiles.Select(profile => profile.Outcomes.Strategies.Select((_, s) => Mean(profile.Weights, profile.Outcomes[s, outcome])).ToArray())];

    private static double Mean(double[] weights, ReadOnlySpan<double> values)
    {
        var products = new double[weights.Length];
        for (var d = 0; d < products.Length; d++) products[d] = weights[d] * values[d];
        return StableSum.Of(products) / products.Length;
    }
}
