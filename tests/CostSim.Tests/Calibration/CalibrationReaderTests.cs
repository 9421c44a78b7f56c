using CostSim.Scenarios;

namespace CostSim.Tests.Calibration;

public sealed class CalibrationReaderTests
{
    [Fact]
    public void A_target_says_what_when_and_how_sure()
    {
        var settings = new CalibrationScenario
        {
            Targets = "{ a: { quantity: 1 - dead, value: 0.037, ci95: [0.026, 0.053], scale: log, source: Riddle 2020 }, b: { quantity: deaths, strategy: treated, at: 24 months, events: 3, trials: 80 } }",
            More = "  method: sir\n  keep: 100\n  starts: 3",
        }.Scenario().Calibration!;

        Assert.Equal(CalibrationMethod.ImportanceResampling, settings.Method);
        Assert.Equal((3, 100), (settings.Starts, settings.Keep));
        Assert.Equal(["usual", "treated"], settings.Targets.Select(target => target.Strategy));
        Assert.Equal([10, 2], settings.Targets.Select(target => target.Cycles));
        Assert.Equal("Riddle 2020", settings.Targets[0].Source);
        var normal = Assert.IsType<NormalLikelihood>(settings.Targets[0].Likelihood);
        Assert.Equal(Math.Log(0.053 / 0.026) / (2 * 1.959963984540054), normal.StandardError, 1e-12);
        Assert.Equal(new BinomialLikelihood(3, 80), settings.Targets[1].Likelihood);
        var fit = Assert.Single(settings.Fit);
        Assert.Equal(("r_dead", 0.001, 1.0, 0.2), (fit.Name, fit.Minimum, fit.Maximum, fit.Start));
    }

