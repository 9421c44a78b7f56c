namespace CostSim.Tests.Knee;

/// <summary>Every therapy and protocol that the evidence base names moves results as it says; the letters are those of the table in docs/knee-oa.md.</summary>
public class ProtocolTests
{
    private const string Scenario = """
        scenario: protocols
        extends: combinations.yaml
        horizon: 20 years
        strategies:
          msc-blind: ~
          prp: { therapy: prp }
          ha: { therapy: ha }
          corticosteroid: { therapy: corticosteroid }
          corticosteroid-again: { therapy: corticosteroid, maintenance: yes, redose_at: 3 months, redose_for: everyone }
          tka: { surgery: at_start }
          tka-later: { surgery: planned, surgery_after: 2 years }
          msc: { therapy: msc_uc, donor: allogeneic, guided: yes }
          msc-uc: ~
          bm: { therapy: msc_bm, guided: yes }
          bm-donor: { therapy: msc_bm, donor: allogeneic, guided: yes }
          bm-same-day: { therapy: msc_bm, product: same_day, guided: yes }
          ad: { therapy: msc_ad, guided: yes }
          ad-donor: { therapy: msc_ad, donor: allogeneic, guided: yes }
          frozen: { therapy: msc_uc, donor: allogeneic, storage: frozen, guided: yes }
          blind: { therapy: msc_uc, donor: allogeneic }
          cheap: { therapy: msc_uc, donor: allogeneic, guided: yes, price: 0.5 }
          million: { therapy: msc_uc, donor: allogeneic, guided: yes, dose: 1e6 cells }
          10-million: { therapy: msc_uc, donor: allogeneic, guided: yes, dose: 1e7 cells }
          100-million: { therapy: msc_uc, donor: allogeneic, guided: yes, dose: 1e8 cells }
          two-doses: { therapy: msc_uc, donor: allogeneic, guided: yes, doses: 2 }
          two-courses: { therapy: msc_uc, donor: allogeneic, guided: yes, max_courses: 2, redose_at: 18 months }
          three-courses: { therapy: msc_uc, donor: allogeneic, guided: yes, max_courses: 3, redose_at: 18 months }
          everyone: { therapy: msc_uc, donor: allogeneic, guided: yes, max_courses: 2, redose_at: 18 months, redose_for: everyone }
          at-12: { therapy: msc_uc, donor: allogeneic, guided: yes, max_courses: 2, redose_at: 12 months }
          when-back: { therapy: msc_uc, donor: allogeneic, guided: yes, max_courses: 2, redose_at: 6 months, redose_if: pain_returned }
          without-end: { therapy: msc_uc, donor: allogeneic, guided: yes, maintenance: yes, redose_at: 18 months }
        """;

    private static readonly Lazy<KneeResults> Results = new(() => KneeResults.Written(Scenario, ("relief_adjunct.shockwave", 1.05)));

    private static readonly Lazy<KneeResults> WithHarmByMoreCells = new(() => KneeResults.Written(Scenario, ("relief_excess", 0.5)));

