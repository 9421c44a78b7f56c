namespace CostSim.Evidence;

/// <summary>A sceptic's prior: before the studies, effects of this kind are near a value, mostly none.</summary>
/// <remarks>
/// Normal prior and normal estimate: the mean of what is known afterwards lies between the two by their precisions, and its standard error is
/// <c>1/√(1/se² + 1/prior²)</c> (Spiegelhalter, Freedman &amp; Parmar 1994, JRSS A 157:357).
/// </remarks>
/// <param name="PriorMean">Where the sceptic expects the effect; on the scale of the pooled effect.</param>
/// <param name="PriorStandardError">How far from there the sceptic thinks effects lie; above 0.</param>
public sealed record Discount(double PriorMean, double PriorStandardError)
{
    /// <summary>How much of the estimate's distance from the prior mean is kept: 0 to 1.</summary>
    public double Kept(double standardError)
    {
        var (prior, own) = (PriorStandardError * PriorStandardError, standardError * standardError);
        return prior / (prior + own);
    }

    /// <summary>The estimate and its standard error after the prior.</summary>
    public (double Estimate, double StandardError) Apply(double estimate, double standardError)
    {
        var kept = Kept(standardError);
        return (PriorMean + kept * (estimate - PriorMean), Math.Sqrt(kept) * standardError);
    }
}
