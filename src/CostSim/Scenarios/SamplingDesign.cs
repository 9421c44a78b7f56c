using CostSim.Sampling;
using CostSim.Sampling.Streams;

namespace CostSim.Scenarios;

/// <summary>Gives each dimension of a scenario's draws its uniforms, as the scenario's sampling says.</summary>
/// <param name="psa">The scenario's settings.</param>
/// <remarks>
/// Streams and Latin hypercubes depend on the dimension's name alone. The coordinates of a Sobol sequence are dealt out in the order in which
/// dimensions are asked for: the first ones are the best, and a dimension that comes or goes moves those behind it.
/// </remarks>
internal sealed class SamplingDesign(PsaSettings psa)
{
    private int _dimensions;

    /// <summary>The uniforms of the next dimension.</summary>
    /// <param name="name">The parameter's name, or the component's.</param>
    public UniformSource Next(string name) => psa.Sampling switch
    {
        SamplingMethods.Sobol => new SobolDimension(psa.Seed, name, _dimensions++, psa.Replicates),
        SamplingMethods.LatinHypercube => new LatinHypercubeColumn(psa.Seed, name, WholeDesign, psa.Replicates),
        _ => new UniformStream(psa.Seed, name),
    };

    /// <summary>As many draws as make whole blocks in every replicate: where fewer are asked for, as checks do, they are the first of these.</summary>
    private int WholeDesign
    {
        get
        {
            var block = Replicates.BlockDraws * psa.Replicates;
            return (psa.Draws + block - 1) / block * block;
        }
    }
}
