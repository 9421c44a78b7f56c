using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Runs;

/// <summary>A disease with two grades that depends on weight, and people who die by a life table: what profiles differ in.</summary>
internal sealed record ProfiledScenario
{
    private const string Model = """
        model: graded
        cycle: 1 year
        states: [mild, severe, dead]
        population: { bmi: { unit: number, min: 15, max: 60, about: body-mass index } }
        settings:
          effect: { unit: ratio, default: 1, about: multiplies the probability of getting worse }
          price: { unit: money per year, default: 0, about: of the treatment }
        inputs:
          p_worse: { unit: probability, about: of getting worse }
          c: { unit: money per year, min: 0, about: cost of care when severe }
          u: { unit: utility, by: [[mild, severe]], about: utility }
        life_tables:
          background: { about: death in the general population }
        events:
          - name: dying
            rules:
              - { from: [mild, severe], to: dead, probability: rate_to_probability(background(age)) }
          - name: getting_worse
            rules:
              - { from: mild, to: severe, probability: p_worse * effect * bmi / 30 }
        outcomes:
          cost: { unit: money, in: { mild: price, severe: c + price } }
          qaly: { unit: qaly, in: { mild: "u[mild]", severe: "u[severe]" } }
          ly: { unit: years, in: { mild: 1, severe: 1 } }
          visits: { unit: count, on: { getting_worse: 1 }, in: { severe: 0.5 per year } }
        """;

    public string Population { get; init; } = """
          female: 0.6
          profiles:
            young: { weight: 0.45, age: 60, bmi: 25, start: { mild: 1 } }
            heavy: { weight: 0.35, age: 70, bmi: 38, start: { mild: 0.4, severe: 0.6 }, about: most are severe }
            old: { weight: 0.2, age: 80, bmi: 28, start: { severe: 1 } }
        """;

    public string Horizon { get; init; } = "lifetime";

    public string Correction { get; init; } = "half-cycle";

    public string Draws { get; init; } = "300";

    /// <summary>More lines of parameters, each with two spaces before it.</summary>
    public string MoreParameters { get; init; } = "";

    public string P { get; init; } = "{ beta: { mean: 0.1, se: 0.02 } }";

    public string Text => $"""
        scenario: graded
        model: m.yaml
        currency: USD 2024
        horizon: {Horizon}
        discount: {"{ cost: 3%, qaly: 3% }"}
        cycle_correction: {Correction}
        willingness_to_pay: {"{ from: 0, to: 100000, step: 5000, thresholds: [20000, 50000] }"}
        psa: {"{ draws: "}{Draws}{", seed: 5 }"}
        population:
        {Population}
        life_tables:
          background: {"{ file: lives.csv, source: invented }"}
        parameters:
          p_worse: {P}
          c: {"{ gamma: { mean: 4000, se: 400 } }"}
          u: {"{ mild: { beta: { mean: 0.8, se: 0.02 } }, severe: { beta: { mean: 0.6, se: 0.03 } } }"}
        {MoreParameters}
        strategies:
          usual: {"{}"}
          treated: {"{ effect: 0.5, price: 700 money per year }"}
        reference: usual
        """;

    /// <summary>Gompertz: the rates double every eight years.</summary>
    private static string Lives
    {
        get
        {
            var rows = from age in Enumerable.Range(50, 60)
                       from sex in new[] { ("female", 0.8), ("male", 1.2) }
                       select $"{age},{sex.Item1},{Math.Min(1, sex.Item2 * 0.004 * Math.Pow(2, (age - 50) / 8.0)):R}";
            return "age,sex,qx\n" + string.Join('\n', rows);
        }
    }

    public Scenario Scenario => Written.Scenario(Model, Text, ("lives.csv", Lives));

    public IReadOnlyList<string> Problems => Written.ScenarioProblems(Model, Text, ("lives.csv", Lives));

    /// <summary>Runs all draws.</summary>
    public RunResult Run(int threads = 1, int width = 32, Action<DrawChunk>? onChunk = null) =>
        ScenarioRun.Execute(Written.Plan(Scenario), new RunOptions { Threads = threads, BlockDraws = width }, onChunk, CancellationToken.None);
}
