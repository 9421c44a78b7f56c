using CostSim.Evidence.Studies;

namespace CostSim.Evidence;

/// <summary>A line through effects over their standard errors, or variances, weighted by inverse variance.</summary>
/// <param name="Intercept">The effect that a study without sampling error would have.</param>
/// <param name="Slope">How effects change with the error; 0 where small studies say what large ones do.</param>
public sealed record FunnelRegression(Coefficient Intercept, Coefficient Slope)
{
    /// <summary>
    /// Over standard errors this is Egger's test (its slope is the intercept of <c>y/se</c> over <c>1/se</c>; Egger et al. 1997, BMJ 315:629) and PET
    /// (its intercept); over variances PEESE (Stanley &amp; Doucouliagos 2014, Res Synth Methods 5:60). The dispersion is estimated, k − 2 degrees of freedom.
    /// </summary>
    /// <param name="studies">Three or more, not all of one precision.</param>
    /// <param name="overVariance">Whether the line runs over variances instead of standard errors.</param>
    /// <returns>Null with fewer than three studies, or where all are of one precision.</returns>
    public static FunnelRegression? Of(IReadOnlyList<Study> studies, bool overVariance)
    {
        if (studies.Count < 3) return null;
        double X(Study study) => overVariance ? study.Variance : study.StandardError;
        var (sum, meanX, meanY) = (0.0, 0.0, 0.0);
        foreach (var study in studies)
        {
            var weight = 1 / study.Variance;
            sum += weight;
            meanX += weight * (X(study) - meanX) / sum;
            meanY += weight * (study.Effect - meanY) / sum;
        }
        var (squares, products) = (0.0, 0.0);
        foreach (var study in studies)
        {
            squares += (X(study) - meanX) * (X(study) - meanX) / study.Variance;
            products += (X(study) - meanX) * (study.Effect - meanY) / study.Variance;
        }
        if (squares <= 1e-20 * sum * meanX * meanX) return null;
        var slope = products / squares;
        var intercept = meanY - slope * meanX;
        var degrees = studies.Count - 2;
        var dispersion = studies.Sum(study => (study.Effect - intercept - slope * X(study)) * (study.Effect - intercept - slope * X(study)) / study.Variance) / degrees;
        return new FunnelRegression(
            Coefficient.Of(intercept, Math.Sqrt(dispersion * (1 / sum + meanX * meanX / squares)), degrees),
            Coefficient.Of(slope, Math.Sqrt(dispersion / squares), degrees));
    }
}

/// <summary>One coefficient of a line.</summary>
/// <param name="StandardError">0 where the line fits exactly.</param>
/// <param name="P">The probability of one at least as far from 0 by chance; two-sided, t.</param>
public sealed record Coefficient(double Value, double StandardError, int DegreesOfFreedom, double P)
{
    internal static Coefficient Of(double value, double error, int degrees) =>
        new(value, error, degrees, error > 0 ? TestStatistics.TwoSidedT(value / error, degrees) : value == 0 ? 1 : 0);
}
