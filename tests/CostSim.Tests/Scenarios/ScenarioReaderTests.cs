using CostSim.Diagnostics;
using CostSim.Sampling.Distributions;
using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;
using CostSim.Units;

namespace CostSim.Tests.Scenarios;

public class ScenarioReaderTests
{
    private const string Model = """
        model: small
        cycle: 3 months
        states:
          ill: { kl: [1, 2, 3] }
          dead:
        start: { kl 1: 1 }
        settings:
          therapy: { one_of: [usual, msc], default: usual, about: what is given }
          early: { unit: yes/no, default: no, about: early treatment }
          price: { unit: money, default: 0 money, about: of the treatment }
        population:
          bmi: { unit: kg/m2, min: 10, max: 80, about: body-mass index }
        inputs:
          p: { unit: probability, about: of death }
          r: { unit: per year, min: 0, about: of progression }
          u_kl: { unit: utility, by: kl, about: by grade }
          response: { unit: probability, by: [therapy, [good, bad]], about: two ways }
          c: { unit: money per year, about: of care }
        events:
          - name: death
            rules: [{ from: ill, to: dead, probability: "p * response[therapy, good] * (1 + r * cycle)" }]
        outcomes:
          medical: { unit: money, in: { ill: "c * (bmi / 30 kg per m2)" }, on: { death: price } }
          travel: { unit: money, in: { ill: "if(early, c, 0)" } }
          qaly: { unit: qaly, in: { ill: "u_kl[kl]" } }
          ly: { unit: years, in: { ill: 1 } }
        perspectives: { payer: medical, society: [medical, travel] }
        """;

    private const string Small = """
        scenario: a question
        about: a text
        model: m.yaml
        currency: USD 2024
        perspective: society
        horizon: 10 years
        discount: { cost: 3%, qaly: 1.5%, travel: 5% }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 100, step: 50, thresholds: [20, 50] }
        psa: { draws: 100, seed: 7 }
        population: { age: 58, female: 0.62, bmi: 30, start: { kl 2: 1 - share, kl 3: share } }
        parameters:
          source: somebody 2020
          share: { unit: proportion, value: 0.25, source: assumption of ours }
          p: { beta: { alpha: 2, beta: 8 }, base: 0.3, about: of dying }
          r: 0.5 * r_other
          r_other: { unit: per year, gamma: { mean: 0.2, se: 0.05 } }
          u_kl: { source: another 2021, 1: 0.9, 2: { beta: { mean: 0.8, se: 0.05 } }, 3: u_kl.2 - 0.1 }
          response:
            usual: { good: 0.5, bad: 0.5 }
            msc: { dirichlet: { good: 6, bad: 4 } }
          c: { value: 1200, unit: USD per year }
          fee: { unit: USD, value: 80 }
        strategies:
          usual: {}
          msc: { about: cells, therapy: msc, early: yes, price: 2 * fee }
        reference: usual
        """;

    private static Scenario Read(string text = Small, params (string, string)[] files) => Written.Scenario(Model, text, files);

    private static ParameterDefinition Parameter(string name) => Read().Parameters.Single(parameter => parameter.Name == name);

    [Fact]
    public void The_frame_of_the_analysis_is_read()
    {
        var scenario = Read();

        Assert.Equal(("a question", "a text", "society", "USD 2024", "usual"), (scenario.Name, scenario.About, scenario.Perspective, scenario.Currency, scenario.Reference));
        Assert.Equal((40, CycleCorrection.HalfCycle), (scenario.Cycles, scenario.Timing.Default.Correction));
        Assert.Equal([0, 50, 100], scenario.WillingnessToPay.Grid);
        Assert.Equal([20, 50], scenario.WillingnessToPay.Thresholds);
        Assert.Equal(new PsaSettings(100, 7, "random"), scenario.Psa);
        Assert.Equal(["m.yaml", "s.yaml"], scenario.Texts.Keys.Order());
    }

