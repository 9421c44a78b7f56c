using CostSim.Diagnostics;
using CostSim.Scenarios;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Scenarios;

public sealed class CorrelationsTests
{
    private const string Rows = "row,a,b\nbest,0.2,0.1\n1,0.1,0.05\n2,0.3,0.15\n";

    private static readonly SmallScenario Small = new();

    [Theory]
    [InlineData("[[p_ill, q, 0.5], [q, c, -0.3]]", 0.5, -0.3, 0)]
    [InlineData("{ pairs: [[p_ill, q, 0.5]] }", 0.5, 0, 0)]
    [InlineData("{ of: [c, p_ill, q], matrix: [[1, 0.1, 0.2], [0.1, 1, 0.6], [0.2, 0.6, 1]] }", 0.6, 0.2, 0.1)]
    [InlineData("{ measure: normal, pairs: [[p_ill, q, 0.5]] }", 0.4826, 0, 0)]   // 6·asin(½/2)/π
    public void Parameters_are_correlated_as_the_scenario_says(string correlations, double pq, double qc, double pc)
    {
        const int draws = 65_536;
        foreach (var psa in new[] { new PsaSettings(draws, 3, SamplingMethods.Random), new PsaSettings(draws, 3, SamplingMethods.Sobol, 4), new PsaSettings(draws, 3, SamplingMethods.LatinHypercube, 4) })
        {
            var columns = SamplingTests.Columns(new ParameterSampler(Scenario(correlations) with { Psa = psa }), (0, draws));

            // Five standard errors of 1/√draws: 36 comparisons fail 1 time in 10⁴ if correct.
            Assert.Equal(pq, Spearman(columns[0], columns[1]), 5 / Math.Sqrt(draws));
            Assert.Equal(qc, Spearman(columns[1], columns[2]), 5 / Math.Sqrt(draws));
            Assert.Equal(pc, Spearman(columns[0], columns[2]), 5 / Math.Sqrt(draws));
        }
    }

    [Fact]
    public void Blocks_and_other_parameters_change_nothing()
    {
        var sampler = new ParameterSampler(Scenario("[[p_ill, c, 0.5]]"));
        var (whole, alone) = (SamplingTests.Columns(sampler, (0, 300)), SamplingTests.Columns(new ParameterSampler(Scenario("[]")), (0, 300)));

        Assert.Equal(whole, SamplingTests.Columns(sampler, (0, 1), (1, 63), (64, 100), (164, 136)));
        Assert.Equal(alone[0], whole[0]);     // the first of the group
        Assert.Equal(alone[1], whole[1]);     // not correlated
        Assert.NotEqual(alone[2], whole[2]);
        Assert.Equal(alone[3], whole[3]);
    }

    [Fact]
    public void A_parameter_that_is_set_leaves_those_correlated_with_it_their_draws()
    {
        var whole = SamplingTests.Columns(new ParameterSampler(Scenario("[[p_ill, c, 0.5]]")), (0, 300));
        var set = SamplingTests.Columns(new ParameterSampler(Scenario("[[p_ill, c, 0.5]]", new Override("p_ill", "0.2"))), (0, 300));

        Assert.Equal(whole[1..], set);
    }

    [Theory]
    [InlineData("[[p_ill, q]]", "a list as a correlation; expected two names and a number, such as '[a, b, 0.5]'")]
    [InlineData("0.5", "'0.5' as 'correlations'; expected a list of pairs")]
    [InlineData("[[p_ill, qq, 0.5]]", "unknown parameter 'qq' in 'correlations'; expected a parameter of the scenario; did you mean 'q'?")]
    [InlineData("[[p_ill, p_ill, 0.5]]", "the correlation of 'p_ill' with itself")]
    [InlineData("[[p_ill, q, 0.5], [q, p_ill, 0.5]]", "the correlation of 'q' and 'p_ill' a second time; expected each pair once")]
    [InlineData("[[p_ill, q, 1]]", "1 as a correlation; expected a number above -1 and below 1")]
    [InlineData("[[p_ill, fixed, 0.5]]", "'fixed' in 'correlations', which has no distribution")]
    [InlineData("[[p_ill, share.a, 0.5]]", "'share.a' in 'correlations', which is drawn together with the others of 'share'")]
    [InlineData("[[p_ill, q, 0.9], [q, c, 0.9], [p_ill, c, -0.9]]", "correlations of 'p_ill', 'q', 'c' that no numbers can have together; expected a positive definite matrix")]
    [InlineData("{ of: [p_ill, q], matrix: [[1, 0.5]] }", "a list as the correlation matrix; expected 2 rows of 2 numbers, in the order of p_ill, q")]
    [InlineData("{ of: [p_ill, q], matrix: [[1, 0.5], [0.4, 1]] }", "0.4 for 'q' and 'p_ill', which is 0.5 above the diagonal")]
    [InlineData("{ of: [p_ill, q], matrix: [[1, 0.5], [0.5, 2]] }", "2 as the correlation of 'q' with itself; expected 1")]
    [InlineData("{ measure: pearson, pairs: [[p_ill, q, 0.5]] }", "'pearson' as 'measure'; expected 'rank' or 'normal'")]
    [InlineData("{ measure: rank }", "'correlations' without numbers")]
    public void Correlations_that_cannot_be_are_told(string correlations, string expected) =>
        Assert.Contains(expected, Problem(new SmallScenario
        {
            Utility = "share.a",
            MoreParameters = "  fixed: { value: 1, unit: ratio }\n  share: { dirichlet: { a: 3, b: 4 }, unit: utility }",
            Strategies = "  usual: {}\n  treated: { effect: fixed }",
        }.Text + $"\ncorrelations: {correlations}\n"), StringComparison.Ordinal);

