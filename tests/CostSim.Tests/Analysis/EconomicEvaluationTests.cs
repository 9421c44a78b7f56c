using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Tests.Analysis;

public sealed class EconomicEvaluationTests
{
    private static readonly WillingnessToPay Wtp = new(0, 100_000, 10_000, [20_000, 25_500]);

    [Fact]
    public void Every_part_speaks_of_the_same_numbers()
    {
        var table = new OutcomeTable(
            ["old", "new"],
            ["cost", "visits", "qaly", "ly"],
            [[[100, 300], [1, 2], [10, 11], [20, 21]], [[1100, 1300], [3, 4], [10.5, 11.5], [22, 23]]]);

        var evaluation = EconomicEvaluation.Of(table, Wtp, "old");

        Assert.Equal(2, evaluation.Draws);
        Assert.Equal(["old", "new"], evaluation.Strategies.Select(strategy => strategy.Name));
        Assert.Equal((1200, 11, 22.5), (evaluation.Strategies[1].Cost.Mean, evaluation.Strategies[1].Qaly.Mean, evaluation.Strategies[1].LifeYears!.Mean));
        Assert.Equal("visits", Assert.Single(evaluation.Strategies[1].OtherOutcomes).Name);
        Assert.Equal(2000, Assert.Single(evaluation.Increments).Comparison.Icer);
        Assert.Equal(2000, evaluation.Frontier[1].Icer);
        Assert.Equal([20_000, 25_500], evaluation.Evpi.Select(point => point.WillingnessToPay));
        Assert.Equal([20_000, 25_500], evaluation.Strategies[1].NetBenefit.Select(point => point.WillingnessToPay));
        Assert.Equal(evaluation.AtThresholds.MeanNetBenefit[1], evaluation.Strategies[1].NetBenefit.Select(point => point.Mean));
        Assert.Equal([1, 1], evaluation.Strategies[1].ProbabilityBest.Select(point => point.Value));
        Assert.Equal(11, evaluation.Curves.WillingnessToPay.Length);
        Assert.Equal(evaluation.AtThresholds.Evpi[0], evaluation.Curves.Evpi[2]);
    }

    [Fact]
    public void Life_years_may_be_absent() =>
        Assert.Null(EconomicEvaluation.Of(OutcomeTables.Of(("a", [1], [1])), Wtp, "a").Strategies[0].LifeYears);

    [Fact]
    public void A_clear_answer_from_enough_draws_has_no_warnings() => Assert.Empty(WarningsOf(1_000, ("a", 0, 0), ("b", 500, 1)));

    [Fact]
    public void Few_draws_are_told() => Assert.Contains("999 draws", Assert.Single(WarningsOf(999, ("a", 0, 0), ("b", 500, 1))));

    [Fact]
    public void Twins_are_told_once_each()
    {
        double[] cost = [.. Enumerable.Range(0, 1_000).Select(d => (double)d)];
        var table = OutcomeTables.Of(("a", cost, cost), ("b", cost, cost), ("c", cost, cost));

        var warnings = EconomicEvaluation.Of(table, Wtp, "a").Warnings;

        Assert.Equal(2, warnings.Count);
        Assert.StartsWith("'a' and 'b' have the same cost and QALYs in every draw", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("'a' and 'c'", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Rounding_is_not_taken_for_an_effect()
    {
        var warnings = WarningsOf(1_000, ("a", 0, 12), ("b", 500, 12 + 4e-15));

        Assert.Contains(warnings, warning => warning.Contains("differ by rounding alone", StringComparison.Ordinal));
    }

    [Fact]
    public void A_choice_within_Monte_Carlo_error_is_told_at_its_threshold()
    {
        var warning = Assert.Single(WarningsOf(1_000, ("a", 0, 0), ("b", 20_001, 1)));

        Assert.StartsWith("At 20,000 per QALY the net benefits of 'a' and 'b' differ by less than Monte Carlo error", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, 1, 600, 0.999, "'c' is dominated by differences")]                       // hardly less effect
    [InlineData(10_000, 1, 20_000, 1.9999, "'b' is on the frontier by differences")]          // hardly below the line from a to c
    [InlineData(10_001, 1, 20_000, 2, "'b' is extendedly dominated by differences")]          // hardly above it
    public void A_place_within_Monte_Carlo_error_is_told(double costB, double effectB, double costC, double effectC, string expected)
    {
        var warnings = WarningsOf(1_000, ("a", 0, 0), ("b", costB, effectB), ("c", costC, effectC));

        Assert.Contains(warnings, warning => warning.StartsWith(expected, StringComparison.Ordinal));
    }

    /// <summary>Independent noise on cost (deviation about 29) and effect (about 0.03): standard errors of about 1 and 0.001 at 1,000 draws.</summary>
    private static IReadOnlyList<string> WarningsOf(int draws, params (string Name, double Cost, double Effect)[] strategies)
    {
        var random = new Random(20_260_101);
        double[] Column(double mean, double range)
        {
            double[] noise = [.. Enumerable.Range(0, draws).Select(_ => random.NextDouble())];
            var centre = noise.Average();
            return [.. noise.Select(x => mean + (x - centre) * range)];
        }
        var rounding = strategies.Any(strategy => strategy.Effect > 10) ? 0 : 0.1;
        var table = OutcomeTables.Of([.. strategies.Select(strategy => (strategy.Name, Column(strategy.Cost, 100), Column(strategy.Effect, rounding)))]);
        return EconomicEvaluation.Of(table, Wtp, strategies[0].Name).Warnings;
    }
}
