using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Reporting;
using CostSim.Scenarios;

namespace CostSim.Cli.Tests.Figures;

/// <summary>A run's record made from a few numbers: means of each strategy, noise with a fixed seed, two states and two parameters.</summary>
internal static class SmallRun
{
    /// <summary>A strategy's mean cost and QALYs, and how far its draws spread.</summary>
    public sealed record Arm(string Name, double Cost, double Qaly, double CostSpread = 200, double QalySpread = 0.02);

    public static RunRecord Of(int draws, string locale, params Arm[] arms)
    {
        string[] outcomes = [OutcomeTable.Cost, OutcomeTable.Qaly, OutcomeTable.LifeYears, "cost_drugs", "cost_care", "falls"];
        var columns = arms.Select((arm, s) => Columns(arm, s, draws)).ToArray();
        var table = new OutcomeTable([.. arms.Select(arm => arm.Name)], outcomes, columns);
        var evaluation = EconomicEvaluation.Of(table, new WillingnessToPay(0, 100_000, 2_500, [20_000, 50_000]), arms[0].Name);
        double[][] parameters = [[.. Noise(91, draws).Select(z => 0.3 + 0.05 * z)], [.. Noise(92, draws).Select(z => 900 * Math.Exp(0.2 * z))]];
        return new RunRecord
        {
            Scenario = Scenario(arms, parameters, locale),
            Provenance = new Provenance("0.1.0", ["costsim", "run", "small.yaml"], new string('0', 64), [], [], 1, "random", DateTimeOffset.UnixEpoch),
            Draws = draws,
            Strategies = evaluation.Strategies,
            Deterministic = [.. arms.Select(arm => new DeterministicResult(arm.Name, arm.Cost, arm.Qaly, 10, new Dictionary<string, double>()))],
            Frontier = evaluation.Frontier,
            Increments = evaluation.Increments,
            IncrementSpreads = [.. evaluation.Increments.Select(increment => Spread(increment, table))],
            Evpi = evaluation.Evpi,
            Curves = evaluation.Curves,
            Convergence = evaluation.Convergence,
            Traces = [.. arms.Select((arm, s) => Trace(arm.Name, s))],
            Events = [.. arms.Select((arm, s) => Falls(arm.Name, s, draws))],
            Sample = new DrawSample([.. Enumerable.Range(0, draws).Select(draw => (long)draw)], table, parameters),
            Warnings = evaluation.Warnings,
        };
    }

    private static double[][] Columns(Arm arm, int strategy, int draws)
    {
        // What all strategies share, and a part of each one's own.
        var (common, own, health) = (Noise(1, draws), Noise(10 + strategy, draws), Noise(50 + strategy, draws));
        double[] cost = [.. Enumerable.Range(0, draws).Select(d => arm.Cost + 500 * common[d] + arm.CostSpread * own[d])];
        double[] qaly = [.. Enumerable.Range(0, draws).Select(d => arm.Qaly + 0.1 * common[d] + arm.QalySpread * health[d])];
        return [cost, qaly, [.. Enumerable.Repeat(10.0, draws)], [.. cost.Select(value => 0.4 * value)], [.. cost.Select(value => 0.6 * value)], [.. Noise(70 + strategy, draws).Select(z => Math.Exp(0.1 * z) + strategy)]];
    }

    /// <summary>Standard normal numbers with mean 0 exactly, so that means are what the test says.</summary>
    private static double[] Noise(int seed, int draws)
    {
        var random = new Random(20_260_101 + seed);
        double[] noise = [.. Enumerable.Range(0, draws).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))];
        var mean = noise.Average();
        return [.. noise.Select(z => z - mean)];
    }

    private static IncrementSpread Spread(Increment increment, OutcomeTable table)
    {
        var sum = new IncrementSpreadSum(increment);
        var strategy = table.Strategies.ToList().IndexOf(increment.Strategy);
        for (var d = 0; d < table.Draws; d++)
        {
            sum.Add(
                table[strategy, OutcomeTable.Cost][d] - table[0, OutcomeTable.Cost][d],
                table[strategy, OutcomeTable.Qaly][d] - table[0, OutcomeTable.Qaly][d]);
        }
        return sum.Result;
    }

    private static StrategyTrace Trace(string name, int strategy)
    {
        const int Boundaries = 11;
        double[] dead = [.. Enumerable.Range(0, Boundaries).Select(t => 1 - Math.Pow(0.9, t))];
        double[] ill = [.. dead.Select((share, t) => (1 - share) * Math.Min(0.8, 0.05 * t * (strategy + 1)))];
        double[] well = [.. dead.Select((share, t) => 1 - share - ill[t])];
        double[][] shares = [well, ill, dead];
        return new StrategyTrace(name, ["well", "ill", "dead"], shares, shares, shares);
    }

    private static StrategyEvents Falls(string name, int strategy, int draws)
    {
        double[] mean = [.. Enumerable.Range(0, 11).Select(t => (1 + strategy) * (1 - Math.Pow(0.9, t)) / (1 - Math.Pow(0.9, 10)))];
        return new StrategyEvents(name, ["falls"], [mean], [[.. mean.Select(value => 0.8 * value)]], [[.. mean.Select(value => 1.3 * value)]]) { Draws = draws };
    }

    private static ResolvedScenario Scenario(Arm[] arms, double[][] parameters, string locale) => new(
        ResolvedScenario.CurrentFormat,
        "Is it worth its price?",
        "",
        "small.yaml",
        new ResolvedModel("small", "", "small-model.yaml", 3, [], ["dead"], "", [], []),
        [],
        new ResolvedPopulation(60, 0.5, [], []),
        [],
        "payer",
        "EUR 2025",
        "10 years",
        10,
        1,
        new Dictionary<string, double> { ["cost"] = 0.03, ["qaly"] = 0.03 },
        new Dictionary<string, ResolvedTiming>(),
        [20_000, 50_000],
        arms[0].Name,
        [
            new("cost", "EUR 2025", ""), new("qaly", "QALYs", ""), new("ly", "life years", ""), new("cost_drugs", "EUR 2025", "drugs"), new("cost_care", "EUR 2025", "care"),
            new("falls", "count", "falls that need care"),
        ],
        ["cost_drugs", "cost_care"],
        [.. arms.Select(arm => new ResolvedStrategy(arm.Name, "", "small", [], null))],
        [Parameter("p_fall", "probability", 0.3, parameters[0]), Parameter("c_drug", "EUR 2025 per year", 900, parameters[1])],
        locale,
        []);

    private static ResolvedParameter Parameter(string name, string unit, double value, double[] draws)
    {
        var spread = ParameterSpread.Of(draws);
        return new ResolvedParameter(name, "", unit, "sampled", value, $"about {value}", spread.Mean, spread.StandardDeviation, spread.Lower, spread.Upper, "a trial", IsAssumption: false, "small.yaml", 7);
    }
}
