namespace CostSim.Sampling.Inversions;

/// <summary>Power series of quantile functions, coefficient by coefficient.</summary>
internal static class PowerSeries
{
    private const int MostTerms = 16;

    /// <summary>
    /// The series of x(t) where <c>dx/dt = c/f(x)</c> and the density f is Pearson's: <c>f′/f = N(x)/D(x)</c>, N linear, D quadratic. With
    /// <c>y = dx/dt</c> the equation is <c>D·y′ = −N·y²</c>; each order follows from those below it.
    /// </summary>
    /// <param name="series">Coefficient 0 is left alone; the others are set.</param>
    /// <param name="slope">dx/dt at the start.</param>
    /// <param name="numerator">N at the start, times slope / D.</param>
    /// <param name="numeratorSlope">N′, times slope² / D.</param>
    /// <param name="denominatorSlope">D′ at the start, times slope / D.</param>
    /// <param name="denominatorBend">D″/2, times slope² / D.</param>
    public static void Pearson(
        Span<double> series, double slope, double numerator, double numeratorSlope, double denominatorSlope, double denominatorBend)
    {
        // In units of the slope: h(t) = (x − x₀)/slope, w = h′, their squares.
        Span<double> h = stackalloc double[MostTerms];
        Span<double> w = stackalloc double[MostTerms];
        Span<double> hSquared = stackalloc double[MostTerms];
        Span<double> wSquared = stackalloc double[MostTerms];
        (h[0], w[0]) = (0, 1);
        for (var k = 0; k < series.Length - 1; k++)
        {
            h[k + 1] = w[k] / (k + 1);
            series[k + 1] = slope * h[k + 1];
            (hSquared[k], wSquared[k]) = (Product(h, h, k), Product(w, w, k));
            var sum = numerator * wSquared[k];
            for (var j = 1; j <= k; j++)
            {
                sum += numeratorSlope * h[j] * wSquared[k - j]
                    + (denominatorSlope * h[j] + denominatorBend * hSquared[j]) * (k - j + 1) * w[k - j + 1];
            }
            w[k + 1] = -sum / (k + 1);
        }
    }

    /// <summary>The series of <c>exp(series)</c>, in place.</summary>
    /// <param name="series">Its coefficient 0 counts for nothing…</param>
    /// <param name="start">…because the exponential there is this.</param>
    public static void Exponential(Span<double> series, double start)
    {
        Span<double> logarithm = stackalloc double[MostTerms];
        series.CopyTo(logarithm);
        series[0] = start;
        for (var k = 0; k < series.Length - 1; k++)
        {
            var sum = 0.0;
            for (var j = 0; j <= k; j++) sum += (j + 1) * logarithm[j + 1] * series[k - j];
            series[k + 1] = sum / (k + 1);
        }
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int order)
    {
        var sum = 0.0;
        for (var j = 0; j <= order; j++) sum += a[j] * b[order - j];
        return sum;
    }
}
