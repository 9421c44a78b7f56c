using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios.Conventions;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Scenarios;

/// <summary>Life years at a constant hazard of 0.1 per year over 20 yearly cycles, at 3.5% a year: sums of geometric series, computed apart from this program.</summary>
public class TimingTests
{
    private const double Tolerance = 1e-10;

    private static readonly SmallScenario Exponential = new()
    {
        Horizon = "20 years", Discount = "{ cost: 3.5%, qaly: 3.5%, ly: 3.5% }", P = "0", Q = "1 - exp(-0.1)", Cost = "0", Utility = "1", Strategies = "  usual: {}",
        Events = "  - { name: death, rules: [{ from: well, to: dead, probability: q }] }",
    };

    [Theory]
    [InlineData("start-of-cycle", 9.08618386468)]
    [InlineData("end-of-cycle", 8.22151914792)]
    [InlineData("half-cycle", 8.6538515063)]
    [InlineData("life-table", 8.6538515063)]
    public void Undiscounted_life_years_are_those_of_the_closed_form(string correction, double years) =>
        Assert.Equal(1, LifeYears(Exponential with { Discount = "{ cost: 0, qaly: 0, ly: 0 }", Correction = correction }) / years, Tolerance);

    [Theory]
    [InlineData("start-of-cycle", 7.41076711724)]
    [InlineData("end-of-cycle", 6.47878201356)]
    [InlineData("half-cycle", 6.9447745654)]
    [InlineData("life-table", 6.93778614743)]
    [InlineData("{ method: life-table, discounting: middle }", 6.93778614743)]
    [InlineData("{ method: life-table, discounting: end }", 6.81947173975)]
    [InlineData("{ method: life-table, discounting: start }", 7.05815325064)]
    [InlineData("simpson", 6.93435190606)]
    [InlineData("simpson-last-trapezoid", 6.93435190606)]
    public void Discounted_life_years_are_those_of_the_closed_form(string correction, double years) =>
        Assert.Equal(1, LifeYears(Exponential with { Correction = correction }) / years, Tolerance);

