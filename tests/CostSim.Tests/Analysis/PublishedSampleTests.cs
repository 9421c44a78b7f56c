using System.Globalization;
using CostSim.Analysis;
using CostSim.Analysis.Frontiers;
using CostSim.Outcomes;
using CostSim.Scenarios;

namespace CostSim.Tests.Analysis;

/// <summary>Samples of published analyses, against R's BCEA and dampack and an independent computation.</summary>
public sealed class PublishedSampleTests
{
    private const double Relative = 1e-6;

    [ReferenceFact("bcea-vaccine/psa_sample.csv")]
    public void Vaccine_equals_BCEA()
    {
        var table = PsaSample.Read("bcea-vaccine/psa_sample.csv", "status_quo", "vaccination");

        var increment = EconomicEvaluation.Of(table, new(0, 1, 1, []), "status_quo").Increments[0];
        var curves = Acceptability.Over(table, [10_000, 20_000, 25_000, 30_000, 50_000]);

        Near(5.035982871, increment.Cost.Mean);
        Near(0.0002505764373, increment.Effect.Mean);
        Near(20097.59148, increment.Comparison.Icer);
        Assert.Equal([0.220, 0.457, 0.529, 0.586, 0.697], curves.ProbabilityBest[1]);
        AllNear([0.694399, 2.505627, 2.414467, 2.373572, 2.553326], curves.Evpi, 5e-7);
        EqualsExpectedCurves(table, "bcea-vaccine/expected_curves.csv");
    }

    [ReferenceFact("bcea-vaccine/psa_sample.csv")]
    public void Vaccine_breaks_even_at_20100_on_a_grid_of_100()
    {
        var table = PsaSample.Read("bcea-vaccine/psa_sample.csv", "status_quo", "vaccination");

        var curves = Acceptability.Over(table, [.. new WillingnessToPay(0, 50_000, 100, []).Grid]);

        Assert.Equal(20_100, curves.WillingnessToPay[Array.IndexOf(curves.Best, 1)]);
    }

    [ReferenceFact("bcea-vaccine/psa_sample_aligned.csv")]
    public void Aligned_vaccine_equals_BCEA()
    {
        var table = PsaSample.Read("bcea-vaccine/psa_sample_aligned.csv", "status_quo", "vaccination");

        var curves = Acceptability.Over(table, [10_000, 20_000, 25_000, 30_000, 50_000]);

        Near(20387.97377, EconomicEvaluation.Of(table, new(0, 1, 1, []), "status_quo").Increments[0].Comparison.Icer);
        AllNear([0.609624, 2.454750, 2.453850, 2.437287, 2.665647], curves.Evpi, 5e-7);
        EqualsExpectedCurves(table, "bcea-vaccine/expected_curves_aligned.csv");
    }

    [ReferenceFact("dampack-example-psa/psa_sample.csv")]
    public void Cancer_example_equals_dampack()
    {
        var table = PsaSample.Read("dampack-example-psa/psa_sample.csv", "chemo", "radio", "surgery");

        var evaluation = EconomicEvaluation.Of(table, new WillingnessToPay(1_000, 141_000, 10_000, [1_000, 31_000, 41_000, 101_000, 141_000]), "radio");

        foreach (var (strategy, cost, qaly, lower, upper) in new[]
        {
            (0, 30_900.79826, 11.0686865227, 24_102.159, 39_086.508),
            (1, 16_128.87753, 10.6849196356, 8_489.306, 28_073.866),
            (2, 25_110.21549, 10.8812032180, 10_474.154, 51_427.272),
        })
        {
            Near(cost, evaluation.Strategies[strategy].Cost.Mean);
            Near(qaly, evaluation.Strategies[strategy].Qaly.Mean);
            Near(lower, evaluation.Strategies[strategy].Cost.Lower);
            Near(upper, evaluation.Strategies[strategy].Cost.Upper);
        }
        Assert.Equal(
            [("radio", "reference"), ("surgery", "extendedly dominated"), ("chemo", "on frontier")],
            evaluation.Frontier.Select(entry => (entry.Name, entry.StatusInWords)));
        Near(38_491.91, evaluation.Frontier[2].Icer);
        Assert.Equal(["radio", "chemo"], evaluation.Frontier[1].By);
        AllNear([1084.833, 10_023.211, 13_847.286, 22_850.235, 29_647.007], [.. evaluation.Evpi.Select(point => point.Value)], 5e-4);
        EqualsExpectedCurves(table, "dampack-example-psa/expected_curves.csv");
    }

