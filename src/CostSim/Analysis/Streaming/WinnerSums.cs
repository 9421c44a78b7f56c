using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Analysis.Streaming;

/// <summary>A sum of costs and a sum of effects, side by side, each with the rounding error of all its additions: as good as twice the precision.</summary>
/// <remarks>As <see cref="StableSum"/>, for sums that are kept in arrays and added to in one place after another.</remarks>
[StructLayout(LayoutKind.Auto)]
internal struct WinnerSums
{
    private Vector128<double> _sum;     // cost, effect
    private Vector128<double> _error;

    /// <summary>Adds a cost and an effect.</summary>
    /// <param name="values">Cost and effect.</param>
    /// <param name="errors">What rounding took from them.</param>
    public void Add(Vector128<double> values, Vector128<double> errors)
    {
        var total = _sum + values;
        var rounded = total - _sum;
        _error += (_sum - (total - rounded)) + (values - rounded) + errors;
        _sum = total;
    }

    /// <summary>Adds what others came to.</summary>
    public void Add(WinnerSums others) => Add(others._sum, others._error);

    /// <summary><c>wtp · (effect - other effect) - (cost - other cost)</c>, rounded once: whatever cancels, cancels in twice the precision.</summary>
    /// <param name="wtp">Money per unit of effect.</param>
    /// <param name="cost">The other cost, and what rounding took from it.</param>
    /// <param name="effect">The other effect, and the same of it.</param>
    public readonly double NetBenefitAbove(double wtp, (double, double) cost, (double, double) effect)
    {
        var (moreCost, moreCostError) = Less(_sum[0], _error[0], cost);
        var (moreEffect, moreEffectError) = Less(_sum[1], _error[1], effect);
        var worth = wtp * moreEffect;
        var worthError = Math.FusedMultiplyAdd(wtp, moreEffect, -worth) + wtp * moreEffectError;
        var (above, aboveError) = Less(worth, worthError, (moreCost, moreCostError));
        return above + aboveError;
    }

    private static (double Value, double Error) Less(double value, double error, (double Value, double Error) other)
    {
        var rest = 0.0;
        StableSum.Add(ref value, ref rest, -other.Value);
        rest += error - other.Error;
        var rounded = value + rest;
        return (rounded, rest - (rounded - value));
    }
}
