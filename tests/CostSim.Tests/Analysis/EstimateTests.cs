using CostSim.Analysis;

namespace CostSim.Tests.Analysis;

public sealed class EstimateTests
{
    [Fact]
    public void Standard_error_is_the_sample_deviation_over_the_root_of_the_draws()
    {
        var estimate = Estimate.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal(5, estimate.Mean);
        Assert.Equal(Math.Sqrt(32.0 / 7 / 8), estimate.StandardError!.Value, 1e-15);
        Assert.Equal(2.35, estimate.Lower, 1e-12);
        Assert.Equal(8.65, estimate.Upper, 1e-12);
    }

    [Fact]
    public void A_single_draw_has_no_standard_error() => Assert.Equal(new Estimate(3, null, 3, 3), Estimate.Of([3]));

    [Fact]
    public void Small_spread_on_a_large_mean_is_not_lost()
    {
        double[] draws = [.. Enumerable.Range(0, 10_000).Select(i => 1e9 + i % 2)];

        Assert.Equal(Math.Sqrt(0.25 / 9_999), Estimate.Of(draws).StandardError!.Value, 1e-15);
    }

    [Fact]
    public void No_draws_and_no_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Estimate.Of([]));
        Assert.Contains("draw 1 is NaN", Assert.Throws<ArgumentException>(() => Estimate.Of([1, double.NaN])).Message);
        Assert.Throws<ArgumentException>(() => Estimate.Of([double.PositiveInfinity]));
    }
}
