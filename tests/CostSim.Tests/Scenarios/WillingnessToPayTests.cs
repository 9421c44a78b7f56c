using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

public sealed class WillingnessToPayTests
{
    [Fact]
    public void Grid_holds_both_ends_and_thresholds_may_lie_off_it()
    {
        var wtp = new WillingnessToPay(0, 200_000, 400, [50_000, 33_333]);

        Assert.Equal(501, wtp.Grid.Count);
        Assert.Equal((0, 400, 200_000), (wtp.Grid[0], wtp.Grid[1], wtp.Grid[^1]));
        Assert.Equal([50_000, 33_333], wtp.Thresholds);
    }

    [Fact]
    public void A_step_without_exact_binary_form_still_ends_on_the_end()
    {
        var wtp = new WillingnessToPay(0, 1, 0.1, []);

        Assert.Equal(11, wtp.Grid.Count);
        Assert.Equal(1, wtp.Grid[^1]);
    }

    [Fact]
    public void One_point_is_a_grid() => Assert.Equal([7], new WillingnessToPay(7, 7, 1, []).Grid);

    [Theory]
    [InlineData(-1, 10, 1, "from 0 up")]
    [InlineData(double.NaN, 10, 1, "from 0 up")]
    [InlineData(10, 5, 1, "at least the first")]
    [InlineData(0, double.PositiveInfinity, 1, "at least the first")]
    [InlineData(0, 10, 0, "step above 0")]
    [InlineData(0, 10, double.NaN, "step above 0")]
    [InlineData(0, 10, 3, "whole number of steps")]
    [InlineData(0, 200_000, 0.001, "at most 100001 points")]
    public void A_grid_that_cannot_be_is_refused(double from, double to, double step, string message)
    {
        Assert.Contains(message, Assert.Single(WillingnessToPay.Mistakes(from, to, step, [])).Expected);
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new WillingnessToPay(from, to, step, [])).Message);
    }

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal(4, WillingnessToPay.Mistakes(-1, 5, -1, [double.NaN, 3, 3]).Count);
}
