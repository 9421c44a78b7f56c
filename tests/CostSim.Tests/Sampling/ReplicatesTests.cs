using CostSim.Sampling;

namespace CostSim.Tests.Sampling;

public class ReplicatesTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(16)]
    public void Each_replicate_has_the_points_from_0_on_once_and_in_order(int replicates)
    {
        var draws = 3 * Replicates.BlockDraws * replicates;
        var next = new long[replicates];

        for (var draw = 0; draw < draws; draw++)
            Assert.Equal(next[Replicates.Of(draw, replicates)]++, Replicates.PointOf(draw, replicates));

        Assert.All(next, points => Assert.Equal(3 * Replicates.BlockDraws, points));
    }

    [Fact]
    public void A_block_of_64_stays_in_one_replicate()
    {
        Assert.Equal([0, 0, 1, 1, 2, 2, 0], new long[] { 0, 63, 64, 127, 128, 191, 192 }.Select(draw => Replicates.Of(draw, 3)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Replicates.Of(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Replicates.Of(0, 0));
    }
}
