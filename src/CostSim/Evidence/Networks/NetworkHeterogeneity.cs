namespace CostSim.Evidence.Networks;

/// <summary>Estimators of the τ² that all comparisons of a network share.</summary>
internal static class NetworkHeterogeneity
{
    /// <summary>Methods that have a form for networks.</summary>
    public static IReadOnlyList<PoolingMethod> Methods { get; } =
        [PoolingMethod.Fixed, PoolingMethod.DerSimonianLaird, PoolingMethod.MaximumLikelihood, PoolingMethod.RestrictedMaximumLikelihood];

    /// <summary>By moments (Jackson, White &amp; Riley 2012, Stat Med 31:3805) or by likelihood.</summary>
    public static double TauSquared(PoolingMethod method, IReadOnlyList<NetworkStudy> studies, IReadOnlyList<string> treatments)
    {
        if (method == PoolingMethod.Fixed) return 0;
        var common = new NetworkFit(studies, treatments, 0);
        if (common.DegreesOfFreedom == 0) return 0;
        var moments = Math.Max(0, (common.Q - common.DegreesOfFreedom) / common.ExpectedShare);
        return method == PoolingMethod.DerSimonianLaird ? moments : Likeliest(studies, treatments, method == PoolingMethod.RestrictedMaximumLikelihood);
    }

    /// <summary>The peak of the likelihood, by golden sections after a search of the whole range.</summary>
    private static double Likeliest(IReadOnlyList<NetworkStudy> studies, IReadOnlyList<string> treatments, bool restricted)
    {
        const int steps = 60;
        var largest = 4 * studies.SelectMany(study => study.Effects).Max(effect => effect * effect)
            + studies.Max(study => study.Arms.Skip(1).Max(arm => study.Contrast(arm, study.Arms[0])!.Value.Variance));
        var best = Enumerable.Range(0, steps + 1).MaxBy(step => Value(Grid(step)));
        var (low, high) = (Grid(Math.Max(0, best - 1)), Grid(Math.Min(steps, best + 1)));
        var ratio = (Math.Sqrt(5) - 1) / 2;
        var (a, b) = (high - ratio * (high - low), low + ratio * (high - low));
        var (atA, atB) = (Value(a), Value(b));
        while (high - low > 1e-9 * largest && a > low && b < high)
        {
            if (atA >= atB)
            {
                (high, b, atB) = (b, a, atA);
                a = high - ratio * (high - low);
                atA = Value(a);
            }
            else
            {
                (low, a, atA) = (a, b, atB);
                b = low + ratio * (high - low);
                atB = Value(b);
            }
        }
        var peak = (low + high) / 2;
        return Value(0) >= Value(peak) ? 0 : peak;

        double Grid(int step) => largest * Math.Pow((double)step / steps, 3);

        double Value(double tauSquared)
        {
            var fit = new NetworkFit(studies, treatments, tauSquared);
            return restricted ? fit.RestrictedLogLikelihood : fit.LogLikelihood;
        }
    }
}
