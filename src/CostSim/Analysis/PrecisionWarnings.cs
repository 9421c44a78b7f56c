using CostSim.Analysis.Frontiers;
using CostSim.Analysis.Streaming;

namespace CostSim.Analysis;

/// <summary>Says where a conclusion hangs on too few draws, or on rounding.</summary>
/// <remarks>Each difference is judged alone, at the ICERs that were estimated. More draws settle it; better evidence is another matter (EVPI).</remarks>
internal static class PrecisionWarnings
{
    private const int FewestDraws = 1_000;

    /// <summary>Nothing in health differs by so little; two ways of adding up the same outcomes do.</summary>
    private const double RelativeRounding = 1e-12;

    /// <param name="draws">How many there are.</param>
    /// <param name="moments">Of all draws.</param>
    /// <param name="frontier">Of their means.</param>
    /// <param name="atThresholds">Of all draws.</param>
    public static IReadOnlyList<string> For(long draws, DecisionMoments moments, IReadOnlyList<FrontierEntry> frontier, AcceptabilityCurves atThresholds)
    {
        var names = atThresholds.Strategies;
        var warnings = new List<string>();
        if (draws < FewestDraws)
            warnings.Add($"There are {draws} draws: with fewer than {FewestDraws:N0}, intervals, acceptability curves and EVPI are rough.");
        warnings.AddRange(Twins(moments, names));
        warnings.AddRange(RoundingOnly(frontier));
        warnings.AddRange(UndecidedThresholds(moments, atThresholds));
        warnings.AddRange(new UndecidedFrontier(moments, names, frontier).Warnings);
        return warnings;
    }

    private static IEnumerable<string> Twins(DecisionMoments moments, IReadOnlyList<string> names)
    {
        for (var second = 1; second < names.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (!moments.AreTwins(first, second)) continue;
                yield return $"'{names[first]}' and '{names[second]}' have the same cost and QALYs in every draw: "
                    + "do their settings reach the model?";
                break;
            }
        }
    }

    private static IEnumerable<string> RoundingOnly(IReadOnlyList<FrontierEntry> frontier)
    {
        FrontierEntry[] byEffect = [.. frontier.OrderBy(entry => entry.Effect)];
        foreach (var (less, more) in byEffect.Zip(byEffect.Skip(1)))
        {
            var difference = more.Effect - less.Effect;
            if (difference > 0 && difference <= RelativeRounding * Math.Max(Math.Abs(less.Effect), Math.Abs(more.Effect)))
                yield return $"The QALYs of '{less.Name}' and '{more.Name}' differ by rounding alone ({difference:G2}): "
                    + "dominance and ICER between them mean nothing.";
        }
    }

    private static IEnumerable<string> UndecidedThresholds(DecisionMoments moments, AcceptabilityCurves atThresholds)
    {
        var names = atThresholds.Strategies;
        for (var k = 0; k < atThresholds.WillingnessToPay.Length; k++)
        {
            var (wtp, best) = (atThresholds.WillingnessToPay[k], atThresholds.Best[k]);
            for (var other = 0; other < names.Count; other++)
            {
                if (other == best || !moments.OfNetBenefit(best, other, wtp).IsUndecided) continue;
                yield return $"At {wtp:N0} per QALY the net benefits of '{names[best]}' and '{names[other]}' "
                    + "differ by less than Monte Carlo error: more draws may change which is best.";
            }
        }
    }
}
