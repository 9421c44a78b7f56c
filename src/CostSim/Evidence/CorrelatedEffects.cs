using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace CostSim.Evidence;

/// <summary>Effects that are normal together: a mean for each, and their covariance.</summary>
/// <remarks>One standard normal for each, by inversion of its own uniform, times the Cholesky factor: so the first effect is drawn, then each given those before it.</remarks>
public sealed class CorrelatedEffects : JointDistribution
{
    private static readonly NormalDistribution Standard = new(0, 1);
    private readonly double[] _means;
    private readonly Matrix<double> _covariance;
    private readonly Matrix<double> _factor;

    internal CorrelatedEffects(double[] means, Matrix<double> covariance) => (_means, _covariance, _factor) = (means, covariance, covariance.Cholesky().Factor);

    /// <summary>How many effects.</summary>
    public override int Count => _means.Length;

    /// <summary>One for each effect.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>Of two effects.</summary>
    public double Covariance(int first, int second) => _covariance[first, second];

    /// <summary>The distribution of one effect alone.</summary>
    public NormalDistribution Marginal(int effect) => new(_means[effect], Math.Sqrt(_covariance[effect, effect]));

    /// <inheritdoc/>
    public override void Fill(Span<double> uniforms, Span<double> values, int draws) => Quantiles(uniforms, values);

    /// <summary>Turns uniforms into effects; each draw's depend on that draw's uniforms alone, to the bit.</summary>
    /// <param name="uniforms">Each above 0 and below 1; [effect × draws], effect by effect. Overwritten by standard normals.</param>
    /// <param name="effects">[effect × draws].</param>
    /// <exception cref="ArgumentException">The spans differ in length or overlap, or are no multiple of the effects.</exception>
    public void Quantiles(Span<double> uniforms, Span<double> effects)
    {
        if (uniforms.Length != effects.Length || uniforms.Length % Count != 0 || uniforms.Overlaps(effects))
            throw new ArgumentException($"Expected as many effects as uniforms, a multiple of {Count}, elsewhere: {effects.Length} and {uniforms.Length}.", nameof(effects));
        var draws = uniforms.Length / Count;
        Standard.Quantiles(uniforms, uniforms);
        for (var i = 0; i < Count; i++)
        {
            var effect = effects.Slice(i * draws, draws);
            effect.Fill(_means[i]);
            for (var j = 0; j <= i; j++)
            {
                var factor = _factor[i, j];
                var normal = uniforms.Slice(j * draws, draws);
                for (var d = 0; d < draws; d++) effect[d] += factor * normal[d];
            }
        }
    }
}
