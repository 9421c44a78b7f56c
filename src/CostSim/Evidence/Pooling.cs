using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>How to pool; the defaults are those that reviews of methods recommend (Langan et al. 2019; IntHout et al. 2014).</summary>
public sealed record PoolingOptions
{
    public PoolingMethod Method { get; init; } = PoolingMethod.RestrictedMaximumLikelihood;

    public IntervalMethod Interval { get; init; } = IntervalMethod.HartungKnapp;

    public PredictionMethod Prediction { get; init; } = PredictionMethod.Student;

    /// <summary>What the effects are; decides between the two kinds of ratio for Mantel-Haenszel.</summary>
    public EffectMeasure Measure { get; init; } = EffectMeasure.MeanDifference;
}

/// <summary>Puts the effects of several studies together.</summary>
public static class Pooling
{
    /// <summary>Why these studies cannot be pooled in this way, or null.</summary>
    public static string? WhyNot(IReadOnlyList<Study> studies, PoolingOptions options) => options switch
    {
        _ when studies.Count == 0 => "there is no study",
        { Interval: not IntervalMethod.Wald } when studies.Count == 1 => $"the interval '{PoolingNames.NameOf(options.Interval)}' needs two studies or more; 'wald' takes one as it is",
        { Method: PoolingMethod.MantelHaenszel or PoolingMethod.Peto } when studies.Any(study => study.Counts is null) => $"the method '{PoolingNames.NameOf(options.Method)}' needs events and totals of every study",
        { Method: PoolingMethod.MantelHaenszel, Measure: not (EffectMeasure.LogRiskRatio or EffectMeasure.LogOddsRatio) } => "the method 'mh' pools risk ratios (rr) and odds ratios (or)",
        { Method: PoolingMethod.Peto, Measure: not EffectMeasure.LogOddsRatio } => "the method 'peto' pools odds ratios (or)",
        { Method: PoolingMethod.MantelHaenszel or PoolingMethod.Peto, Interval: not IntervalMethod.Wald } => $"the method '{PoolingNames.NameOf(options.Method)}' has the interval 'wald' only",
        { Method: PoolingMethod.MantelHaenszel or PoolingMethod.Peto } when studies.Sum(study => study.Counts!.Events) == 0 || studies.Sum(study => study.Counts!.ControlEvents) == 0 => "an arm has no event in any study",
        { Method: PoolingMethod.MantelHaenszel or PoolingMethod.Peto } when studies.Sum(study => study.Counts!.NonEvents) == 0 || studies.Sum(study => study.Counts!.ControlNonEvents) == 0 => "an arm has nothing but events in every study",
        _ => null,
    };

    /// <summary>Pools.</summary>
    /// <exception cref="ArgumentException"><see cref="WhyNot"/> has a reason, or a standard error is not above 0.</exception>
    public static PooledEffect Pool(IReadOnlyList<Study> studies, PoolingOptions options)
    {
        if (WhyNot(studies, options) is { } reason) throw new ArgumentException(reason, nameof(studies));
        if (studies.FirstOrDefault(study => study.StandardError is not (> 0 and < double.PositiveInfinity) || !double.IsFinite(study.Effect)) is { } wrong)
            throw new ArgumentException($"'{wrong.Name}' has the effect {wrong.Effect} and the standard error {wrong.StandardError}; both must be finite, the second above 0.", nameof(studies));

        if (options.Method is PoolingMethod.MantelHaenszel or PoolingMethod.Peto) return CountPooling.Pool(studies, options);
        double[] effects = [.. studies.Select(study => study.Effect)];
        double[] variances = [.. studies.Select(study => study.Variance)];
        var tauSquared = options.Method == PoolingMethod.Fixed || studies.Count == 1 ? 0 : Heterogeneity.TauSquared(options.Method, effects, variances);
        var at = new WeightedMean(effects, variances, tauSquared);
        var wald = 1 / Math.Sqrt(at.SumOfWeights);
        var (mean, sum, q) = (at.Mean, at.SumOfWeights, at.Q);
        return Describe(studies, options, mean, wald, AdjustedError(options.Interval, wald, q, studies.Count), tauSquared, [.. variances.Select(v => 1 / (v + tauSquared) / sum)]);
    }

    /// <summary>Everything that follows from the mean, its standard errors and τ².</summary>
    internal static PooledEffect Describe(IReadOnlyList<Study> studies, PoolingOptions options, double estimate, double wald, double standardError, double tauSquared, IReadOnlyList<double> weights)
    {
        double[] effects = [.. studies.Select(study => study.Effect)];
        double[] variances = [.. studies.Select(study => study.Variance)];
        var degrees = studies.Count - 1;
        var at = new WeightedMean(effects, variances, 0);
        var q = degrees == 0 ? 0
            : options.Method == PoolingMethod.Peto ? CountPooling.PetoQ(studies, estimate)
            : options.Method == PoolingMethod.MantelHaenszel ? DeviationsFrom(estimate, studies)
            : at.Q;
        var typical = degrees == 0 ? variances[0] : degrees * at.SumOfWeights / (2 * at.ProductsOfWeights);
        double? freedom = options.Interval == IntervalMethod.Wald ? null : degrees;
        var halfWidth = TestStatistics.HalfWidthOf95(freedom) * standardError;
        var predicts = !options.Method.IsFixed() && (options.Prediction == PredictionMethod.Normal ? degrees >= 1 : degrees >= 2);
        double? predictionFreedom = predicts && options.Prediction == PredictionMethod.Student ? degrees - 1 : null;
        var reach = TestStatistics.HalfWidthOf95(predictionFreedom) * Math.Sqrt(tauSquared + wald * wald);
        return new PooledEffect
        {
            Studies = studies,
            Method = options.Method,
            IntervalMethod = options.Interval,
            Estimate = estimate,
            StandardError = standardError,
            WaldStandardError = wald,
            DegreesOfFreedom = freedom,
            Interval = new Interval95(estimate - halfWidth, estimate + halfWidth),
            PredictionInterval = predicts ? new Interval95(estimate - reach, estimate + reach) : null,
            PredictionDegreesOfFreedom = predictionFreedom,
            TauSquared = tauSquared,
            TauSquaredInterval = !options.Method.IsFixed() && Heterogeneity.ProfileInterval(effects, variances) is { } profile ? new Interval95(profile.Lower, profile.Upper) : null,
            Q = q,
            P = TestStatistics.ChiSquaredTail(q, degrees),
            ISquared = tauSquared / (tauSquared + typical),
            ISquaredOfQ = q > degrees ? (q - degrees) / q : 0,
            HSquared = (tauSquared + typical) / typical,
            Weights = weights,
        };
    }

    /// <summary>Hartung &amp; Knapp (2001), Sidik &amp; Jonkman (2002): the standard error times <c>√(Σw(y − μ)² / (k − 1))</c>.</summary>
    private static double AdjustedError(IntervalMethod interval, double wald, double residual, int studies) => interval switch
    {
        IntervalMethod.Wald => wald,
        IntervalMethod.HartungKnapp => wald * Math.Sqrt(residual / (studies - 1)),
        _ => wald * Math.Sqrt(Math.Max(1, residual / (studies - 1))),
    };

    private static double DeviationsFrom(double estimate, IReadOnlyList<Study> studies) =>
        studies.Sum(study => (study.Effect - estimate) * (study.Effect - estimate) / study.Variance);
}
