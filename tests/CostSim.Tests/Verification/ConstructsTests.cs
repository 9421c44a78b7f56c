using CostSim.Tests.Scenarios;
using CostSim.Verification;

namespace CostSim.Tests.Verification;

/// <summary>A sound model with a tree, rates, spared patients, entry rewards and costs at the start: no check takes these for slips.</summary>
public sealed class ConstructsTests
{
    private const string Model = """
        model: screening
        cycle: 3 months
        states: { well: {}, ill: { since: { clock: entry, up_to: 2 years } }, dead: {} }
        settings:
          screen: { unit: yes/no, default: no, about: whether people are screened }
        inputs:
          prevalence: { unit: probability, about: a }
          sensitivity: { unit: probability, about: a }
          r_onset: { unit: per year, min: 0, about: a }
          r_death: { unit: per year, min: 0, about: a }
          hr_ill: { unit: hazard ratio, about: a }
          p_harm: { unit: probability, about: a }
          rr_harm: { unit: relative risk, max: 1, about: a }
          u_ill: { unit: utility, about: a }
          c_screen: { unit: money, min: 0, about: a }
          c_onset: { unit: money, min: 0, about: a }
        tree:
          ill:
            probability: prevalence
            then:
              found: { probability: "if(screen, sensitivity, 0)", earns: { cost: c_onset }, to: well }
              missed: { probability: rest, to: ill }
          well: { probability: rest, to: well }
        events:
          - name: course
            rules:
              - { from: well, to: ill, rate: r_onset }
              - { from: well, to: dead, rate: r_death }
              - { from: ill, to: dead, rate: "r_death * hr_ill * if(since < 1 year, 2, 1)" }
          - name: harm
            rules:
              - { from: ill, to: dead, probability: p_harm, relative_risk: rr_harm, spared_to: well }
        outcomes:
          cost: { unit: money, at_start: "if(screen, c_screen, 0)", into: { ill: c_onset } }
          qaly: { unit: qaly, in: { well: 1, ill: u_ill } }
          ly: { unit: years, in: { well: 1, ill: 1 } }
        """;

    private const string Scenario = """
        scenario: screening
        model: m.yaml
        currency: USD 2024
        horizon: 20 years
        discount: { cost: 3%, qaly: 3% }
        cycle_correction: half-cycle
        willingness_to_pay: { from: 0, to: 100000, step: 10000, thresholds: [50000] }
        psa: { draws: 200, seed: 1 }
        parameters:
          prevalence: { beta: { alpha: 20, beta: 80 } }
          sensitivity: { beta: { alpha: 80, beta: 20 } }
          r_onset: { gamma: { mean: 0.05, se: 0.01 } }
          r_death: { gamma: { mean: 0.02, se: 0.002 } }
          hr_ill: { lognormal: { median: 3, ci95: [2, 4.5] } }
          p_harm: { beta: { alpha: 2, beta: 198 } }
          rr_harm: { uniform: { min: 0.5, max: 0.9 } }
          u_ill: { beta: { mean: 0.6, se: 0.05 } }
          c_screen: { gamma: { mean: 100, se: 10 } }
          c_onset: { gamma: { mean: 2000, se: 100 } }
        strategies: { none: {}, screening: { screen: yes } }
        reference: none
        """;

    [Fact]
    public void Nothing_in_it_is_taken_for_a_slip()
    {
        var scenario = Written.Scenario(Model, Scenario);

        Assert.Empty(Verifier.Run(scenario, CancellationToken.None).Where(result => result.Status == CheckStatus.Fail).Select(result => $"{result.Name}: {result.Why}"));
    }
}
