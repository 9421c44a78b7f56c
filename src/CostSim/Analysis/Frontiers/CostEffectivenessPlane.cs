namespace CostSim.Analysis.Frontiers;

/// <summary>Where one strategy stands against another: the quadrants of the cost-effectiveness plane, by what they mean.</summary>
public enum Standing
{
    /// <summary>Equal cost and equal effect.</summary>
    Same,

    /// <summary>Better on one axis and no worse on the other (south-east, and the half-axes beside it).</summary>
    Dominant,

    /// <summary>Worse on one axis and no better on the other (north-west, and the half-axes beside it).</summary>
    Dominated,

    /// <summary>Buys effect with money (north-east): the ICER is a price, worth paying when it is below the willingness to pay.</summary>
    CostsMoreAndGainsMore,

    /// <summary>Gives up effect for money (south-west): the ICER is a saving, worth taking when it is above the willingness to pay.</summary>
    CostsLessAndLosesEffect,
}

/// <summary>A strategy against another on the cost-effectiveness plane.</summary>
/// <param name="Icer">
/// Incremental cost over incremental effect, money per unit of effect, where that ratio has a meaning: positive, and to be read by
/// <paramref name="Standing"/>. Null for a strategy that dominates, is dominated or is the same.
/// </param>
/// <param name="Words">The verdict as a clause of which the strategy is the subject: "costs less and gains more".</param>
public sealed record Comparison(Standing Standing, double? Icer, string Words);

/// <summary>Says in the field's words what a difference of costs and a difference of effects mean together.</summary>
/// <remarks>
/// The sign of a ratio does not tell a bargain from a waste (both off-diagonal quadrants give a negative one), and the two diagonal
/// quadrants are read in opposite ways: Briggs, Claxton and Sculpher (2006), ch. 5; Paulden (2020).
/// </remarks>
public static class CostEffectivenessPlane
{
    /// <param name="incrementalCost">The strategy's mean cost less the other's; finite.</param>
    /// <param name="incrementalEffect">The strategy's mean effect less the other's; finite; more is better.</param>
    /// <exception cref="ArgumentOutOfRangeException">A difference is not finite.</exception>
    public static Comparison Compare(double incrementalCost, double incrementalEffect)
    {
        if (!double.IsFinite(incrementalCost))
            throw new ArgumentOutOfRangeException(nameof(incrementalCost), incrementalCost, "Expected a finite difference.");
        if (!double.IsFinite(incrementalEffect))
            throw new ArgumentOutOfRangeException(nameof(incrementalEffect), incrementalEffect, "Expected a finite difference.");

        return (Math.Sign(incrementalCost), Math.Sign(incrementalEffect)) switch
        {
            (0, 0) => new Comparison(Standing.Same, null, "costs the same and gains the same"),
            (-1, 1) => new Comparison(Standing.Dominant, null, "costs less and gains more"),
            (-1, 0) => new Comparison(Standing.Dominant, null, "costs less and gains the same"),
            (0, 1) => new Comparison(Standing.Dominant, null, "costs the same and gains more"),
            (1, -1) => new Comparison(Standing.Dominated, null, "costs more and gains less"),
            (1, 0) => new Comparison(Standing.Dominated, null, "costs more and gains the same"),
            (0, -1) => new Comparison(Standing.Dominated, null, "costs the same and gains less"),
            (1, 1) => new Comparison(Standing.CostsMoreAndGainsMore, incrementalCost / incrementalEffect, "costs more and gains more"),
            _ => new Comparison(Standing.CostsLessAndLosesEffect, incrementalCost / incrementalEffect, "saves money and loses health"),
        };
    }
}
