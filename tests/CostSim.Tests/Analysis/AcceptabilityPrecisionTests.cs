using System.Numerics;
using CostSim.Analysis;
using CostSim.Outcomes;

namespace CostSim.Tests.Analysis;

/// <summary>Curves against loops over every draw, point and strategy in whole numbers: doubles are fractions with powers of two below, so nothing is rounded.</summary>
public sealed class AcceptabilityPrecisionTests
{
    /// <summary>Every double here is a whole multiple of 2⁻¹⁰⁷⁴, and a product of two of 2⁻²¹⁴⁸.</summary>
    private const int Places = 1074;

    public enum Shape
    {
        /// <summary>Costs and effects as an analysis has them.</summary>
        Usual,

        /// <summary>Small whole numbers on a grid of small whole numbers, so that strategies tie at points.</summary>
        Ties,

        /// <summary>Millions that differ in the last places, so that EVPI is some 10⁻¹⁰ of what it is the difference of, or less.</summary>
        AlmostEqual,

        /// <summary>One strategy is the best in all draws but one, by next to nothing.</summary>
        HardlyAnyValue,

        /// <summary>Numbers from 10⁻³⁰ to 10³⁰, of both signs.</summary>
        Wild,
    }

    [Theory]
    [InlineData(Shape.Usual), InlineData(Shape.Ties), InlineData(Shape.AlmostEqual), InlineData(Shape.HardlyAnyValue), InlineData(Shape.Wild)]
    public void Winners_and_evpi_are_those_of_whole_numbers(Shape shape)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var (table, wtp) = Case(shape, new Random(seed));
            var curves = Acceptability.Over(table, wtp);

            for (var k = 0; k < wtp.Length; k++)
            {
                var (wins, evpi) = WholeNumbers(table, wtp[k], curves.Best[k]);
                Assert.Equal(wins.Select(count => (double)count / table.Draws), curves.ProbabilityBest.Select(strategy => strategy[k]));
                Assert.True(curves.Evpi[k] >= 0);
                Assert.True(Math.Abs(curves.Evpi[k] - evpi) <= 1e-14 * evpi, $"{shape}, seed {seed}, point {k}: EVPI {curves.Evpi[k]:R}, not {evpi:R}");
            }
        }
    }

    [Fact]
    public void The_order_of_points_changes_nothing()
    {
        var (table, wtp) = Case(Shape.Usual, new Random(1));
        double[] shuffled = [.. wtp.Reverse(), .. wtp.Skip(2).Take(3)];

        var (expected, actual) = (Acceptability.Over(table, wtp), Acceptability.Over(table, shuffled));

        for (var k = 0; k < shuffled.Length; k++)
        {
            var place = Array.IndexOf(wtp, shuffled[k]);
            Assert.Equal(expected.Evpi[place], actual.Evpi[k]);
            for (var s = 0; s < table.Strategies.Count; s++) Assert.Equal(expected.ProbabilityBest[s][place], actual.ProbabilityBest[s][k]);
        }
    }

    private static (OutcomeTable Table, double[] Wtp) Case(Shape shape, Random random)
    {
        var (strategies, draws, points) = (random.Next(1, 11), random.Next(1, 60), random.Next(1, 40));
        double Wild() => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-30, 31));
        double Cost(int s, int d) => shape switch
        {
            Shape.Usual => 20_000 + 90_000 * random.NextDouble(),
            Shape.Ties => random.Next(6),
            Shape.AlmostEqual => 1e6 + random.Next(8) * 1e-9,
            Shape.HardlyAnyValue => s == 0 && d == 0 ? 1e6 + 1e-9 : s == 0 ? 1e6 : 1e6 + 5e-10 + 1000 * Math.Sign(d),
            _ => Wild(),
        };
        double Effect() => shape switch
        {
            Shape.Usual => 15 + 7 * random.NextDouble(),
            Shape.Ties => random.Next(6),
            Shape.AlmostEqual => 20 + random.Next(8) * 1e-14,
            Shape.HardlyAnyValue => 20,
            _ => Wild(),
        };
        double Wtp() => shape switch
        {
            Shape.Usual or Shape.HardlyAnyValue => 200_000 * random.NextDouble(),
            Shape.Ties => random.Next(12) / 2.0,
            Shape.AlmostEqual => 400_000 * random.NextDouble(),
            _ => Math.Abs(Wild()),
        };
        var table = OutcomeTables.Of([.. Enumerable.Range(0, strategies).Select(s => (
            $"s{s}",
            Enumerable.Range(0, draws).Select(d => Cost(s, d)).ToArray(),
            Enumerable.Range(0, draws).Select(_ => Effect()).ToArray()))]);
        return (table, [.. Enumerable.Range(0, points).Select(_ => Wtp()).Distinct().Order()]);
    }

    private static (int[] Wins, double Evpi) WholeNumbers(OutcomeTable table, double wtp, int chosen)
    {
        var wins = new int[table.Strategies.Count];
        var (price, sum) = (Whole(wtp), BigInteger.Zero);
        for (var d = 0; d < table.Draws; d++)
        {
            BigInteger[] benefits = [.. table.Strategies.Select((_, s) => price * Whole(table[s, OutcomeTable.Qaly][d]) - (Whole(table[s, OutcomeTable.Cost][d]) << Places))];
            var winner = Array.IndexOf(benefits, benefits.Max());
            wins[winner]++;
            sum += benefits[winner] - benefits[chosen];
        }
        return (wins, Quotient(sum, BigInteger.One * table.Draws << (2 * Places)));
    }

    private static BigInteger Whole(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var (exponent, mantissa) = ((int)(bits >> 52 & 0x7FF), bits & 0xF_FFFF_FFFF_FFFF);
        var whole = exponent == 0 ? mantissa : (BigInteger)(mantissa | 1L << 52) << (exponent - 1);
        return value < 0 ? -whole : whole;
    }

    private static double Quotient(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero) return 0;
        var shift = (int)(denominator.GetBitLength() - BigInteger.Abs(numerator).GetBitLength()) + 64;
        return Math.ScaleB((double)((shift >= 0 ? numerator << shift : numerator >> -shift) / denominator), -shift);
    }
}
