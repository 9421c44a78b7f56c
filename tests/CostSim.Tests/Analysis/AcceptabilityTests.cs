using CostSim.Analysis;
using CostSim.Outcomes;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Analysis;

public sealed class AcceptabilityTests
{
    [Fact]
    public void Curves_equal_the_plain_loops() => Prop.ForAll(
        OutcomeTables.Arbitrary,
        @case =>
        {
            var curves = Acceptability.Over(@case.Outcomes, @case.WillingnessToPay);
            return Enumerable.Range(0, @case.WillingnessToPay.Length).All(k => Equal(curves, k, PlainLoops(@case.Outcomes, @case.WillingnessToPay[k])));
        }).Check(OutcomeTables.Replay);

    [Fact]
    public void Probabilities_sum_to_one_and_losses_are_never_negative() => Prop.ForAll(
        OutcomeTables.Arbitrary,
        @case =>
        {
            var curves = Acceptability.Over(@case.Outcomes, @case.WillingnessToPay);
            return Enumerable.Range(0, @case.WillingnessToPay.Length).All(k =>
                Math.Abs(curves.ProbabilityBest.Sum(strategy => strategy[k]) - 1) < 1e-12
                && curves.Evpi[k] >= 0
                && curves.Evpi[k] == curves.ExpectedLoss.Min(strategy => strategy[k])
                && curves.Evpi[k] == curves.ExpectedLoss[curves.Best[k]][k]);
        }).Check(OutcomeTables.Replay);

    /// <summary>E max(0, X) - max(0, E X) = (E|X| - |E X|) / 2, and E|X| is at most the root of E X².</summary>
    [Fact]
    public void Evpi_of_two_strategies_is_at_most_half_the_deviation_of_their_difference() => Prop.ForAll(
        OutcomeTables.Arbitrary,
        @case =>
        {
            if (@case.Outcomes.Strategies.Count < 2) return true;
            var two = Take(@case.Outcomes, [0, 1]);
            var curves = Acceptability.Over(two, @case.WillingnessToPay);
            return @case.WillingnessToPay.Select((wtp, k) =>
            {
                double[] difference = [.. Enumerable.Range(0, two.Draws).Select(d => NetBenefitOf(two, 1, d, wtp) - NetBenefitOf(two, 0, d, wtp))];
                var mean = difference.Average();
                return curves.Evpi[k] <= Math.Sqrt(difference.Average(x => (x - mean) * (x - mean))) / 2 + 1e-9;
            }).All(holds => holds);
        }).Check(OutcomeTables.Replay);

    [Fact]
    public void A_further_strategy_never_lowers_the_value_of_the_best_choice_with_perfect_information() => Prop.ForAll(
        OutcomeTables.Arbitrary,
        @case =>
        {
            var fewer = Take(@case.Outcomes, Enumerable.Range(0, Math.Max(1, @case.Outcomes.Strategies.Count - 1)));
            var (all, some) = (Acceptability.Over(@case.Outcomes, @case.WillingnessToPay), Acceptability.Over(fewer, @case.WillingnessToPay));
            return Enumerable.Range(0, @case.WillingnessToPay.Length).All(k =>
                all.Evpi[k] + all.MeanNetBenefit[all.Best[k]][k] >= some.Evpi[k] + some.MeanNetBenefit[some.Best[k]][k] - 1e-7);
        }).Check(OutcomeTables.Replay);

    [Fact]
    public void A_cost_added_to_all_changes_no_decision() => Prop.ForAll(
        OutcomeTables.Arbitrary,
        @case =>
        {
            var curves = Acceptability.Over(@case.Outcomes, @case.WillingnessToPay);
            var dearer = Acceptability.Over(OutcomeTables.Map(@case.Outcomes, cost => cost + 1000, qaly => qaly), @case.WillingnessToPay);
            return curves.Best.SequenceEqual(dearer.Best)
                && curves.ProbabilityBest.Zip(dearer.ProbabilityBest).All(pair => pair.First.SequenceEqual(pair.Second))
                && curves.Evpi.Zip(dearer.Evpi).All(pair => Math.Abs(pair.First - pair.Second) < 1e-8);
        }).Check(OutcomeTables.Replay);

    [Fact]
    public void A_currency_scales_money_and_nothing_else() => Prop.ForAll(
        OutcomeTables.Arbitrary,
        @case =>
        {
            const double Rate = 0.25;   // exact in binary, so the bits must agree
            var curves = Acceptability.Over(@case.Outcomes, @case.WillingnessToPay);
            double[] otherWtp = [.. @case.WillingnessToPay.Select(wtp => wtp * Rate)];
            var other = Acceptability.Over(OutcomeTables.Map(@case.Outcomes, cost => cost * Rate, qaly => qaly), otherWtp);
            return curves.Best.SequenceEqual(other.Best)
                && curves.ProbabilityBest.Zip(other.ProbabilityBest).All(pair => pair.First.SequenceEqual(pair.Second))
                && curves.Evpi.Select(value => value * Rate).SequenceEqual(other.Evpi);
        }).Check(OutcomeTables.Replay);

    [Fact]
    public void A_point_does_not_depend_on_the_points_beside_it() => Prop.ForAll(
        OutcomeTables.Arbitrary,
        @case =>
        {
            var together = Acceptability.Over(@case.Outcomes, @case.WillingnessToPay);
            return @case.WillingnessToPay.Select((wtp, k) =>
            {
                var alone = Acceptability.Over(@case.Outcomes, [wtp]);
                return alone.Evpi[0] == together.Evpi[k]
                    && alone.ProbabilityBest.Zip(together.ProbabilityBest).All(pair => pair.First[0] == pair.Second[k]);
            }).All(equal => equal);
        }).Check(OutcomeTables.Replay);

