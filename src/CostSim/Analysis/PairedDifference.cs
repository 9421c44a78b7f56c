using System.Runtime.InteropServices;
using MathNet.Numerics.Distributions;

namespace CostSim.Analysis;

/// <summary>The mean of a weighted difference between two strategies, draw by draw.</summary>
/// <param name="StandardError">Monte Carlo standard error of the mean; null for too few draws.</param>
/// <param name="Replicates">Between how many means of replicates the error was found; 1 for independent draws.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PairedDifference(double Mean, double? StandardError, int Replicates)
{
    private const double Confidence = 0.975;   // two-sided 95%

    /// <summary>Whether the mean could have the other sign with other draws: within its 95% interval, and not certain to be what it is.</summary>
    public bool IsUndecided => StandardError is > 0 and var error && Math.Abs(Mean) < StandardErrorsOfADecision * error;

    /// <summary>The probability that the true mean, of which this is an estimate, has the other sign: <c>Φ(-|mean| / se)</c>; 0 where nothing varies.</summary>
    public double ProbabilityOfOtherSign => StandardError switch
    {
        null => 1,   // nothing is known
        0 => 0,
        var error when Replicates == 1 => Normal.CDF(0, 1, -Math.Abs(Mean) / error.Value),
        var error => StudentT.CDF(0, 1, Replicates - 1, -Math.Abs(Mean) / error.Value),
    };

    /// <summary>1.96 for independent draws; of a few replicates the error is known less well.</summary>
    private double StandardErrorsOfADecision => Replicates == 1 ? Normal.InvCDF(0, 1, Confidence) : StudentT.InvCDF(0, 1, Replicates - 1, Confidence);
}
