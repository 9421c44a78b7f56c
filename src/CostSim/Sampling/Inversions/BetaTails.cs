using System.Runtime.InteropServices;

namespace CostSim.Sampling.Inversions;

/// <summary>The regularised incomplete beta function and its complement, as tails over <c>s = ln(x / (1 − x))</c>, to a relative error of some 1e-14.</summary>
/// <remarks>Continued fraction: Didonato &amp; Morris (1992), ACM TOMS 18:360, algorithm 708, whose terms do not cancel; quadrature when both shapes are above 300,000.</remarks>
internal sealed class BetaTails : TailFunction
{
    private const double LargeShape = 300_000;
    private readonly double _alpha;
    private readonly double _beta;
    private readonly double _total;
    private readonly double _logScale;

    /// <param name="alpha">Finite, above 0.</param>
    /// <param name="beta">Finite, above 0.</param>
    public BetaTails(double alpha, double beta)
    {
        (_alpha, _beta, _total) = (alpha, beta, alpha + beta);
        _logScale = 0.5 * (Math.Log(alpha) + Math.Log(beta) - Math.Log(_total) - LogTerms.LogTwoPi)
            + LogTerms.StirlingError(_total) - LogTerms.StirlingError(alpha) - LogTerms.StirlingError(beta);
    }

    /// <summary><c>ln B(α, β)</c>; good enough for a first guess.</summary>
    private double LogBeta => _alpha * Math.Log(_alpha / _total) + _beta * Math.Log(_beta / _total) - _logScale;

    /// <summary>Logarithm of the density of the logit: <c>ln(xᵅ·(1 − x)ᵝ / B(α, β))</c>.</summary>
    /// <param name="complement"><c>1 − x</c>, which the caller may know better.</param>
    public double LogDensity(double x, double complement) =>
        _logScale - LogTerms.HalfDeviance(_alpha, _total * x) - LogTerms.HalfDeviance(_beta, _total * complement);

    /// <inheritdoc/>
    public override TailPoint At(double s, bool upper)
    {
        var (x, complement) = Logistic(s);
        return AtValue(x, complement, s, upper);
    }

    /// <summary>The probability below x (lower) or above it (upper).</summary>
    /// <param name="complement"><c>1 − x</c>, which the caller may know better.</param>
    public double Tail(double x, double complement, bool upper) => x <= 0 ? (upper ? 1 : 0)
        : complement <= 0 ? (upper ? 0 : 1)
        : Math.Min(1, Math.Exp(AtValue(x, complement, Math.Log(x / complement), upper).LogTail));

    /// <summary>The logit of x with a given tail; with a small shape either x or <c>1 − x</c> may lie far below the smallest number.</summary>
    public double LogitQuantile(double tail, bool upper)
    {
        var (point, step) = Invert(Math.Log(tail), upper, Guess(tail, upper));
        return point + step;
    }

    /// <summary>The x with a given tail, and <c>1 − x</c>, each to a relative error of some 1e-15 over the log-scale's slope.</summary>
    /// <param name="tail">Above 0, below 1.</param>
    public (double Value, double Complement) Quantile(double tail, bool upper) => Quantile(tail, upper, Guess(tail, upper));

    /// <param name="guess">Logit of a value nearby.</param>
    public (double Value, double Complement) Quantile(double tail, bool upper, double guess)
    {
        var (point, step) = Invert(Math.Log(tail), upper, guess);
        var (x, complement) = Logistic(point);
        return (x + x * complement * step * (1 + (complement - x) * step / 2), complement - x * complement * step * (1 + (complement - x) * step / 2));
    }

    public override string ToString() => $"beta(alpha: {_alpha:R}, beta: {_beta:R})";

    private static (double X, double Complement) Logistic(double s)
    {
        var e = Math.Exp(-Math.Abs(s));
        var (small, large) = (e / (1 + e), 1 / (1 + e));
        return s < 0 ? (small, large) : (large, small);
    }

    private TailPoint AtValue(double x, double complement, double s, bool upper)
    {
        // Next to an end of the support, the tail is its first term.
        if (x < NearlyZero) return TailPoint.Far(_alpha * s - LogBeta - Math.Log(_alpha), _alpha, _alpha, beyond: upper);
        if (complement < NearlyZero) return TailPoint.Far(-_beta * s - LogBeta - Math.Log(_beta), _beta, -_beta, beyond: !upper);

        var logDensity = LogDensity(x, complement);
        var slope = _alpha * complement - _beta * x;
        double outer;
        bool outerIsUpper;
        if (Math.Min(_alpha, _beta) > LargeShape)
        {
            outerIsUpper = slope <= 0;
            var rise = outerIsUpper ? new Rise(slope, _total, x, 1) : new Rise(slope, _total, x, -1);
            outer = OuterRatio(rise, -Math.Abs(slope), _total * x * complement);
        }
        else
        {
            outerIsUpper = x > (_alpha + 1) / (_total + 2);
            outer = 1 / (outerIsUpper ? Fraction(_beta, _alpha, complement, -slope) : Fraction(_alpha, _beta, x, slope));
        }
        return TailPoint.Of(logDensity, outerIsUpper == upper ? outer : Math.Exp(-logDensity) - outer, slope);
    }

    /// <summary>The density of the logit over the probability below x, by Lentz's method (Press et al. 2007, §5.2).</summary>
    /// <param name="slope"><c>a·(1 − x) − b·x</c>, above −1 or little below.</param>
    private double Fraction(double a, double b, double x, double slope)
    {
        const double tiny = 1e-300;
        var fraction = NotZero(a * (slope + 1) / (a + 1));
        var (c, d) = (fraction, 0.0);
        for (var m = 1; m < 1_000_000; m++)
        {
            var before = a + 2 * m - 1;
            var even = m * (b - m) * x / before;
            var numerator = (a + m - 1) * (a + b + m - 1) / before * x * even;
            var denominator = m + even + (a + m) * (slope + 1 + m * (2 - x)) / (before + 2);
            d = 1 / NotZero(denominator + numerator * d);
            c = NotZero(denominator + numerator / c);
            var factor = d * c;
            fraction *= factor;
            if (Math.Abs(factor - 1) <= 2.3e-16) return fraction;
        }
        throw new InvalidOperationException($"{this}: the continued fraction at {x:R} does not converge.");

        static double NotZero(double value) => Math.Abs(value) < tiny ? tiny : value;
    }

    private double Guess(double tail, bool upper)
    {
        var logTail = Math.Log(tail);
        var fromPower = upper ? -(logTail + Math.Log(_beta) + LogBeta) / _beta : (logTail + Math.Log(_alpha) + LogBeta) / _alpha;
        if (Math.Min(_alpha, _beta) < 1) return fromPower;
        var z = NormalTails.Quantile(tail);
        var guess = Math.Log(_alpha / _beta) + (upper ? -z : z) * Math.Sqrt(1 / _alpha + 1 / _beta);
        return upper ? Math.Min(fromPower, guess) : Math.Max(fromPower, guess);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Rise(double slope, double total, double x, double direction) : IRise
    {
        public double At(double distance)
        {
            var t = direction * distance;
            var beyondLinear = LogTerms.ExponentialLess(t);
            return slope * t - total * (LogTerms.LogOnePlusLess(x * (t + beyondLinear)) + x * beyondLinear);
        }
    }
}