    [Fact]
    public void Outcomes_in_money_that_are_not_named_are_discounted_like_cost_and_others_not_at_all()
    {
        var discount = Read().Discount;

        Assert.Equal((0.03, 0.03, 0.05, 0.015, 0.0), (discount["cost"], discount["medical"], discount["travel"], discount["qaly"], discount["ly"]));
    }

    [Fact]
    public void A_lifetime_ends_at_age_100() =>
        Assert.Equal((100 - 58) * 4, Read(Small.Replace("10 years", "lifetime", StringComparison.Ordinal)).Cycles);

    [Fact]
    public void The_population_is_read()
    {
        var population = Read().Population;

        Assert.Equal((58.0, 0.62, 30.0), (population.Age, population.Female, population.Attributes["bmi"]));
        Assert.Equal(["kl 2", "kl 3"], population.Start.Select(share => share.State.Text));
        Assert.Equal(["1 - share", "share"], population.Start.Select(share => share.Share.ToString()));
    }

    [Fact]
    public void Without_a_start_people_start_where_the_model_says() =>
        Assert.Equal("kl 1", Assert.Single(Read(Small.Replace(", start: { kl 2: 1 - share, kl 3: share }", "", StringComparison.Ordinal).Replace("fee }", "fee * share }", StringComparison.Ordinal)).Population.Start).State.Text);

    [Fact]
    public void Settings_that_a_strategy_does_not_choose_have_their_default()
    {
        var strategies = Read().Strategies;

        Assert.Equal(["usual", "msc"], strategies.Select(strategy => strategy.Name));
        Assert.Equal((new ChoiceValue("usual"), new FlagValue(false)), (strategies[0].Settings["therapy"], strategies[0].Settings["early"]));
        Assert.Equal("0 money", ((NumberValue)strategies[0].Settings["price"]).Expression.ToString());
        Assert.Equal((new ChoiceValue("msc"), new FlagValue(true), "cells"), (strategies[1].Settings["therapy"], strategies[1].Settings["early"], strategies[1].About));
        Assert.Equal("2 * fee", ((NumberValue)strategies[1].Settings["price"]).Expression.ToString());
    }

    [Fact]
    public void A_distribution_has_a_base_value_and_the_bounds_of_its_input()
    {
        var parameter = Parameter("p");

        var sampled = Assert.IsType<SampledValue>(parameter.Value);
        Assert.Equal((new BetaDistribution(2, 8), 0.3, "beta(alpha: 2, beta: 8)"), (sampled.Distribution, sampled.Base, sampled.Description));
        Assert.Equal((0, 1, "of dying", "somebody 2020"), (parameter.Minimum, parameter.Maximum, parameter.About, parameter.Source));
    }

    [Fact]
    public void A_distribution_without_base_value_has_its_mean() => Assert.Equal(0.2, Parameter("r_other").Value.BaseValue!.Value, 1e-12);

    [Fact]
    public void An_expression_comes_after_the_parameters_that_it_uses_and_has_its_unit()
    {
        var names = Read().Parameters.Select(parameter => parameter.Name).ToList();

        Assert.True(names.IndexOf("r_other") < names.IndexOf("r"));
        Assert.True(names.IndexOf("u_kl.2") < names.IndexOf("u_kl.3"));
        Assert.Equal("0.5 * r_other", Assert.IsType<DerivedValue>(Parameter("r").Value).Expression.ToString());
        Assert.Equal(Unit.PerYear, Parameter("r").Unit);
    }

    [Fact]
    public void A_group_gives_its_members_their_source()
    {
        Assert.Equal("another 2021", Parameter("u_kl.1").Source);
        Assert.Equal("somebody 2020", Parameter("response.usual.good").Source);
        Assert.True(Parameter("share").IsAssumption);
        Assert.False(Parameter("p").IsAssumption);
    }

