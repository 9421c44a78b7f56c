using CostSim.Cohort;
using CostSim.Cohort.Recording;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Outcomes;
using CostSim.Runs;
using CostSim.Sampling.Distributions;
using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;
using CostSim.Scenarios.Readers;
using CostSim.Tests.Runs;

namespace CostSim.Tests.Published;

/// <summary>Cases with a closed form; the values were computed apart from this program, to 12 digits.</summary>
public class AnalyticTests
{
    private const string Folder = "scenarios/published/analytic/";
    private const double Tolerance = 1e-9;

    /// <summary>Far beyond the time when anybody is left.</summary>
    private const int ForEver = 2000;

    [Theory]
    [InlineData(CycleCorrection.StartOfCycle, 9.08618386468, 7.41076711724)]
    [InlineData(CycleCorrection.EndOfCycle, 8.22151914792, 6.47878201356)]
    [InlineData(CycleCorrection.HalfCycle, 8.6538515063, 6.9447745654)]
    [InlineData(CycleCorrection.None, 8.22151914792 + 1, 6.47878201356 + 1)]
    public void Life_years_at_a_constant_hazard(CycleCorrection correction, double undiscounted, double discounted)
    {
        var result = Run(Read("life-years-exponential") with { Timing = Timing.Of(correction) });

        Close(undiscounted, result[0, OutcomeTable.LifeYears][0]);
        Close(discounted, result[0, OutcomeTable.Qaly][0]);
    }

    [Fact]
    public void Life_years_at_a_constant_hazard_without_end()
    {
        var result = Run(Read("life-years-exponential") with { Timing = Timing.Of(CycleCorrection.StartOfCycle), Cycles = ForEver });

        Close(10.5083319448, result[0, OutcomeTable.LifeYears][0]);
        Close(7.95159395567, result[0, OutcomeTable.Qaly][0]);
    }

    [Theory]
    [InlineData(CycleCorrection.StartOfCycle, 24, 3.374917670624)]
    [InlineData(CycleCorrection.HalfCycle, 24, 2.874933307283)]
    [InlineData(CycleCorrection.EndOfCycle, 24, 2.374948943941)]
    [InlineData(CycleCorrection.StartOfCycle, ForEver, 3.375)]
    [InlineData(CycleCorrection.HalfCycle, ForEver, 2.875)]
    [InlineData(CycleCorrection.EndOfCycle, ForEver, 2.375)]
    public void Quality_adjusted_cycles_of_Sonnenberg_and_Beck(CycleCorrection correction, int cycles, double qaly) =>
        Close(qaly, Run(Read("sonnenberg-beck-1993") with { Timing = Timing.Of(correction), Cycles = cycles })[0, OutcomeTable.Qaly][0]);

    [Theory]
    [InlineData("weibull-tunnel"), InlineData("weibull-time")]
    public void Weibull_survival_holds_at_every_boundary(string name)
    {
        var trace = Trace(Read(name));

        Assert.Equal(21, trace.Boundaries);
        for (var year = 0; year < trace.Boundaries; year++)
            Close(Math.Exp(-Math.Pow(year / 10.0, 1.5)), trace[trace.States.ToList().IndexOf("inside"), year][0]);
    }

    [Theory]
    [InlineData("weibull-tunnel"), InlineData("weibull-time")]
    public void Weibull_restricted_mean_in_cycles_of_a_month(string name) =>
        Assert.Equal(1, Run(Read(name, "1 month"))[0, OutcomeTable.LifeYears][0] / 8.77252466085, 1e-6);

    [Fact]
    public void Weibull_mean_in_cycles_of_a_month() =>
        Assert.Equal(1, Run(Read("weibull-time", "1 month") with { Cycles = 1200 })[0, OutcomeTable.LifeYears][0] / 9.02745292951, 1e-6);

    [Fact]
    public void Gompertz_life_expectancy_in_cycles_of_a_month() =>
        Assert.Equal(1, Run(Read("gompertz"))[0, OutcomeTable.LifeYears][0] / 63.3787407031, 1e-8);

    [Theory]
    [InlineData(1, 0.886920436717, 0.0831689643429, 0.02991059894)]
    [InlineData(5, 0.548811636094, 0.201774491718, 0.249413872188)]
    [InlineData(10, 0.301194211912, 0.168545548683, 0.530260239404)]
    public void Illness_and_death_approach_the_matrix_exponential_in_proportion_to_the_cycle(int years, double healthy, double ill, double dead)
    {
        var (whole, half, quarter) = (Error("1 month"), Error("0.5 months"), Error("0.25 months"));

        Assert.InRange(whole, 0, 0.003);
        Assert.InRange(whole / half, 1.95, 2.05);
        Assert.InRange(half / quarter, 1.95, 2.05);

        double Error(string cycle)
        {
            var trace = Trace(Read("illness-death", cycle));
            var boundary = (trace.Boundaries - 1) / 10 * years;
            var states = trace.States.ToList();
            Close(healthy, trace[states.IndexOf("healthy"), boundary][0]);
            Assert.Equal(dead - trace[states.IndexOf("dead"), boundary][0], trace[states.IndexOf("ill"), boundary][0] - ill, 1e-11);
            return Math.Abs(trace[states.IndexOf("ill"), boundary][0] - ill);
        }
    }

