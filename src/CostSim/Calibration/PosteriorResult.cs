using CostSim.Scenarios;

namespace CostSim.Calibration;

/// <summary>What the targets leave of the uncertainty of the parameters.</summary>
/// <param name="Draws">How many parameter sets were drawn from what was known without the targets.</param>
/// <param name="EffectiveDraws">How many equally weighted ones say as much: <c>(Σ w)² / Σ w²</c>.</param>
/// <param name="GreatestWeight">Of one set, as a share of all.</param>
/// <param name="Distinct">How many different sets are among those that were kept.</param>
/// <param name="Parameters">All uncertain ones, in the order of the scenario.</param>
/// <param name="Targets">In the order of the scenario.</param>
/// <param name="Sample">The sets that were kept: equally weighted, [parameter][set].</param>
/// <param name="Kept">The draw that each of them is.</param>
/// <param name="Warnings">A sentence each.</param>
public sealed record PosteriorResult(
    int Draws,
    double EffectiveDraws,
    double GreatestWeight,
    int Distinct,
    IReadOnlyList<UpdatedValue> Parameters,
    IReadOnlyList<UpdatedTarget> Targets,
    IReadOnlyList<double[]> Sample,
    IReadOnlyList<long> Kept,
    IReadOnlyList<string> Warnings);

/// <summary>A parameter without and with the targets.</summary>
public sealed record UpdatedValue(ParameterDefinition Parameter, Spread Prior, Spread Posterior);

/// <summary>What the model says of a target, without and with the targets.</summary>
public sealed record UpdatedTarget(CalibrationTarget Target, Spread Prior, Spread Posterior);

/// <summary>What weighted numbers come to.</summary>
/// <param name="Lower">2.5% of the weight lies below.</param>
/// <param name="Upper">2.5% of the weight lies above.</param>
public sealed record Spread(double Mean, double StandardDeviation, double Lower, double Upper)
{
    /// <param name="values">Numbers.</param>
    /// <param name="weights">As many; not negative, not all zero.</param>
    internal static Spread Of(double[] values, double[] weights)
    {
        var total = weights.Sum();
        var mean = values.Zip(weights, (value, weight) => weight * value).Sum() / total;
        var variance = values.Zip(weights, (value, weight) => weight * (value - mean) * (value - mean)).Sum() / total;
        int[] order = [.. Enumerable.Range(0, values.Length).Where(i => weights[i] > 0).OrderBy(i => values[i])];
        return new Spread(mean, Math.Sqrt(variance), Below(0.025), Below(0.975));

        double Below(double share)
        {
            var sum = 0.0;
            foreach (var i in order)
            {
                sum += weights[i];
                if (sum >= share * total) return values[i];
            }
            return values[order[^1]];
        }
    }
}
