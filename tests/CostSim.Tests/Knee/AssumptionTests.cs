namespace CostSim.Tests.Knee;

/// <summary>What endpoints, durations, harms and prices of the evidence base do to results.</summary>
public class AssumptionTests
{
    private const string Scenario = """
        scenario: assumptions
        extends: us-payer.yaml
        horizon: 15 years
        strategies: { corticosteroid: ~, ha: ~, prp: { max_courses: 1 }, msc-bm: ~, msc-ad: ~, msc-uc: { max_courses: 1 } }
        """;

    private static readonly Lazy<KneeResults> Base = new(() => KneeResults.Written(Scenario));

    [Theory]
    [InlineData("E01", "vas_change.msc_uc", -2.0, "msc-uc", "qaly", 1)]
    [InlineData("E02: WOMAC bands", "u_per_point", 0.0735, "msc-uc", "qaly", 1)]
    [InlineData("E04: SF-6D", "u_per_point", 0.01, "msc-uc", "qaly", -1)]
    [InlineData("E06 and E07", "hr_structure.msc_uc", 0.8, "msc-uc", "qaly", 1)]
    [InlineData("E06 and E07", "hr_structure.msc_uc", 0.8, "msc-uc", "arthroplasties", -1)]
    [InlineData("E10", "hr_tka_per_point", 0.7, "msc-uc", "arthroplasties", -1)]
    [InlineData("D01", "wane_msc", 3, "msc-uc", "qaly", 1)]
    [InlineData("D02: early benefit", "peak_msc", 0.1, "msc-uc", "qaly", 1)]
    [InlineData("D03: four years", "wane_msc", 4, "msc-uc", "qaly", 1)]
    [InlineData("D04: six months", "wane_msc", 0.5, "msc-uc", "qaly", -1)]
    [InlineData("A01", "p_flare_msc", 0.35, "msc-uc", "qaly", -1)]
    [InlineData("A01", "p_flare_msc", 0.35, "msc-uc", "cost_harms", 1)]
    [InlineData("A02 and M08", "p_septic", 0.002, "msc-uc", "cost_harms", 1)]
    [InlineData("A03", "q_unseen", 0.01, "msc-uc", "qaly", -1)]
    [InlineData("A03 is of cells", "q_unseen", 0.01, "prp", "qaly", 0)]
    [InlineData("C02", "c_course.msc_uc", 3000, "msc-uc", "cost", -1)]
    [InlineData("C02", "c_prp_injection", 400, "prp", "cost", -1)]
    [InlineData("complications of surgery", "p_complication.replacement", 0.1, "tka", "qaly", -1)]
    [InlineData("complications of surgery", "p_complication.revision", 0.5, "tka", "qaly", -1)]
    [InlineData("complications of surgery", "t_complication", 0.5, "tka", "qaly", -1)]
    [InlineData("complications of surgery", "c_complication", 5000, "tka", "cost_surgery", 1)]
    [InlineData("pain that stays", "painful_severe", 0.3, "tka", "qaly", -1)]
    [InlineData("pain that stays, mild", "log_or_mild", 0, "tka", "qaly", 1)]
    public void A_parameter_moves_an_outcome_in_its_direction(string id, string parameter, double value, string strategy, string outcome, int direction)
    {
        var change = KneeResults.Written(Scenario, (parameter, value))[strategy, outcome] - Base.Value[strategy, outcome];

        Assert.True(Math.Sign(Math.Round(change, 12)) == direction, $"{id}: {change}");
    }

    /// <summary>Relief is spread over responders so that its mean stays what trials measured: a course gains the same, whoever responds.</summary>
    [Fact]
    public void E05_responder_shares_do_not_add_to_the_effect()
    {
        const string Fewer = $"{Scenario}\nparameters: {{ response: {{ dirichlet: {{ full: 60, partial: 40, none: 100 }} }} }}";
        var (fewer, more) = (KneeResults.Written(Fewer, ("hr_tka_per_point", 1)), KneeResults.Written(Scenario, ("hr_tka_per_point", 1)));

        Assert.Equal(more.Gain("msc-uc", "qaly"), fewer.Gain("msc-uc", "qaly"), 1e-9);
    }

    [Fact]
    public void M09_the_sceptic_gains_least_and_the_enthusiast_most()
    {
        double Msc(string file) => KneeResults.Of(file).Gain("msc-uc", "qaly");

        Assert.InRange(Msc("sceptic.yaml"), 1e-3, 0.5 * Msc("us-payer.yaml"));
        Assert.True(Msc("enthusiast.yaml") > 1.5 * Msc("us-payer.yaml"));
    }

    [Theory]
    [InlineData("us-payer.yaml", "cost_injections", "cost_harms", "cost_care", "cost_surgery")]
    [InlineData("us-societal.yaml", "cost_injections", "cost_harms", "cost_care", "cost_surgery", "cost_work", "cost_time")]
    [InlineData("patient.yaml", "paid_by_patient", "cost_time")]
    public void A_perspective_counts_its_costs_and_no_others(string file, params string[] counted)
    {
        var (results, payer) = (KneeResults.Of(file), KneeResults.Of("us-payer.yaml"));

        foreach (var strategy in results.Strategies)
        {
            Assert.Equal(counted.Sum(outcome => results[strategy, outcome]), results[strategy, "cost"], 1e-6);
            Assert.Equal(payer[strategy, "qaly"], results[strategy, "qaly"], 1e-12);
            Assert.InRange(results[strategy, "paid_by_patient"], 1, payer[strategy, "cost"]);
        }
    }
}
