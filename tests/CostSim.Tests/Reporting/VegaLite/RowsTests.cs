using System.Text.Json;
using CostSim.Reporting.VegaLite;

namespace CostSim.Tests.Reporting.VegaLite;

public class RowsTests
{
    [Fact]
    public void A_number_is_written_as_the_nearest_of_five_digits_is()
    {
        var random = new Random(20_260_101);
        double[] numbers =
        [
            0, -0.0, 1, -1, 0.1, 12345, 12345.5, 99999.4, 99999.5, 100000, 123456, 1e15, 1e16, 1e-4, 1e-5, 0.000099999, 0.0000999995, 5e-324, 1.7e308, -1.7e308,
            .. Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 20))),
        ];
        var rows = new Rows();
        foreach (var number in numbers) rows.Add(("x", number));

        var lines = JsonSerializer.Serialize(rows, Specification.Options);

        Assert.Equal($"[{string.Join(",", numbers.Select(number => $"{{\"x\":{JsonSerializer.Serialize(double.Parse(number.ToString("G5")))}}}"))}]", lines);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_is_refused(double number)
    {
        var rows = new Rows();
        rows.Add(("x", number));

        Assert.Throws<ArgumentOutOfRangeException>(() => JsonSerializer.Serialize(rows, Specification.Options));
    }
}
