using System.Runtime.InteropServices;

namespace CostSim.Sampling.Inversions;

/// <summary>What inversion needs to know of one tail at one point of a log scale.</summary>
/// <param name="LogTail">Logarithm of the tail's probability.</param>
/// <param name="Hazard">Density on that scale, divided by the tail's probability.</param>
/// <param name="LogDensitySlope">Derivative of the log-density on that scale.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TailPoint(double LogTail, double Hazard, double LogDensitySlope)
{
    /// <param name="logDensity">Logarithm of the density on the log scale.</param>
    /// <param name="ratio">The tail's probability divided by that density; below 0 by rounding where the tail is nothing.</param>
    public static TailPoint Of(double logDensity, double ratio, double logDensitySlope) => ratio > 0
        ? new TailPoint(logDensity + Math.Log(ratio), 1 / ratio, logDensitySlope)
        : new TailPoint(double.NegativeInfinity, double.PositiveInfinity, logDensitySlope);

    /// <summary>Next to an end of the support, where the tail on that side is a power: its probability falls as <c>exp(−power·distance)</c>.</summary>
    /// <param name="logEnd">Logarithm of the probability between the end and the point.</param>
    /// <param name="power">The power, above 0.</param>
    /// <param name="logDensitySlope">The power, its sign reversed at an upper end.</param>
    /// <param name="beyond">Whether the other tail is asked for.</param>
    public static TailPoint Far(double logEnd, double power, double logDensitySlope, bool beyond) => beyond
        ? Of(logEnd + Math.Log(power), -LogTerms.ExponentialLessOne(logEnd) * Math.Exp(-logEnd) / power, logDensitySlope)
        : new TailPoint(logEnd, power, logDensitySlope);
}
