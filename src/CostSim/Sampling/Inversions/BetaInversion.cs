namespace CostSim.Sampling.Inversions;

/// <summary>Quantiles of <c>min + (max − min)·Beta(α, β)</c>.</summary>
internal sealed class BetaInversion(double alpha, double beta, double min, double max) : Inversion
{
    private readonly BetaTails _tails = new(alpha, beta);
    private readonly double _width = max - min;

    public override double TailQuantile(double tail, bool upper, double near = double.NaN)
    {
        var (share, complement) = Share(tail, upper, near);
        return Value(share, complement);
    }

    public override double Tail(double x, bool upper) => _tails.Tail((x - min) / _width, (max - x) / _width, upper);

    public override void Expand(double tail, double octave, bool upper, double near, Span<double> series)
    {
        var (share, complement) = Share(tail, upper, near);
        // f′/f = ((α − 1)·(1 − x) − (β − 1)·x) / (x·(1 − x)); density and product are of x, the slope of x over r.
        var product = share * complement;
        var relativeSlope = (upper ? -octave : octave) * Math.Exp(-_tails.LogDensity(share, complement));
        var slope = relativeSlope * product;
        PowerSeries.Pearson(
            series, _width * slope,
            ((alpha - 1) * complement - (beta - 1) * share) * relativeSlope, -(alpha + beta - 2) * slope * relativeSlope,
            (complement - share) * relativeSlope, -slope * relativeSlope);
        series[0] = Value(share, complement);
    }

    /// <summary>The logit, whose tails are nearly straight in the logarithm of their probability.</summary>
    public override double ScaledQuantile(double tail, bool upper) => _tails.LogitQuantile(tail, upper);

    public override void FromScale(Span<double> values) => LogScale.Logistic(values, min, max);

    private double Value(double share, double complement) => share < 0.5 ? min + _width * share : max - _width * complement;

    private (double Share, double Complement) Share(double tail, bool upper, double near)
    {
        var logit = Math.Log((near - min) / (max - near));
        return double.IsFinite(logit) ? _tails.Quantile(tail, upper, logit) : _tails.Quantile(tail, upper);
    }
}
