using CostSim.Units;

namespace CostSim.Tests.Units;

public sealed class UnitTests
{
    [Theory]
    [InlineData("per year", "per year")]
    [InlineData("per month", "per month")]
    [InlineData("1/year", null)]
    [InlineData("money", "money")]
    [InlineData("money per year", "money per year")]
    [InlineData("money/month", "money per month")]
    [InlineData("years", "years")]
    [InlineData("month", "months")]
    [InlineData("days", "days")]
    [InlineData("qaly", "years")]
    [InlineData("points", "points")]
    [InlineData("utility per point", "per point")]
    [InlineData("kg/m2", "kg per m2")]
    [InlineData("money per knee per week", "money per knee per week")]
    [InlineData("point years", "points years")]
    [InlineData("GBP 2023", "GBP 2023")]
    [InlineData("money per QALY", "money per year")]
    [InlineData("", null)]
    [InlineData("per", null)]
    [InlineData("per per year", null)]
    [InlineData("money per", null)]
    [InlineData("£", null)]
    [InlineData("5 years", null)]
    public void A_unit_reads_as_it_is_written(string text, string? expected)
    {
        var isUnit = Unit.TryParse(text, "USD 2024", out var unit);

        Assert.Equal(expected is not null, isUnit);
        Assert.Equal(expected, unit?.ToString());
    }

    [Theory]
    [InlineData("probability", 0, 1)]
    [InlineData("Proportion", 0, 1)]
    [InlineData("utility", double.NegativeInfinity, 1)]
    [InlineData("hazard  ratio", 0, double.PositiveInfinity)]
    [InlineData("odds ratio", 0, double.PositiveInfinity)]
    [InlineData("count", 0, double.PositiveInfinity)]
    [InlineData("number", double.NegativeInfinity, double.PositiveInfinity)]
    public void The_name_of_a_plain_number_bounds_it(string text, double minimum, double maximum)
    {
        Assert.True(Unit.TryParse(text, null, out var unit));
        Assert.True(unit.IsDimensionless);
        Assert.Equal((minimum, maximum), (unit.Minimum, unit.Maximum));
        Assert.Equal("no unit", unit.ToString());
    }

    [Theory]
    [InlineData("USD 2024", "USD 2024", true)]
    [InlineData("USD", "USD 2024", true)]
    [InlineData("USD 2020", "USD 2024", false)]
    [InlineData("GBP", "USD 2024", false)]
    [InlineData("USD 2024 per year", "USD 2024", true)]
    [InlineData("USD", null, false)]
    public void Only_the_scenarios_currency_is_money(string text, string? currency, bool isMoney)
    {
        Assert.True(Unit.TryParse(text, currency, out var unit));
        Assert.Equal(isMoney, unit.Symbols.Contains("money"));
    }

    [Fact]
    public void A_product_adds_exponents_symbol_by_symbol()
    {
        var random = new Random(20_260_127);
        string[] symbols = ["cm", "dl", "kg", "mg"];
        for (var trial = 0; trial < 200; trial++)
        {
            int[] left = [.. symbols.Select(_ => random.Next(-2, 3))];
            int[] right = [.. symbols.Select(_ => random.Next(-2, 3))];

            Assert.Equal(Written([.. left.Zip(right, (a, b) => a + b)]), (Of(left) * Of(right)).ToString());
            Assert.Equal(Written([.. left.Zip(right, (a, b) => a - b)]), (Of(left) / Of(right)).ToString());
        }

        Unit Of(int[] exponents) => symbols.Zip(exponents).Aggregate(Unit.None, (product, pair) => product * Parse(pair.First).Power(pair.Second));

        string Written(int[] exponents)
        {
            var above = string.Join(' ', symbols.Zip(exponents).Where(pair => pair.Second > 0).Select(pair => pair.Second == 1 ? pair.First : $"{pair.First}^{pair.Second}"));
            var below = string.Concat(symbols.Zip(exponents).Where(pair => pair.Second < 0).Select(pair => pair.Second == -1 ? $" per {pair.First}" : $" per {pair.First}^{-pair.Second}"));
            return (above + below).Length == 0 ? "no unit" : (above + below).TrimStart();
        }
    }

    [Fact]
    public void Products_and_powers_cancel()
    {
        var points = Parse("points");

        Assert.Equal(Unit.Money, Parse("money per year") * Unit.Years);
        Assert.Equal(Unit.None, Unit.PerYear * Unit.Years);
        Assert.Equal(points, Parse("points points") / points);
        Assert.Equal(points * points, points.Power(2));
        Assert.Equal(Unit.None / points, points.Power(-1));
        Assert.Equal(Unit.None, points.Power(0));
        Assert.Equal("points^2 per year", (points.Power(2) / Unit.Years).ToString());
    }

    [Fact]
    public void Months_and_years_are_one_quantity_at_two_scales()
    {
        var months = Parse("months");

        Assert.NotEqual(Unit.Years, months);
        Assert.True(months.SameQuantityAs(Unit.Years));
        Assert.Equal(Unit.Years, months.Base);
        Assert.Equal(1.0 / 12, months.Scale);
        Assert.Equal(Parse("per month"), Unit.None / months);
        Assert.False((months / Unit.Years).IsDimensionless);
        Assert.Equal(7 / 365.25, Parse("week").Scale);
    }

    private static Unit Parse(string text) => Unit.TryParse(text, null, out var unit) ? unit : throw new ArgumentException(text);
}