    [Fact]
    public void Of_a_supplied_sample_they_are_those_of_the_sample() =>
        Assert.Contains("warning: 'correlations' are not used: the parameter sets are supplied", Problem((Small with { Psa = "{ sample: rows.csv }" }).Text + "\ncorrelations: [[p_ill, q, 0.5]]\n", "p_ill,q,c,u\n0.1,0.1,1,0.5\n0.1,0.1,1,0.5\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("{ bootstrap: { file: rows.csv } }", 0.2, 0.3 / 3)]
    [InlineData("{ bootstrap: { file: rows.csv, base: best } }", 0.2, 0.1)]
    [InlineData("{ multivariate-normal: { mean: { a: -2, b: -3 }, se: { a: 0.1, b: 0.1 }, correlation: [a, b, 0.5], scale: log } }", 0.1353352832366127, 0.049787068367863944)]
    [InlineData("{ multivariate-normal: { mean: { a: 0.2, b: 0.1 }, covariance: [[0.0001, 0], [0, 0.0001]], scale: { b: identity } } }", 0.2, 0.1)]
    public void Numbers_that_belong_together_become_parameters(string value, double a, double b)
    {
        var scenario = Written.Scenario(Small.Model, Fit(value).Text, ("rows.csv", Rows.Replace("best,", value.Contains("best", StringComparison.Ordinal) ? "best," : "9,", StringComparison.Ordinal)));

        Assert.Equal(a, scenario.Parameters.Single(parameter => parameter.Name == "fit.a").Value.BaseValue!.Value, 1e-12);
        Assert.Equal(b, scenario.Parameters.Single(parameter => parameter.Name == "fit.b").Value.BaseValue!.Value, 1e-12);
    }

    [Fact]
    public void A_row_that_is_the_base_is_not_drawn()
    {
        var scenario = Written.Scenario(Small.Model, Fit("{ bootstrap: { file: rows.csv, base: best } }").Text, ("rows.csv", Rows));
        var sampler = new ParameterSampler(scenario);
        var columns = SamplingTests.Columns(sampler, (0, 200));
        var (a, b) = (Column("fit.a"), Column("fit.b"));

        Assert.Equal([0.1, 0.3], a.Distinct().Order());
        Assert.Equal(a.Select(value => value / 2), b);

        double[] Column(string name) => columns[sampler.Columns.ToList().FindIndex(parameter => parameter.Name == name)];
    }

    [Theory]
    [InlineData("{ bootstrap: { file: rows.csv, columns: [a, c] } }", "'c' as a column of 'rows.csv'; expected one of row, a, b")]
    [InlineData("{ bootstrap: { file: rows.csv, base: worst } }", "no row 'worst' in 'rows.csv'")]
    [InlineData("{ bootstrap: rows.csv }", "'rows.csv' as 'bootstrap'")]
    [InlineData("{ multivariate-normal: { mean: { a: 1, b: 2 } } }", "'multivariate-normal' with no covariance")]
    [InlineData("{ multivariate-normal: { mean: { a: 1, b: 2 }, covariance: [[1, 2], [2, 1]] } }", "'b' cannot vary with 'a' as the covariances say")]
    [InlineData("{ multivariate-normal: { mean: { a: 1, b: 2 }, se: { a: 1 } } }", "the standard errors of 'multivariate-normal' without 'b'")]
    [InlineData("{ multivariate-normal: { mean: { a: 1, b: 2 }, se: { a: 1, b: 1 }, correlation: [[a, x, 0.5]] } }", "unknown label 'x' in 'correlation'; expected one of a, b")]
    [InlineData("{ multivariate-normal: { mean: { a: 1, b: 2 }, se: { a: 1, b: 1 }, scale: probit } }", "'probit' as 'scale'; expected one of identity, log, logit")]
    [InlineData("{ mixture: [{ weight: 0.5, normal: { mean: 1, se: 1 } }] }", "a list as 'mixture'; expected a list of two or more")]
    [InlineData("{ mixture: [{ weight: 0.5, normal: { mean: 1, se: 1 } }, { weight: 0.6, normal: { mean: 1, se: 1 } }] }", "mixture: the weights sum to 1.1; they must sum to 1")]
    [InlineData("{ mixture: [{ weight: 0.5, normal: { mean: 1, se: 1 } }, { weight: 0.5, norma: { mean: 1, se: 1 } }] }", "unknown distribution 'norma' in 'mixture'")]
    [InlineData("{ gamma: { mean: 10, se: 1, min: 90 } }", "gamma: practically nothing of the distribution lies between 90 and")]
    [InlineData("{ gamma: { mean: 10, se: 1, mn: 9 } }", "did you mean 'min'?")]
    public void Numbers_that_cannot_be_are_told(string value, string expected) =>
        Assert.Contains(expected, Problem(Fit(value).Text, Rows), StringComparison.Ordinal);

    private static SmallScenario Fit(string value) => Small with
    {
        P = "fit.a",
        Q = "fit.b",
        MoreParameters = $"  fit: {{ unit: probability, {value[1..]}",
    };

    private static Scenario Scenario(string correlations, params Override[] overrides)
    {
        var problems = new Problems();
        return Written.Read(Small.Model, Small.Text + $"\ncorrelations: {correlations}\n", [], overrides, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    private static string Problem(string text, string rows = "")
    {
        var problems = new Problems();
        _ = Written.Read(Small.Model, text, [("rows.csv", rows)], [], problems);
        return string.Join('\n', problems);
    }

    private static double Spearman(double[] x, double[] y) => MathNet.Numerics.Statistics.Correlation.Spearman(x, y);
}
