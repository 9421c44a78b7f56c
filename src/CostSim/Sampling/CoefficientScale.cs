namespace CostSim.Sampling;

/// <summary>On which scale a number is normal.</summary>
public enum CoefficientScale
{
    /// <summary>Its own.</summary>
    Identity,

    /// <summary>Its logarithm: rates, shapes of survival curves, ratios.</summary>
    Log,

    /// <summary>The logarithm of its odds: probabilities, utilities.</summary>
    Logit,
}
