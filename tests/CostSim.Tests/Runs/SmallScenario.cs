using CostSim.Cohort;
using CostSim.Runs;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Runs;

/// <summary>Well, ill and dead: a model and scenario small enough to follow by hand, with parts that a test replaces.</summary>
internal sealed record SmallScenario
{
    public string Cycle { get; init; } = "1 year";

    public string Events { get; init; } = """
          - name: falling_ill
            rules:
              - { from: well, to: ill, probability: p }
              - { from: well, to: dead, probability: q }
          - name: dying
            rules:
              - { from: ill, to: dead, probability: q }
        """;

    public string Horizon { get; init; } = "5 years";

    public string Discount { get; init; } = "{ cost: 3%, qaly: 3%, ly: 3% }";

    public string Correction { get; init; } = "half-cycle";

    public string Psa { get; init; } = "{ draws: 300, seed: 11 }";

    public string P { get; init; } = "{ uniform: { min: 0.1, max: 0.4 } }";

    public string Q { get; init; } = "{ uniform: { min: 0.05, max: 0.2 } }";

    public string Cost { get; init; } = "{ gamma: { mean: 1000, se: 100 } }";

    public string Utility { get; init; } = "{ beta: { mean: 0.7, se: 0.05 } }";

    /// <summary>More lines of the model's states, each with two spaces before it.</summary>
    public string MoreStates { get; init; } = "";

    /// <summary>More lines of parameters, each with two spaces before it.</summary>
    public string MoreParameters { get; init; } = "";

    public string Strategies { get; init; } = "  usual: {}\n  treated: { effect: 0.5, price: 300 money per year }";

    /// <summary>What the outcome cost earns.</summary>
    public string Costs { get; init; } = "{ unit: money, in: { well: price, ill: c + price } }";

    /// <summary>More lines of outcomes, each with two spaces before it.</summary>
    public string MoreOutcomes { get; init; } = "";

    public string Model => $"""
        model: small
        cycle: {Cycle}
        states:
          well:
          ill:
          dead:
        {MoreStates}
        start: {"{ well: 1 }"}
        settings:
          effect: {"{ unit: ratio, default: 1, about: multiplies p }"}
          price: {"{ unit: money per year, default: 0, about: of the treatment }"}
        inputs:
          p_ill: {"{ unit: probability, about: of falling ill }"}
          q: {"{ unit: probability, about: of dying }"}
          c: {"{ unit: money per year, min: 0, about: cost of care when ill }"}
          u: {"{ unit: utility, about: when ill }"}
        let:
          p: p_ill * effect
        events:
        {Events}
        outcomes:
          cost: {Costs}
          qaly: {"{ unit: qaly, in: { well: 1, ill: u } }"}
          ly: {"{ unit: years, in: { well: 1, ill: 1 } }"}
        {MoreOutcomes}
        """;

    public string Text => $"""
        scenario: small
        model: m.yaml
        currency: USD 2024
        horizon: {Horizon}
        discount: {Discount}
        cycle_correction: {Correction}
        willingness_to_pay: {"{ from: 0, to: 100, step: 100, thresholds: [100] }"}
        psa: {Psa}
        parameters:
          p_ill: {P}
          q: {Q}
          c: {Cost}
          u: {Utility}
        {MoreParameters}
        strategies:
        {Strategies}
        reference: usual
        """;

    /// <summary>Some states earn 1 a year, and nothing else costs anything.</summary>
    public SmallScenario WithReward(string selector) => this with { Costs = $"{{ unit: money, in: {{ {selector}: 1 money per year }} }}" };

    public CohortPlan Plan(params (string Name, string Text)[] files) => Written.Plan(Model, Text, files);

    /// <summary>Runs all draws.</summary>
    public RunResult Run(params (string Name, string Text)[] files) =>
        ScenarioRun.Execute(Plan(files), new RunOptions { Threads = 1 }, null, CancellationToken.None);
}
