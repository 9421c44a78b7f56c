using CostSim.Calibration;
using CostSim.Diagnostics;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Tests.Scenarios;

namespace CostSim.Tests.Calibration;

/// <summary>People who die at a rate, or fall ill at another: results with a closed form, to be fitted.</summary>
internal sealed record CalibrationScenario
{
    /// <summary>Each year first death, then illness among those who are left.</summary>
    private const string Model = """
        model: rates
        cycle: 1 year
        states: { well: , ill: { grade: [1, 2, 3] }, dead: }
        start: { well: 1 }
        settings: { effect: { unit: ratio, default: 1, about: multiplies the rate of falling ill } }
        inputs:
          r_ill: { unit: per year, min: 0, about: rate of falling ill }
          r_dead: { unit: per year, min: 0, about: rate of dying }
          share: { unit: probability, about: share of the ill of the first grade }
          c: { unit: money per year, about: cost of care }
        events:
          - name: dying
            rules:
              - { from: well, to: dead, probability: rate_to_probability(r_dead) }
          - name: falling_ill
            rules:
              - from: well
                to: { ill with grade = 1: share, ill with grade = 2: rest }
                probability: rate_to_probability(r_ill * effect)
        outcomes:
          cost: { unit: money, in: { well: c, ill: c, dead: c } }
          qaly: { unit: qaly, in: { well: 1, ill: 1 } }
          ly: { unit: years, in: { well: 1, ill: 1 } }
          deaths: { unit: count, on: { dying: 1 } }
          illnesses: { unit: count, on: { falling_ill: 1 } }
        """;

    public string Targets { get; init; } = "{ dead: { quantity: dead, at: 5 years, value: 0.4, se: 0.02 } }";

    public string Fit { get; init; } = "{ r_dead: { min: 0.001, max: 1 } }";

    public string More { get; init; } = "";

    public string Illness { get; init; } = "0";

    public string Death { get; init; } = "0.2";

    public string Share { get; init; } = "0.25";

    public string Cost { get; init; } = "100";

    public string Population { get; init; } = "";

    public string Psa { get; init; } = "{ draws: 4000, seed: 3 }";

    public string MoreParameters { get; init; } = "";

    public string Text => $"""
        scenario: calibrated
        model: m.yaml
        currency: USD 2024
        horizon: 10 years
        discount: {"{ cost: 3%, qaly: 3% }"}
        cycle_correction: half-cycle
        willingness_to_pay: {"{ from: 0, to: 100, step: 100, thresholds: [100] }"}
        psa: {Psa}
        {Population}
        parameters:
          r_ill: {Illness}
          r_dead: {Death}
          share: {Share}
          c: {Cost}
        {MoreParameters}
        strategies: {"{ usual: {}, treated: { effect: 0.5 } }"}
        reference: usual
        calibration:
          targets: {Targets}
          fit: {Fit}
        {More}
        """;

    public Scenario Scenario(params (string Name, string Text)[] files) => Written.Scenario(Model, Text, files);

    public IReadOnlyList<string> Problems => Written.ScenarioProblems(Model, Text);

    public FitResult Find()
    {
        var (scenario, problems) = (Scenario(), new Problems());
        var result = MaximumLikelihood.Find(scenario, scenario.Calibration!, problems, CancellationToken.None);
        Assert.Empty(problems);
        return result!;
    }

    public PosteriorResult Sample(int threads = 1, int width = 32)
    {
        var (scenario, problems) = (Scenario(), new Problems());
        var result = ImportanceResampling.Find(scenario, scenario.Calibration!, new RunOptions { Threads = threads, BlockDraws = width }, problems, CancellationToken.None);
        Assert.Empty(problems);
        return result!;
    }
}
