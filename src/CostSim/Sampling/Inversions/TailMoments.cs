namespace CostSim.Sampling.Inversions;

/// <summary>Mean and standard deviation from the quantile function, for distributions without a closed form.</summary>
/// <remarks>
/// <c>E[g(X)] = ∫ g(Q(u)) du</c>, each half by the double-exponential rule (Takahasi &amp; Mori 1974), which does not mind that quantiles go to
/// infinity at an end: with <c>t = ½ / (1 + exp(−π·sinh s))</c> the trapezoidal rule in s converges exponentially.
/// </remarks>
internal static class TailMoments
{
    private const double Step = 1.0 / 32;
    private const double End = 6;

    /// <param name="quantile">The value beyond which, upwards if the second is true, lies a probability up to ½.</param>
    public static (double Mean, double StandardDeviation) Of(Func<double, bool, double> quantile)
    {
        // About the median, so that squares of what all values have in common do not cancel.
        var centre = quantile(0.5, false);
        var (mass, sum, squares) = (0.0, 0.0, 0.0);
        for (var s = -End; s <= End; s += Step)
        {
            var e = Math.Exp(-Math.PI * Math.Sinh(s));
            var tail = 0.5 / (1 + e);
            var weight = Math.PI * Math.Cosh(s) * tail * (e / (1 + e)) * Step;
            if (tail == 0 || weight == 0) continue;
            foreach (var upper in (ReadOnlySpan<bool>)[false, true])
            {
                var distance = quantile(tail, upper) - centre;
                mass += weight;
                sum += weight * distance;
                squares += weight * distance * distance;
            }
        }
        var mean = sum / mass;
        return (centre + mean, Math.Sqrt(squares / mass - mean * mean));
    }
}
