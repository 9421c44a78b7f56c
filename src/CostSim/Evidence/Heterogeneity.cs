namespace CostSim.Evidence;

/// <summary>Estimators of τ², the variance of true effects between studies.</summary>
/// <remarks>Reviewed and compared by Veroniki et al. (2016), Res Synth Methods 7:55.</remarks>
public static class Heterogeneity
{
    /// <summary>τ², 0 or above.</summary>
    /// <param name="method">One that supposes differing effects.</param>
    /// <param name="effects">One per study, two or more.</param>
    /// <param name="variances">Sampling variances, above 0; as many.</param>
    /// <exception cref="ArgumentException">Fewer than two studies, or a method that has no τ².</exception>
    public static double TauSquared(PoolingMethod method, ReadOnlySpan<double> effects, ReadOnlySpan<double> variances)
    {
        if (effects.Length < 2 || effects.Length != variances.Length) throw new ArgumentException("τ² needs two studies or more, each with a variance.", nameof(effects));
        return method switch
        {
            PoolingMethod.DerSimonianLaird => DerSimonianLaird(effects, variances),
            PoolingMethod.Hedges => Hedges(effects, variances),
            PoolingMethod.PauleMandel => WhereQIs(effects.Length - 1, effects, variances),
            PoolingMethod.MaximumLikelihood => MaximumLikelihood(effects, variances, restricted: false),
            PoolingMethod.RestrictedMaximumLikelihood => MaximumLikelihood(effects, variances, restricted: true),
            _ => throw new ArgumentException($"{method} supposes one true effect and has no τ².", nameof(method)),
        };
    }

    /// <summary>The 95% interval of τ² by Q-profiling: the values at which Q is the 0.975 and the 0.025 quantile of χ² with k − 1 degrees of freedom.</summary>
    /// <remarks>Viechtbauer (2007), Stat Med 26:37, section 3.6.</remarks>
    /// <returns>Null where the studies agree better than 97.5% of such sets would with τ² = 0, so that no value is inside.</returns>
    public static (double Lower, double Upper)? ProfileInterval(ReadOnlySpan<double> effects, ReadOnlySpan<double> variances)
    {
        var degrees = effects.Length - 1;
        if (degrees < 1) return null;
        var few = TestStatistics.ChiSquaredQuantile(0.975, degrees);
        if (new WeightedMean(effects, variances, 0).Q < few) return null;
        return (WhereQIs(TestStatistics.ChiSquaredQuantile(0.025, degrees), effects, variances), WhereQIs(few, effects, variances));
    }

    private static double DerSimonianLaird(ReadOnlySpan<double> effects, ReadOnlySpan<double> variances)
    {
        var at = new WeightedMean(effects, variances, 0);
        return Math.Max(0, (at.Q - (effects.Length - 1)) / (2 * at.ProductsOfWeights / at.SumOfWeights));
    }

    private static double Hedges(ReadOnlySpan<double> effects, ReadOnlySpan<double> variances)
    {
        var (mean, squares, variance) = (0.0, 0.0, 0.0);
        foreach (var effect in effects) mean += effect / effects.Length;
        foreach (var effect in effects) squares += (effect - mean) * (effect - mean);
        foreach (var v in variances) variance += v / variances.Length;
        return Math.Max(0, squares / (effects.Length - 1) - variance);
    }

    /// <summary>The τ² at which Q has a given value, 0 where it is below that from the start; Q falls as τ² grows.</summary>
    private static double WhereQIs(double target, ReadOnlySpan<double> effects, ReadOnlySpan<double> variances)
    {
        if (new WeightedMean(effects, variances, 0).Q <= target) return 0;
        var (low, high) = (0.0, LargestTauSquared(effects, variances));
        while (new WeightedMean(effects, variances, high).Q > target) (low, high) = (high, 2 * high);
        return Bisection.Of(new QRoot(effects, variances, target), low, high);
    }

    /// <summary>The highest peak of the likelihood: it may have several, so all of the range is searched before the best is refined by the slope's root.</summary>
    private static double MaximumLikelihood(ReadOnlySpan<double> effects, ReadOnlySpan<double> variances, bool restricted)
    {
        const int steps = 400;
        var largest = LargestTauSquared(effects, variances);
        var (best, bestValue) = (0, LogLikelihood(0, effects, variances, restricted));
        for (var s = 1; s <= steps; s++)
        {
            var value = LogLikelihood(Grid(s, largest), effects, variances, restricted);
            if (value > bestValue) (best, bestValue) = (s, value);
        }
        var score = new ScoreRoot(effects, variances, restricted);
        var (low, high) = (Grid(best - 1, largest), Grid(best + 1, largest));
        // At the edge of the range the likelihood falls from 0 on; else the slope changes its sign round the best point.
        return score.IsAbove(low) ? Bisection.Of(score, low, high) : 0;

        // Points lie closer towards 0, where likelihoods turn faster.
        static double Grid(int step, double largest) => step <= 0 ? 0 : largest * Math.Pow((double)step / steps, 3);
    }

    private static double LogLikelihood(double tauSquared, ReadOnlySpan<double> effects, ReadOnlySpan<double> variances, bool restricted)
    {
        var at = new WeightedMean(effects, variances, tauSquared);
        return restricted ? at.RestrictedLogLikelihood : at.LogLikelihood;
    }

    /// <summary>A τ² that no likelihood peaks beyond: with it, every squared deviation is less than a variance.</summary>
    private static double LargestTauSquared(ReadOnlySpan<double> effects, ReadOnlySpan<double> variances)
    {
        var (least, most, variance) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        foreach (var effect in effects) (least, most) = (Math.Min(least, effect), Math.Max(most, effect));
        foreach (var v in variances) variance = Math.Max(variance, v);
        return 2 * (most - least) * (most - least) + variance;
    }

    private readonly ref struct QRoot(ReadOnlySpan<double> effects, ReadOnlySpan<double> variances, double target) : IFalling
    {
        private readonly ReadOnlySpan<double> _effects = effects;
        private readonly ReadOnlySpan<double> _variances = variances;

        public bool IsAbove(double x) => new WeightedMean(_effects, _variances, x).Q > target;
    }

    /// <summary>The slope of the log-likelihood over τ², doubled: <c>Σw²(y − μ)² − Σw</c>, restricted <c>+ Σw²/Σw</c>.</summary>
    private readonly ref struct ScoreRoot(ReadOnlySpan<double> effects, ReadOnlySpan<double> variances, bool restricted) : IFalling
    {
        private readonly ReadOnlySpan<double> _effects = effects;
        private readonly ReadOnlySpan<double> _variances = variances;

        public bool IsAbove(double x)
        {
            var at = new WeightedMean(_effects, _variances, x);
            return at.SquaredWeightedResiduals - at.SumOfWeights + (restricted ? at.SumOfSquaredWeights / at.SumOfWeights : 0) > 0;
        }
    }
}
