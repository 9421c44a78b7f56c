using CostSim.Outcomes;

namespace CostSim.Analysis;

/// <summary>Says where a conclusion hangs on too few draws, or on rounding.</summary>
/// <remarks>Each difference is judged alone, at the ICERs that were estimated. More draws settle it; better evidence is another matter (EVPI).</remarks>
internal static class PrecisionWarnings
{
    private const int FewestDraws = 1_000;

    /// <summary>Nothing in health differs by so little; two ways of adding up the same outcomes do.</summary>
    private const double RelativeRounding = 1e-12;

    /// <param name="frontier">Of the mean outcomes of <paramref name="outcomes"/>.</param>
    public static IReadOnlyList<string> For(OutcomeTable outcomes, IReadOnlyList<FrontierEntry> frontier, AcceptabilityCurves atThresholds)
    {
        var warnings = new List<string>();
        if (outcomes.Draws < FewestDraws)
            warnings.Add($"There are {outcomes.Draws} draws: with fewer than {FewestDraws:N0}, intervals, acceptability curves and EVPI are rough.");
        warnings.AddRange(Twins(outcomes));
        warnings.AddRange(RoundingOnly(frontier));
        warnings.AddRange(UndecidedThresholds(outcomes, atThresholds));
        warnings.AddRange(new UndecidedFrontier(outcomes, frontier).Warnings);
        return warnings;
    }

    /// <summary>Whether two strategies cannot be told apart in any draw.</summary>
    internal static bool AreTwins(OutcomeTable outcomes, int first, int second) =>
        outcomes[first, OutcomeTable.Cost].SequenceEqual(outcomes[second, OutcomeTable.Cost])
        && outcomes[first, OutcomeTable.Qaly].SequenceEqual(outcomes[second, OutcomeTable.Qaly]);

    private static IEnumerable<string> Twins(OutcomeTable outcomes)
    {
        for (var second = 1; second < outcomes.Strategies.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (!AreTwins(outcomes, first, second)) continue;
                yield return $"'{outcomes.Strategies[first]}' and '{outcomes.Strategies[second]}' have the same cost and QALYs in every draw: "
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

    private static IEnumerable<string> UndecidedThresholds(OutcomeTable outcomes, AcceptabilityCurves atThresholds)
    {
        for (var k = 0; k < atThresholds.WillingnessToPay.Length; k++)
        {
            var (wtp, best) = (atThresholds.WillingnessToPay[k], atThresholds.Best[k]);
            for (var other = 0; other < outcomes.Strategies.Count; other++)
            {
                if (other == best || !PairedDifference.OfNetBenefit(outcomes, best, other, wtp).IsUndecided) continue;
                yield return $"At {wtp:N0} per QALY the net benefits of '{outcomes.Strategies[best]}' and '{outcomes.Strategies[other]}' "
                    + "differ by less than Monte Carlo error: more draws may change which is best.";
            }
        }
    }
}
