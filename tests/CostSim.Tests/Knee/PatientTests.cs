namespace CostSim.Tests.Knee;

/// <summary>Who the patients are moves what MSC gains as the evidence base says.</summary>
public class PatientTests
{
    private static readonly Lazy<double> Gain = new(() => GainOf("start: { knee kl 2: ~, knee kl 3: 1, knee kl 4: ~ }"));

    [Theory]
    [InlineData("M01 and G03: KL 4", "start: { knee kl 2: ~, knee kl 3: ~, knee kl 4: 1 }")]
    [InlineData("G02: KL 1", "start: { knee kl 1: 1, knee kl 2: ~, knee kl 3: ~, knee kl 4: ~ }")]
    [InlineData("M02: 75 and over", "start: { knee kl 2: ~, knee kl 3: 1, knee kl 4: ~ }\n  age: 75")]
    [InlineData("M03: BMI", "start: { knee kl 2: ~, knee kl 3: 1, knee kl 4: ~ }\n  bmi: 38")]
    [InlineData("M04: metabolic syndrome", "start: { knee kl 2: ~, knee kl 3: 1, knee kl 4: ~ }\n  metabolic_syndrome: 1")]
    [InlineData("M05: recent corticosteroid", "start: { knee kl 2: ~, knee kl 3: 1, knee kl 4: ~ }\n  recent_corticosteroid: 1")]
    public void Msc_gains_less_than_at_60_in_KL_3(string id, string population) => Assert.True(GainOf(population) < Gain.Value, $"{id}: {GainOf(population)}, against {Gain.Value}");

    [Fact]
    public void G01_msc_gains_in_KL_2_and_3() => Assert.True(Gain.Value > 0.05 && GainOf("start: { knee kl 2: 1, knee kl 3: ~, knee kl 4: ~ }") > 0.05);

    /// <summary>Of 75 and over, relief is 0.85 of that before; harms, deaths and surgery stand beside it.</summary>
    [Fact]
    public void M02_relief_falls_with_the_birthday_not_before()
    {
        const string Kl3 = "start: { knee kl 2: ~, knee kl 3: 1, knee kl 4: ~ }\n  age: ";

        Assert.InRange(GainOf(Kl3 + "75") / GainOf(Kl3 + "74"), 0.8, 0.95);
        Assert.InRange(GainOf(Kl3 + "69") / GainOf(Kl3 + "70"), 0.98, 1.02);
    }

    /// <summary>Sex acts through mortality: women live longer, so more of their knees are replaced; in two years next to nothing differs.</summary>
    [Fact]
    public void Women_live_longer_and_more_of_their_knees_are_replaced()
    {
        static KneeResults Of(int share, string horizon) => Results($"start: {{ knee kl 2: 0.5, knee kl 3: 0.5, knee kl 4: ~ }}\n  female: {share}", horizon);
        var (women, men) = (Of(1, "lifetime"), Of(0, "lifetime"));

        Assert.True(women["conservative", "ly"] > men["conservative", "ly"] + 1);
        Assert.True(women["conservative", "arthroplasties"] > men["conservative", "arthroplasties"]);
        Assert.Equal(Of(1, "2 years")["conservative", "arthroplasties"], Of(0, "2 years")["conservative", "arthroplasties"], 5e-4);
    }

    private static double GainOf(string population) => Results(population, "10 years").Gain("msc-uc", "qaly");

    private static KneeResults Results(string population, string horizon) => KneeResults.Written($$"""
        scenario: patients
        extends: us-payer.yaml
        horizon: {{horizon}}
        population:
          {{population}}
        parameters:
          start_kl: ~
        strategies: { corticosteroid: ~, ha: ~, prp: ~, msc-bm: ~, msc-ad: ~, msc-uc: { max_courses: 1 }, tka: ~ }
        """);
}
