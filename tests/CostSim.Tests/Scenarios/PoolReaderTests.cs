using CostSim.Cohort;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Evidence;
using CostSim.Runs;
using CostSim.Sampling.Distributions;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Tests.Scenarios;

public sealed class PoolReaderTests
{
    private const string Model = """
        model: small
        cycle: 1 year
        states: [ill, dead]
        start: { ill: 1 }
        inputs:
          vas: { unit: points, by: [[a, b]], about: change of pain }
          hr: { unit: hazard ratio, about: of death }
        events:
          - name: death
            rules: [{ from: ill, to: dead, probability: "rate_to_probability(0.1 per year * hr)" }]
        outcomes:
          cost: { unit: money, in: { ill: 1 money per year } }
          qaly: { unit: qaly, in: { ill: "0.5 - vas[a] / 100 points - vas[b] / 100 points" } }
          ly: { unit: years, in: { ill: 1 } }
        """;

    private const string Studies = """
        study,comparison,outcome,month,type,mean_diff,se
        One 2001,A vs placebo,VAS,6,rct,-1.0,0.3
        Two 2002,A vs placebo,VAS,6,rct,-1.4,0.4
        Three 2003,A vs placebo,VAS,6,rct,-0.4,0.25
        Four 2004,A vs placebo,VAS,6,rct,-1.2,0.5
        Five 2005,A vs placebo,VAS,6,rct,-0.7,0.35
        Six 2006,B vs placebo,VAS,6,rct,-0.2,0.2
        Seven 2007,A vs B,VAS,6,rct,-0.5,0.3
        """;

    private const string Deaths = """
        study,comparison,outcome,measure,ratio,ci_low,ci_high
        One 2001,A vs B,death,hr,0.8,0.6,1.05
        Two 2002,A vs B,death,hr,0.9,0.7,1.2
        """;

    private const string Hr = "hr: { pool: { file: deaths.csv, comparison: A vs B, interval: wald, use: mean }, source: two trials }";
    private const string Both = "a: { pool: { file: studies.csv, comparison: A vs placebo, use: mean } }\n    b: -0.2";

    [Fact]
    public void A_pooled_difference_is_t_and_a_pooled_ratio_lognormal()
    {
        var scenario = Read("a: { pool: { file: studies.csv, comparison: A vs placebo, outcome: VAS, month: 6, method: reml, interval: hksj, use: predictive } }\n    b: -0.2");

        var vas = Sampled(scenario, "vas.a");
        Assert.Equal(3, ((StudentTDistribution)vas.Distribution).DegreesOfFreedom);
        Assert.Equal("pool(5 studies, reml, hksj, predictive)", vas.Description);
        Assert.Equal(vas.Distribution.Mean, vas.Base);
        var hr = (LogNormalDistribution)Sampled(scenario, "hr").Distribution;
        // Inverse-variance mean of ln 0.8 and ln 0.9: τ² is 0 here.
        var (first, second) = (Math.Log(1.05 / 0.6) / 3.919928, Math.Log(1.2 / 0.7) / 3.919928);
        Assert.Equal((Math.Log(0.8) / (first * first) + Math.Log(0.9) / (second * second)) / (1 / (first * first) + 1 / (second * second)), hr.MeanLog, 1e-9);
    }

    [Fact]
    public void A_discount_takes_the_effect_towards_the_prior()
    {
        var whole = Sampled(Read(Both), "vas.a").Distribution;
        var discounted = Sampled(Read("a: { pool: { file: studies.csv, comparison: A vs placebo, use: mean, discount: { prior_se: 0.2 } } }\n    b: -0.2"), "vas.a").Distribution;

        Assert.InRange(discounted.Mean, whole.Mean, -0.1);
        Assert.True(discounted.StandardDeviation < whole.StandardDeviation);
    }

    [Fact]
    public void Effects_of_a_network_are_drawn_together_whatever_the_block()
    {
        const string network = "network: { file: studies.csv, outcome: VAS, reference: placebo, use: mean, effects: { a: A, b: B } }";
        var scenario = Read(network);
        var sampler = new ParameterSampler(scenario);
        var (a, b) = (Column(sampler, "vas.a"), Column(sampler, "vas.b"));
        var whole = Draw(sampler, 0, 20_000);
        var part = Draw(sampler, 777, 100);

        Assert.Equal(whole[a].AsSpan(777, 100).ToArray(), part[a]);
        Assert.Equal(whole[b].AsSpan(777, 100).ToArray(), part[b]);
        var joint = (CorrelatedEffects)((CorrelatedValue)scenario.Parameters.Single(parameter => parameter.Name == "vas.a").Value).Joint;
        var (meanA, meanB) = (whole[a].Average(), whole[b].Average());
        var covariance = whole[a].Zip(whole[b], (x, y) => (x - meanA) * (y - meanB)).Average();
        // Five standard errors: fails 1 time in 10⁶ if correct.
        Assert.Equal(joint.Means[0], meanA, 5 * Math.Sqrt(joint.Covariance(0, 0) / 20_000));
        Assert.Equal(joint.Covariance(0, 1), covariance, 5 * Math.Sqrt(2 * joint.Covariance(0, 0) * joint.Covariance(1, 1) / 20_000));
        Assert.True(joint.Covariance(0, 1) > 0);
    }

