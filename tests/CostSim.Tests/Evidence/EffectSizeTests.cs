using CostSim.Evidence;
using CostSim.Evidence.Studies;

namespace CostSim.Tests.Evidence;

public sealed class EffectSizeTests
{
    [Fact]
    public void A_mean_difference_has_the_standard_error_of_two_means()
    {
        // Senn 2013's trial of Willms: metformin −2.5 (0.862), n 29; acarbose −2.3 (1.782), n 31.
        var (effect, error) = EffectSize.MeanDifference(new ArmMean(-2.5, 0.862, 29), new ArmMean(-2.3, 1.782, 31));

        Assert.Equal(-0.2, effect, 1e-12);
        Assert.Equal(0.3579, error, 5e-5);
    }

    [Fact]
    public void Hedges_g_shrinks_the_standardised_difference_by_the_exact_factor()
    {
        // m = 18: J = Γ(9)/(3·Γ(8.5)) = 40320/(3·14034.40729) = 0.957655…; the usual approximation 1 − 3/(4m − 1) gives 0.957746.
        var (effect, error) = EffectSize.HedgesG(new ArmMean(1, 2, 10), new ArmMean(0, 2, 10));

        Assert.Equal(0.5 * 40320 / (3 * 14034.40729348), effect, 1e-9);
        Assert.Equal(Math.Sqrt(0.2 + effect * effect / 40), error, 1e-12);
    }

    [Fact]
    public void The_first_bcg_trial_has_the_published_log_ratios()
    {
        var trial = new EventCounts(4, 123, 11, 139);

        Assert.Equal(-0.889311334, EffectSize.LogRiskRatio(trial).Effect, 1e-9);
        Assert.Equal(0.325584765, Square(EffectSize.LogRiskRatio(trial).StandardError), 1e-9);
        Assert.Equal(-0.938694141, EffectSize.LogOddsRatio(trial).Effect, 1e-9);
        Assert.Equal(0.357124952, Square(EffectSize.LogOddsRatio(trial).StandardError), 1e-9);

        static double Square(double value) => value * value;
    }

    [Fact]
    public void An_empty_cell_gets_half_an_event_in_every_cell() =>
        Assert.Equal(Math.Log(0.5 / 10.5 / (3.5 / 7.5)), EffectSize.LogOddsRatio(new EventCounts(0, 10, 3, 10)).Effect, 1e-12);
}
