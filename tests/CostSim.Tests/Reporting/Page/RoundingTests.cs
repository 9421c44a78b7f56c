using CostSim.Reporting.Page;
using CostSim.Scenarios;

namespace CostSim.Tests.Reporting.Page;

public sealed class RoundingTests
{
    [Theory]
    [InlineData(22, 34_871.4, "34,870")]
    [InlineData(150, 34_871.4, "34,900")]
    [InlineData(0.7, 34_871.46, "34,871.5")]
    [InlineData(0.005, 10.69168, "10.692")]
    [InlineData(22, -4.9, "0")]
    [InlineData(22, -1_005, "−1,010")]
    public void No_digit_is_shown_that_the_Monte_Carlo_error_makes_meaningless(double standardError, double value, string expected) =>
        Assert.Equal(expected, Rounding.By([null, 0, standardError], otherwise: 0).Text(value, Locale.Default));

    [Fact]
    public void Without_a_standard_error_the_given_digits_are_shown() => Assert.Equal("0.123", Rounding.By([null, 0], otherwise: -3).Text(0.12345, Locale.Default));
}