    [Fact]
    public void A_value_set_in_place_of_an_effect_leaves_the_others_their_draws()
    {
        const string network = "network: { file: studies.csv, outcome: VAS, reference: placebo, use: mean, effects: { a: A, b: B } }";
        var (whole, replaced) = (new ParameterSampler(Read(network)), new ParameterSampler(Read(network, new Override("vas.a", "-1"))));

        Assert.Equal(["vas.b", "hr"], replaced.Columns.Select(column => column.Name));
        Assert.Equal(Draw(whole, 0, 50)[Column(whole, "vas.b")], Draw(replaced, 0, 50)[Column(replaced, "vas.b")]);
        Assert.Equal(Draw(whole, 0, 50)[Column(whole, "hr")], Draw(replaced, 0, 50)[Column(replaced, "hr")]);
    }

    [Fact]
    public void A_scenario_with_evidence_runs()
    {
        var problems = new Problems();
        var plan = CohortPlan.Compile(Read("network: { file: studies.csv, outcome: VAS, reference: placebo, use: predictive, effects: { a: A, b: B } }"), problems);

        Assert.Empty(problems);
        Assert.Equal(100, ScenarioRun.Execute(plan!, new RunOptions { Threads = 1 }, _ => { }, CancellationToken.None).Outcomes.Draws);
    }

    [Theory]
    [InlineData("pool: { file: studies.csv, comparison: A vs placebo }", "'pool' without 'use'")]
    [InlineData("pool: { file: studies.csv, comparison: A vs placebo, use: mean, methd: dl }", "unknown key 'methd'")]
    [InlineData("pool: { file: studies.csv, comparison: A vs placebo, use: mean, method: rmel }", "did you mean 'reml'?")]
    [InlineData("pool: { file: studies.csv, use: mean }", "mixed comparisons: 'A vs placebo', 'B vs placebo', 'A vs B'")]
    [InlineData("pool: { file: studies.csv, comparison: B vs placebo, use: mean }", "the interval 'hksj' needs two studies or more")]
    [InlineData("pool: { file: studies.csv, comparison: B vs placebo, use: predictive, interval: wald }", "1 study: too few to predict")]
    [InlineData("pool: { file: studies.csv, comparison: A vs placebo, month: 12, use: mean }", "no row with '12' in column 'month'")]
    [InlineData("pool: { file: studies.csv, comparison: A vs placebo, use: mean, sd: 2.5 }", "this is a mean difference")]
    [InlineData("pool: { file: studies.csv, comparison: A vs placebo, use: mean, discount: { prior_se: 0 } }", "0 as 'prior_se'")]
    [InlineData("pool: { file: studys.csv, use: mean }", "the file 'studys.csv' cannot be read")]
    public void Every_mistake_in_pool_is_named(string pool, string said) => Assert.Contains(Mistakes($"a: {{ {pool} }}\n    b: -0.2"), line => line.Contains(said));

    [Theory]
    [InlineData("network: { file: studies.csv, use: mean, effects: { a: A, b: B } }", "'network' without 'reference'")]
    [InlineData("network: { file: studies.csv, reference: plcebo, use: mean, effects: { a: A, b: B } }", "did you mean 'placebo'?")]
    [InlineData("network: { file: studies.csv, reference: placebo, use: mean, effects: { a: A, b: C } }", "'C' as a treatment of the network")]
    [InlineData("network: { file: studies.csv, reference: placebo, use: mean, effects: { a: A, b: A } }", "'A' for two labels")]
    [InlineData("network: { file: studies.csv, reference: placebo, method: pm, use: mean, effects: { a: A, b: B } }", "the method 'pm' for a network")]
    public void Every_mistake_in_network_is_named(string network, string said) => Assert.Contains(Mistakes(network), line => line.Contains(said));

    private static Scenario Read(string vas, params Override[] overrides)
    {
        var problems = new Problems();
        return ScenarioReader.Read("s.yaml", Source(vas), overrides, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    private static string[] Mistakes(string vas)
    {
        var problems = new Problems();
        Assert.Null(ScenarioReader.Read("s.yaml", Source(vas), [], problems));
        return [.. problems.Select(problem => problem.ToString())];
    }

    private static TextSource Source(string vas) => path => path switch
    {
        "s.yaml" => TextResult.Of($$"""
            scenario: a question
            model: m.yaml
            currency: USD 2024
            horizon: 10 years
            discount: { cost: 3%, qaly: 3% }
            cycle_correction: half-cycle
            willingness_to_pay: { from: 0, to: 100, step: 50, thresholds: [50] }
            psa: { draws: 100, seed: 7 }
            parameters:
              source: tables
              vas:
                {{vas}}
              {{Hr}}
            strategies: { usual: {} }
            reference: usual
            """),
        "m.yaml" => TextResult.Of(Model),
        "studies.csv" => TextResult.Of(Studies),
        "deaths.csv" => TextResult.Of(Deaths),
        _ => TextResult.Failed("no such file"),
    };

    private static SampledValue Sampled(Scenario scenario, string name) => (SampledValue)scenario.Parameters.Single(parameter => parameter.Name == name).Value;

    private static int Column(ParameterSampler sampler, string name) => sampler.Columns.Select((column, i) => (column.Name, i)).Single(column => column.Name == name).i;

    private static double[][] Draw(ParameterSampler sampler, long first, int draws)
    {
        var columns = sampler.Columns.Select(_ => new double[draws]).ToArray();
        sampler.Fill(first, draws, columns, new double[sampler.ScratchColumns * draws]);
        return columns;
    }
}