    [Fact]
    public void Simpson_for_an_odd_number_of_cycles_is_refused_with_what_to_do() =>
        Assert.Equal(
            ["s.yaml:6:19: error: 'simpson' for 19 cycles; expected an even number of cycles: a horizon one cycle longer or shorter; or 'simpson-last-trapezoid', or 'half-cycle'"],
            Written.ScenarioProblems(Exponential.Model, (Exponential with { Horizon = "19 years", Correction = "simpson" }).Text));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(19)]
    [InlineData(20)]
    public void Simpson_with_a_last_trapezoid_integrates_a_straight_line_exactly(int cycles)
    {
        var weights = Enumerable.Range(0, cycles + 1).Select(t => CycleCorrection.SimpsonLastTrapezoid.Weight(t, cycles)).ToArray();

        Assert.Equal(cycles, weights.Sum(), 1e-12);
        Assert.Equal(cycles * cycles / 2.0, weights.Select((weight, t) => weight * t).Sum(), 1e-10);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public void Simpson_integrates_a_cubic_exactly(int cycles) =>
        Assert.Equal(Math.Pow(cycles, 4) / 4, Enumerable.Range(0, cycles + 1).Select(t => CycleCorrection.Simpson.Weight(t, cycles) * Math.Pow(t, 3)).Sum(), 1e-8);

    [Fact]
    public void The_published_weights_halve_the_first_boundary_within() =>
        Assert.Equal([1 / 3.0, 2 / 3.0, 4 / 3.0, 2 / 3.0, 4 / 3.0, 1 / 3.0], Enumerable.Range(0, 6).Select(t => CycleCorrection.DarthSimpson.Weight(t, 5)));

    [Theory]
    [InlineData("start-of-cycle", 3.374917670624)]
    [InlineData("half-cycle", 2.874933307283)]
    [InlineData("end-of-cycle", 2.374948943941)]
    public void Sonnenberg_and_Beck_count_their_quality_adjusted_cycles(string correction, double cycles)
    {
        var scenario = new SmallScenario
        {
            Horizon = "24 years", Discount = "{ cost: 0, qaly: 0 }", Correction = correction, P = "0.2", Q = "0.4", Cost = "0", Utility = "0.7", Strategies = "  usual: {}",
            Events = "  - { name: month, rules: [{ from: well, to: ill, probability: p }, { from: well, to: dead, probability: q / 2 }, { from: ill, to: dead, probability: q }] }",
        };

        Assert.Equal(1, scenario.Run().Deterministic[0, OutcomeTable.Qaly][0] / cycles, Tolerance);
    }

    [Theory]
    [InlineData("{ method: half-cycle, events: start }", 0.0)]
    [InlineData("half-cycle", 0.5)]
    [InlineData("{ method: half-cycle, events: end }", 1.0)]
    [InlineData("{ method: start-of-cycle, events: end, outcomes: { cost: half-cycle } }", 1.0)]
    [InlineData("{ method: start-of-cycle, events: end, outcomes: { cost: { method: half-cycle } } }", 1.0)]
    [InlineData("{ method: start-of-cycle, events: end, outcomes: { cost: { method: half-cycle, events: start } } }", 0.0)]
    [InlineData("{ method: start-of-cycle, outcomes: { cost: half-cycle } }", 0.5)]
    public void An_event_is_discounted_when_it_is_paid(string correction, double moment)
    {
        var scenario = Exponential with { Correction = correction, Costs = "{ unit: money, on: { death: 1 money } }" };

        var expected = Enumerable.Range(0, 20).Sum(t => (Math.Exp(-0.1 * t) - Math.Exp(-0.1 * (t + 1))) * Math.Pow(1.035, -(t + moment)));
        Assert.Equal(1, scenario.Run().Deterministic[0, OutcomeTable.Cost][0] / expected, Tolerance);
    }

    [Fact]
    public void Continuous_compounding_adds_the_rate_to_the_hazard()
    {
        var years = LifeYears(Exponential with { Correction = "{ method: start-of-cycle, compounding: continuous }" });

        Assert.Equal(1, years / Enumerable.Range(0, 20).Sum(t => Math.Exp(-0.135 * t)), Tolerance);
    }

    [Fact]
    public void Whole_years_discount_all_months_of_a_year_alike()
    {
        var monthly = Exponential with { Cycle = "1 month", Horizon = "2 years", Q = "0", Correction = "{ method: start-of-cycle, compounding: whole-years }" };

        Assert.Equal(1 + 1 / 1.035, LifeYears(monthly), 1e-12);
    }

    [Fact]
    public void Each_outcome_may_have_a_convention_of_its_own()
    {
        var table = (Exponential with { Correction = "{ method: end-of-cycle, outcomes: { ly: half-cycle, qaly: { discounting: start } } }" }).Run().Deterministic;

        Assert.Equal(1, table[0, OutcomeTable.LifeYears][0] / 6.9447745654, Tolerance);
        Assert.Equal(1, table[0, OutcomeTable.Qaly][0] / (6.47878201356 * 1.035), Tolerance);
    }

    [Fact]
    public void The_comparison_tells_what_each_convention_gives()
    {
        var compared = TimingComparison.Of(Exponential.Plan().Scenario).ToDictionary(result => result.Convention, result => result.Results[0, OutcomeTable.LifeYears][0]);

        Assert.Equal(compared["half-cycle"], compared[TimedResult.Own]);
        Assert.Equal(1, compared["start-of-cycle, discounted at its start"] / 7.41076711724, Tolerance);
        Assert.Equal(1, compared["end-of-cycle, discounted at its end"] / 6.47878201356, Tolerance);
        Assert.Equal(1, compared["life-table, discounted at its end"] / 6.81947173975, Tolerance);
        Assert.Equal(1, compared["simpson"] / 6.93435190606, Tolerance);
        Assert.Equal(compared["half-cycle"], compared["the scenario's own, compounded whole-years"]);   // cycles are years
        Assert.True(compared["the scenario's own, compounded continuous"] < compared["half-cycle"]);
    }

    private static double LifeYears(SmallScenario scenario) => scenario.Run().Deterministic[0, OutcomeTable.LifeYears][0];
}
