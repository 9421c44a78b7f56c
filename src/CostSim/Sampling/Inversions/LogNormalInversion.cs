namespace CostSim.Sampling.Inversions;

/// <summary>Quantiles of <c>exp(N(meanLog, sdLog))</c>.</summary>
internal sealed class LogNormalInversion(double meanLog, double sdLog) : Inversion
{
    public override double TailQuantile(double tail, bool upper, double near = double.NaN)
    {
        var z = NormalTails.Quantile(tail);
        return Math.Exp(meanLog + sdLog * (upper ? -z : z));
    }

    public override void Expand(double tail, double octave, bool upper, double near, Span<double> series)
    {
        var z = upper ? -NormalTails.Quantile(tail) : NormalTails.Quantile(tail);
        var slope = (upper ? -octave : octave) / NormalTails.Density(z);
        PowerSeries.Pearson(series, sdLog * slope, -z * slope, -slope * slope, 0, 0);
        PowerSeries.Exponential(series, Math.Exp(meanLog + sdLog * z));
    }

    public override double Tail(double x, bool upper)
    {
        var z = (Math.Log(x) - meanLog) / sdLog;
        return upper ? NormalTails.Upper(z) : NormalTails.Lower(z);
    }
}
