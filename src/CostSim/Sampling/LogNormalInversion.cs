namespace CostSim.Sampling;

/// <summary>Quantiles of <c>exp(N(meanLog, sdLog))</c>.</summary>
internal sealed class LogNormalInversion(double meanLog, double sdLog) : Inversion
{
    public override double TailQuantile(double tail, bool upper, double near = double.NaN)
    {
        var z = NormalTails.Quantile(tail);
        return Math.Exp(meanLog + sdLog * (upper ? -z : z));
    }

    public override double Tail(double x, bool upper)
    {
        var z = (Math.Log(x) - meanLog) / sdLog;
        return upper ? NormalTails.Upper(z) : NormalTails.Lower(z);
    }
}
