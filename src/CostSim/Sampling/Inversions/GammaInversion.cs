namespace CostSim.Sampling.Inversions;

/// <summary>Quantiles of <c>scale·Gamma(shape)</c>.</summary>
internal sealed class GammaInversion(double shape, double scale) : Inversion
{
    private readonly GammaTails _tails = new(shape);

    public override double TailQuantile(double tail, bool upper, double near = double.NaN)
    {
        var guess = Math.Log(near / scale);
        return scale * (double.IsFinite(guess) ? _tails.Quantile(tail, upper, guess) : _tails.Quantile(tail, upper));
    }

    public override void Expand(double tail, double octave, bool upper, double near, Span<double> series)
    {
        series[0] = TailQuantile(tail, upper, near);
        // f′/f = (shape − 1 − x) / x
        var x = series[0] / scale;
        var relativeSlope = (upper ? -octave : octave) * Math.Exp(-_tails.LogDensity(x));
        PowerSeries.Pearson(
            series, series[0] * relativeSlope, (shape - 1 - x) * relativeSlope, -x * relativeSlope * relativeSlope, relativeSlope, 0);
    }

    public override double Tail(double x, bool upper) => _tails.Tail(x / scale, upper);

    /// <summary>The logarithm, without the scale.</summary>
    public override double ScaledQuantile(double tail, bool upper) => _tails.LogQuantile(tail, upper);

    public override void FromScale(Span<double> values) => LogScale.Exponential(values, scale);

    /// <summary>The logarithm of a quantile: a small shape's may lie far below the smallest number.</summary>
    /// <param name="uniform">Above 0, below 1.</param>
    public double LogQuantile(double uniform) =>
        Math.Log(scale) + (uniform < 0.5 ? _tails.LogQuantile(uniform, upper: false) : _tails.LogQuantile(1 - uniform, upper: true));
}
