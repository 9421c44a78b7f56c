namespace CostSim.Sampling.Inversions;

/// <summary>Quantiles of Student's t, shifted and scaled, by way of the beta: <c>ν / (ν + t²)</c> is Beta(ν/2, ½), and a tail of t is half its lower tail.</summary>
internal sealed class StudentInversion(double location, double scale, double degreesOfFreedom) : Inversion
{
    private readonly BetaTails _tails = new(degreesOfFreedom / 2, 0.5);

    public override double TailQuantile(double tail, bool upper, double near = double.NaN)
    {
        var distance = Distance(tail).Value;
        return location + scale * (upper ? distance : -distance);
    }

    public override double Tail(double x, bool upper)
    {
        var z = (x - location) / scale;
        var squared = z * z;
        var half = 0.5 * _tails.Tail(degreesOfFreedom / (degreesOfFreedom + squared), squared / (degreesOfFreedom + squared), upper: false);
        return upper == z >= 0 ? half : 1 - half;
    }

    public override void Expand(double tail, double octave, bool upper, double near, Span<double> series)
    {
        // f′/f = −(ν + 1)·z / (ν + z²), and f(z) is the density of the beta's logit over |z|.
        var (distance, share, complement) = Distance(tail);
        var z = upper ? distance : -distance;
        var slope = (upper ? -octave : octave) * distance * Math.Exp(-_tails.LogDensity(share, complement));
        var denominator = degreesOfFreedom + z * z;
        PowerSeries.Pearson(
            series, scale * slope,
            -(degreesOfFreedom + 1) * z * slope / denominator, -(degreesOfFreedom + 1) * slope * slope / denominator,
            2 * z * slope / denominator, slope * slope / denominator);
        series[0] = location + scale * z;
    }

    /// <summary>How far from 0 the standard quantile lies, and the beta's value and complement there.</summary>
    private (double Value, double Share, double Complement) Distance(double tail)
    {
        if (tail == 0.5) return (0, 1, 0);
        // Of the beta's two tails the smaller one keeps its digits: 1 − 2·tail is exact from ¼ on.
        var (share, complement) = tail < 0.25 ? _tails.Quantile(2 * tail, upper: false) : _tails.Quantile(1 - 2 * tail, upper: true);
        return (Math.Sqrt(degreesOfFreedom * (complement / share)), share, complement);
    }
}
