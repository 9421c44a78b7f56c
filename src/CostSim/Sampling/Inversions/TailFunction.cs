using System.Runtime.CompilerServices;
using MathNet.Numerics.Integration;

namespace CostSim.Sampling.Inversions;

/// <summary>Both tails of a standard gamma or beta on the scale s where its density is log-concave: the logarithm, the logit.</summary>
internal abstract class TailFunction
{
    /// <summary>Below this a value is no more than the first term of its tail's series, and its digits begin to go.</summary>
    protected const double NearlyZero = 1e-290;

    private const int MostSteps = 200;
    private static readonly GaussLegendreRule Rule = new(0, 1, 16);

    /// <summary>The lower or the upper tail at s.</summary>
    public abstract TailPoint At(double s, bool upper);

    /// <summary>Finds the point beyond which a tail has a given probability.</summary>
    /// <remarks>
    /// The logarithm of a tail of a log-concave density is concave, so Newton's method converges from its outer side without fail; Halley's
    /// correction makes it cubic near the end. The interval known to hold the root catches what rounding might do.
    /// </remarks>
    /// <param name="logTail">Logarithm of the tail's probability.</param>
    /// <param name="guess">Where to start; any finite value converges.</param>
    /// <returns>The last point evaluated and the step from there to the root, apart, because the sum would lose digits of the step.</returns>
    public (double Point, double Step) Invert(double logTail, bool upper, double guess)
    {
        var (s, low, high) = (guess, double.NegativeInfinity, double.PositiveInfinity);
        for (var i = 0; i < MostSteps; i++)
        {
            var at = At(s, upper);
            var excess = at.LogTail - logTail;
            if (excess == 0) return (s, 0);
            if (excess > 0 ^ upper) high = s;
            else low = s;

            var slope = upper ? -at.Hazard : at.Hazard;
            var newton = -excess / slope;
            var bend = 0.5 * newton * (at.LogDensitySlope - slope);
            var step = Math.Abs(bend) < 0.5 ? newton / (1 + bend) : newton;
            // The next error is about the product of these three: below 1e-16.
            if (Math.Max(Math.Abs(excess), 2 * Math.Abs(bend)) < 4e-6) return (s, step);

            var next = s + step;
            if (!(next > low && next < high)) next = Middle(s, low, high);
            if (next == s || next == low || next == high) return (s, 0);
            s = next;
        }
        throw new InvalidOperationException($"{this}: no quantile found for the log-probability {logTail:R} in {MostSteps} steps.");

        static double Middle(double s, double low, double high) =>
            double.IsInfinity(low) ? s - 1 - Math.Abs(s)
            : double.IsInfinity(high) ? s + 1 + Math.Abs(s)
            : low + (high - low) / 2;
    }

    /// <summary>The outer tail divided by the density at its edge, for shapes so large that series need too many terms: <c>∫ exp(rise(σ)) dσ</c>, σ from 0 outwards.</summary>
    /// <param name="rise">Log-density at distance σ from the edge, less that at the edge; falls from the start.</param>
    /// <param name="slope">Its derivative at 0, 0 or below.</param>
    /// <param name="curvature">Its second derivative, sign reversed; above 0.</param>
    protected static double OuterRatio<TRise>(TRise rise, double slope, double curvature)
        where TRise : struct, IRise
    {
        var width = 2 / Math.Max(Math.Abs(slope), Math.Sqrt(curvature));
        var sum = 0.0;
        for (var from = 0.0; ; from += width)
        {
            var panel = 0.0;
            for (var k = 0; k < Rule.Order; k++)
            {
                panel += Rule.GetWeight(k) * Math.Exp(rise.At(from + width * Rule.GetAbscissa(k)));
            }
            sum += panel;
            if (panel <= 1e-18 * sum) return sum * width;
        }
    }

    /// <summary>A log-density's course outwards from a tail's edge; a structure, so that the call is inlined.</summary>
    protected interface IRise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        double At(double distance);
    }
}
