using CostSim.Analysis;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Analysis;

public sealed class PercentileTests
{
    /// <summary>By hand, from h = (n - 1) p: at 0.4 it is 1.6, so six tenths of the way from 2 to 4.</summary>
    [Theory]
    [InlineData(0, 1), InlineData(0.025, 1.1), InlineData(0.25, 2), InlineData(0.4, 3.2), InlineData(0.5, 4), InlineData(0.975, 15.2), InlineData(1, 16)]
    public void Type_7_interpolates_between_order_statistics(double probability, double expected) =>
        Assert.Equal(expected, Percentile.Type7([8, 1, 16, 2, 4], probability), 1e-12);

    [Fact]
    public void Interval_equals_sorting_and_interpolating_bit_for_bit() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            var (count, distinct) = (random.Next(1, 3_000), random.Next(2) == 0 ? 5 : int.MaxValue);
            double[] values = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(distinct))];

            return Percentile.CentralInterval95(values) == (BySorting(values, 0.025), BySorting(values, 0.975));
        }).Check(OutcomeTables.Replay);

    /// <summary>The few values that are looked at first all tell too much, or too little, of where the tails are; the rest is the same value nearly everywhere.</summary>
    [Theory]
    [InlineData(-1), InlineData(1)]
    public void A_sample_that_misleads_is_ordered_as_a_whole(int sign)
    {
        var random = new Random(20_260_101);
        double[] values = [.. Enumerable.Range(0, 640).Select(i => i % 20 == 0 ? sign * (1_000 + random.NextDouble()) : random.NextDouble())];

        Assert.Equal((BySorting(values, 0.025), BySorting(values, 0.975)), Percentile.CentralInterval95(values));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(40), InlineData(41), InlineData(10_000)]
    public void Ordered_reversed_and_equal_values_are_no_trap(int count)
    {
        double[] ascending = [.. Enumerable.Range(0, count).Select(i => (double)i)];
        double[] organPipe = [.. ascending.Select(i => Math.Min(i, count - i))];

        foreach (var values in (double[][])[ascending, [.. ascending.Reverse()], organPipe, new double[count]])
            Assert.Equal((BySorting(values, 0.025), BySorting(values, 0.975)), Percentile.CentralInterval95(values));
    }

    private static double BySorting(double[] values, double probability)
    {
        double[] sorted = [.. values.Order()];
        var position = (sorted.Length - 1) * probability;
        var (below, above) = (sorted[(int)position], sorted[Math.Min((int)position + 1, sorted.Length - 1)]);
        return below + (position - (int)position) * (above - below);
    }
}
