namespace CostSim.Evidence;

/// <summary>How studies are put together.</summary>
public enum PoolingMethod
{
    /// <summary>One true effect; each study counts by its inverse variance.</summary>
    Fixed,

    /// <summary>One true ratio; Mantel and Haenszel (1959), variance of Greenland and Robins (1985) or Robins, Breslow and Greenland (1986).</summary>
    MantelHaenszel,

    /// <summary>One true odds ratio; Yusuf, Peto et al. (1985): observed less expected events.</summary>
    Peto,

    /// <summary>Effects differ; τ² by DerSimonian and Laird (1986).</summary>
    DerSimonianLaird,

    /// <summary>Effects differ; τ² by Hedges (1983): the variance of the effects less their mean sampling variance.</summary>
    Hedges,

    /// <summary>Effects differ; τ² by Paule and Mandel (1982): where Q equals its degrees of freedom.</summary>
    PauleMandel,

    /// <summary>Effects differ; τ² of maximum likelihood.</summary>
    MaximumLikelihood,

    /// <summary>Effects differ; τ² of restricted maximum likelihood.</summary>
    RestrictedMaximumLikelihood,
}

/// <summary>How the interval of the mean effect is formed.</summary>
public enum IntervalMethod
{
    /// <summary>Normal, with the variance <c>1/Σw</c>.</summary>
    Wald,

    /// <summary>Hartung, Knapp, Sidik and Jonkman: t with k − 1 degrees of freedom and the weighted residual variance.</summary>
    HartungKnapp,

    /// <summary>The same, never narrower than <see cref="Wald"/>'s standard error (Knapp &amp; Hartung 2003; Röver, Knapp &amp; Friede 2015).</summary>
    GuardedHartungKnapp,
}

/// <summary>How the interval for the effect in a new setting is formed.</summary>
public enum PredictionMethod
{
    /// <summary>t with k − 2 degrees of freedom (Higgins, Thompson &amp; Spiegelhalter 2009, p. 145), which allows for the uncertainty of τ².</summary>
    Student,

    /// <summary>Normal, as if τ² were known.</summary>
    Normal,
}

/// <summary>The methods by the names that the command line and scenarios use.</summary>
public static class PoolingNames
{
    public static IReadOnlyDictionary<string, PoolingMethod> Methods { get; } = new Dictionary<string, PoolingMethod>(StringComparer.OrdinalIgnoreCase)
    {
        ["fixed"] = PoolingMethod.Fixed,
        ["mh"] = PoolingMethod.MantelHaenszel,
        ["peto"] = PoolingMethod.Peto,
        ["dl"] = PoolingMethod.DerSimonianLaird,
        ["he"] = PoolingMethod.Hedges,
        ["pm"] = PoolingMethod.PauleMandel,
        ["ml"] = PoolingMethod.MaximumLikelihood,
        ["reml"] = PoolingMethod.RestrictedMaximumLikelihood,
    };

    public static IReadOnlyDictionary<string, IntervalMethod> Intervals { get; } = new Dictionary<string, IntervalMethod>(StringComparer.OrdinalIgnoreCase)
    {
        ["wald"] = IntervalMethod.Wald,
        ["hksj"] = IntervalMethod.HartungKnapp,
        ["hksj-guarded"] = IntervalMethod.GuardedHartungKnapp,
    };

    public static IReadOnlyDictionary<string, PredictionMethod> Predictions { get; } = new Dictionary<string, PredictionMethod>(StringComparer.OrdinalIgnoreCase)
    {
        ["t"] = PredictionMethod.Student,
        ["normal"] = PredictionMethod.Normal,
    };

    /// <summary>Whether the method supposes one true effect.</summary>
    public static bool IsFixed(this PoolingMethod method) => method is PoolingMethod.Fixed or PoolingMethod.MantelHaenszel or PoolingMethod.Peto;

    /// <summary>The name that people type.</summary>
    public static string NameOf(PoolingMethod method) => Methods.First(pair => pair.Value == method).Key;

    /// <summary>The name that people type.</summary>
    public static string NameOf(IntervalMethod method) => Intervals.First(pair => pair.Value == method).Key;
}
