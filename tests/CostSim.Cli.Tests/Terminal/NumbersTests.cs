using CostSim.Cli.Terminal;

namespace CostSim.Cli.Tests.Terminal;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(12345.678, 0, "12,346")]
    [InlineData(-12345.678, 1, "-12,345.7")]
    [InlineData(-0.0001, 2, "0.00")]
    [InlineData(-0.0001, 4, "-0.0001")]
    [InlineData(0, 3, "0.000")]
    public void Thousands_are_apart_and_zero_has_no_sign(double value, int decimals, string expected) => Assert.Equal(expected, Numbers.Format(value, decimals));

    [Fact]
    public void Decimals_show_two_digits_of_the_middle_error()
    {
        Assert.Equal(4, Numbers.Decimals([0.01, 0.0034, 0, 0.00002, null], fewest: 0, most: 6));
        Assert.Equal(0, Numbers.Decimals([19.4, 200], fewest: 0, most: 6));
        Assert.Equal(2, Numbers.Decimals([0.0004], fewest: 0, most: 2));
        Assert.Equal(3, Numbers.Decimals([0, null], fewest: 3, most: 6));
        Assert.Equal(6, Numbers.Decimals([1e-12], fewest: 3, most: 6));
    }

    [Theory]
    [InlineData(50000, "50,000")]
    [InlineData(12.5, "12.50")]
    [InlineData(12, "12")]
    [InlineData(1234.56, "1,235")]
    public void Money_is_whole_where_cents_say_nothing(double value, string expected) => Assert.Equal(expected, Numbers.Money(value));
}
