using CostSim.Evidence.Studies;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;

namespace CostSim.Evidence;

/// <summary>What a parameter stands for.</summary>
public enum EvidenceUse
{
    /// <summary>The mean effect over settings like those of the studies.</summary>
    Mean,

    /// <summary>The effect in one new setting: the mean, and how settings differ.</summary>
    Predictive,
}

/// <summary>How a pooled effect becomes a parameter.</summary>
public sealed record EvidenceUsage
{
    public EvidenceUse Use { get; init; } = EvidenceUse.Mean;

    /// <summary>A sceptic's prior on the mean effect; null for none.</summary>
    public Discount? Discount { get; init; }

    /// <summary>Outcome units in one standard deviation, by which a standardised difference is turned into them; null leaves effects as they are.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>Whether a logarithm of a ratio stays one; else the parameter is the ratio.</summary>
    public bool KeepsLogarithm { get; init; }
}

/// <summary>Turns a pooled effect into the distribution that a probabilistic analysis draws from.</summary>
public static class EvidenceDistribution
{
    /// <summary>The distribution, or why there is none.</summary>
    /// <remarks>
    /// The mean is normal with the Wald interval, else t with k − 1 degrees of freedom. The predictive distribution is t with k − 2 degrees of
    /// freedom and scale <c>√(τ² + se²)</c> (Higgins, Thompson &amp; Spiegelhalter 2009): the t allows for the uncertainty of τ². A ratio is lognormal.
    /// </remarks>
    public static (Distribution? Distribution, string? WhyNot) Of(PooledEffect pooled, EffectMeasure measure, EvidenceUsage usage)
    {
        if (WhyNot(pooled, measure, usage) is { } reason) return (null, reason);
        var predictive = usage.Use == EvidenceUse.Predictive;
        var (location, error) = (pooled.Estimate, predictive ? pooled.WaldStandardError : pooled.StandardError);
        if (usage.Discount is { } discount) (location, error) = discount.Apply(location, error);
        var scale = predictive ? Math.Sqrt(pooled.TauSquared + error * error) : error;
        if (usage.StandardDeviation is { } units) (location, scale) = (units * location, units * scale);
        var freedom = predictive ? pooled.PredictionDegreesOfFreedom : pooled.DegreesOfFreedom;
        try
        {
            Distribution distribution = freedom is { } df ? new StudentTDistribution(location, scale, df)
                : measure.IsRatio() && !usage.KeepsLogarithm ? new LogNormalDistribution(location, scale)
                : new NormalDistribution(location, scale);
            return (distribution, null);
        }
        catch (DistributionException wrong)
        {
            return (null, wrong.Message.TrimEnd('.'));
        }
    }

    private static string? WhyNot(PooledEffect pooled, EffectMeasure measure, EvidenceUsage usage)
    {
        var predictive = usage.Use == EvidenceUse.Predictive;
        if (usage.StandardDeviation is not null && measure != EffectMeasure.StandardisedMeanDifference)
            return $"'sd' turns standardised differences into outcome units; this is a {measure.InWords()}";
        if (usage.KeepsLogarithm && !measure.IsRatio()) return $"'scale: log' is for ratios; this is a {measure.InWords()}";
        if (predictive && pooled.Method.IsFixed()) return $"the method '{PoolingNames.NameOf(pooled.Method)}' supposes one true effect, so there is none to predict for a new setting; 'use: mean', or a method of random effects";
        if (predictive && pooled.PredictionInterval is null) return $"{Studies(pooled)}: too few to predict the effect in a new setting";
        var freedom = predictive ? pooled.PredictionDegreesOfFreedom : pooled.DegreesOfFreedom;
        if (freedom is not { } df) return null;
        if (df <= 2) return $"{Studies(pooled)} leave a t with {df} degrees of freedom, whose spread is infinite; {(predictive ? "'prediction: normal'" : "'interval: wald'")}, or more studies";
        return measure.IsRatio() && !usage.KeepsLogarithm
            ? $"a ratio whose logarithm is t has no mean; {(predictive ? "'prediction: normal'" : "'interval: wald'")}, or 'scale: log' with exp() in the model"
            : null;
    }

    private static string Studies(PooledEffect pooled) => pooled.Count == 1 ? "1 study" : $"{pooled.Count} studies";
}