    [Fact]
    public void A_draw_in_which_strategies_tie_counts_for_the_first()
    {
        var curves = Acceptability.Over(OutcomeTables.Of(("a", [1, 9, 5], [0, 0, 0]), ("b", [1, 5, 5], [0, 0, 0]), ("c", [1, 5, 9], [0, 0, 0])), [1000]);

        Assert.Equal([2 / 3.0, 1 / 3.0, 0], curves.ProbabilityBest.Select(strategy => strategy[0]));
        Assert.Equal(1, curves.Best[0]);
    }

    [Fact]
    public void The_frontier_follows_the_mean_and_not_the_probability()
    {
        var curves = Acceptability.Over(OutcomeTables.Of(("often", [0, 0, 100], [0, 0, 0]), ("safe", [1, 1, 1], [0, 0, 0])), [0]);

        Assert.True(curves.IsOnFrontier(1, 0));
        Assert.Equal([1 / 3.0], curves.ProbabilityOnFrontier);
        Assert.Equal(2 / 3.0, curves.ProbabilityBest[0][0]);
        Assert.Equal(2 / 3.0, curves.Evpi[0], 1e-15);
    }

    [Fact]
    public void A_strategy_that_is_best_in_every_draw_leaves_no_value_to_information()
    {
        var curves = Acceptability.Over(OutcomeTables.Of(("a", [1, 2, 3], [1, 1, 1]), ("b", [5, 5, 5], [1, 1, 1])), [0, 20_000]);

        Assert.Equal([0, 0], curves.Evpi);
        Assert.Equal([3, 3], curves.ExpectedLoss[1]);
    }

    /// <summary>Whole pseudo-random inputs, so that nothing but the sums can differ; run it with the vectors of the hardware switched off as well.</summary>
    [Fact]
    public void The_bits_are_the_same_on_every_machine()
    {
        var state = 1UL;
        double Next(int range)
        {
            state = state * 6_364_136_223_846_793_005 + 1_442_695_040_888_963_407;
            return (state >> 33) % (ulong)range / 7.0;
        }
        double[] Column(int range) => [.. Enumerable.Range(0, 1_003).Select(_ => Next(range))];
        var table = OutcomeTables.Of([.. Enumerable.Range(0, 5).Select(s => ($"s{s}", Column(100_000), Column(40)))]);

        var curves = Acceptability.Over(table, [0, 10_000, 33_333]);

        Assert.Equal(
            ["40b22a7929d26c26", "40d2d2962d93da84", "40ee833f42fb13df"],
            curves.Evpi.Select(value => BitConverter.DoubleToInt64Bits(value).ToString("x16")));
    }

    [Fact]
    public void What_is_no_outcome_is_refused_with_its_place()
    {
        var table = OutcomeTables.Of(("a", [1, 2], [1, 2]), ("b", [1, 2], [1, double.NaN]));

        var exception = Assert.Throws<ImpossibleOutcomeException>(() => Acceptability.Over(table, [0]));

        Assert.Equal(("b", OutcomeTable.Qaly, 1), (exception.Strategy, exception.Outcome, exception.Draw));
    }

    [Fact]
    public void Empty_tables_and_impossible_points_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Acceptability.Over(OutcomeTables.Of(), [0]));
        Assert.Throws<ArgumentException>(() => Acceptability.Over(OutcomeTables.Of(("a", [], [])), [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Acceptability.Over(OutcomeTables.Of(("a", [1], [1])), [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Acceptability.Over(OutcomeTables.Of(("a", [1], [1])), [double.NaN]));
        Assert.Empty(Acceptability.Over(OutcomeTables.Of(("a", [1], [1])), []).Evpi);
    }

    private static double NetBenefitOf(OutcomeTable table, int strategy, int draw, double wtp) =>
        wtp * table[strategy, OutcomeTable.Qaly][draw] - table[strategy, OutcomeTable.Cost][draw];

    private static OutcomeTable Take(OutcomeTable table, IEnumerable<int> strategies) => OutcomeTables.Of(
        [.. strategies.Select(s => (table.Strategies[s], table[s, OutcomeTable.Cost].ToArray(), table[s, OutcomeTable.Qaly].ToArray()))]);

    private static (double[] Probability, double[] Mean, double[] Loss) PlainLoops(OutcomeTable table, double wtp)
    {
        var strategies = table.Strategies.Count;
        var (probability, mean, loss) = (new double[strategies], new double[strategies], new double[strategies]);
        for (var d = 0; d < table.Draws; d++)
        {
            var best = 0;
            for (var s = 1; s < strategies; s++)
            {
                if (NetBenefitOf(table, s, d, wtp) > NetBenefitOf(table, best, d, wtp)) best = s;
            }
            probability[best] += 1.0 / table.Draws;
            for (var s = 0; s < strategies; s++)
            {
                mean[s] += NetBenefitOf(table, s, d, wtp) / table.Draws;
                loss[s] += (NetBenefitOf(table, best, d, wtp) - NetBenefitOf(table, s, d, wtp)) / table.Draws;
            }
        }
        return (probability, mean, loss);
    }

    private static bool Equal(AcceptabilityCurves curves, int k, (double[] Probability, double[] Mean, double[] Loss) expected)
    {
        bool Near(double[][] actual, double[] plain, double tolerance) =>
            plain.Select((value, s) => Math.Abs(actual[s][k] - value) < tolerance).All(near => near);
        return Near(curves.ProbabilityBest, expected.Probability, 1e-10)
            && Near(curves.MeanNetBenefit, expected.Mean, 1e-7)
            && Near(curves.ExpectedLoss, expected.Loss, 1e-7)
            && expected.Mean[curves.Best[k]] >= expected.Mean.Max() - 1e-7;
    }
}