    [Theory]
    [InlineData("T01", "conservative", "msc", "qaly")]
    [InlineData("T02", "conservative", "bm", "qaly")]
    [InlineData("T02", "bm", "msc", "qaly")]
    [InlineData("T03 without a harvest", "bm", "bm-donor", "qaly")]
    [InlineData("T04", "ad", "msc", "qaly")]
    [InlineData("T05 without a harvest", "ad", "ad-donor", "qaly")]
    [InlineData("T06", "bm-same-day", "bm", "qaly")]
    [InlineData("T07", "frozen", "msc", "qaly")]
    [InlineData("T09", "exosomes", "msc", "qaly")]
    [InlineData("T09", "conservative", "exosomes", "qaly")]
    [InlineData("T10", "msc", "msc-exosomes", "qaly")]
    [InlineData("T11", "conservative", "prp", "qaly")]
    [InlineData("T12", "msc", "msc-prp", "qaly")]
    [InlineData("T13", "msc", "msc-shockwave", "qaly")]
    [InlineData("T14", "conservative", "ha", "qaly")]
    [InlineData("T15", "conservative", "corticosteroid", "qaly")]
    [InlineData("T15 again and again", "corticosteroid", "corticosteroid-again", "arthroplasties")]
    [InlineData("T16 harms and does nothing", "saline", "conservative", "qaly")]
    [InlineData("T17", "conservative", "nsaids", "qaly")]
    [InlineData("T18", "conservative", "physiotherapy", "qaly")]
    [InlineData("T18 and M06", "msc", "msc-exercise", "qaly")]
    [InlineData("T19", "tka-later", "tka", "qaly")]
    [InlineData("T19", "conservative", "tka-later", "qaly")]
    [InlineData("P01", "million", "10-million", "qaly")]
    [InlineData("P01", "10-million", "msc", "qaly")]
    [InlineData("P01", "msc", "100-million", "qaly")]
    [InlineData("P03", "msc", "100-million", "cost_harms")]
    [InlineData("P04 in a course", "msc", "two-doses", "qaly")]
    [InlineData("P04", "msc", "two-courses", "qaly")]
    [InlineData("P04", "two-courses", "three-courses", "qaly")]
    [InlineData("P04 without end", "three-courses", "without-end", "courses")]
    [InlineData("P05 early or when it has gone", "at-12", "when-back", "qaly")]
    [InlineData("P06 who is checked stops", "two-courses", "everyone", "courses")]
    [InlineData("P07", "blind", "msc", "qaly")]
    [InlineData("P07 has its price", "blind", "msc", "cost")]
    [InlineData("the price of a course", "cheap", "msc", "cost")]
    public void One_strategy_has_more_than_another(string id, string less, string more, string outcome) =>
        Assert.True(Results.Value[more, outcome] > Results.Value[less, outcome], $"{id}: {outcome} of {more} {Results.Value[more, outcome]}, of {less} {Results.Value[less, outcome]}");

    [Fact]
    public void P02_more_cells_do_less_where_excess_harms()
    {
        Assert.True(WithHarmByMoreCells.Value["100-million", "qaly"] < WithHarmByMoreCells.Value["msc", "qaly"]);
        Assert.Equal(Results.Value["msc", "qaly"], WithHarmByMoreCells.Value["msc", "qaly"], 1e-12);
    }

    [Fact]
    public void P04_each_further_course_adds_less() =>
        Assert.True(Results.Value.Gain("two-courses", "qaly", than: "msc") > Results.Value.Gain("three-courses", "qaly", than: "two-courses"));

    [Fact]
    public void P08_one_course_is_one_course() => Assert.Equal(1, Results.Value["msc", "courses"], 1e-12);

    /// <summary>With the shares 0.65, 0.20 and 0.15 and 70% who accept, of those who are alive with their own knees at 18 months.</summary>
    [Fact]
    public void P05_responders_who_accept_get_a_second_course() => Assert.InRange(Results.Value["two-courses", "courses"], 1 + 0.85 * 0.7 * 0.93, 1 + 0.85 * 0.7);

    [Fact]
    public void P06_without_a_check_non_responders_get_a_second_course_too() => Assert.InRange(Results.Value["everyone", "courses"], 1 + 0.7 * 0.93, 1.7);

    /// <summary>Emax: D / (D + ED50), here against the reference dose.</summary>
    [Fact]
    public void P01_the_dose_curve_is_that_of_Emax()
    {
        const double Ed50 = 5e6;
        double Share(double dose) => dose / (dose + Ed50) * (4e7 + Ed50) / 4e7;
        var flareless = KneeResults.Written(Scenario, ("d_flare", 0), ("hr_tka_per_point", 1), ("hr_structure.msc_uc", 1));

        Assert.Equal(Share(1e6), flareless.Gain("million", "qaly") / flareless.Gain("msc", "qaly"), 1e-9);
        Assert.Equal(Share(1e8), flareless.Gain("100-million", "qaly") / flareless.Gain("msc", "qaly"), 1e-9);
    }
}