    [Theory]
    [InlineData("1 month"), InlineData("1 year"), InlineData("5 years")]
    public void Illness_and_death_by_rates_are_the_matrix_exponential_whatever_the_cycle(string cycle)
    {
        var scenario = Read("illness-death-rates", cycle);
        var trace = Trace(scenario);
        var result = Run(scenario);

        // Healthy e^(-0.12 t); ill 0.1 / (0.25 - 0.12) (e^(-0.12 t) - e^(-0.25 t)).
        var states = trace.States.ToList();
        for (var boundary = 0; boundary < trace.Boundaries; boundary++)
        {
            var years = 10.0 * boundary / (trace.Boundaries - 1);
            Close(Math.Exp(-0.12 * years), trace[states.IndexOf("healthy"), boundary][0]);
            Assert.Equal(0.1 / 0.13 * (Math.Exp(-0.12 * years) - Math.Exp(-0.25 * years)), trace[states.IndexOf("ill"), boundary][0], 1e-12);
        }
        var onsets = 0.1 / 0.12 * (1 - Math.Exp(-1.2));
        Close(onsets, result[0, "onsets"][0]);
        Close(onsets - 0.1 / 0.13 * (Math.Exp(-1.2) - Math.Exp(-2.5)), result[0, "deaths_of_ill"][0]);
    }

    [Fact]
    public void One_cycle_of_a_year_splits_competing_risks_by_their_rates()
    {
        var trace = Trace(Read("illness-death", "1 year"));

        double[] expected = [0.886920436717, 0.0942329694024, 0.0188465938805];
        Assert.Equal(["healthy", "ill", "dead"], trace.States);
        for (var state = 0; state < expected.Length; state++) Close(expected[state], trace[state, 1][0]);
    }

    [Fact]
    public void Healthy_and_ill_last_as_long_as_their_rates_say()
    {
        // The healthy are counted exactly at the boundaries, so that the trapezoid rule alone errs, by (0.12·h)²/12; the ill arrive late by half a cycle at most.
        var result = Run(Read("illness-death", "0.25 months") with { Cycles = 48 * 200 });

        Assert.Equal(1, result[0, OutcomeTable.Qaly][0] / 8.33333333333, 1e-6);
        Assert.Equal(8.33333333333 + 3.33333333333, result[0, OutcomeTable.LifeYears][0], 0.02);
    }

    [Theory]
    [InlineData("monthly", 0.0184234701262)]
    [InlineData("from_rate", 0.139292023575)]
    [InlineData("odds", 0.176470588235)]
    [InlineData("hazard", 0.0612596066404)]
    public void Conversions_between_rates_probabilities_and_odds(string parameter, double expected)
    {
        var scenario = Read("conversions");
        var simulation = new CohortSimulation(Compile(scenario), 8);
        var value = new double[1];

        simulation.RunBaseValues();
        simulation.CopyParameter(scenario.Parameters.ToList().FindIndex(definition => definition.Name == parameter), value);

        Close(expected, value[0]);
    }

    [Fact]
    public void Distributions_by_moments_are_those_of_the_formulas()
    {
        var distributions = Read("distributions").Parameters.ToDictionary(parameter => parameter.Name, parameter => ((SampledValue)parameter.Value).Distribution);

        var beta = Assert.IsType<BetaDistribution>(distributions["a_beta"]);
        Close([14, 6], [beta.Alpha, beta.Beta]);
        var gamma = Assert.IsType<GammaDistribution>(distributions["a_gamma"]);
        Close([25, 200], [gamma.Shape, gamma.Scale]);
        var lognormal = Assert.IsType<LogNormalDistribution>(distributions["a_lognormal"]);
        Close([0.662834869652, 0.246220677069], [lognormal.MeanLog, lognormal.SdLog]);
        var interval = Assert.IsType<LogNormalDistribution>(distributions["by_interval"]);
        Close([-0.675307262432, 0.169739755858], [interval.MeanLog, interval.SdLog]);
    }

    private static void Close(double[] expected, double[] actual)
    {
        foreach (var (one, other) in expected.Zip(actual)) Close(one, other);
    }

    private static void Close(double expected, double actual) => Assert.Equal(1, actual / expected, Tolerance);

    private static OutcomeTable Run(Scenario scenario) => ScenarioRun.Deterministic(Compile(scenario));

    private static TraceRecorder Trace(Scenario scenario) => Traces.Of(scenario, scenario.Strategies[0], new RunOptions { Threads = 1 });

    private static CohortPlan Compile(Scenario scenario)
    {
        var problems = new Problems();
        return CohortPlan.Compile(scenario, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }

    /// <summary>Reads a scenario, with its model's own cycle or another.</summary>
    private static Scenario Read(string name, string? cycle = null)
    {
        var problems = new Problems();
        var scenario = ScenarioReader.Read(Path.Combine(Repository.Root, Folder, name + ".yaml"), Text, [], problems);
        Assert.Empty(problems);
        return scenario!;

        TextResult Text(string path)
        {
            var read = Repository.Read(path);
            if (cycle is null || read.Text is not { } text || !path.Contains("/models/", StringComparison.Ordinal)) return read;
            return TextResult.Of(string.Join('\n', text.Split('\n').Select(line => line.StartsWith("cycle:", StringComparison.Ordinal) ? $"cycle: {cycle}" : line)));
        }
    }
}