    [ReferenceFact("dampack-example-psa/psa_sample.csv")]
    public void Cancer_example_chooses_chemo_where_surgery_is_most_probably_best()
    {
        var curves = Acceptability.Over(PsaSample.Read("dampack-example-psa/psa_sample.csv", "chemo", "radio", "surgery"), [41_000]);

        Assert.Equal([.3147, .3142, .3711], curves.ProbabilityBest.Select(strategy => strategy[0]));
        Assert.Equal(0, curves.Best[0]);
    }

    [ReferenceFact("sick-sicker-cohort/psa_outputs_half_cycle.csv")]
    public void Sick_sicker_with_half_cycle_correction()
    {
        var table = PsaSample.Read("sick-sicker-cohort/psa_outputs_half_cycle.csv", "SoC", "A", "B", "AB");

        var curves = Acceptability.Over(table, [50_000, 75_000, 100_000, 125_000, 150_000, 200_000]);

        double[] costs = [152_056.00, 284_699.79, 259_711.41, 379_057.78];
        double[] qalys = [20.89164, 21.71816, 22.30162, 23.30014];
        for (var s = 0; s < 4; s++)
        {
            Assert.Equal(costs[s], Estimate.Of(table[s, OutcomeTable.Cost]).Mean, 0.005);
            Assert.Equal(qalys[s], Estimate.Of(table[s, OutcomeTable.Qaly]).Mean, 5e-6);
        }
        AllNear([39.5993, 6698.5104, 2940.7954, 7660.8647, 2038.8840, 246.0018], curves.Evpi, 5e-5);
    }

    [ReferenceFact("sick-sicker-cohort/psa_outputs_darth_simpson.csv")]
    public void Sick_sicker_with_the_published_weights()
    {
        var table = PsaSample.Read("sick-sicker-cohort/psa_outputs_darth_simpson.csv", "SoC", "A", "B", "AB");

        var evaluation = EconomicEvaluation.Of(table, new WillingnessToPay(0, 200_000, 1_000, [50_000, 75_000, 100_000, 125_000, 150_000, 200_000]), "SoC");

        var curves = evaluation.AtThresholds;
        double[][] probabilities =
        [
            [0.988, 0.513, 0.052, 0.003, 0, 0],
            [0, 0, 0, 0, 0, 0],
            [0.012, 0.476, 0.765, 0.433, 0.144, 0.015],
            [0, 0.011, 0.183, 0.564, 0.856, 0.985],
        ];
        Assert.Equal(probabilities, curves.ProbabilityBest);
        Assert.Equal([0, 0, 2, 3, 3, 3], curves.Best);
        AllNear([41.4370, 6790.0283, 2882.6136, 7737.7623, 2068.5438, 248.9784], curves.Evpi, 5e-5);
        Assert.Equal(
            [("SoC", FrontierStatus.Reference), ("B", FrontierStatus.OnFrontier), ("A", FrontierStatus.Dominated), ("AB", FrontierStatus.OnFrontier)],
            evaluation.Frontier.Select(entry => (entry.Name, entry.Status)));
        Near(76_199.55, evaluation.Frontier[1].Icer);
        Near(119_746.29, evaluation.Frontier[3].Icer);
    }

    private static void EqualsExpectedCurves(OutcomeTable table, string file)
    {
        foreach (var row in PsaSample.Rows(file))
        {
            double Cell(string name) => double.Parse(row[name], CultureInfo.InvariantCulture);
            var curves = Acceptability.Over(table, [Cell("wtp")]);
            var s = table.Strategies.ToList().IndexOf(row["strategy"]);

            Assert.Equal(Cell("prob_best"), curves.ProbabilityBest[s][0], 1e-9);
            Assert.Equal(Cell("on_frontier") == 1, curves.IsOnFrontier(s, 0));
            Near(Cell("mean_nb"), curves.MeanNetBenefit[s][0]);
            Near(Cell("expected_loss"), curves.ExpectedLoss[s][0]);
            Near(Cell("evpi"), curves.Evpi[0]);
        }
    }

    private static void AllNear(double[] expected, double[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual, (one, other) => (one, other)), pair => Assert.Equal(pair.one, pair.other, tolerance));

    private static void Near(double expected, double? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected, actual.Value, Math.Abs(expected) * Relative);
    }
}
