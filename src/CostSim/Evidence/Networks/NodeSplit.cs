namespace CostSim.Evidence.Networks;

/// <summary>What studies of a comparison say, against what the rest of the network says of it.</summary>
/// <param name="Direct">From the studies that hold both treatments.</param>
/// <param name="Indirect">From the network without those studies; null where it does not connect the two.</param>
/// <param name="P">The probability of such a difference by chance, two-sided; null without indirect evidence.</param>
public sealed record NodeSplit(NetworkEffect Direct, NetworkEffect? Indirect, double? P)
{
    /// <summary>Direct less indirect.</summary>
    public double? Difference => Indirect is null ? null : Direct.Estimate - Indirect.Estimate;

    /// <summary>Every comparison that some study makes, with the τ² of the whole network.</summary>
    /// <remarks>
    /// Separates direct from indirect design evidence (SIDDE: Efthimiou et al. 2019, Stat Med 38:2992): studies of several arms count for the
    /// direct side as a whole, so the two sides share no patient. Compare Dias et al. (2010), Stat Med 29:932.
    /// </remarks>
    public static IReadOnlyList<NodeSplit> Of(NetworkMetaAnalysis network)
    {
        var splits = new List<NodeSplit>();
        for (var a = 0; a < network.Treatments.Count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                if (Split(network, network.Treatments[a], network.Treatments[b]) is { } split) splits.Add(split);
            }
        }
        return splits;
    }

    private static NodeSplit? Split(NetworkMetaAnalysis network, string treatment, string control)
    {
        var contrasts = network.Networked.Select(study => study.Contrast(treatment, control)).OfType<(double Effect, double Variance)>().ToArray();
        if (contrasts.Length == 0) return null;
        var sum = contrasts.Sum(contrast => 1 / (contrast.Variance + network.TauSquared));
        var direct = new NetworkEffect(treatment, control, contrasts.Sum(contrast => contrast.Effect / (contrast.Variance + network.TauSquared)) / sum, 1 / Math.Sqrt(sum));

        var others = network.Networked.Where(study => study.Contrast(treatment, control) is null).ToArray();
        var piece = NetworkDesigns.Pieces(others).FirstOrDefault(piece => piece.Contains(treatment) && piece.Contains(control));
        if (piece is null) return new NodeSplit(direct, null, null);
        NetworkStudy[] connected = [.. others.Where(study => piece.Contains(study.Arms[0]))];
        var fit = new NetworkFit(connected, [control, .. piece.Where(name => name != control)], network.TauSquared);
        var place = piece.Where(name => name != control).TakeWhile(name => name != treatment).Count();
        var indirect = new NetworkEffect(treatment, control, fit.Effects[place], Math.Sqrt(fit.Covariance[place, place]));
        var error = Math.Sqrt(direct.StandardError * direct.StandardError + indirect.StandardError * indirect.StandardError);
        return new NodeSplit(direct, indirect, TestStatistics.TwoSidedNormal((direct.Estimate - indirect.Estimate) / error));
    }
}
