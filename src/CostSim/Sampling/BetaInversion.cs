namespace CostSim.Sampling;

/// <summary>Quantiles of <c>min + (max − min)·Beta(α, β)</c>.</summary>
internal sealed class BetaInversion(double alpha, double beta, double min, double max) : Inversion
{
    private readonly BetaTails _tails = new(alpha, beta);
    private readonly double _width = max - min;

    public override double TailQuantile(double tail, bool upper, double near = double.NaN)
    {
        var (share, complement) = Share(tail, upper, near);
        return share < 0.5 ? min + _width * share : max - _width * complement;
    }

    public override double Tail(double x, bool upper) => _tails.Tail((x - min) / _width, (max - x) / _width, upper);

    private (double Share, double Complement) Share(double tail, bool upper, double near)
    {
        var logit = Math.Log((near - min) / (max - near));
        return double.IsFinite(logit) ? _tails.Quantile(tail, upper, logit) : _tails.Quantile(tail, upper);
    }
}