    [Fact]
    public void The_shares_of_a_dirichlet_are_parameters_of_one_group()
    {
        var (good, bad) = ((DirichletValue)Parameter("response.msc.good").Value, (DirichletValue)Parameter("response.msc.bad").Value);

        Assert.Equal(("response.msc", 0, 0.6), (good.Group, good.Component, good.Base));
        Assert.Equal(("response.msc", 1, 0.4), (bad.Group, bad.Component, bad.Base));
        Assert.Equal([6, 4], good.Dirichlet.Counts);
    }

    [Fact]
    public void The_shares_of_a_dirichlet_sum_to_one_in_every_draw_and_have_its_moments()
    {
        var scenario = Read(Small.Replace("draws: 100", "draws: 20000", StringComparison.Ordinal));
        var sampler = new ParameterSampler(scenario);
        var columns = sampler.Columns.Select(_ => new double[20_000]).ToArray();

        sampler.Fill(0, 20_000, columns, new double[sampler.ScratchColumns * 20_000]);

        var names = sampler.Columns.Select(parameter => parameter.Name).ToList();
        var (good, bad) = (columns[names.IndexOf("response.msc.good")], columns[names.IndexOf("response.msc.bad")]);
        Assert.All(good.Zip(bad), pair => Assert.Equal(1, pair.First + pair.Second, 1e-15));
        // Beta(6, 4): mean 0.6, variance 0.24 / 11; five standard errors, so 1 time in 10⁶ if correct, but the seed is fixed.
        Assert.Equal(0.6, good.Average(), 5 * Math.Sqrt(0.24 / 11 / 20_000));
    }

    [Fact]
    public void Overrides_replace_values_and_the_size_of_the_analysis()
    {
        var problems = new Problems();

        var scenario = Written.Read(Model, Small, [], [new Override("p", "0.5"), new Override("r", "2 * r_other"), new Override(Override.Draws, "8"), new Override(Override.Seed, "9")], problems)!;

        Assert.Empty(problems);
        Assert.Equal((8, 9UL), (scenario.Psa.Draws, scenario.Psa.Seed));
        var p = scenario.Parameters.Single(parameter => parameter.Name == "p");
        Assert.Equal((new FixedValue(0.5), "set on the command line"), (p.Value, p.Source));
        Assert.Equal("2 * r_other", scenario.Parameters.Single(parameter => parameter.Name == "r").Value.Description);
    }

    [Theory]
    [InlineData("q", "0.5", "--set q=0.5:1:1: error: unknown parameter 'q'; expected a parameter of the scenario; did you mean 'c'?")]
    [InlineData("p", "1.5", "--set p=1.5:1:1: error: 1.5 for 'p'; expected a number from 0 to 1")]
    [InlineData("p", "r_other", "--set p=r_other:1:1: error: 'r_other' is a number of per year; expected the parameter 'p', a number without unit")]
    [InlineData("psa.draws", "1", "--set psa.draws=1:1:1: error: '1' as 'draws'; expected how many parameter sets, a whole number from 2 to 100000000")]
    public void An_override_that_makes_no_sense_is_named(string name, string value, string problem)
    {
        var problems = new Problems();

        Assert.Null(Written.Read(Model, Small, [], [new Override(name, value)], problems));

        Assert.Contains(problem, problems.Select(item => item.ToString()));
    }

    [Fact]
    public void A_supplied_sample_takes_the_place_of_distributions_and_keeps_base_values()
    {
        var sample = "draw,p,r_other,u_kl.2,response.msc.good,response.msc.bad\n1,0.1,0.2,0.7,0.5,0.5\n2,0.3,0.4,0.9,0.25,0.75\n";

        var scenario = Read(Small.Replace("{ draws: 100, seed: 7 }", "{ sample: rows.csv }", StringComparison.Ordinal), ("rows.csv", sample));

        Assert.Equal(new PsaSettings(2, 0, "supplied"), scenario.Psa);
        var p = Assert.IsType<SuppliedValue>(scenario.Parameters.Single(parameter => parameter.Name == "p").Value);
        Assert.Equal([0.1, 0.3], p.Column);
        Assert.Equal(0.3, p.Base);
        Assert.Equal(0.2, scenario.Parameters.Single(parameter => parameter.Name == "r_other").Value.BaseValue!.Value, 1e-12);
    }

