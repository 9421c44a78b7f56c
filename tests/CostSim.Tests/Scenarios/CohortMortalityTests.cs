using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

public class CohortMortalityTests
{
    private const string Model = """
        model: ageing
        cycle: 3 months
        states: [alive, dead]
        start: { alive: 1 }
        life_tables:
          mortality: { about: death from any cause }
        events:
          - { name: death, rules: [{ from: alive, to: dead, probability: rate_to_probability(mortality(age)) }] }
        outcomes:
          cost: { unit: money, in: { alive: 0 } }
          qaly: { unit: qaly, in: { alive: 1 } }
          ly: { unit: years, in: { alive: 1 } }
        """;

    private static readonly double[] Women = [0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.3, 0.45, 0.6, 0.8];
    private static readonly double[] Men = [0.02, 0.05, 0.04, 0.09, 0.2, 0.25, 0.5, 0.65, 0.7, 0.9];

    private static string Table => "age,sex,qx\n" + string.Concat(Enumerable.Range(0, 10).Select(a => $"{60 + a},female,{Women[a]}\n{60 + a},male,{Men[a]}\n"));

    [Theory]
    [InlineData(1.0, 60, 0.5)]
    [InlineData(0.25, 60, 0.62)]
    [InlineData(0.25, 61.5, 0.3)]
    [InlineData(1.0 / 12, 63.25, 0.9)]
    [InlineData(0.5, 62, 0)]
    [InlineData(0.5, 62, 1)]
    public void The_rate_is_that_of_women_and_men_followed_apart(double cycleYears, double startAge, double female)
    {
        var mortality = new CohortMortality([(female, new LifeTable(60, Women)), (1 - female, new LifeTable(60, Men))], startAge, cycleYears);
        var (women, men) = (female, 1 - female);
        for (var cycle = 0; startAge + (cycle + 1) * cycleYears <= 70; cycle++)
        {
            var age = startAge + cycle * cycleYears;
            var before = women + men;
            women *= Survival(Women, age, cycleYears);
            men *= Survival(Men, age, cycleYears);

            Assert.Equal(-Math.Log((women + men) / before) / cycleYears, mortality.Rate(age), 1e-9);
        }

        // In steps that no birthday parts: hazards are constant between birthdays.
        static double Survival(double[] annual, double age, double years)
        {
            var (survival, at) = (1.0, age);
            while (at < age + years - 1e-12)
            {
                var next = Math.Min(Math.Floor(at + 1e-12) + 1, age + years);
                survival *= Math.Pow(1 - annual[(int)Math.Floor(at + 1e-12) - 60], next - at);
                at = next;
            }
            return survival;
        }
    }

    [Fact]
    public void A_cohort_of_women_and_men_loses_as_many_as_the_two_apart()
    {
        double[] years = [Years("female: 0.62"), Years("female: 1"), Years("female: 0")];

        Assert.Equal(0.62 * years[1] + 0.38 * years[2], years[0], 1e-12);

        static double Years(string female) => ScenarioRun.Deterministic(Written.Plan(Model, Scenario("60", female, "10 years"), ("life.csv", Table)))[0, OutcomeTable.LifeYears][0];
    }

    [Fact]
    public void A_year_that_nobody_survives_ends_the_cohort_in_its_first_cycle()
    {
        var table = "age,sex,qx\n60,total,0\n61,total,1\n62,total,1\n";

        var years = ScenarioRun.Deterministic(Written.Plan(Model, Scenario("60", "", "3 years"), ("life.csv", table)))[0, OutcomeTable.LifeYears][0];

        // The cohort is alive at the boundaries 0 to 4 of cycles of three months.
        Assert.Equal(1.25 - 0.125, years, 1e-15);
    }

    [Fact]
    public void Outside_its_ages_a_table_has_no_hazard()
    {
        var table = new LifeTable(60, Women);

        Assert.Equal(double.NaN, table.CumulativeHazard(59.99));
        Assert.Equal(double.NaN, table.CumulativeHazard(70.01));
        Assert.Equal(double.NaN, table.CumulativeHazard(double.NaN));
        Assert.Equal(-Women.Sum(probability => Math.Log(1 - probability)), table.CumulativeHazard(70), 1e-12);
    }

    [Theory]
    [InlineData(-0.1), InlineData(1.1), InlineData(double.NaN)]
    public void A_probability_of_death_lies_between_0_and_1(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LifeTable(60, [0.1, probability]));

    [Theory]
    [InlineData("60", "female: 0.5", "11 years", "s.yaml:8:22: error: ages 60 to 69 in 'life.csv'; expected every age from 60 to 70, which the horizon runs through")]
    [InlineData("59.5", "female: 0.5", "3 years", "s.yaml:8:22: error: ages 60 to 69 in 'life.csv'; expected every age from 59 to 62, which the horizon runs through")]
    [InlineData("60", "", "3 years", "s.yaml:8:14: error: a life table by sex without the share of women; expected 'female:' in 'population', or a table with the sex 'total'")]
    [InlineData("60", "female: 1.5", "3 years", "s.yaml:9:32: error: a share of women of 1.5; expected a number between 0 and 1")]
    public void Ages_and_sexes_that_a_scenario_needs_are_asked_for(string age, string female, string horizon, string problem)
    {
        Assert.Equal([problem], Written.ScenarioProblems(Model, Scenario(age, female, horizon), ("life.csv", Table)));
    }

    [Theory]
    [InlineData("age,sex,qx\n60,female,0.1\n62,female,0.1\n", "life.csv:1:1: error: no age 61 for 'female'; expected every age from 60 to 62")]
    [InlineData("age,sex,qx\n60,total,0.1\n60,total,0.2\n", "life.csv:3:1: error: age 60, total, a second time; expected each age once; 'where:' chooses among several tables in a file")]
    [InlineData("age,sex,qx\n60,total,1.1\n", "life.csv:2:1: error: a probability of death of 1.1; expected a number between 0 and 1")]
    [InlineData("age,sex,qx\n60,femal,0.1\n", "life.csv:2:1: error: 'femal' in column 'sex'; expected one of female, male, total; did you mean 'female'?")]
    [InlineData("age,sex,qx\n60.5,total,0.1\n", "life.csv:2:1: error: '60.5' in column 'age'; expected a whole number of years")]
    [InlineData("age,sex,px\n60,total,0.1\n", "life.csv:1:1: error: no column 'qx'; expected the columns age, sex and qx; did you mean 'px'?")]
    public void A_table_with_holes_or_doubles_is_refused(string table, string problem)
    {
        Assert.Contains(problem, Written.ScenarioProblems(Model, Scenario("60", "female: 0.5", "1 year"), ("life.csv", table)));
    }

    private static string Scenario(string age, string female, string horizon) => $$"""
        scenario: ageing
        model: m.yaml
        currency: USD 2024
        horizon: {{horizon}}
        discount: { cost: 0, qaly: 0 }
        cycle_correction: half-cycle
        life_tables:
          mortality: { file: life.csv, source: made up }
        population: { age: {{age}}{{(female.Length > 0 ? ", " : "")}}{{female}} }
        willingness_to_pay: { from: 0, to: 1, step: 1, thresholds: [1] }
        psa: { draws: 2, seed: 1 }
        strategies: { usual: {} }
        reference: usual
        """;
}
