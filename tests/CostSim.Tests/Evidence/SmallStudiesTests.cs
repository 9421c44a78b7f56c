using CostSim.Evidence;
using CostSim.Evidence.Studies;

namespace CostSim.Tests.Evidence;

public sealed class SmallStudiesTests
{
    private static readonly IReadOnlyList<Study> Bcg = EvidenceFiles.Bcg(EffectMeasure.LogRiskRatio);

    [Fact]
    public void Eggers_test_of_the_bcg_trials_is_that_of_metafor()
    {
        var line = FunnelRegression.Of(Bcg, overVariance: false)!;

        // regtest(yi, vi, model = "lm"): t = -1.4013, df = 11, p = 0.1887.
        Assert.Equal(-1.4013, line.Slope.Value / line.Slope.StandardError, 1e-4);
        Assert.Equal(11, line.Slope.DegreesOfFreedom);
        Assert.Equal(0.1887, line.Slope.P, 1e-4);
    }

    [Fact]
    public void Studies_on_a_line_over_their_errors_give_that_line()
    {
        Study[] studies = [.. new[] { 0.1, 0.2, 0.35, 0.5 }.Select(error => new Study($"{error}", -0.4 - 2 * error, error))];
        var line = FunnelRegression.Of(studies, overVariance: false)!;

        Assert.Equal(-0.4, line.Intercept.Value, 1e-12);
        Assert.Equal(-2, line.Slope.Value, 1e-12);
        Assert.Equal(-0.4, PetPeese.Of(studies)!.Pet.Intercept.Value, 1e-12);
    }

    [Fact]
    public void Studies_on_a_line_over_their_variances_give_that_line_by_peese()
    {
        Study[] studies = [.. new[] { 0.1, 0.2, 0.35, 0.5 }.Select(error => new Study($"{error}", -0.4 - 2 * error * error, error))];
        var corrected = PetPeese.Of(studies)!;

        Assert.Equal("PEESE", corrected.Chosen);
        Assert.Equal(-0.4, corrected.Effect.Value, 1e-12);
    }

    [Fact]
    public void Studies_of_one_precision_have_no_funnel() =>
        Assert.Null(FunnelRegression.Of([new("a", 1, 0.5), new("b", 2, 0.5), new("c", 3, 0.5)], overVariance: false));

    [Fact]
    public void A_symmetric_funnel_misses_nothing_and_one_that_lost_its_side_gets_it_back()
    {
        // By turns the one and the other of a pair is a little further out, so that no two distances tie.
        Study[] symmetric = [.. Enumerable.Range(1, 6).SelectMany(i => (Study[])[new($"{i}+", 0.1 * i + (i % 2 == 0 ? 0.004 : -0.004), 0.05 * i), new($"{i}-", -0.1 * i, 0.05 * i)])];
        var options = new PoolingOptions { Method = PoolingMethod.Fixed, Interval = IntervalMethod.Wald };
        Study[] lost = [.. symmetric.Where(study => !(study.Effect < 0 && study.StandardError > 0.2))];

        var filled = TrimAndFill.Of(lost, options)!;

        Assert.Equal(0, TrimAndFill.Of(symmetric, options)!.Missing);
        Assert.False(filled.OnTheRight);
        Assert.InRange(filled.Missing, 1, 3);
        Assert.True(Math.Abs(filled.Pooled!.Estimate) < Math.Abs(Pooling.Pool(lost, options).Estimate), "What is imputed takes the mean back towards 0.");
    }

    [Fact]
    public void Leaving_one_out_gives_each_result_without_one_study_and_cumulation_ends_with_the_whole()
    {
        var options = new PoolingOptions();
        var left = Influence.LeaveOneOut(Bcg, options);
        var cumulative = Influence.Cumulative(Bcg, options);

        Assert.Equal(13, left.Count);
        Assert.Equal(Pooling.Pool([.. Bcg.Skip(1)], options).Estimate, left[0].Estimate);
        Assert.Equal(12, cumulative.Count);
        Assert.Equal(Pooling.Pool(Bcg, options).Estimate, cumulative[^1].Estimate);
        Assert.Empty(Influence.LeaveOneOut([Bcg[0], Bcg[1]], options));
    }
}
