namespace CostSim.Tests.Knee;

/// <summary>What the model says without treatment, beside what is known: section "Face validity" of docs/knee-oa.md.</summary>
public class FaceValidityTests
{
    /// <summary>Riddle 2009 (10.1016/j.knee.2009.04.002) has 3.7% in two years; the grades' rates were split so that 45/35/20 of KL 2, 3, 4 meets it.</summary>
    [Fact]
    public void Two_years_bring_the_replacements_that_were_observed() => Assert.Equal(0.037, Uptake(60, "2 years"), 0.001);

    /// <summary>On the means of what calibration found, people with symptoms have replacements as often as the posterior of the target says, 0.0413 (0.0300 to 0.0553), and more often than in the base case.</summary>
    [Fact]
    public void The_calibrated_scenario_has_the_replacements_of_its_posterior()
    {
        static double Of(string file) => KneeResults.Written($$"""
            scenario: untreated
            extends: {{file}}
            horizon: 2 years
            population: { start: { knee kl 2: 0.45, knee kl 3: 0.35, knee kl 4: 0.20 } }
            parameters: { start_kl: ~ }
            strategies: { corticosteroid: ~, ha: ~, prp: ~, msc-bm: ~, msc-ad: ~, msc-uc: ~ }
            """)["conservative", "arthroplasties"];

        Assert.Equal(0.0413, Of("calibrated.yaml"), 0.0006);    // the mean over draws differs from that at the means by less than half a standard error of 1,000 draws each
        Assert.True(Of("calibrated.yaml") > Of("us-payer.yaml") + 0.002);
    }

    /// <summary>An annual-cycle calculation with the same inputs, made apart from this program, has these shares; cycles of a quarter may differ by a point.</summary>
    [Theory]
    [InlineData(50, 0.49)]
    [InlineData(55, 0.43)]
    [InlineData(60, 0.36)]
    [InlineData(65, 0.29)]
    public void Lifetime_uptake_is_that_of_an_annual_calculation(int age, double share) => Assert.Equal(share, Uptake(age, "lifetime"), 0.015);

    /// <summary>Bayliss 2017 (10.1016/S0140-6736(17)30059-4): 96.1% of implants last 10 years. Operated at 70, so that no one is young.</summary>
    [Fact]
    public void Implants_last_ten_years_as_often_as_observed()
    {
        var results = Written("age: 70", "10 years");

        Assert.InRange(1 - results["tka", "revisions"] / results["tka", "ly"] * 10, 0.955, 0.965);
    }

    [Fact]
    public void Repeated_corticosteroid_brings_more_replacements_than_one()
    {
        const string Text = """
            scenario: again
            extends: us-payer.yaml
            horizon: 10 years
            strategies:
              ha: ~
              prp: ~
              msc-bm: ~
              msc-ad: ~
              msc-uc: ~
              again: { therapy: corticosteroid, maintenance: yes, redose_at: 3 months, redose_for: everyone }
            """;
        var (tripled, harmless) = (KneeResults.Written(Text), KneeResults.Written(Text, ("hr_repeated", 1)));

        Assert.True(tripled["again", "arthroplasties"] > harmless["again", "arthroplasties"]);
        Assert.True(tripled["again", "qaly"] < harmless["again", "qaly"]);
        Assert.Equal(tripled["corticosteroid", "qaly"], harmless["corticosteroid", "qaly"], 1e-12);
    }

    private static double Uptake(int age, string horizon) => Written($"age: {age}", horizon)["conservative", "arthroplasties"];

    private static KneeResults Written(string population, string horizon) => KneeResults.Written($$"""
        scenario: untreated
        extends: us-payer.yaml
        horizon: {{horizon}}
        population:
          {{population}}
          start: { knee kl 2: 0.45, knee kl 3: 0.35, knee kl 4: 0.20 }
        parameters: { start_kl: ~ }
        strategies: { corticosteroid: ~, ha: ~, prp: ~, msc-bm: ~, msc-ad: ~, msc-uc: ~ }
        """);
}
