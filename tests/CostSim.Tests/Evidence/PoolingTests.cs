using System.Globalization;
using CostSim.Evidence;
using CostSim.Evidence.Studies;
using CostSim.Tests.Published;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Evidence;

public sealed class PoolingTests
{
    private const double PrintedDigits = 1e-6;

    private static readonly PoolingMethod[] RandomEffects =
    [
        PoolingMethod.DerSimonianLaird, PoolingMethod.Hedges, PoolingMethod.PauleMandel, PoolingMethod.MaximumLikelihood, PoolingMethod.RestrictedMaximumLikelihood,
    ];

    /// <summary>Two to nine studies; effects and variances of every size that studies have.</summary>
    private static Arbitrary<Study[]> StudySets => Gen.Choose(2, 9)
        .SelectMany(count => Gen.ArrayOf(Gen.Choose(-4000, 4000).Zip(Gen.Choose(1, 3000)), count))
        .Select(pairs => pairs.Select((pair, i) => new Study($"{i}", pair.Item1 / 1000.0, pair.Item2 / 1000.0)).ToArray())
        .ToArbitrary();

    public static TheoryData<string, string> Expected
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in ExpectedRows()) data.Add(row["measure"], row["method"]);
            return data;
        }
    }

    /// <summary>One weight that is all but the whole leaves nothing of a difference of squares; by hand, two studies have the typical variance <c>(v₁ + v₂) / 2</c>.</summary>
    [Theory]
    [InlineData(1e-3, 1)]
    [InlineData(1e-9, 1)]
    [InlineData(1e-29, 1e29)]
    public void Heterogeneity_is_a_number_however_unlike_the_studies_are(double precise, double vague)
    {
        var pooled = Pooling.Pool([new("A", 0, precise), new("B", 3 * vague, vague)], new PoolingOptions { Method = PoolingMethod.DerSimonianLaird, Interval = IntervalMethod.Wald });

        // With two studies Q = d² / (v₁ + v₂), so τ² = (d² − v₁ − v₂) / 2 and v̄ = (v₁ + v₂) / 2.
        var (typical, tauSquared) = ((precise * precise + vague * vague) / 2, (9 * vague * vague - precise * precise - vague * vague) / 2);
        Assert.Equal(1, pooled.TauSquared / tauSquared, 1e-9);
        Assert.Equal((tauSquared + typical) / typical, pooled.HSquared, 1e-9 * pooled.HSquared);
    }

    /// <summary>Two equal effects leave nothing to the adjusted interval, which would say that nothing is uncertain; guarded, it keeps the studies' own errors.</summary>
    [Fact]
    public void An_interval_that_agreement_made_too_narrow_is_doubted()
    {
        Study[] alike = [new("A", 1, 0.2), new("B", 1, 0.2)];
        Study[] apart = [new("A", 1, 0.2), new("B", 2, 0.2)];

        Assert.Contains("rests on a standard error of 0 in place of 0.141", Pooling.Pool(alike, new PoolingOptions()).Doubt);
        Assert.Null(Pooling.Pool(alike, new PoolingOptions { Interval = IntervalMethod.GuardedHartungKnapp }).Doubt);
        Assert.Null(Pooling.Pool(alike, new PoolingOptions { Interval = IntervalMethod.Wald }).Doubt);
        Assert.Null(Pooling.Pool(apart, new PoolingOptions()).Doubt);
    }

    [Theory]
    [MemberData(nameof(Expected))]
    public void Thirteen_trials_of_bcg_vaccine_give_the_reference_values(string measure, string method)
    {
        var expected = ExpectedRows().Single(row => row["measure"] == measure && row["method"] == method);
        var studies = EvidenceFiles.Bcg(measure == "log_RR" ? EffectMeasure.LogRiskRatio : EffectMeasure.LogOddsRatio);
        var options = new PoolingOptions { Method = PoolingNames.Methods[method], Interval = IntervalMethod.Wald };

        var wald = Pooling.Pool(studies, options);
        var hksj = Pooling.Pool(studies, options with { Interval = IntervalMethod.HartungKnapp });

        Near("tau2", wald.TauSquared);
        Near("estimate", wald.Estimate);
        Near("se", wald.StandardError);
        Near("ci_low", wald.Interval.Lower);
        Near("ci_high", wald.Interval.Upper);
        Assert.Equal(Number("i2_pct"), 100 * wald.ISquared, 1e-4);
        Assert.Equal(Number("h2"), wald.HSquared, 1e-4);
        Near("hk_se", hksj.StandardError);
        Near("hk_ci_low", hksj.Interval.Lower);
        Near("hk_ci_high", hksj.Interval.Upper);

        double Number(string column) => double.Parse(expected[column], CultureInfo.InvariantCulture);
        void Near(string column, double actual) => Assert.Equal(Number(column), actual, PrintedDigits);
    }

    [Fact]
    public void Heterogeneity_and_prediction_of_the_bcg_trials_are_those_published()
    {
        var studies = EvidenceFiles.Bcg(EffectMeasure.LogRiskRatio);

        var pooled = Pooling.Pool(studies, new PoolingOptions());
        var normal = Pooling.Pool(studies, new PoolingOptions { Prediction = PredictionMethod.Normal });

        Assert.Equal(152.2330, pooled.Q, 1e-4);
        Assert.Equal(0.9212, pooled.ISquaredOfQ, 1e-4);
        Assert.Equal(-2.0084, pooled.PredictionInterval!.Lower, 1e-4);
        Assert.Equal(0.5793, pooled.PredictionInterval.Upper, 1e-4);
        Assert.Equal(-1.8667, normal.PredictionInterval!.Lower, 1e-4);
        Assert.Equal(0.4376, normal.PredictionInterval.Upper, 1e-4);
        // Viechtbauer 2010, J Stat Softw 36(3), confint() after the REML fit.
        Assert.Equal(0.1197, pooled.TauSquaredInterval!.Lower, 1e-4);
        Assert.Equal(1.1115, pooled.TauSquaredInterval.Upper, 1e-4);
        // van Houwelingen et al. 2002 as replicated on the site of metafor, log odds ratios.
        var odds = Pooling.Pool(EvidenceFiles.Bcg(EffectMeasure.LogOddsRatio), new PoolingOptions());
        Assert.Equal(163.1649, odds.Q, 1e-4);
        Assert.Equal(0.1302, odds.TauSquaredInterval!.Lower, 1e-4);
        Assert.Equal(1.1812, odds.TauSquaredInterval.Upper, 1e-4);
    }

    [Theory]
    // As the manual of metafor prints them (rma.mh, rma.peto).
    [InlineData(PoolingMethod.MantelHaenszel, EffectMeasure.LogRiskRatio, -0.4537, 0.0393, 152.5676)]
    [InlineData(PoolingMethod.MantelHaenszel, EffectMeasure.LogOddsRatio, -0.4734, 0.0410, 163.9426)]
    [InlineData(PoolingMethod.Peto, EffectMeasure.LogOddsRatio, -0.4744, 0.0407, 167.7302)]
    public void Counts_pool_to_the_published_ratios(PoolingMethod method, EffectMeasure measure, double estimate, double error, double q)
    {
        var pooled = Pooling.Pool(EvidenceFiles.Bcg(measure), new PoolingOptions { Method = method, Measure = measure, Interval = IntervalMethod.Wald });

        Assert.Equal(estimate, pooled.Estimate, 5e-5);
        Assert.Equal(error, pooled.StandardError, 5e-5);
        Assert.Equal(q, pooled.Q, 5e-5);
        Assert.Equal(1, pooled.Weights.Sum(), 1e-14);
    }

    [Fact]
    public void At_the_tau_squared_of_Paule_and_Mandel_q_equals_its_degrees_of_freedom() => Holds(studies =>
    {
        var pooled = Pooling.Pool(studies, new PoolingOptions { Method = PoolingMethod.PauleMandel });
        var q = studies.Sum(study => (study.Effect - pooled.Estimate) * (study.Effect - pooled.Estimate) / (study.Variance + pooled.TauSquared));
        return pooled.TauSquared == 0 ? q <= studies.Length - 1 + 1e-9 : Math.Abs(q - (studies.Length - 1)) < 1e-6;
    });

    [Fact]
    public void Weights_sum_to_one_and_give_the_mean() => Holds(studies => RandomEffects.Append(PoolingMethod.Fixed).All(method =>
    {
        var pooled = Pooling.Pool(studies, new PoolingOptions { Method = method });
        return Math.Abs(pooled.Weights.Sum() - 1) < 1e-12 && Math.Abs(pooled.Weights.Zip(studies, (weight, study) => weight * study.Effect).Sum() - pooled.Estimate) < 1e-10;
    }));

    [Fact]
    public void In_other_units_and_from_another_zero_the_studies_say_the_same() => Holds(studies => RandomEffects.All(method =>
    {
        const double scale = 8;
        const double shift = 3;
        var options = new PoolingOptions { Method = method };
        var pooled = Pooling.Pool(studies, options);
        var scaled = Pooling.Pool([.. studies.Select(study => study with { Effect = scale * study.Effect + shift, StandardError = scale * study.StandardError })], options);
        return Near(scaled.Estimate, scale * pooled.Estimate + shift) && Near(scaled.StandardError, scale * pooled.StandardError)
            && Math.Abs(scaled.TauSquared - scale * scale * pooled.TauSquared) < 1e-6 * (1 + scaled.TauSquared) && Near(scaled.Q, pooled.Q);

        static bool Near(double a, double b) => Math.Abs(a - b) < 1e-6 * (1 + Math.Abs(b));
    }));

    [Fact]
    public void Methods_of_moments_give_the_fixed_effect_where_q_is_below_its_degrees_of_freedom() => Holds(studies =>
    {
        var fixedEffect = Pooling.Pool(studies, new PoolingOptions { Method = PoolingMethod.Fixed });
        return fixedEffect.Q > studies.Length - 1
            || new[] { PoolingMethod.DerSimonianLaird, PoolingMethod.PauleMandel }.All(method => Pooling.Pool(studies, new PoolingOptions { Method = method }).Estimate == fixedEffect.Estimate);
    });

    [Fact]
    public void No_tau_squared_is_likelier_than_that_of_maximum_likelihood() => Holds(studies =>
    {
        double[] effects = [.. studies.Select(study => study.Effect)];
        double[] variances = [.. studies.Select(study => study.Variance)];
        var ml = Heterogeneity.TauSquared(PoolingMethod.MaximumLikelihood, effects, variances);
        var reml = Heterogeneity.TauSquared(PoolingMethod.RestrictedMaximumLikelihood, effects, variances);
        return Enumerable.Range(0, 2_000).Select(i => i * i * 2e-5).All(other =>
            new WeightedMean(effects, variances, other).LogLikelihood <= new WeightedMean(effects, variances, ml).LogLikelihood + 1e-12
            && new WeightedMean(effects, variances, other).RestrictedLogLikelihood <= new WeightedMean(effects, variances, reml).RestrictedLogLikelihood + 1e-12);
    });

    [Fact]
    public void The_guard_never_narrows_the_interval() => Holds(studies =>
    {
        var wald = Pooling.Pool(studies, new PoolingOptions { Interval = IntervalMethod.Wald });
        var guarded = Pooling.Pool(studies, new PoolingOptions { Interval = IntervalMethod.GuardedHartungKnapp });
        var plain = Pooling.Pool(studies, new PoolingOptions { Interval = IntervalMethod.HartungKnapp });
        return guarded.StandardError == Math.Max(wald.StandardError, plain.StandardError) && guarded.Interval.Upper - guarded.Interval.Lower > wald.Interval.Upper - wald.Interval.Lower;
    });

    [Fact]
    public void One_study_is_taken_as_it_is()
    {
        var pooled = Pooling.Pool([new Study("Only 2020", -1.2, 0.5)], new PoolingOptions { Interval = IntervalMethod.Wald });

        Assert.Equal(-1.2, pooled.Estimate);
        Assert.Equal(0.5, pooled.StandardError, 1e-15);
        Assert.Equal((0, 1), (pooled.TauSquared, pooled.P));
        Assert.Null(pooled.PredictionInterval);
        Assert.Null(pooled.TauSquaredInterval);
    }

    [Theory]
    [InlineData(PoolingMethod.RestrictedMaximumLikelihood, IntervalMethod.HartungKnapp, "needs two studies")]
    [InlineData(PoolingMethod.Peto, IntervalMethod.Wald, "needs events and totals")]
    public void What_cannot_be_pooled_says_why(PoolingMethod method, IntervalMethod interval, string reason)
    {
        Study[] one = [new("Only 2020", -1.2, 0.5)];
        var options = new PoolingOptions { Method = method, Interval = interval };

        Assert.Contains(reason, Pooling.WhyNot(one, options));
        Assert.Throws<ArgumentException>(() => Pooling.Pool(one, options));
    }

    private static void Holds(Func<Study[], bool> claim) => Prop.ForAll(StudySets, claim).Check(Config.QuickThrowOnFailure.WithReplay(1UL, 3UL));

    private static IEnumerable<Dictionary<string, string>> ExpectedRows()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "CostSim.Tests", "Evidence", "bcg-expected.csv"));
        var header = lines[0].Split(',');
        return lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second));
    }
}