    [Theory]
    [InlineData("p,r_other,u_kl.2,response.msc.good\n0.1,0.2,0.7,0.5\n", "s.yaml:10:16: error: no column 'response.msc.bad' in 'rows.csv'; expected a column for each parameter that has a distribution")]
    [InlineData("p,r_other,u_kl.2,response.msc.good,response.msc.bad\n0.1,x,0.7,0.5,0.5\n", "rows.csv:2:1: error: 'x' in column 'r_other'; expected a finite number")]
    [InlineData("p,r_other,u_kl.2,response.msc.good,response.msc.bad\n0.1,0.2,0.7\n", "rows.csv:2:1: error: 3 values; expected 5, as in the header")]
    [InlineData("p,r_other,u_kl.2,response.msc.good,response.msc.bad,q\n0.1,0.2,0.7,0.5,0.5,1\n", "s.yaml:10:16: warning: the column 'q' of 'rows.csv', which is no parameter of the scenario, is not used")]
    public void A_supplied_sample_must_fit(string sample, string problem) =>
        Assert.Contains(problem, Written.ScenarioProblems(Model, Small.Replace("{ draws: 100, seed: 7 }", "{ sample: rows.csv }", StringComparison.Ordinal), ("rows.csv", sample)));

    [Fact]
    public void A_distribution_that_leaves_the_bounds_is_warned_of()
    {
        var problems = Written.ScenarioProblems(Model, Small.Replace("beta: { alpha: 2, beta: 8 }", "normal: { mean: 0.1, se: 0.1 }", StringComparison.Ordinal));

        Assert.Equal("s.yaml:15:3: warning: 1 in 6 draws of 'p' lies outside its bounds and would stop the run; expected a number from 0 to 1; a beta, gamma, lognormal or truncated-normal distribution keeps them", Assert.Single(problems));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_at_its_place(string right, string wrong, string problem)
    {
        Assert.Contains(right, Small, StringComparison.Ordinal);

        Assert.Equal(problem, string.Join('\n', Written.ScenarioProblems(Model, Small.Replace(right, wrong, StringComparison.Ordinal))));
    }

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "model: m.yaml", "model: n.yaml", "s.yaml:3:8: error: the file 'n.yaml' cannot be read: no such file" },
        { "perspective: society", "perspective: payers", "s.yaml:5:14: error: unknown perspective 'payers'; expected one of payer, society; did you mean 'payer'?" },
        { "perspective: society\n", "", "s.yaml:1:1: error: a scenario without 'perspective'; expected one of payer, society: they decide which costs count" },
        { "horizon: 10 years", "horizon: 100 days", "s.yaml:6:10: error: '100 days', which is no whole number of cycles of 0.25 years; expected a whole number of cycles" },
        { "horizon: 10 years", "horizon: for ever", "s.yaml:6:10: error: 'for ever'; expected 'lifetime', or a length of time such as '10 years'" },
        { "discount: { cost: 3%", "discount: { cost: 3", "s.yaml:7:19: error: a discount rate of 3; expected 0 or more and less than 1 (100%) per year" },
        { "travel: 5%", "travle: 5%", "s.yaml:7:35: error: unknown key 'travle' in discount; expected one of cost, medical, travel, qaly, ly; did you mean 'travel'?" },
        { "cycle_correction: half-cycle", "cycle_correction: half_cycle", "s.yaml:8:19: error: unknown cycle correction 'half_cycle'; expected one of none, half-cycle, start-of-cycle, end-of-cycle, life-table, simpson, simpson-last-trapezoid, darth-simpson; did you mean 'half-cycle'?" },
        { "step: 50", "step: 30", "s.yaml:9:47: error: a step of 30 from 0 to 100; expected a whole number of steps" },
        { "seed: 7", "seed: 7, sampling: sobl", "s.yaml:10:39: error: 'sobl' as 'sampling'; expected one of random, latin-hypercube, sobol; did you mean 'sobol'?" },
        { "bmi: 30", "bmi: 8", "s.yaml:11:43: error: 8 for 'bmi'; expected a number from 10 to 80 kg per m2" },
        { "bmi: 30, ", "", "s.yaml:11:13: error: the population without 'bmi'; expected 'bmi:' with body-mass index, in kg per m2" },
        { "kl 2: 1 - share", "kl 4: 1 - share", "s.yaml:11:59: error: unknown label '4' of 'kl'; expected one of 1, 2, 3; did you mean '1'?" },
        { "kl 2: 1 - share, kl 3: share", "kl 2: 0.5 + 0 * share, kl 3: share * 1 year", "s.yaml:11:91: error: 'share * 1 year' is a number of years; expected a share of the cohort, a number without unit" },
        { "alpha: 2, beta: 8", "alpha: 2, beta: 0", "s.yaml:15:14: error: beta: the shape beta is 0; it must be a finite number above 0" },
        { "base: 0.3", "base: 1.3", "s.yaml:15:3: error: 1.3 for 'p'; expected a number from 0 to 1" },
        { "r: 0.5 * r_other", "r: 0.5 * fee + 0 * r_other", "s.yaml:16:16: error: '0.5 * fee' is in money, but '0 * r_other' is in per year; expected one unit for the two sides of '+'" },
        { "r_other: { unit: per year, gamma", "r_other: { gamma", "s.yaml:17:3: error: 'r_other' is no input of the model and has no unit; expected 'unit:' beside its value, or the name of an input" },
        { "3: u_kl.2 - 0.1", "4: u_kl.2 - 0.1", "s.yaml:18:79: error: 'u_kl.4' is no number of the input 'u_kl'; expected one of u_kl.1, u_kl.2, u_kl.3; did you mean 'u_kl.1'?" },
        { "good: 6, bad: 4", "good: 6, bad: 0", "s.yaml:21:23: error: dirichlet: the count of 'bad' is 0; it must be a finite number above 0. For a label that was never seen, add a prior to every count, for example 1 / number of labels" },
        { "unit: USD per year", "unit: USD 2020 per year", "s.yaml:22:27: error: 'c' in USD 2020 per year; expected money per year, as the model says; convert the number" },
        { "unit: USD per year", "unit: USD per month", "s.yaml:22:27: error: 'c' in USD per month; expected money per year, as the model says; convert the number" },
        { "c: { value: 1200, unit: USD per year }", "d: { value: 1200, unit: USD per year }", "s.yaml:13:3: error: no parameter 'c': of care; expected 'c:' in money per year; did you mean 'd'?\ns.yaml:22:3: error: the parameter 'd', which nothing uses; expected an input of the model, or a name that an expression uses; did you mean 'c'?" },
        { "price: 2 * fee", "price: 2 * fee, dose: 1", "s.yaml:26:66: error: unknown key 'dose' in the strategy 'msc'; expected one of about, model, start, therapy, early, price" },
        { "therapy: msc,", "therapy: mcs,", "s.yaml:26:33: error: 'mcs' as 'therapy'; expected one of usual, msc; did you mean 'msc'?" },
        { "early: yes", "early: perhaps", "s.yaml:26:45: error: 'perhaps' as 'early'; expected 'yes' or 'no'" },
        { "price: 2 * fee", "price: fee / fee", "s.yaml:26:61: error: 'fee / fee' is a number without unit; expected the setting 'price', a number of money" },
        { "reference: usual", "reference: usal", "s.yaml:27:12: error: unknown strategy 'usal'; expected one of usual, msc; did you mean 'usual'?" },
    };
}
