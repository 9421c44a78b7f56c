using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Sampling;
using CostSim.Scenarios;

namespace CostSim.Tests.Analysis;

/// <summary>Printed standard errors against the spread of what is printed, over many samples.</summary>
public sealed class ReplicatedErrorTests
{
    private const int Samples = 400;
    private const int Copies = 16;
    private const int Draws = 4 * Copies * Replicates.BlockDraws;

    /// <summary>
    /// The variance of 400 results has a relative error of 7%, the mean of their squared standard errors one of 2% or less: they agree within a factor
    /// of 1.45, or 1 / 1.45, but for one time in 10⁶ if the errors are right.
    /// </summary>
    private const double Tolerance = 1.45;

    private static readonly WillingnessToPay Wtp = new(0, 1, 1, [1]);

    [Theory]
    [InlineData(1), InlineData(Copies)]
    public void Standard_errors_are_those_of_the_results(int replicates)
    {
        EconomicEvaluation[] samples = [.. Enumerable.Range(0, Samples).Select(seed => EconomicEvaluation.Of(Sample(seed, replicates), Wtp, "old", replicates))];

        foreach (var (name, of) in Results)
        {
            double[] values = [.. samples.Select(sample => of(sample).Value)];
            var mean = values.Average();
            var spread = values.Sum(value => (value - mean) * (value - mean)) / (Samples - 1);
            var told = samples.Average(sample => Math.Pow(of(sample).Error!.Value, 2));
            Assert.True(told / spread is > 1 / Tolerance and < Tolerance, $"{name}: variance {spread}, told {told}");
        }
    }

    [Fact]
    public void The_formula_for_independent_draws_would_be_wrong_for_stratified_ones()
    {
        var sample = Sample(1, Copies);

        var (right, wrong) = (EconomicEvaluation.Of(sample, Wtp, "old", Copies), EconomicEvaluation.Of(sample, Wtp, "old"));

        Assert.True(wrong.Strategies[0].Cost.StandardError > 5 * right.Strategies[0].Cost.StandardError);
    }

    private static IEnumerable<(string Name, Func<EconomicEvaluation, (double Value, double? Error)> Of)> Results =>
    [
        ("cost", sample => (sample.Strategies[0].Cost.Mean, sample.Strategies[0].Cost.StandardError)),
        ("life years", sample => (sample.Strategies[1].LifeYears!.Mean, sample.Strategies[1].LifeYears!.StandardError)),
        ("incremental cost", sample => (sample.Increments[0].Cost.Mean, sample.Increments[0].Cost.StandardError)),
        ("incremental QALYs", sample => (sample.Increments[0].Effect.Mean, sample.Increments[0].Effect.StandardError)),
        ("net benefit", sample => (sample.Strategies[1].NetBenefit[0].Mean, sample.Strategies[1].NetBenefit[0].StandardError)),
        ("probability best", sample => (sample.Strategies[1].ProbabilityBest[0].Value, sample.Strategies[1].ProbabilityBest[0].StandardError)),
        ("EVPI", sample => (sample.Evpi[0].Value, sample.Evpi[0].StandardError)),
    ];

    /// <summary>Three parameters, each a Latin hypercube in every replicate: one uniform in each of as many strata as it has draws, in random order.</summary>
    private static OutcomeTable Sample(int seed, int replicates)
    {
        var random = new Random(seed);
        double[][] parameters = [.. Enumerable.Range(0, 3).Select(_ => new double[Draws])];
        foreach (var parameter in parameters)
        {
            for (var replicate = 0; replicate < replicates; replicate++)
            {
                var strata = Enumerable.Range(0, Draws / replicates).ToArray();
                random.Shuffle(strata);
                for (var d = 0; d < Draws; d++)
                {
                    if (replicates > 1 && Replicates.Of(d, replicates) != replicate) continue;
                    var uniform = random.NextDouble();
                    parameter[d] = replicates == 1 ? uniform : (strata[Replicates.PointOf(d, replicates)] + uniform) / strata.Length;
                }
            }
        }
        double[] Column(Func<double, double, double, double> of) => [.. Enumerable.Range(0, Draws).Select(d => of(parameters[0][d], parameters[1][d], parameters[2][d]))];
        return new OutcomeTable(
            ["old", "new"],
            [OutcomeTable.Cost, OutcomeTable.Qaly, OutcomeTable.LifeYears],
            [
                [Column((a, b, c) => Math.Exp(a)), Column((a, b, c) => 2 + b * a), Column((a, b, c) => b + c)],
                [Column((a, b, c) => Math.Exp(a) + c * c), Column((a, b, c) => 2 + b * a + 0.1 + 0.4 * b), Column((a, b, c) => b * b + c)],
            ]);
    }
}
