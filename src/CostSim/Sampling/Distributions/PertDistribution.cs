using CostSim.Sampling.Inversions;

namespace CostSim.Sampling.Distributions;

/// <summary>PERT: a beta distribution stretched over [min, max], for an expert's smallest, most likely and largest value.</summary>
/// <remarks>Vose (2008), Risk Analysis, 3rd ed., with the usual weight 4 of the mode: α = 1 + 4·(mode − min)/(max − min), β = 6 − α.</remarks>
public sealed record PertDistribution : Distribution
{
    private const string Name = "pert";
    private const double ModeWeight = 4;
    private readonly BetaInversion _inversion;

    /// <param name="min">Smallest possible value; finite.</param>
    /// <param name="mode">Most likely value, from <paramref name="min"/> to <paramref name="max"/>.</param>
    /// <param name="max">Largest possible value; finite, above <paramref name="min"/>.</param>
    /// <exception cref="DistributionException">The three are out of order, equal or not finite.</exception>
    public PertDistribution(double min, double mode, double max)
    {
        Parametrisation.ThreePoints(Name, min, mode, max);
        (Min, Mode, Max) = (min, mode, max);
        _inversion = new BetaInversion(Alpha, Beta, min, max);
    }

    public double Min { get; }

    public double Mode { get; }

    public double Max { get; }

    /// <summary>First shape of the beta distribution, 1 to 5.</summary>
    public double Alpha => 1 + ModeWeight * ((Mode - Min) / (Max - Min));

    /// <summary>Second shape of the beta distribution, 1 to 5.</summary>
    public double Beta => 1 + ModeWeight * ((Max - Mode) / (Max - Min));

    /// <summary>(min + 4·mode + max) / 6.</summary>
    public override double Mean => (Min + ModeWeight * Mode + Max) / (ModeWeight + 2);

    public override double StandardDeviation => (Max - Min) * Math.Sqrt(Alpha * Beta / (ModeWeight + 3)) / (ModeWeight + 2);

    public override double Lower => Min;

    public override double Upper => Max;

    private protected override void Invert(ReadOnlySpan<double> uniforms, Span<double> values) => _inversion.Invert(uniforms, values);

    internal override double TailQuantile(double tail, bool upper) => _inversion.TailQuantile(tail, upper);

    internal override double Tail(double x, bool upper) => _inversion.Tail(x, upper);
}
