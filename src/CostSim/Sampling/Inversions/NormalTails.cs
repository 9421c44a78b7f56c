using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace CostSim.Sampling.Inversions;

/// <summary>The standard normal distribution, by its tails.</summary>
internal static class NormalTails
{
    /// <summary>Standard errors between the mean and the end of a 95% interval: the 0.975 quantile.</summary>
    public const double HalfWidthOf95 = 1.959963984540054;

    /// <summary>Below this distance the difference of two distribution functions loses digits, and the density is integrated instead.</summary>
    public const double Narrow = 1;

    private static readonly double LogRootTwoPi = 0.5 * LogTerms.LogTwoPi;
    private static readonly GaussLegendreRule Rule = new(0, 1, 20);

    /// <summary>The probability below z, with full relative accuracy in the lower tail.</summary>
    public static double Lower(double z) => 0.5 * SpecialFunctions.Erfc(-z / Constants.Sqrt2);

    /// <summary>The probability above z.</summary>
    public static double Upper(double z) => Lower(-z);

    /// <summary>The probability between two values; 0 where they are in the wrong order.</summary>
    public static double Between(double from, double to)
    {
        if (!(from < to)) return 0;
        if (to - from < Narrow) return Integral(from, to, static _ => 1);
        return from > 0 ? Upper(from) - Upper(to) : Lower(to) - Lower(from);
    }

    /// <summary>The integral of a polynomial times the density over a narrow interval, by Gauss and Legendre's rule of 20 points.</summary>
    /// <param name="polynomial">Of the share of the way from one end to the other.</param>
    public static double Integral(double from, double to, Func<double, double> polynomial)
    {
        var (sum, width) = (0.0, to - from);
        for (var k = 0; k < Rule.Order; k++)
        {
            var share = Rule.GetAbscissa(k);
            sum += Rule.GetWeight(k) * polynomial(share) * Density(from + width * share);
        }
        return sum * width;
    }

    public static double Density(double z) => Math.Exp(-0.5 * z * z - LogRootTwoPi);

    /// <summary>The z below which a probability lies; for the upper tail change the sign.</summary>
    /// <param name="lowerTail">Above 0; accurate up to ½.</param>
    public static double Quantile(double lowerTail)
    {
        if (lowerTail > 0.5) return -Quantile(1 - lowerTail);
        var z = -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * lowerTail);
        // One step of Halley's method takes the rational approximation to the accuracy of the distribution function.
        var newton = (Lower(z) - lowerTail) / Density(z);
        return double.IsFinite(newton) ? z - newton / (1 + 0.5 * z * newton) : z;
    }
}
