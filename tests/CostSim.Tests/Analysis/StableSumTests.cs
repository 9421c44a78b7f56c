using CostSim.Analysis;

namespace CostSim.Tests.Analysis;

public sealed class StableSumTests
{
    [Theory]
    [InlineData(0), InlineData(1), InlineData(7), InlineData(8), InlineData(9), InlineData(100_003)]
    public void Sum_is_the_exact_sum_rounded(int count)
    {
        var random = new Random(20_260_101);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        var exact = values.Aggregate(Int128.Zero, (sum, value) => sum + (Int128)(value * (1L << 53)));   // whole numbers of 2⁻⁵³

        Assert.Equal((double)exact / (1L << 53), StableSum.Of(values));
    }

    [Fact]
    public void What_cancels_leaves_what_is_small()
    {
        Assert.Equal(2, StableSum.Of([1, 1e100, 1, -1e100]));
        Assert.Equal(8, StableSum.Of([1, 0, 0, 0, 0, 0, 0, 0, 1e17, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, -1e17]));
    }

    [Theory]
    [InlineData(1), InlineData(5), InlineData(8), InlineData(1_001)]
    public void Squared_deviations_equal_the_plain_loop(int count)
    {
        var random = new Random(20_260_101);
        double[] values = [.. Enumerable.Range(0, count).Select(_ => 1e6 + random.NextDouble())];

        Assert.Equal(values.Sum(value => (value - 1e6) * (value - 1e6)), StableSum.OfSquaredDeviations(values, 1e6), 1e-10);
    }
}
