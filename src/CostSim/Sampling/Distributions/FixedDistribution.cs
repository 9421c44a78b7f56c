namespace CostSim.Sampling.Distributions;

/// <summary>A number without uncertainty.</summary>
public sealed record FixedDistribution : Distribution
{
    /// <param name="value">Finite.</param>
    /// <exception cref="DistributionException">The value is not finite.</exception>
    public FixedDistribution(double value) => Value = Parametrisation.Finite("fixed", "value", value, nameof(value));

    public double Value { get; }

    public override double Mean => Value;

    /// <summary>0.</summary>
    public override double StandardDeviation => 0;

    public override double Lower => Value;

    public override double Upper => Value;

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => values.Fill(Value);

    internal override double TailQuantile(double tail, bool upper) => Value;

    internal override double Tail(double x, bool upper) => 1;
}
