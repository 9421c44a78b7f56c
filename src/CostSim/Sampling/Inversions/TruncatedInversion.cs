namespace CostSim.Sampling.Inversions;

/// <summary>Quantiles of a distribution that is cut off at one or both ends.</summary>
internal sealed class TruncatedInversion : Inversion
{
    private readonly Inversion _parent;
    private readonly double _lower;
    private readonly double _upper;
    private readonly double _belowLower;
    private readonly double _aboveLower;
    private readonly double _belowUpper;
    private readonly double _aboveUpper;

    /// <param name="parent">Before it is cut.</param>
    /// <param name="lower">Where it is cut; −∞ for nowhere.</param>
    /// <param name="upper">Where it is cut; +∞ for nowhere.</param>
    public TruncatedInversion(Inversion parent, double lower, double upper)
    {
        (_parent, _lower, _upper) = (parent, lower, upper);
        (_belowLower, _aboveLower) = double.IsNegativeInfinity(lower) ? (0, 1) : (parent.Tail(lower, upper: false), parent.Tail(lower, upper: true));
        (_belowUpper, _aboveUpper) = double.IsPositiveInfinity(upper) ? (1, 0) : (parent.Tail(upper, upper: false), parent.Tail(upper, upper: true));
        // The difference of the smaller tails: in either half digits are lost only where the cuts are close together.
        Mass = _belowUpper <= 0.5 ? _belowUpper - _belowLower : _aboveLower <= 0.5 ? _aboveLower - _aboveUpper : 1 - _belowLower - _aboveUpper;
        Clearness = Mass / (_belowUpper <= 0.5 ? _belowUpper : _aboveLower <= 0.5 ? _aboveLower : 1);
    }

    /// <summary>The parent's probability between the cuts.</summary>
    public double Mass { get; }

    /// <summary>The share of it in the smaller tail that holds it: where this is tiny, the difference has lost its digits.</summary>
    public double Clearness { get; }

    public override double TailQuantile(double tail, bool upper, double near = double.NaN)
    {
        var (below, above) = InParent(tail, upper);
        var value = below <= 0.5 ? _parent.TailQuantile(below, upper: false, near) : _parent.TailQuantile(above, upper: true, near);
        // Rounding alone can pass a cut.
        return Math.Min(Math.Max(value, _lower), _upper);
    }

    public override double ScaledQuantile(double tail, bool upper)
    {
        var (below, above) = InParent(tail, upper);
        return below <= 0.5 ? _parent.ScaledQuantile(below, upper: false) : _parent.ScaledQuantile(above, upper: true);
    }

    public override void FromScale(Span<double> values)
    {
        _parent.FromScale(values);
        LogScale.Clamp(values, _lower, _upper);
    }

    public override double Tail(double x, bool upper)
    {
        var (below, above) = (_parent.Tail(x, upper: false), _parent.Tail(x, upper: true));
        return (upper
            ? _aboveUpper > 0.5 || above > 0.5 ? _belowUpper - below : above - _aboveUpper
            : _belowLower > 0.5 || below > 0.5 ? _aboveLower - above : below - _belowLower) / Mass;
    }

    /// <remarks>The parent's series, with the probability between the cuts in place of one.</remarks>
    public override void Expand(double tail, double octave, bool upper, double near, Span<double> series)
    {
        var (below, above) = InParent(tail, upper);
        var rise = (upper ? -octave : octave) * Mass;
        if (below <= 0.5) _parent.Expand(below, rise, upper: false, near, series);
        else _parent.Expand(above, -rise, upper: true, near, series);
    }

    /// <summary>The parent's probability below the value and above it: averages of those at the cuts, sums of positive terms.</summary>
    private (double Below, double Above) InParent(double tail, bool upper)
    {
        var (towardsLower, towardsUpper) = upper ? (tail, 1 - tail) : (1 - tail, tail);
        return (towardsLower * _belowLower + towardsUpper * _belowUpper, towardsLower * _aboveLower + towardsUpper * _aboveUpper);
    }
}
