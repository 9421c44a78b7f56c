using CostSim.Diagnostics;

namespace CostSim.Models;

/// <summary>A health state, or a family of states that differ along dimensions.</summary>
/// <param name="Name">As the model file names it.</param>
/// <param name="At">Where it is declared.</param>
/// <param name="Dimensions">None for a plain state.</param>
public sealed record StateFamily(string Name, SourceLocation At, IReadOnlyList<Dimension> Dimensions)
{
    /// <summary>The number of states: the product of the dimensions' positions.</summary>
    public long States => Dimensions.Aggregate(1L, (product, dimension) => product * dimension.Positions);

    /// <summary>The place of a dimension among <see cref="Dimensions"/>, or -1.</summary>
    public int IndexOf(string dimension)
    {
        for (var d = 0; d < Dimensions.Count; d++)
        {
            if (Dimensions[d].Name == dimension) return d;
        }
        return -1;
    }
}
