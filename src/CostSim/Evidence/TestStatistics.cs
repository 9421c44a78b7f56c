using CostSim.Sampling.Distributions;
using CostSim.Sampling.Inversions;

namespace CostSim.Evidence;

/// <summary>Probabilities and quantiles of the distributions that tests and intervals refer to.</summary>
internal static class TestStatistics
{
    /// <summary>The 0.975 quantile of Student's t; of the normal where the degrees of freedom are null.</summary>
    public static double HalfWidthOf95(double? degreesOfFreedom) => degreesOfFreedom is { } df
        ? new StudentInversion(0, 1, df).TailQuantile(0.025, upper: true)
        : NormalTails.HalfWidthOf95;

    /// <summary>The probability of a t at least as far from 0, on either side.</summary>
    public static double TwoSidedT(double t, double degreesOfFreedom) => 2 * new StudentInversion(0, 1, degreesOfFreedom).Tail(Math.Abs(t), upper: true);

    /// <summary>The probability of a normal z at least as far from 0, on either side.</summary>
    public static double TwoSidedNormal(double z) => 2 * NormalTails.Upper(Math.Abs(z));

    /// <summary>The probability of a χ² above a value; 1 with no degrees of freedom.</summary>
    public static double ChiSquaredTail(double value, int degreesOfFreedom) =>
        degreesOfFreedom == 0 || value <= 0 ? 1 : new GammaDistribution(degreesOfFreedom / 2.0, 2).Tail(value, upper: true);

    /// <summary>The χ² above which lies a given probability.</summary>
    public static double ChiSquaredQuantile(double upperTail, int degreesOfFreedom) => new GammaDistribution(degreesOfFreedom / 2.0, 2).Quantile(1 - upperTail);
}
