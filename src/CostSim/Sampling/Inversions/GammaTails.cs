using System.Runtime.InteropServices;

namespace CostSim.Sampling.Inversions;

/// <summary>The regularised incomplete gamma functions P(a, x) and Q(a, x), as tails over <c>s = ln x</c>, to a relative error of some 1e-14.</summary>
/// <remarks>Series and continued fraction: Abramowitz &amp; Stegun (1964), 6.5.29 and 6.5.31; quadrature above shape 30,000.</remarks>
internal sealed class GammaTails : TailFunction
{
    private const double LargeShape = 30_000;
    private readonly double _shape;
    private readonly double _logScale;

    /// <param name="shape">Finite, above 0.</param>
    public GammaTails(double shape)
    {
        _shape = shape;
        _logScale = 0.5 * (Math.Log(shape) - LogTerms.LogTwoPi) - LogTerms.StirlingError(shape);
    }

    /// <summary><c>ln Γ(a + 1)</c>; good enough for a first guess.</summary>
    private double LogGammaOfNext => _shape * Math.Log(_shape) - _shape + Math.Log(_shape) - _logScale;

    /// <summary>Logarithm of the density of ln x: <c>ln(xᵃ·e⁻ˣ / Γ(a))</c>.</summary>
    public double LogDensity(double x) => _logScale - LogTerms.HalfDeviance(_shape, x);

    /// <inheritdoc/>
    public override TailPoint At(double s, bool upper) => AtValue(Math.Exp(s), s, upper);

    /// <summary>P (lower) or Q (upper) at x.</summary>
    public double Tail(double x, bool upper) => x <= 0 ? (upper ? 1 : 0)
        : double.IsPositiveInfinity(x) ? (upper ? 0 : 1)
        : Math.Min(1, Math.Exp(AtValue(x, Math.Log(x), upper).LogTail));

    /// <summary>The logarithm of x with a given tail; that of a small shape may lie far below the smallest number.</summary>
    public double LogQuantile(double tail, bool upper)
    {
        var (point, step) = Invert(Math.Log(tail), upper, Guess(tail, upper));
        return point + step;
    }

    /// <summary>The x with a given tail, to a relative error of some 1e-15 over the log-scale's slope.</summary>
    /// <param name="tail">Above 0, below 1.</param>
    public double Quantile(double tail, bool upper) => Quantile(tail, upper, Guess(tail, upper));

    /// <param name="guess">Logarithm of a value nearby.</param>
    public double Quantile(double tail, bool upper, double guess)
    {
        var (point, step) = Invert(Math.Log(tail), upper, guess);
        var x = Math.Exp(point);
        return x + x * step * (1 + step / 2);
    }

    public override string ToString() => $"gamma(shape: {_shape:R})";

    private TailPoint AtValue(double x, double s, bool upper)
    {
        if (x < NearlyZero) return FarBelow(s, upper);
        if (double.IsInfinity(x)) return upper ? new TailPoint(double.NegativeInfinity, x, -x) : new TailPoint(0, 0, -x);
        var logDensity = LogDensity(x);
        var slope = _shape - x;
        if (_shape > LargeShape)
        {
            var outer = slope > 0 ? OuterRatio(new Rise(slope, x, -1), -slope, x) : OuterRatio(new Rise(slope, x, 1), slope, x);
            return TailPoint.Of(logDensity, slope > 0 != upper ? outer : Math.Exp(-logDensity) - outer, slope);
        }
        if (x >= _shape + 1)
        {
            var direct = UpperRatio(x);
            return TailPoint.Of(logDensity, upper ? direct : Math.Exp(-logDensity) - direct, slope);
        }
        var lower = LowerRatio(x);
        return TailPoint.Of(logDensity, upper ? Math.Exp(-logDensity) - lower : lower, slope);
    }

    /// <summary>Where x is nearly 0: <c>P = xᵃ / Γ(a + 1)</c>, which a small shape makes no small number.</summary>
    private TailPoint FarBelow(double s, bool upper) => TailPoint.Far(_shape * s - LogGammaOfNext, _shape, _shape, upper);

    /// <summary>P over the density of ln x.</summary>
    private double LowerRatio(double x)
    {
        var (term, sum) = (1 / _shape, 1 / _shape);
        for (var k = 1; ; k++)
        {
            term *= x / (_shape + k);
            var next = sum + term;
            if (next == sum) return sum;
            sum = next;
        }
    }

    /// <summary>Q over the density of ln x, by Lentz's method (Press et al. 2007, §5.2, §6.2).</summary>
    private double UpperRatio(double x)
    {
        const double tiny = 1e-300;
        var b = x + 1 - _shape;
        var c = 1 / tiny;
        var d = 1 / b;
        var fraction = d;
        for (var i = 1; i < 1_000_000; i++)
        {
            var numerator = -i * (i - _shape);
            b += 2;
            d = numerator * d + b;
            if (Math.Abs(d) < tiny) d = tiny;
            c = b + numerator / c;
            if (Math.Abs(c) < tiny) c = tiny;
            d = 1 / d;
            var factor = d * c;
            fraction *= factor;
            if (Math.Abs(factor - 1) <= 2.3e-16) return fraction;
        }
        throw new InvalidOperationException($"{this}: the continued fraction at {x:R} does not converge.");
    }

    private double Guess(double tail, bool upper)
    {
        var fromPower = (Math.Log(tail) + LogGammaOfNext) / _shape;
        if (upper && _shape < 1) return Math.Log(Math.Max(0.1, Math.Log(_shape / tail)));
        // Wilson & Hilferty (1931).
        var z = NormalTails.Quantile(tail);
        var root = 1 - 1 / (9 * _shape) + (upper ? -z : z) / (3 * Math.Sqrt(_shape));
        if (root <= 0) return fromPower;
        var guess = Math.Log(_shape) + 3 * Math.Log(root);
        return upper ? guess : Math.Max(fromPower, guess);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly struct Rise(double slope, double x, double direction) : IRise
    {
        public double At(double distance) => slope * direction * distance - x * LogTerms.ExponentialLess(direction * distance);
    }
}
