using System.Numerics.Tensors;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Analysis.Streaming;

/// <summary>Evaluates one profile as if it were the whole population, and what it weighs in the whole, from draws that pass by once.</summary>
internal sealed class ProfileAccumulator
{
    private readonly Profile _profile;
    private readonly int _place;
    private readonly EvaluationAccumulator _evaluation;
    private readonly (int Cost, int Effect) _columns;
    private readonly StableSum[] _costs;
    private readonly StableSum[] _effects;
    private readonly double[] _products = new double[DrawChunk.MaximumDraws];
    private StableSum _weights;

    /// <param name="profile">Who they are.</param>
    /// <param name="place">Its place among the profiles.</param>
    /// <param name="design">What is compared.</param>
    public ProfileAccumulator(Profile profile, int place, EvaluationDesign design)
    {
        (_profile, _place, _columns) = (profile, place, DecisionColumns.PlacesIn(design.Outcomes));
        _evaluation = new EvaluationAccumulator(design with { Until = null });   // when to stop is decided for the whole
        (_costs, _effects) = (new StableSum[design.Strategies.Count], new StableSum[design.Strategies.Count]);
    }

    /// <summary>Means over the draws of weight times cost, by strategy.</summary>
    public double[] WeightedCosts => [.. _costs.Select(sum => sum.Total / _evaluation.Draws)];

    /// <summary>Means over the draws of weight times effect, by strategy.</summary>
    public double[] WeightedEffects => [.. _effects.Select(sum => sum.Total / _evaluation.Draws)];

    /// <summary>As <see cref="EvaluationAccumulator.Score"/>.</summary>
    public ScoredChunk Score(DrawChunk chunk) => _evaluation.Score(new DrawChunk(chunk.FirstDraw, chunk.Draws, [], chunk.Profiles[_place]));

    /// <summary>As <see cref="EvaluationAccumulator.Add"/>.</summary>
    /// <param name="scored">The profile's draws.</param>
    /// <param name="weights">Its share of the population; [draws].</param>
    public void Add(ScoredChunk scored, ReadOnlySpan<double> weights)
    {
        _evaluation.Add(scored);
        _weights.Add(weights);
        var products = _products.AsSpan(0, weights.Length);
        for (var s = 0; s < _costs.Length; s++)
        {
            TensorPrimitives.Multiply(weights, scored.Chunk.Outcomes[s][_columns.Cost].AsSpan(0, weights.Length), products);
            _costs[s].Add(products);
            TensorPrimitives.Multiply(weights, scored.Chunk.Outcomes[s][_columns.Effect].AsSpan(0, weights.Length), products);
            _effects[s].Add(products);
        }
    }

    /// <summary>What all draws so far say.</summary>
    public ProfileEvaluation Result() => new(_profile.Name, _profile.About, _weights.Total / _evaluation.Draws, _evaluation.Result());
}
