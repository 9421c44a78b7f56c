using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>One of several distributions, nobody knows which: with weights that sum to 1.</summary>
/// <remarks>
/// The distribution function is the weighted mean of those of the components, and its inverse gives one value for one uniform, rising with it, so
/// that stratified draws and correlations mean the same as for any other distribution.
/// </remarks>
public sealed record MixtureDistribution : Distribution
{
    private const string Name = "mixture";

    /// <summary>People write weights such as 0.333333333.</summary>
    private const double SlackOfWeights = 1e-9;

    private const int MostSteps = 300;

    /// <summary>Two last places of a probability, relative to it: a sum of tails is no surer.</summary>
    private const double Rounding = 4.4e-16;

    private readonly Distribution[] _components;
    private readonly double[] _weights;
    private readonly Lazy<InterpolatedTable> _table;

    /// <param name="components">Two or more, of numbers that vary.</param>
    /// <param name="weights">Each above 0; together 1.</param>
    /// <exception cref="DistributionException">Weights that are none, or a component without width.</exception>
    public MixtureDistribution(IReadOnlyList<Distribution> components, IReadOnlyList<double> weights)
    {
        if (components.Count != weights.Count) throw new ArgumentException($"Expected a weight for each of {components.Count} components.", nameof(weights));
        if (components.Count < 2) throw new DistributionException($"{Name}: {components.Count} components; it needs at least two.", nameof(components));
        foreach (var weight in weights)
        {
            if (weight is not (> 0 and < 1)) throw new DistributionException($"{Name}: a weight is {weight}; each must be above 0 and below 1.", nameof(weights));
        }
        if (Math.Abs(weights.Sum() - 1) > SlackOfWeights) throw new DistributionException($"{Name}: the weights sum to {weights.Sum():G10}; they must sum to 1.", nameof(weights));
        if (components.Any(component => component is FixedDistribution)) throw new DistributionException($"{Name}: a component is a number without uncertainty; each must be a distribution.", nameof(components));
        var total = weights.Sum();
        (_components, _weights) = ([.. components], [.. weights.Select(weight => weight / total)]);
        _table = new Lazy<InterpolatedTable>(() => new InterpolatedTable(TailQuantile, InterpolatedTable.LastPlacesOfSums));
    }

    /// <summary>In the order given.</summary>
    public IReadOnlyList<Distribution> Components => _components;

    /// <summary>One for each component.</summary>
    public IReadOnlyList<double> Weights => _weights;

    public override double Mean => _components.Zip(_weights, (component, weight) => weight * component.Mean).Sum();

    /// <summary>From the spread within the components and that between their means.</summary>
    public override double StandardDeviation
    {
        get
        {
            var mean = Mean;
            return Math.Sqrt(_components.Zip(_weights, (component, weight) =>
                weight * (component.StandardDeviation * component.StandardDeviation + (component.Mean - mean) * (component.Mean - mean))).Sum());
        }
    }

    public override double Lower => _components.Min(component => component.Lower);

    public override double Upper => _components.Max(component => component.Upper);

    public bool Equals(MixtureDistribution? other) =>
        other is not null && _components.SequenceEqual(other._components) && _weights.AsSpan().SequenceEqual(other._weights);

    public override int GetHashCode() => _components.Zip(_weights).Aggregate(0, HashCode.Combine);

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _table.Value.Invert(uniforms, values);

    internal override double Tail(double x, bool upper)
    {
        var sum = 0.0;
        for (var c = 0; c < _components.Length; c++) sum += _weights[c] * TailOf(_components[c], x, upper);
        return sum;
    }

    /// <remarks>Between the components' own quantiles, by the method of Anderson &amp; Björck (1973), BIT 13:253, and halves where that is slow.</remarks>
    internal override double TailQuantile(double tail, bool upper)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var component in _components)
        {
            var own = component.TailQuantile(tail, upper);
            (low, high) = (Math.Min(low, own), Math.Max(high, own));
        }
        var (atLow, atHigh) = (Excess(low), Excess(high));
        // Rounding may put the root a last place outside.
        if (atLow >= 0) return low;
        if (atHigh <= 0) return high;
        var (width, lastWasHigh) = (high - low, (bool?)null);
        for (var step = 0; step < MostSteps; step++)
        {
            var slow = step % 4 == 3 && high - low > width / 16;
            if (step % 4 == 3) width = high - low;
            var x = slow ? low + (high - low) / 2 : low + (high - low) * (atLow / (atLow - atHigh));
            if (!(x > low && x < high)) x = low + (high - low) / 2;
            if (!(x > low && x < high)) return -atLow < atHigh ? low : high;
            var at = Excess(x);
            if (Math.Abs(at) <= Rounding) return x;
            // The end that stays for the second time counts less, so that the line through both moves towards it.
            if (at > 0)
            {
                if (lastWasHigh is true) atLow *= Kept(at / atHigh);
                (high, atHigh, lastWasHigh) = (x, at, true);
            }
            else
            {
                if (lastWasHigh is false) atHigh *= Kept(at / atLow);
                (low, atLow, lastWasHigh) = (x, at, false);
            }
        }
        throw new InvalidOperationException($"{Name}: no quantile found for a tail of {tail:R} in {MostSteps} steps.");

        static double Kept(double ratio) => ratio < 1 ? 1 - ratio : 0.5;

        double Excess(double x) => (upper ? tail - Tail(x, upper) : Tail(x, upper) - tail) / tail;
    }

    private static double TailOf(Distribution component, double x, bool upper) =>
        x <= component.Lower ? (upper ? 1 : 0) : x >= component.Upper ? (upper ? 0 : 1) : component.Tail(x, upper);
}
