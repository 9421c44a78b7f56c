using CostSim.Calibration;

namespace CostSim.Tests.Calibration;

/// <summary>Against closed forms: people who die at a rate r are dead by t with probability 1 − exp(−r t).</summary>
public sealed class MaximumLikelihoodTests
{
    [Fact]
    public void The_rate_that_meets_a_survival_is_found_with_its_standard_error()
    {
        var fit = new CalibrationScenario().Find();

        var rate = -Math.Log(0.6) / 5;
        var value = Assert.Single(fit.Parameters);
        Assert.Equal(rate, value.Estimate, 1e-6);
        Assert.Equal(0.02 / (5 * 0.6), value.StandardError!.Value, 1e-5);   // delta method: dp/dr = t · exp(−r t)
        Assert.Equal(0.4, fit.Targets[0].Model, 1e-6);
        Assert.Equal(0, fit.LogLikelihood, 1e-8);
        Assert.Empty(fit.FlatDirections);
        Assert.Empty(fit.Warnings);
        Assert.All(fit.Searches, search => Assert.Equal(rate, search.End[0], 1e-5));
    }

    [Fact]
    public void Targets_that_differ_are_weighted_by_their_precision()
    {
        var fit = new CalibrationScenario { Targets = "{ one: { quantity: dead, at: 5 years, value: 0.4, se: 0.02 }, other: { quantity: deaths, at: 5 years, value: 0.5, se: 0.04 } }" }.Find();

        // The likelihood is highest at the inverse-variance mean of the two probabilities.
        var dead = (0.4 / 0.0004 + 0.5 / 0.0016) / (1 / 0.0004 + 1 / 0.0016);
        Assert.Equal(-Math.Log(1 - dead) / 5, fit.Parameters[0].Estimate, 1e-6);
        Assert.Equal((dead - 0.4) / 0.02, fit.Targets[0].Misfit!.Value, 1e-4);
        Assert.Equal((dead - 0.5) / 0.04, fit.Targets[1].Misfit!.Value, 1e-4);
        Assert.Equal(-0.5 * (Math.Pow((dead - 0.4) / 0.02, 2) + Math.Pow((dead - 0.5) / 0.04, 2)), fit.LogLikelihood, 1e-6);
    }

    [Fact]
    public void Counts_are_fitted_by_their_proportion()
    {
        var fit = new CalibrationScenario { Targets = "{ dead: { quantity: dead, at: 1 year, events: 13, trials: 50 } }" }.Find();

        Assert.Equal(-Math.Log(1 - 13 / 50.0), fit.Parameters[0].Estimate, 1e-6);
        Assert.Equal(Math.Sqrt(0.26 * 0.74 / 50) / 0.74, fit.Parameters[0].StandardError!.Value, 1e-5);
    }

    [Fact]
    public void Two_targets_identify_two_rates_under_two_strategies()
    {
        var small = new CalibrationScenario
        {
            Targets = """
                {
                    dead: { quantity: dead, at: 1 year, value: 0.1, se: 0.01 },
                    ill: { quantity: ill / (well + ill), strategy: treated, at: 1 year, value: 0.3, se: 0.02 } }
                """,
            Fit = "{ r_dead: { min: 0.001, max: 1 }, r_ill: { min: 0.001, max: 3, start: 0.1 } }",
        };

        var fit = small.Find();

        Assert.Equal(-Math.Log(0.9), fit.Parameters[0].Estimate, 1e-6);
        Assert.Equal(-Math.Log(0.7) / 0.5, fit.Parameters[1].Estimate, 1e-6);
        Assert.True(fit.Condition is > 1 and < 1e4);
        Assert.Empty(fit.FlatDirections);
    }

    [Fact]
    public void Named_states_may_be_chosen_by_their_labels()
    {
        var small = new CalibrationScenario
        {
            Illness = "0.3",
            Targets = "{ first: { states: { mild: ill where grade < 2 }, quantity: mild / ill, at: 3 years, value: 0.6, se: 0.05 } }",
            Fit = "{ share: { min: 0, max: 1 } }",
        };

        Assert.Equal(0.6, small.Find().Parameters[0].Estimate, 1e-6);
    }

