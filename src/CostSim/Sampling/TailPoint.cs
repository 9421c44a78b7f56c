using System.Runtime.InteropServices;

namespace CostSim.Sampling;

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
}
