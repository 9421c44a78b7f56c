using CostSim.Analysis;

namespace CostSim.Reporting;

/// <summary>How incremental cost and incremental effect vary together over all draws: the shape of a strategy's cloud on the cost-effectiveness plane.</summary>
/// <param name="Strategy">The strategy that is compared with the reference.</param>
/// <param name="CostVariance">Sample variance of the incremental cost; money squared.</param>
/// <param name="EffectVariance">Sample variance of the incremental QALYs.</param>
/// <param name="Covariance">Sample covariance of the two.</param>
public sealed record IncrementSpread(string Strategy, double CostVariance, double EffectVariance, double Covariance);

/// <summary>Gathers an <see cref="IncrementSpread"/> draw by draw, so that a long run need not be held in memory.</summary>
/// <remarks>Deviations are taken from the known means, as the two-pass formula does: nothing cancels.</remarks>
/// <param name="increment">Gives the strategy and the means.</param>
public sealed class IncrementSpreadSum(Increment increment)
{
    private long _draws;
    private double _cost;
    private double _effect;
    private double _product;

    /// <summary>Adds one draw.</summary>
    /// <param name="cost">The strategy's cost less the reference's.</param>
    /// <param name="effect">The strategy's QALYs less the reference's.</param>
    public void Add(double cost, double effect)
    {
        var (costDeviation, effectDeviation) = (cost - increment.Cost.Mean, effect - increment.Effect.Mean);
        _draws++;
        _cost += costDeviation * costDeviation;
        _effect += effectDeviation * effectDeviation;
        _product += costDeviation * effectDeviation;
    }

    /// <summary>Of the draws so far; zeros for a single draw.</summary>
    public IncrementSpread Result
    {
        get
        {
            var freedom = Math.Max(_draws - 1, 1);
            return new IncrementSpread(increment.Strategy, _cost / freedom, _effect / freedom, _product / freedom);
        }
    }
}
