using CostSim.Analysis.Frontiers;

namespace CostSim.Tests.Analysis;

public sealed class CostEffectivenessPlaneTests
{
    [Theory]
    [InlineData(0, 0, Standing.Same, null, "costs the same and gains the same")]
    [InlineData(-1, 2, Standing.Dominant, null, "costs less and gains more")]
    [InlineData(-1, 0, Standing.Dominant, null, "costs less and gains the same")]
    [InlineData(0, 2, Standing.Dominant, null, "costs the same and gains more")]
    [InlineData(1, -2, Standing.Dominated, null, "costs more and gains less")]
    [InlineData(1, 0, Standing.Dominated, null, "costs more and gains the same")]
    [InlineData(0, -2, Standing.Dominated, null, "costs the same and gains less")]
    [InlineData(1, 2, Standing.CostsMoreAndGainsMore, 0.5, "costs more and gains more")]
    [InlineData(-1, -2, Standing.CostsLessAndLosesEffect, 0.5, "saves money and loses health")]
    [InlineData(-0.0, 0.0, Standing.Same, null, "costs the same and gains the same")]
    public void Each_quadrant_and_half_axis_has_its_words(double cost, double effect, Standing standing, double? icer, string words) =>
        Assert.Equal(new Comparison(standing, icer, words), CostEffectivenessPlane.Compare(cost, effect));

    [Theory]
    [InlineData(double.NaN, 1), InlineData(1, double.NaN), InlineData(double.NegativeInfinity, 1)]
    public void What_is_no_difference_is_refused(double cost, double effect) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CostEffectivenessPlane.Compare(cost, effect));
}
