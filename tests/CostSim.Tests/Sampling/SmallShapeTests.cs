using CostSim.Sampling.Distributions;
using CostSim.Sampling.Inversions;

namespace CostSim.Tests.Sampling;

/// <summary>Shapes far below 1, whose quantiles are interpolated as logits or logarithms.</summary>
public sealed class SmallShapeTests
{
    /// <summary>How far a value may stray in probability: of the tail's, and where it follows from the other tail.</summary>
    private const double OfTail = 1e-13, OfWhole = 4e-15;

    private static readonly Inversion[] Inversions =
    [
        new BetaInversion(0.01, 0.01, 0, 1), new BetaInversion(0.002, 0.002, 0, 1), new BetaInversion(0.01, 0.02, 0, 1), new BetaInversion(0.01, 3, 0, 1),
        new BetaInversion(20, 0.01, 0, 1), new BetaInversion(0.03, 40, 0, 1), new BetaInversion(0.002, 0.03, -1, 4),
        new GammaInversion(0.001, 1), new GammaInversion(0.01, 200), new GammaInversion(0.04, 1),
        new TruncatedInversion(new BetaInversion(0.01, 0.01, 0, 1), 0.125, double.PositiveInfinity),
        new TruncatedInversion(new BetaInversion(0.01, 0.02, 0, 1), double.NegativeInfinity, 0.875),
        new TruncatedInversion(new GammaInversion(0.01, 1), double.NegativeInfinity, 2),
    ];

    /// <summary>From the smallest uniform to the largest. Beside 1 what is allowed in probability is worth nothing, so that the double is the exact quantile's or its neighbour.</summary>
    [Fact]
    public void Values_are_those_of_mpmath_or_their_neighbours()
    {
        var rows = SmallShapeQuantiles.Rows;
        Assert.Contains(rows, row => row.Upper && row.Value < 1 && row.Value > 1 - 1e-9);

        Assert.All(rows, row =>
        {
            var value = row.Distribution.Quantile(row.Upper ? 1 - row.Tail : row.Tail);
            var neighbour = Math.Max(Math.BitIncrement(row.Value) - row.Value, row.Value - Math.BitDecrement(row.Value));
            Assert.InRange(value, row.Value - neighbour - row.Worth * (OfTail * row.Tail + OfWhole), row.Value + neighbour + row.Worth * (OfTail * row.Tail + OfWhole));
        });
    }

    /// <summary>Beside every seam a table may have, and the ends of the tables: steps by more than two values may stray.</summary>
    [Fact]
    public void Values_rise_over_the_seams()
    {
        var tails = Enumerable.Range(1, 18).SelectMany(octave => Enumerable.Range(128, 128).Select(part => Math.ScaleB(part, -octave - 8)));
        var around = tails.SelectMany(tail => Enumerable.Range(-3, 7).Select(step => tail + step * 3 * (OfTail * tail + OfWhole))).Where(tail => tail <= 0.5).ToArray();
        double[] uniforms = [Math.ScaleB(1, -53), .. around.Concat(around.Select(tail => 1 - tail)).Order(), 1 - Math.ScaleB(1, -53)];
        var values = new double[uniforms.Length];

        Assert.All(Inversions, inversion =>
        {
            inversion.Invert(uniforms, values);

            Assert.Equal(values.Order(), values);
        });
    }

    [Fact]
    public void Values_do_not_depend_on_how_many_are_inverted_together()
    {
        double[] uniforms = [.. SobolDimensionTests.Uniforms(new CostSim.Sampling.Streams.UniformStream(1, "u"), 1000), 0.5, 1e-12, 1 - 1e-12];

        Assert.All(Inversions, inversion =>
        {
            double[] together = [.. uniforms];
            inversion.Invert(together, together);

            for (var d = 0; d < uniforms.Length; d++)
            {
                var alone = new double[1];
                inversion.Invert(uniforms.AsSpan(d, 1), alone);
                Assert.Equal(alone[0], together[d]);
            }
        });
    }

    /// <summary>What takes a microsecond: pieces that no polynomial fits.</summary>
    [Fact]
    public void No_piece_is_left_to_the_exact_inversion()
    {
        Assert.All(Inversions, inversion =>
        {
            Assert.False(inversion.HasTable);
            Assert.Equal(0, new InterpolatedTable(inversion.ScaledQuantile, lastPlaces: 0, Inversion.TailRounding).Size.Exact);
        });
    }

    /// <summary>Where quantiles are below the smallest number, or nearer 1 than the largest number below it.</summary>
    [Fact]
    public void Both_ends_of_a_beta_are_reached()
    {
        var distribution = new BetaDistribution(0.001, 0.001);

        Assert.Equal(0, distribution.Quantile(0.2));
        Assert.Equal(1, distribution.Quantile(0.8));
        Assert.Equal(0.5, distribution.Quantile(0.5), 1e-11);   // where a probability of 1e-15 is worth so much
    }
}
