using System.Runtime.Intrinsics;
using CostSim.Numerics;

namespace CostSim.Tests.Numerics;

/// <summary>Against the C library (through <see cref="Math"/>), and CPython's expm1 and log1p.</summary>
public sealed class ElementaryFunctionsTests
{
    private static readonly double[] Edges =
    [
        0, -0.0, 1, -1, double.Epsilon, 1e-310, 2.2250738585072014e-308, 1e-300, 1e300, double.MaxValue, 709.78, 709.79, 710, 1e5, -708.4, -745.1, -745.2, -746, -1e5,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.9999999999999999, 1.0000000000000002,
    ];

    [Fact]
    public void Exp_is_within_two_units_in_the_last_place()
    {
        var random = new Random(20_260_101);
        foreach (var x in Edges.Concat(Enumerable.Range(0, 200_000).Select(i => (random.NextDouble() - 0.5) * Math.Pow(10, i % 10 - 6))))
            AssertNear(Math.Exp(x), ElementaryFunctions.Exp(Vector512.Create(x))[0], x, units: 2);
    }

    [Fact]
    public void Log_is_within_two_units_in_the_last_place()
    {
        var random = new Random(20_260_101);
        foreach (var x in Edges.Concat(Enumerable.Range(0, 200_000).Select(i => i % 2 == 0 ? random.NextDouble() * 2 : Math.Exp((random.NextDouble() - 0.5) * 1400))))
            AssertNear(Math.Log(x), ElementaryFunctions.Log(Vector512.Create(x))[0], x, units: 2);
    }

    [Theory]
    [InlineData(1e-18, 1e-18), InlineData(1e-12, 9.999999999995e-13), InlineData(3.7e-9, 3.6999999931550002e-09), InlineData(1e-5, 9.999950000166666e-06)]
    [InlineData(0.01, 0.009950166250831947), InlineData(0.3, 0.2591817793182821), InlineData(0.6931, 0.4999764091635173), InlineData(0.7, 0.5034146962085905)]
    [InlineData(0.9, 0.5934303402594009), InlineData(2.5, 0.9179150013761013), InlineData(40, 1), InlineData(-0.2, -0.22140275816016985), InlineData(0, 0)]
    [InlineData(double.PositiveInfinity, 1), InlineData(double.NegativeInfinity, double.NegativeInfinity), InlineData(-800, double.NegativeInfinity), InlineData(double.NaN, double.NaN)]
    public void A_small_hazard_keeps_its_digits(double hazard, double probability) =>
        AssertNear(probability, ElementaryFunctions.HazardToProbability(Vector512.Create(hazard))[0], hazard, units: 4);

    [Theory]
    [InlineData(1e-18, 1e-18), InlineData(1e-12, 1.0000000000005e-12), InlineData(3.7e-9, 3.7000000068450003e-09), InlineData(1e-5, 1.0000050000333337e-05)]
    [InlineData(0.01, 0.010050335853501442), InlineData(0.3, 0.35667494393873234), InlineData(0.6931, 1.1812333173564467), InlineData(0.9, 2.302585092994046)]
    [InlineData(-0.2, -0.18232155679395462), InlineData(0, 0), InlineData(1, double.PositiveInfinity), InlineData(1.5, double.NaN), InlineData(double.NaN, double.NaN)]
    public void A_small_probability_keeps_its_digits(double probability, double hazard) =>
        AssertNear(hazard, ElementaryFunctions.ProbabilityToHazard(Vector512.Create(probability))[0], probability, units: 4);

    [Theory]
    [InlineData(double.NaN), InlineData(double.PositiveInfinity), InlineData(800), InlineData(-800), InlineData(0), InlineData(1e-310)]
    public void A_neighbour_out_of_range_changes_no_bit(double neighbour)
    {
        foreach (var x in new[] { 57.262232642277255, 0.22019638452688067, -28.331590182302328, 0.04746726202194917 })
        {
            var mixed = Vector512.Create(x).WithElement(1, neighbour).WithElement(6, neighbour);

            Assert.Equal(ElementaryFunctions.Exp(Vector512.Create(x))[0], ElementaryFunctions.Exp(mixed)[0]);
            Assert.Equal(ElementaryFunctions.Log(Vector512.Create(x))[0], ElementaryFunctions.Log(mixed)[0]);
            Assert.Equal(ElementaryFunctions.HazardToProbability(Vector512.Create(x))[0], ElementaryFunctions.HazardToProbability(mixed)[0]);
        }
    }

    /// <summary>Units of the expected number's last place; the C library itself may be off by one.</summary>
    private static void AssertNear(double expected, double actual, double x, int units)
    {
        if (double.IsFinite(expected))
            Assert.True(Math.Abs(expected - actual) <= units * (Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected)), $"f({x:R}) = {actual:R}, expected {expected:R}");
        else
            Assert.Equal(expected, actual);
    }
}
