using CostSim.Analysis;
using MathNet.Numerics.Distributions;

namespace CostSim.Tests.Analysis;

/// <summary>
/// Normal net benefits, whose EVPI and probabilities have closed forms. The draws are a quadrature, not a sample: stratified midpoints in one
/// dimension, a Fibonacci lattice in two, by inversion. So the tests cannot fail by chance; the tolerances are the quadrature's error.
/// </summary>
public sealed class ClosedFormTests
{
    private const int Fibonacci25 = 75_025;
    private const int Fibonacci26 = 121_393;

    /// <summary>EVPI = s φ(m/s) + m Φ(m/s) - max(0, m).</summary>
    [Theory]
    [InlineData(0, 1000, 398.942280401, 0.5)]
    [InlineData(500, 2000, 572.689396447, 0.598706325683)]
    [InlineData(-500, 2000, 572.689396447, 0.401293674317)]
    [InlineData(1000, 1500, 226.679470737, 0.747507462453)]
    [InlineData(-3000, 1000, 0.382154317048, 0.00134989803163)]
    public void Evpi_of_a_normal_incremental_net_benefit(double mean, double deviation, double evpi, double probability)
    {
        const int Draws = 100_000;
        double[] netBenefit = [.. Enumerable.Range(0, Draws).Select(d => mean + deviation * Normal.InvCDF(0, 1, (d + 0.5) / Draws))];
        var table = OutcomeTables.Of(("old", new double[Draws], new double[Draws]), ("new", new double[Draws], netBenefit));

        var curves = Acceptability.Over(table, [1]);

        Assert.Equal(evpi, curves.Evpi[0], 1e-5 * deviation);
        Assert.Equal(probability, curves.ProbabilityBest[1][0], 1e-5);
    }

    [Fact]
    public void Evpi_of_two_correlated_net_benefits()
    {
        var (one, two) = CorrelatedNormals(1000, 3000, 1400, 4000, 0.3);
        var table = OutcomeTables.Of(("one", new double[Fibonacci26], one), ("two", new double[Fibonacci26], two));

        var curves = Acceptability.Over(table, [1]);

        Assert.Equal(1490.6983347, curves.Evpi[0], 1e-4 * 1490);
        Assert.Equal(0.537766767732, curves.ProbabilityBest[1][0], 1e-4);
    }

    /// <summary>Incremental QALYs N(0.10, 0.08), incremental cost N(1500, 900), correlation 0.25.</summary>
    [Theory]
    [InlineData(0, -1500, 900, 0.0477903522728, 17.8438965043)]
    [InlineData(5000, -1000, 888.819441732, 0.130275893904, 58.025565605)]
    [InlineData(10000, -500, 1044.03065089, 0.316000210408, 213.380228163)]
    [InlineData(15000, 0, 1307.66968306, 0.5, 521.684725373)]
    [InlineData(20000, 500, 1627.88205961, 0.620634470166, 429.825941217)]
    [InlineData(30000, 1500, 2343.07490277, 0.738973638142, 370.015796223)]
    [InlineData(50000, 3500, 3874.27412556, 0.816841862293, 386.682695241)]
    public void Curves_of_a_bivariate_normal_on_the_plane(double wtp, double mean, double deviation, double probability, double evpi)
    {
        var (effect, cost) = CorrelatedNormals(0.10, 0.08, 1500, 900, 0.25);
        var zeros = new double[Fibonacci26];
        var table = OutcomeTables.Of(("old", zeros, zeros), ("new", cost, effect));

        var curves = Acceptability.Over(table, [wtp]);
        var netBenefit = EconomicEvaluation.Of(table, new(0, 1, 1, [wtp]), "old").Strategies[1].NetBenefit[0];

        Assert.Equal(mean, curves.MeanNetBenefit[1][0], 1e-4 * deviation);
        Assert.Equal(mean, netBenefit.Mean, 1e-4 * deviation);
        Assert.Equal(deviation / Math.Sqrt(Fibonacci26), netBenefit.StandardError!.Value, 1e-3 * deviation / Math.Sqrt(Fibonacci26));
        Assert.Equal(probability, curves.ProbabilityBest[1][0], 1e-4);
        Assert.Equal(evpi, curves.Evpi[0], 1e-4 * deviation);
        Assert.Equal(15_000, EconomicEvaluation.Of(table, new(0, 1, 1, []), "old").Increments[0].Comparison.Icer!.Value, 2);
    }

    [Fact]
    public void Percentiles_of_a_normal()
    {
        const int Draws = 100_000;
        double[] draws = [.. Enumerable.Range(0, Draws).Select(d => Normal.InvCDF(50, 10, (d + 0.5) / Draws))];

        var estimate = Estimate.Of(draws);

        Assert.Equal(50, estimate.Mean, 1e-9);
        Assert.Equal(10 / Math.Sqrt(Draws), estimate.StandardError!.Value, 1e-3 * 10 / Math.Sqrt(Draws));
        Assert.Equal(50 - 19.599639845, estimate.Lower, 2e-3);
        Assert.Equal(50 + 19.599639845, estimate.Upper, 2e-3);
    }

    private static (double[] X, double[] Y) CorrelatedNormals(double meanX, double sdX, double meanY, double sdY, double correlation)
    {
        var (x, y) = (new double[Fibonacci26], new double[Fibonacci26]);
        for (var d = 0; d < Fibonacci26; d++)
        {
            var first = Normal.InvCDF(0, 1, (d + 0.5) / Fibonacci26);
            var second = Normal.InvCDF(0, 1, ((long)d * Fibonacci25 % Fibonacci26 + 0.5) / Fibonacci26);
            x[d] = meanX + sdX * first;
            y[d] = meanY + sdY * (correlation * first + Math.Sqrt(1 - correlation * correlation) * second);
        }
        return (x, y);
    }
}
