using CostSim.Tests.Scenarios;
using CostSim.Verification;

namespace CostSim.Tests.Verification;

/// <summary>Strategies with models of their own: each model is checked alone, and what compares strategies for all.</summary>
public sealed class SeveralModelsTests
{
    private const string Simple = """
        model: simple
        cycle: 1 year
        states: [well, dead]
        start: { well: 1 }
        inputs:
          r_death: { unit: per year, min: 0, about: death }
          c_care: { unit: money per year, min: 0, about: care }
        events:
          - { name: death, rules: [{ from: well, to: dead, probability: rate_to_probability(r_death) }] }
        outcomes:
          cost: { unit: money, in: { well: c_care } }
          qaly: { unit: qaly, in: { well: 1 } }
          ly: { unit: years, in: { well: 1 } }
        """;

    private const string Detailed = """
        model: detailed
        cycle: 1 year
        states: [well, ill, gone]
        start: { well: 1 }
        inputs:
          r_death: { unit: per year, min: 0, about: death }
          r_ill: { unit: per year, min: 0, about: falling ill }
          hr: { unit: hazard ratio, about: death when ill }
          u_ill: { unit: utility, about: when ill }
        events:
          - { name: death, rules: [{ from: well, to: gone, probability: rate_to_probability(r_death) }, { from: ill, to: gone, probability: rate_to_probability(r_death * hr) }] }
          - { name: illness, rules: [{ from: well, to: ill, probability: rate_to_probability(r_ill) }] }
        outcomes:
          cost: { unit: money, in: {} }
          qaly: { unit: qaly, in: { well: 1, ill: u_ill } }
          ly: { unit: years, in: { well: 1, ill: 1 } }
        """;

    private const string Scenario = """
        scenario: two structures
        model: m.yaml
        currency: USD 2024
        horizon: 10 years
        discount: { cost: 3%, qaly: 3% }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 100000, step: 10000, thresholds: [50000] }
        psa: { draws: 100, seed: 5 }
        parameters:
          r_death: { gamma: { mean: 0.02, se: 0.002 } }
          c_care: { gamma: { mean: 500, se: 50 } }
          r_ill: { gamma: { mean: 0.05, se: 0.01 } }
          hr: { lognormal: { median: 2, sdlog: 0.1 } }
          u_ill: { beta: { mean: 0.7, se: 0.05 } }
        strategies:
          plain: {}
          fine: { model: d.yaml }
        reference: plain
        verify: { only: { r_ill: [fine], c_care: [plain] }, ascending: { qaly: [fine, plain] } }
        """;

    private static Dictionary<string, CheckResult> Run(string detailed, string scenario = Scenario) =>
        Verifier.Run(Written.Scenario(Simple, scenario, ("d.yaml", detailed)), CancellationToken.None).ToDictionary(result => result.Name);

    private static IEnumerable<string> Failed(Dictionary<string, CheckResult> results) =>
        results.Values.Where(result => result.Status == CheckStatus.Fail).Select(result => $"{result.Name}: {result.Why}");

    [Fact]
    public void Sound_models_pass_every_check_each_told_once()
    {
        var results = Run(Detailed);

        Assert.Empty(Failed(results));
        Assert.Equal(Verifier.Names, results.Keys);
        foreach (var check in new[] { "only", "strategies-in-order", "parameters-move", "half-cycle-length", "no-mortality", "full-health" }) Assert.Equal(CheckStatus.Pass, results[check].Status);
    }

    [Theory]
    [InlineData("ly: { unit: years, in: { well: 1, ill: 1 } }", "ly: { unit: years, in: { well: 1 } }", "life-years-area")]
    [InlineData("ill: u_ill }", "ill: u_ill, gone: 1 }", "dead-earn-nothing")]
    [InlineData("probability: rate_to_probability(r_death * hr)", "probability: 0.04", "no-mortality")]
    [InlineData("{ from: well, to: ill, probability: rate_to_probability(r_ill) }", "{ from: well, to: ill, probability: r_ill * 1 year }", "half-cycle-length")]
    public void A_slip_in_a_model_of_a_strategy_is_caught_and_its_model_named(string right, string wrong, string check)
    {
        Assert.Contains(right, Detailed, StringComparison.Ordinal);

        var result = Run(Detailed.Replace(right, wrong, StringComparison.Ordinal))[check];

        Assert.Equal(CheckStatus.Fail, result.Status);
        Assert.Contains(check == "half-cycle-length" ? "'fine'" : "model 'detailed'", result.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_of_all_strategies_is_asked_of_all_models()
    {
        var results = Run(Detailed, Scenario.Replace("r_ill: [fine]", "r_ill: [fine, plain]", StringComparison.Ordinal).Replace("[fine, plain] } }", "[plain, fine] } }", StringComparison.Ordinal));

        Assert.Contains("'r_ill' does not affect 'plain'", results["only"].Why, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Fail, results["strategies-in-order"].Status);
    }

    [Fact]
    public void Profiles_are_checked_in_each_model()
    {
        var scenario = Scenario + "\npopulation: { profiles: [{ name: some, weight: 0.4 }, { name: others, weight: 0.6, start: { dead: 1 } }] }\n";

        var results = Run(Detailed, scenario);

        Assert.Contains("model 'simple': profile 'others'", results["start-alive"].Why, StringComparison.Ordinal);
        Assert.DoesNotContain("detailed", results["start-alive"].Why, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Pass, results["half-cycle-length"].Status);
    }
}
