using System.Runtime.Intrinsics;
using CostSim.Numerics;

namespace CostSim.Sampling.Distributions;

/// <summary>Numbers that are normal together, each as it is, or as the exponential or the logistic function of one: the coefficients of a fitted regression.</summary>
/// <remarks>Briggs, Claxton &amp; Sculpher (2006), 4.4.2: Cholesky decomposition of the covariance of a regression's coefficients.</remarks>
public sealed class MultivariateNormalDistribution : JointDistribution
{
    private const string Name = "multivariate-normal";
    private static readonly NormalDistribution Standard = new(0, 1);
    private readonly double[] _means;
    private readonly double[,] _factor;
    private readonly CoefficientScale[] _scales;

    /// <param name="labels">For messages.</param>
    /// <param name="means">Of the normals; finite; [number].</param>
    /// <param name="covariance">Of the normals; symmetric, positive definite; [number, number].</param>
    /// <param name="scales">On which scale each number is normal.</param>
    /// <exception cref="DistributionException">The covariance is no covariance.</exception>
    public MultivariateNormalDistribution(IReadOnlyList<string> labels, double[] means, double[,] covariance, CoefficientScale[] scales)
    {
        var count = labels.Count;
        if (means.Length != count || scales.Length != count || covariance.GetLength(0) != count || covariance.GetLength(1) != count)
            throw new ArgumentException($"Expected {count} means, scales and rows and columns of the covariance.", nameof(covariance));
        for (var i = 0; i < count; i++)
        {
            Parametrisation.Finite(Name, $"mean of '{labels[i]}'", means[i], nameof(means));
            Parametrisation.Spread(Name, $"variance of '{labels[i]}'", covariance[i, i], nameof(covariance));
            for (var j = 0; j < i; j++)
            {
                if (!double.IsFinite(covariance[i, j]) || Math.Abs(covariance[i, j] - covariance[j, i]) > SlackOfSymmetry * Math.Sqrt(covariance[i, i] * covariance[j, j]))
                    throw new DistributionException($"{Name}: the covariances of '{labels[j]}' and '{labels[i]}' are {covariance[j, i]} and {covariance[i, j]}; they must be equal.", nameof(covariance));
            }
        }
        _factor = Cholesky.Factor(covariance, out var impossible) ?? throw new DistributionException(
            $"{Name}: '{labels[impossible]}' cannot vary with {string.Join(", ", labels.Take(impossible).Select(label => $"'{label}'"))} as the covariances say: the matrix is not positive definite.", nameof(covariance));
        (_means, _scales) = ([.. means], [.. scales]);
        Covariance = (double[,])covariance.Clone();
    }

    /// <summary>Published matrices are rounded.</summary>
    private const double SlackOfSymmetry = 1e-6;

    public override int Count => _means.Length;

    /// <summary>Of the normals, on their scale.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>Of the normals, on their scale.</summary>
    public double[,] Covariance { get; }

    /// <summary>One number where the normals have their means: the point estimate of the regression, on the number's own scale.</summary>
    /// <remarks>On the log and logit scale this is the median, not the mean.</remarks>
    public double PointEstimate(int number) => Transformed(_means[number], _scales[number]);

    /// <inheritdoc/>
    public override void Fill(Span<double> uniforms, Span<double> values, int draws)
    {
        Require(uniforms, values, draws);
        Standard.Quantiles(uniforms, uniforms);
        Cholesky.Multiply(_factor, uniforms, values, draws, from: 0);
        for (var i = 0; i < _means.Length; i++) Transform(values.Slice(i * draws, draws), _means[i], _scales[i]);
    }

    private static void Transform(Span<double> normals, double mean, CoefficientScale scale)
    {
        var d = 0;
        for (; d <= normals.Length - Vector512<double>.Count; d += Vector512<double>.Count)
            Transformed(Vector512.Create<double>(normals[d..]) + Vector512.Create(mean), scale).CopyTo(normals[d..]);
        for (; d < normals.Length; d++) normals[d] = Transformed(Vector512.Create(normals[d] + mean), scale).ToScalar();
    }

    private static Vector512<double> Transformed(Vector512<double> normals, CoefficientScale scale) => scale switch
    {
        CoefficientScale.Log => ElementaryFunctions.Exp(normals),
        CoefficientScale.Logit => Vector512<double>.One / (Vector512<double>.One + ElementaryFunctions.Exp(-normals)),
        _ => normals,
    };

    private static double Transformed(double normal, CoefficientScale scale) => scale switch
    {
        CoefficientScale.Log => Math.Exp(normal),
        CoefficientScale.Logit => 1 / (1 + Math.Exp(-normal)),
        _ => normal,
    };
}
