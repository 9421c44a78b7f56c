namespace CostSim.Sampling.Inversions;

/// <summary>The differences of logarithms from which densities are made, each free of cancellation, so that large shapes keep their digits.</summary>
/// <remarks>Loader (2000), "Fast and accurate computation of binomial probabilities": the saddle-point form.</remarks>
internal static class LogTerms
{
    public static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    /// <summary><c>ln(1 + w)</c>, to the last digit for small w too, where MathNet's loses half of them.</summary>
    public static double LogOnePlus(double w) => w is < -0.5 or > 0.75 ? Math.Log(1 + w) : w + LogOnePlusLess(w);

    /// <summary><c>eᵗ − 1</c>, likewise.</summary>
    public static double ExponentialLessOne(double t) => t is < -0.7 or > 0.7 ? Math.Exp(t) - 1 : t + ExponentialLess(t);

    /// <summary><c>ln(1 + w) − w</c>, for w above −1.</summary>
    public static double LogOnePlusLess(double w)
    {
        if (w is < -0.5 or > 0.75) return Math.Log(1 + w) - w;

        // ln(1 + w) = 2 artanh(r) and 2r − w = −r·w, so that nothing cancels.
        var r = w / (2 + w);
        var square = r * r;
        var (power, sum) = (r * square, 0.0);
        for (var k = 3; ; k += 2)
        {
            var next = sum + power / k;
            if (next == sum) return 2 * sum - r * w;
            (sum, power) = (next, power * square);
        }
    }

    /// <summary><c>eᵗ − 1 − t</c>.</summary>
    public static double ExponentialLess(double t)
    {
        if (t is < -0.7 or > 0.7) return Math.Exp(t) - 1 - t;
        var (term, sum) = (t * t / 2, 0.0);
        for (var k = 3; ; k++)
        {
            var next = sum + term;
            if (next == sum) return sum;
            (sum, term) = (next, term * t / k);
        }
    }

    /// <summary><c>a·ln(a/m) + m − a</c>: half the deviance of m from a; 0 where they are equal, never negative.</summary>
    public static double HalfDeviance(double a, double m)
    {
        var w = (m - a) / a;
        return w is < -0.5 or > 0.75 ? a * Math.Log(a / m) + m - a : -a * LogOnePlusLess(w);
    }

    /// <summary><c>ln Γ(a + 1) − (a + ½)·ln a + a − ½·ln 2π</c>: what Stirling's formula lacks; a above 0.</summary>
    public static double StirlingError(double a)
    {
        var shift = 0.0;
        for (; a < 10; a++)
        {
            shift += Step(a);
        }
        var inverse = 1 / a;
        var square = inverse * inverse;
        // Abramowitz & Stegun (1964), 6.1.42; from a = 10 the next term is below 3e-17.
        return shift + inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680
            - square * (1.0 / 1188 - square * (691.0 / 360360 - square / 156))))));

        // The error at a less the error at a + 1: (a + ½)·ln(1 + 1/a) − 1.
        static double Step(double a)
        {
            if (a < 1) return (a + 0.5) * (Math.Log(1 + a) - Math.Log(a)) - 1;
            var r = 1 / (2 * a + 1);
            var square = r * r;
            var (power, sum) = (square, 0.0);
            for (var k = 3; ; k += 2)
            {
                var next = sum + power / k;
                if (next == sum) return sum;
                (sum, power) = (next, power * square);
            }
        }
    }
}
