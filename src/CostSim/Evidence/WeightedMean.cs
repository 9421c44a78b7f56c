using System.Runtime.InteropServices;

namespace CostSim.Evidence;

/// <summary>The mean of effects with weights <c>w = 1 / (v + τ²)</c>, and the sums that every estimator of τ² is made of.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct WeightedMean
{
    public WeightedMean(ReadOnlySpan<double> effects, ReadOnlySpan<double> variances, double tauSquared)
    {
        var (sum, weighted) = (0.0, 0.0);
        for (var i = 0; i < effects.Length; i++)
        {
            var weight = 1 / (variances[i] + tauSquared);
            ProductsOfWeights += weight * sum;
            sum += weight;
            weighted += weight * effects[i];
        }
        (SumOfWeights, Mean) = (sum, weighted / sum);
        for (var i = 0; i < effects.Length; i++)
        {
            var weight = 1 / (variances[i] + tauSquared);
            var deviation = effects[i] - Mean;
            Q += weight * deviation * deviation;
            SumOfSquaredWeights += weight * weight;
            SquaredWeightedResiduals += weight * weight * deviation * deviation;
            LogLikelihood += 0.5 * Math.Log(weight) - 0.5 * weight * deviation * deviation;
        }
    }

    public double Mean { get; }

    /// <summary><c>Σw</c>: the inverse of the mean's variance.</summary>
    public double SumOfWeights { get; }

    /// <summary><c>Σw²</c>.</summary>
    public double SumOfSquaredWeights { get; }

    /// <summary><c>Σw·w'</c> over all pairs, half of <c>(Σw)² − Σw²</c>: as a difference of squares nothing would be left of it where one weight is all but the whole.</summary>
    public double ProductsOfWeights { get; }

    /// <summary><c>Σw·(y − μ)²</c>.</summary>
    public double Q { get; }

    /// <summary><c>Σw²·(y − μ)²</c>.</summary>
    public double SquaredWeightedResiduals { get; }

    /// <summary>Profile log-likelihood of τ², but for a constant.</summary>
    public double LogLikelihood { get; }

    /// <summary>Restricted log-likelihood of τ², but for a constant.</summary>
    public double RestrictedLogLikelihood => LogLikelihood - 0.5 * Math.Log(SumOfWeights);
}