    [Fact]
    public void Totals_are_undiscounted_and_end_with_the_target()
    {
        var small = new CalibrationScenario { Death = "0", Targets = "{ cost: { quantity: cost, at: 4 years, value: 480, se: 10 } }", Fit = "{ c: { min: 0, max: 1000 } }" };

        Assert.Equal(120, small.Find().Parameters[0].Estimate, 1e-4);
    }

    [Fact]
    public void What_the_targets_cannot_tell_apart_is_said_to_be_flat()
    {
        // Only the sum of the two rates can be seen in who is still well.
        var fit = new CalibrationScenario
        {
            Targets = "{ well: { quantity: well, at: 1 year, value: 0.5, se: 0.01 } }",
            Fit = "{ r_dead: { min: 0, max: 2, start: 0.5 }, r_ill: { min: 0, max: 2, start: 0.3 } }",
        }.Find();

        Assert.Equal(Math.Log(2), fit.Parameters.Sum(value => value.Estimate), 1e-5);
        Assert.All(fit.Parameters, value => Assert.Null(value.StandardError));
        var flat = Assert.Single(fit.FlatDirections);
        Assert.Equal(double.PositiveInfinity, flat.StandardError);
        Assert.Equal(0, flat.Direction.Sum(), 1e-3);
        Assert.Equal(double.PositiveInfinity, fit.Condition);
        Assert.Contains(fit.Warnings, warning => warning.Contains("do not identify", StringComparison.Ordinal) && warning.Contains("r_ill", StringComparison.Ordinal));
    }

    [Fact]
    public void A_fit_at_the_end_of_a_range_is_told()
    {
        var fit = new CalibrationScenario { Fit = "{ r_dead: { min: 0.2, max: 1 } }" }.Find();

        Assert.True(fit.Parameters[0].IsAtBound);
        Assert.True(fit.Targets[0].Misfit > 2);
        Assert.Contains(fit.Warnings, warning => warning.StartsWith("'r_dead' lies at an end of its range", StringComparison.Ordinal));
    }

    [Fact]
    public void Parts_of_a_range_that_cannot_be_are_no_obstacle()
    {
        // A share above 1 stops a run; the search goes round it.
        var small = new CalibrationScenario
        {
            Illness = "0.3",
            Share = "half * 2",
            MoreParameters = "  half: { value: 0.1, unit: probability }",
            Targets = "{ first: { states: { mild: ill where grade < 2 }, quantity: mild / ill, at: 3 years, value: 0.9, se: 0.05 } }",
            Fit = "{ half: { min: 0, max: 1 } }",
        };

        Assert.Equal(0.45, small.Find().Parameters[0].Estimate, 1e-6);
    }

    [Fact]
    public void Where_nothing_can_be_it_says_so()
    {
        var small = new CalibrationScenario { Targets = "{ dead: { quantity: dead - 2, at: 1 year, value: 0.4, se: 0.1, scale: log } }" };

        Assert.Throws<CalibrationException>(() => small.Find());
    }

    [Fact]
    public void The_profiles_of_a_population_are_fitted_as_one()
    {
        // Half begin dead: the others must die with a chance of 0.4 for 0.7 to be dead.
        var small = new CalibrationScenario
        {
            Population = "population: { profiles: { a: { weight: 0.5, start: { well: 1 } }, b: { weight: 0.5, start: { dead: 1 } } } }",
            Targets = "{ dead: { quantity: dead, at: 5 years, value: 0.7, se: 0.02 } }",
        };

        Assert.Equal(-Math.Log(0.6) / 5, small.Find().Parameters[0].Estimate, 1e-6);
    }

    [Fact]
    public void A_seed_gives_the_same_searches()
    {
        var (one, other) = (new CalibrationScenario().Find(), new CalibrationScenario().Find());

        Assert.Equal(one.Searches.Select(search => search.End[0]), other.Searches.Select(search => search.End[0]));
        Assert.Equal(8, one.Searches.Select(search => search.Start[0]).Distinct().Count());
    }
}
