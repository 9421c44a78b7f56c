using CostSim.Reporting;
using CostSim.Scenarios;

namespace CostSim.Tests.Reporting;

public class NumberFormatTests
{
    [Theory]
    [InlineData("en-US", 1_234_567.891, 2, "1,234,567.89")]
    [InlineData("de-DE", 1_234_567.891, 2, "1.234.567,89")]
    [InlineData("fr-FR", 1_234_567.891, 2, "1\u202f234\u202f567,89")]
    [InlineData("nl-NL", -0.5, 1, "−0,5")]
    [InlineData("es-ES", -1_234.0, 0, "−1.234")]
    [InlineData("en-GB", -0.04, 1, "0.0")]   // no minus sign before nothing
    [InlineData("en-GB", 2.5, 0, "3")]
    public void Decimals_are_rounded_and_written_as_the_locale_does(string locale, double number, int digits, string expected) =>
        Assert.Equal(expected, NumberFormat.Decimals(digits).Text(number, Locale.Of(locale)!));

    [Theory]
    [InlineData(12_345.6, 3, "12,300")]
    [InlineData(0.012345, 3, "0.0123")]
    [InlineData(0.5, 3, "0.5")]
    [InlineData(99.96, 3, "100")]
    [InlineData(-0.00012345, 2, "−0.00012")]
    [InlineData(1.5e-7, 3, "1.50e-7")]
    [InlineData(0, 3, "0")]
    public void Significant_digits_are_kept_and_no_others(double number, int digits, string expected) =>
        Assert.Equal(expected, NumberFormat.Significant(digits).Text(number, Locale.Default));

    [Theory]
    [InlineData("en-US", 0.1234, "12.3%")]
    [InlineData("de-DE", 0.1234, "12,3\u00a0%")]
    [InlineData("fr-FR", 1, "100,0\u202f%")]
    public void Percentages_have_their_locales_space(string locale, double number, string expected) =>
        Assert.Equal(expected, NumberFormat.Percent(1).Text(number, Locale.Of(locale)!));
}
