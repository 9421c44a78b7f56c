using CostSim.Analysis;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Outcomes;
using CostSim.Runs;

namespace CostSim.Tests.Published;

/// <summary>Alarid-Escudero et al. 2023: results to full precision come from an independent program.</summary>
public class SickSickerTests
{
    private const string Folder = "scenarios/published/sick-sicker/";
    private const double Tolerance = 1e-6;
    private static readonly RunOptions Options = new() { Threads = 2 };

    [Theory]
    [InlineData("probabilistic.yaml", 0, 152262.290718, 21.038150923)]
    [InlineData("probabilistic.yaml", 1, 285676.923020, 21.828836410)]
    [InlineData("probabilistic.yaml", 2, 259991.515270, 22.511198143)]
    [InlineData("probabilistic.yaml", 3, 379955.447347, 23.466845590)]
    [InlineData("no-correction.yaml", 0, 153541.412931, 21.554486611)]
    [InlineData("no-correction.yaml", 1, 287185.640776, 22.345544456)]
    [InlineData("no-correction.yaml", 2, 261490.974372, 23.032607807)]
    [InlineData("no-correction.yaml", 3, 381676.095741, 23.988968926)]
    [InlineData("published-weights.yaml", 0, 151579.865957, 20.711331464)]
    [InlineData("published-weights.yaml", 1, 284804.513371, 21.498662808)]
    [InlineData("published-weights.yaml", 2, 259100.410617, 22.184465141)]
    [InlineData("published-weights.yaml", 3, 378875.198394, 23.136844135)]
    public void Base_values_give_the_published_cost_and_qalys(string scenario, int strategy, double cost, double qaly)
    {
        var result = ScenarioRun.Deterministic(Repository.Compile(Folder + scenario));

        Assert.Equal(1, result[strategy, OutcomeTable.Cost][0] / cost, Tolerance);
        Assert.Equal(1, result[strategy, OutcomeTable.Qaly][0] / qaly, Tolerance);
    }

    [Fact]
    public void The_published_weights_give_the_published_icers()
    {
        var plan = Repository.Compile(Folder + "published-weights.yaml");

        var result = ScenarioRun.Deterministic(plan);

        Assert.Equal(72_988, Math.Round(Icer(2, 0)));
        Assert.Equal(125_764, Math.Round(Icer(3, 2)));

        double Icer(int strategy, int than) => (result[strategy, OutcomeTable.Cost][0] - result[than, OutcomeTable.Cost][0])
            / (result[strategy, OutcomeTable.Qaly][0] - result[than, OutcomeTable.Qaly][0]);
    }

    [Theory]
    [InlineData("supplied-sample.yaml", "expected-half-cycle.csv")]
    [InlineData("published-weights.yaml", "expected-published-weights.csv")]
    public void Each_supplied_parameter_set_gives_the_cost_and_qalys_that_another_program_computed(string scenario, string file)
    {
        var expected = CsvTable.Read("expected", File.ReadAllText(Path.Combine(Repository.Root, Folder, file)), new Problems())!;

        var result = ScenarioRun.Execute(Repository.Compile(Folder + scenario), Options, null, CancellationToken.None).Outcomes;

        Assert.Equal(1000, expected.Rows);
        Assert.Equal(expected.Rows, result.Draws);
        for (var s = 0; s < result.Strategies.Count; s++)
        {
            for (var row = 0; row < expected.Rows; row++)
            {
                Assert.Equal(1, result[s, OutcomeTable.Cost][row] / Value($"cost_{result.Strategies[s]}", row), Tolerance);
                Assert.Equal(1, result[s, OutcomeTable.Qaly][row] / Value($"qaly_{result.Strategies[s]}", row), Tolerance);
            }
        }

        double Value(string column, int row) => expected.Number(row, expected.IndexOf(column), new Problems());
    }

    [Fact]
    public void The_supplied_sample_gives_the_published_means_and_value_of_information()
    {
        var plan = Repository.Compile(Folder + "supplied-sample.yaml");

        var result = ScenarioRun.Execute(plan, Options, null, CancellationToken.None);
        var evaluation = EconomicEvaluation.Of(result.Outcomes, plan.Scenario.WillingnessToPay, plan.Scenario.Reference);

        double[] costs = [152056.00, 284699.79, 259711.41, 379057.78];
        double[] evpi = [39.5993, 6698.5104, 2940.7954, 7660.8647, 2038.8840, 246.0018];
        Assert.Equal(costs, evaluation.Strategies.Select(strategy => Math.Round(strategy.Cost.Mean, 2)));
        Assert.Equal(evpi, evaluation.Evpi.Select(value => Math.Round(value.Value, 4)));
    }

    /// <summary>Means of 10,000 draws by another program and their standard deviations; fails less than 1 time in 1,000 if correct, but the seed is fixed.</summary>
    [Theory]
    [InlineData(0, 152054, 16131, 20.8788, 0.9830)]
    [InlineData(1, 285147, 33804, 21.7028, 0.9338)]
    [InlineData(2, 259651, 31081, 22.2925, 0.9037)]
    [InlineData(3, 379425, 46426, 23.2883, 0.8304)]
    public void Our_own_draws_have_the_published_means_within_four_standard_errors(int strategy, double cost, double costSd, double qaly, double qalySd)
    {
        var result = ScenarioRun.Execute(Repository.Compile(Folder + "probabilistic.yaml"), Options, null, CancellationToken.None).Outcomes;

        var combined = Math.Sqrt(2.0 / 10_000);
        Assert.InRange(Estimate.Of(result[strategy, OutcomeTable.Cost]).Mean, cost - 4 * costSd * combined, cost + 4 * costSd * combined);
        Assert.InRange(Estimate.Of(result[strategy, OutcomeTable.Qaly]).Mean, qaly - 4 * qalySd * combined, qaly + 4 * qalySd * combined);
    }
}
