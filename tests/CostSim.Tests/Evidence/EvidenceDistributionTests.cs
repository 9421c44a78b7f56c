using CostSim.Evidence;
using CostSim.Evidence.Studies;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;

namespace CostSim.Tests.Evidence;

public sealed class EvidenceDistributionTests
{
    private static readonly IReadOnlyList<Study> Bcg = EvidenceFiles.Bcg(EffectMeasure.LogRiskRatio);

    [Fact]
    public void Quantiles_are_the_ends_of_the_pooled_intervals()
    {
        var pooled = Pooling.Pool(Bcg, new PoolingOptions());
        var mean = Of(pooled, new EvidenceUsage());
        var predictive = Of(pooled, new EvidenceUsage { Use = EvidenceUse.Predictive });

        Assert.Equal(pooled.Interval.Lower, mean.Quantile(0.025), 1e-10);
        Assert.Equal(pooled.Interval.Upper, mean.Quantile(0.975), 1e-10);
        Assert.Equal(pooled.PredictionInterval!.Lower, predictive.Quantile(0.025), 1e-10);
        Assert.Equal(pooled.PredictionInterval.Upper, predictive.Quantile(0.975), 1e-10);
    }

    [Fact]
    public void A_ratio_is_lognormal_where_its_logarithm_is_normal()
    {
        var pooled = Pooling.Pool(Bcg, new PoolingOptions { Interval = IntervalMethod.Wald });
        var ratio = EvidenceDistribution.Of(pooled, EffectMeasure.LogRiskRatio, new EvidenceUsage()).Distribution!;

        Assert.Equal(0.4894, ((LogNormalDistribution)ratio).Median, 1e-4);
        Assert.Equal(0.3441, ratio.Quantile(0.025), 1e-4);
        Assert.Equal(0.6962, ratio.Quantile(0.975), 1e-4);
    }

    [Fact]
    public void A_sceptic_halves_an_effect_that_is_no_surer_than_the_prior()
    {
        var pooled = Pooling.Pool([new("a", -2, 1)], new PoolingOptions { Interval = IntervalMethod.Wald });
        var discounted = Of(pooled, new EvidenceUsage { Discount = new Discount(0, 1) });

        Assert.Equal(-1, discounted.Mean, 1e-15);
        Assert.Equal(Math.Sqrt(0.5), discounted.StandardDeviation, 1e-15);
    }

    [Fact]
    public void Standardised_differences_become_points()
    {
        var pooled = Pooling.Pool([new("a", -0.58, 0.156)], new PoolingOptions { Interval = IntervalMethod.Wald });
        var points = EvidenceDistribution.Of(pooled, EffectMeasure.StandardisedMeanDifference, new EvidenceUsage { StandardDeviation = 2.5 }).Distribution!;

        Assert.Equal(-1.45, points.Mean, 1e-12);
        Assert.Equal(0.39, points.StandardDeviation, 1e-12);
    }

    [Theory]
    [InlineData(PoolingMethod.Fixed, 13, EvidenceUse.Predictive, "supposes one true effect")]
    [InlineData(PoolingMethod.RestrictedMaximumLikelihood, 2, EvidenceUse.Predictive, "too few to predict")]
    [InlineData(PoolingMethod.RestrictedMaximumLikelihood, 4, EvidenceUse.Predictive, "t with 2 degrees of freedom")]
    [InlineData(PoolingMethod.RestrictedMaximumLikelihood, 3, EvidenceUse.Mean, "t with 2 degrees of freedom")]
    public void Too_few_studies_for_a_use_are_refused_with_the_reason(PoolingMethod method, int studies, EvidenceUse use, string reason)
    {
        var pooled = Pooling.Pool([.. Bcg.Take(studies)], new PoolingOptions { Method = method });

        var (distribution, why) = EvidenceDistribution.Of(pooled, EffectMeasure.LogRiskRatio, new EvidenceUsage { Use = use, KeepsLogarithm = true });

        Assert.Null(distribution);
        Assert.Contains(reason, why);
    }

    private static Distribution Of(PooledEffect pooled, EvidenceUsage usage) => EvidenceDistribution.Of(pooled, EffectMeasure.MeanDifference, usage).Distribution!;
}
