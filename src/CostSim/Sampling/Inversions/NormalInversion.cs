namespace CostSim.Sampling.Inversions;

/// <summary>Quantiles of a normal distribution, whole or cut off at one or both ends.</summary>
internal sealed class NormalInversion : Inversion
{
    private readonly double _mean;
    private readonly double _standardDeviation;
    private readonly double _lower;
    private readonly double _upper;
    private readonly double _standardLower;
    private readonly double _standardUpper;

    /// <param name="mean">Of the parent, before it is cut.</param>
    /// <param name="standardDeviation">Of the parent.</param>
    /// <param name="lower">Where it is cut; −∞ for nowhere.</param>
    /// <param name="upper">Where it is cut; +∞ for nowhere.</param>
    public NormalInversion(double mean, double standardDeviation, double lower, double upper)
    {
        (_mean, _standardDeviation, _lower, _upper) = (mean, standardDeviation, lower, upper);
        (_standardLower, _standardUpper) = ((lower - mean) / standardDeviation, (upper - mean) / standardDeviation);
        Mass = NormalTails.Between(_standardLower, _standardUpper);
    }

    /// <summary>The parent's probability between the cuts.</summary>
    public double Mass { get; }

    public override double TailQuantile(double tail, bool upper, double near = double.NaN)
    {
        var value = _mean + _standardDeviation * StandardQuantile(tail, upper);
        // Rounding alone can pass a cut.
        return Math.Min(Math.Max(value, _lower), _upper);
    }

    public override void Expand(double tail, double octave, bool upper, double near, Span<double> series)
    {
        // f′/f = −z
        var z = StandardQuantile(tail, upper);
        var slope = (upper ? -octave : octave) * Mass / NormalTails.Density(z);
        PowerSeries.Pearson(series, _standardDeviation * slope, -z * slope, -slope * slope, 0, 0);
        series[0] = _mean + _standardDeviation * z;
    }

    public override double Tail(double x, bool upper)
    {
        var z = (x - _mean) / _standardDeviation;
        return (upper ? NormalTails.Between(z, _standardUpper) : NormalTails.Between(_standardLower, z)) / Mass;
    }

    private double StandardQuantile(double tail, bool upper)
    {
        // The parent's probability below the value, and that above it, are averages of those at the cuts: sums of positive terms.
        var (towardsLower, towardsUpper) = upper ? (tail, 1 - tail) : (1 - tail, tail);
        var below = towardsLower * NormalTails.Lower(_standardLower) + towardsUpper * NormalTails.Lower(_standardUpper);
        var z = below <= 0.5 ? NormalTails.Quantile(below)
            : -NormalTails.Quantile(towardsLower * NormalTails.Upper(_standardLower) + towardsUpper * NormalTails.Upper(_standardUpper));
        if (_standardUpper - _standardLower >= NormalTails.Narrow) return z;

        // Between cuts that are close together the average keeps fewer digits than the interval has.
        for (var i = 0; i < 2; i++)
        {
            z = Math.Min(Math.Max(z, _standardLower), _standardUpper);
            z += upper
                ? (NormalTails.Between(z, _standardUpper) - tail * Mass) / NormalTails.Density(z)
                : (tail * Mass - NormalTails.Between(_standardLower, z)) / NormalTails.Density(z);
        }
        return z;
    }
}