    [Theory]
    [InlineData("{ a: { quantity: deaad, value: 0.4, se: 0.1 } }", "deaad")]
    [InlineData("{ a: { quantity: dead > 1, value: 0.4, se: 0.1 } }", "the quantity of the target 'a' is")]
    [InlineData("{ a: { quantity: dead } }", "the target 'a' without what was observed")]
    [InlineData("{ a: { quantity: dead, value: 0.4 } }", "the target 'a' without its uncertainty")]
    [InlineData("{ a: { quantity: dead, value: 0.4, se: 0.1, ci95: [0.3, 0.5] } }", "the target 'a' without one statement of its uncertainty")]
    [InlineData("{ a: { quantity: dead, value: 0.4, se: 0 } }", "a standard error of 0; expected a number above 0")]
    [InlineData("{ a: { quantity: dead, value: 0.4, ci95: [0.5, 0.6] } }", "as 'ci95' of 0.4")]
    [InlineData("{ a: { quantity: dead, value: 0, se: 0.1, scale: log } }", "a value of 0 on the log scale; expected a number above 0")]
    [InlineData("{ a: { quantity: dead, value: 0.1, se: 0.1, scale: lgo } }", "'lgo' as 'scale'")]
    [InlineData("{ a: { quantity: dead, events: 5, trials: 3 } }", "5 events of 3")]
    [InlineData("{ a: { quantity: dead, events: 5 } }", "counts of events; expected 'events:' with 'trials:'")]
    [InlineData("{ a: { quantity: dead, value: 0.4, events: 5, trials: 30 } }", "counts of events; expected 'events:' with 'trials:'")]
    [InlineData("{ a: { quantity: dead, at: 11 years, value: 0.4, se: 0.1 } }", "'11 years', beyond the horizon of 10 cycles")]
    [InlineData("{ a: { quantity: dead, at: 18 months, value: 0.4, se: 0.1 } }", "'18 months', which is no whole number of cycles")]
    [InlineData("{ a: { quantity: dead, at: soon, value: 0.4, se: 0.1 } }", "'soon' as a time")]
    [InlineData("{ a: { quantity: dead, strategy: treatde, value: 0.4, se: 0.1 } }", "unknown strategy 'treatde'")]
    [InlineData("{ a: { states: { mild: il }, quantity: mild, value: 0.4, se: 0.1 } }", "unknown state 'il'")]
    [InlineData("{ a: { states: { mild: ill where grad = 1 }, quantity: mild, value: 0.4, se: 0.1 } }", "grad")]
    [InlineData("{ a: 0.4 }", "'0.4' as the target 'a'")]
    [InlineData("{}", "no targets; expected at least one")]
    public void A_target_that_is_wrong_is_told(string targets, string expected) =>
        Assert.Contains(new CalibrationScenario { Targets = targets }.Problems, problem => problem.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("{ r_deed: { min: 0, max: 1 } }", "unknown parameter 'r_deed'; expected a parameter of the scenario; did you mean 'r_dead'?")]
    [InlineData("{ r_dead: { min: 0, max: 0 } }", "0 as 'max', which is not above the 'min' of 0")]
    [InlineData("{ r_dead: { min: -1, max: 1 } }", "a range from -1 to 1 for 'r_dead'")]
    [InlineData("{ r_dead: { min: 0, max: 1, start: 2 } }", "a start of 2; expected a number between 0 and 1")]
    [InlineData("{ r_dead: { max: 1 } }", "without 'min'")]
    [InlineData("{ r_dead: 1 }", "'1' as the range of 'r_dead'")]
    [InlineData("{ r_dead: { min: 0, max: 1, prior: { betta: { mean: 0.1, se: 0.1 } } } }", "a prior that is not one distribution")]
    public void A_range_that_is_wrong_is_told(string fit, string expected) =>
        Assert.Contains(new CalibrationScenario { Fit = fit }.Problems, problem => problem.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void What_is_calculated_or_drawn_with_others_cannot_be_fitted()
    {
        var small = new CalibrationScenario { Death = "2 * half", MoreParameters = "  half: { value: 0.1, unit: per year }", Fit = "{ r_dead: { min: 0, max: 1 } }" };

        Assert.Contains("'r_dead', which is calculated from others", Assert.Single(small.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_that_leans_asks_for_a_scale()
    {
        var warning = Assert.Single(new CalibrationScenario { Targets = "{ a: { quantity: dead, value: 0.037, ci95: [0.026, 0.053] } }" }.Problems);

        Assert.Contains("warning: an interval that is not symmetric about 0.037", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, 0.4)]
    [InlineData(0.3, 0.4)]
    [InlineData(0.99, 0.4)]
    public void A_misfit_squared_is_twice_the_loss_of_likelihood(double model, double observed)
    {
        foreach (var likelihood in new Likelihood[] { new NormalLikelihood(observed, 0.05, LikelihoodScale.Natural), new BinomialLikelihood(40, 100) })
        {
            Assert.Equal(-2 * likelihood.Log(model), Math.Pow(likelihood.Misfit(model), 2), 1e-9 * Math.Max(1, -2 * likelihood.Log(model)));
            if (likelihood.Log(model) > double.NegativeInfinity) Assert.Equal(Math.Sign(model - observed), Math.Sign(likelihood.Misfit(model)));
            Assert.Equal(0, likelihood.Log(observed), 1e-12);
        }
    }

    [Fact]
    public void A_binomial_likelihood_is_that_of_its_formula_less_its_greatest_value()
    {
        var likelihood = new BinomialLikelihood(3, 10);

        Assert.Equal(3 * Math.Log(0.5) + 7 * Math.Log(0.5) - 3 * Math.Log(0.3) - 7 * Math.Log(0.7), likelihood.Log(0.5), 1e-12);
        Assert.Equal(double.NegativeInfinity, likelihood.Log(0));
        Assert.Equal(double.NegativeInfinity, likelihood.Log(1.1));
        Assert.Equal(0, new BinomialLikelihood(0, 10).Log(0), 1e-12);
    }
}
