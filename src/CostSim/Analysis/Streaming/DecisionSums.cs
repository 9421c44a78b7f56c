using System.Numerics.Tensors;
using CostSim.Runs;

namespace CostSim.Analysis.Streaming;

/// <summary>What consecutive draws add to <see cref="DecisionMoments"/>; filled on any thread, and used again for other draws.</summary>
internal sealed class DecisionSums
{
    private readonly double[] _costs = new double[DrawChunk.MaximumDraws];
    private readonly double[] _effects = new double[DrawChunk.MaximumDraws];

    /// <param name="strategies">How many.</param>
    /// <param name="replicates">Independent copies that the draws are made of; 1 for independent draws.</param>
    public DecisionSums(int strategies, int replicates)
    {
        Alone = [.. Enumerable.Range(0, strategies).Select(_ => new PairedSums(replicates))];
        Differences = [.. Enumerable.Range(0, strategies * (strategies - 1) / 2).Select(_ => new PairedSums(replicates))];
        AreTwins = new bool[Differences.Length];
    }

    /// <summary>Cost and effect of each strategy.</summary>
    public PairedSums[] Alone { get; }

    /// <summary>Those of each later strategy less each earlier one; see <see cref="DecisionMoments.PlaceOf"/>.</summary>
    public PairedSums[] Differences { get; }

    /// <summary>Whether the two have the same cost and effect in each of the draws.</summary>
    public bool[] AreTwins { get; }

    /// <summary>Adds the draws up.</summary>
    /// <param name="columns">Cost and effect of each strategy.</param>
    /// <param name="moments">Which know what deviations are taken from.</param>
    public void Fill(in DecisionColumns columns, DecisionMoments moments)
    {
        var costs = _costs.AsSpan(0, columns.Draws);
        var effects = _effects.AsSpan(0, columns.Draws);
        for (var later = 0; later < Alone.Length; later++)
        {
            var (cost, effect) = moments.CentreOf(later);
            Alone[later].Fill(columns.FirstDraw, columns.Cost(later), columns.Effect(later), cost, effect);
            for (var earlier = 0; earlier < later; earlier++)
            {
                var place = DecisionMoments.PlaceOf(later, earlier);
                TensorPrimitives.Subtract(columns.Cost(later), columns.Cost(earlier), costs);
                TensorPrimitives.Subtract(columns.Effect(later), columns.Effect(earlier), effects);
                (cost, effect) = moments.CentreOfDifference(place);
                Differences[place].Fill(columns.FirstDraw, costs, effects, cost, effect);
                AreTwins[place] = columns.Cost(later).SequenceEqual(columns.Cost(earlier)) && columns.Effect(later).SequenceEqual(columns.Effect(earlier));
            }
        }
    }
}
