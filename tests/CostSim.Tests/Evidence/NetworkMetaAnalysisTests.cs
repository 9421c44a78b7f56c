using CostSim.Diagnostics;
using CostSim.Evidence;
using CostSim.Evidence.Networks;
using CostSim.Evidence.Studies;
using CostSim.Sampling.Streams;

namespace CostSim.Tests.Evidence;

public sealed class NetworkMetaAnalysisTests
{
    [Fact]
    public void The_diabetes_network_has_the_published_heterogeneity_and_inconsistency()
    {
        var network = Diabetes(PoolingMethod.DerSimonianLaird);

        // Senn et al. 2013, as the manual of netmeta prints it.
        Assert.Equal(26, network.Studies);
        Assert.Equal(10, network.Treatments.Count);
        Assert.Equal(96.99, network.Total.Q, 0.005);
        Assert.Equal(18, network.Total.DegreesOfFreedom);
        Assert.Equal(74.46, network.WithinDesigns.Q, 0.005);
        Assert.Equal(11, network.WithinDesigns.DegreesOfFreedom);
        Assert.Equal(22.53, network.BetweenDesigns.Q, 0.005);
        Assert.Equal(0.0021, network.BetweenDesigns.P, 5e-5);
        Assert.Equal(0.1087, network.TauSquared, 5e-5);
        Assert.Equal(0.814, network.ISquared, 5e-4);
    }

    [Theory]
    // Estimates against placebo and P-scores as Rücker & Schwarzer (2015) and the documentation of netmeta print them.
    [InlineData(PoolingMethod.DerSimonianLaird, "rosiglitazone", -1.2335, 0.8934)]
    [InlineData(PoolingMethod.DerSimonianLaird, "metformin", -1.1268, 0.7818)]
    [InlineData(PoolingMethod.DerSimonianLaird, "miglitol", -0.9497, 0.6137)]
    [InlineData(PoolingMethod.Fixed, "acarbose", -0.8274, 0.4792)]
    [InlineData(PoolingMethod.Fixed, "benfluorex", -0.9052, 0.5727)]
    [InlineData(PoolingMethod.Fixed, "sitagliptin", -0.5700, 0.2386)]
    public void Effects_and_p_scores_of_the_diabetes_network_are_those_published(PoolingMethod method, string treatment, double estimate, double score)
    {
        var network = Diabetes(method);

        Assert.Equal(estimate, network.Effect(treatment, "placebo").Estimate, 1e-4);
        Assert.Equal(score, Ranking.Of(network, lowerIsBetter: true).Single(ranking => ranking.Treatment == treatment).PScore, 1e-4);
    }

    [Fact]
    public void Two_treatments_are_a_pairwise_meta_analysis()
    {
        var studies = EvidenceFiles.Bcg(EffectMeasure.LogRiskRatio);
        foreach (var method in new[] { PoolingMethod.Fixed, PoolingMethod.DerSimonianLaird, PoolingMethod.MaximumLikelihood, PoolingMethod.RestrictedMaximumLikelihood })
        {
            var pooled = Pooling.Pool(studies, new PoolingOptions { Method = method, Interval = IntervalMethod.Wald });
            var network = Analyse([.. studies.Select(study => new NetworkContrast(study.Name, "BCG", "none", study.Effect, study.StandardError))], method, "none");
            var effect = network.Effect("BCG", "none");

            Assert.Equal(pooled.TauSquared, network.TauSquared, 1e-7);
            Assert.Equal(pooled.Estimate, effect.Estimate, 1e-7);
            Assert.Equal(pooled.StandardError, effect.StandardError, 1e-7);
            Assert.Equal(pooled.Q, network.Total.Q, 1e-9);
        }
    }

    [Fact]
    public void An_indirect_comparison_is_the_difference_and_its_variances_add_up()
    {
        // Bucher et al. 1997.
        var network = Analyse([new("1", "A", "C", -1.5, 0.3), new("2", "B", "C", -0.9, 0.4)], PoolingMethod.Fixed, "C");
        var indirect = network.Effect("A", "B");

        Assert.Equal(-0.6, indirect.Estimate, 1e-12);
        Assert.Equal(0.5, indirect.StandardError, 1e-12);
    }

    [Fact]
    public void The_reference_changes_no_effect()
    {
        var (placebo, metformin) = (Diabetes(PoolingMethod.RestrictedMaximumLikelihood), Diabetes(PoolingMethod.RestrictedMaximumLikelihood, "metformin"));

        Assert.Equal(placebo.TauSquared, metformin.TauSquared, 1e-7);
        foreach (var a in placebo.Treatments)
        {
            foreach (var b in placebo.Treatments)
            {
                Assert.Equal(placebo.Effect(a, b).Estimate, metformin.Effect(a, b).Estimate, 1e-6);
                Assert.Equal(placebo.Effect(a, b).StandardError, metformin.Effect(a, b).StandardError, 1e-6);
            }
        }
    }

    [Fact]
    public void A_study_of_three_arms_alone_gives_its_own_effects_and_errors()
    {
        NetworkContrast[] willms = [new("Willms", "metformin", "acarbose", -0.2, 0.3579), new("Willms", "metformin", "placebo", -1.2, 0.3758), new("Willms", "acarbose", "placebo", -1, 0.4669)];
        var network = Analyse(willms, PoolingMethod.Fixed, "placebo");

        foreach (var contrast in willms)
        {
            Assert.Equal(contrast.Effect, network.Effect(contrast.Treatment, contrast.Control).Estimate, 1e-12);
            Assert.Equal(contrast.StandardError, network.Effect(contrast.Treatment, contrast.Control).StandardError, 1e-12);
        }
    }

    [Fact]
    public void P_scores_are_the_mean_ranks_of_the_simulation_and_average_one_half()
    {
        var rankings = Ranking.Of(Diabetes(PoolingMethod.DerSimonianLaird), lowerIsBetter: true);

        Assert.Equal(0.5, rankings.Average(ranking => ranking.PScore), 1e-12);
        Assert.Equal("rosiglitazone", rankings[0].Treatment);
        Assert.Equal("placebo", rankings[^1].Treatment);
        foreach (var ranking in rankings)
        {
            Assert.Equal(1, ranking.Probabilities.Sum(), 1e-12);
            // SUCRA: (T − mean rank) / (T − 1), equal to the P-score but for simulation error; fails 1 time in 10⁶ if correct.
            var meanRank = ranking.Probabilities.Select((probability, rank) => probability * (rank + 1)).Sum();
            Assert.Equal((10 - meanRank) / 9, ranking.PScore, 0.01);
        }
    }

    [Fact]
    public void Drawn_effects_have_the_means_and_covariances_of_the_network()
    {
        var joint = Diabetes(PoolingMethod.DerSimonianLaird).Joint(["metformin", "rosiglitazone"]);
        const int draws = 200_000;
        var (uniforms, effects) = (new double[2 * draws], new double[2 * draws]);
        for (var i = 0; i < 2; i++) new UniformStream(7, $"effect.{i}").Fill(0, uniforms.AsSpan(i * draws, draws));
        joint.Quantiles(uniforms, effects);

        var (first, second) = (effects[..draws], effects[draws..]);
        var (a, b) = (first.Average(), second.Average());
        // Each fails 1 time in 10⁶ if correct: five standard errors.
        Assert.Equal(joint.Means[0], a, 5 * Math.Sqrt(joint.Covariance(0, 0) / draws));
        Assert.Equal(joint.Means[1], b, 5 * Math.Sqrt(joint.Covariance(1, 1) / draws));
        Assert.Equal(joint.Covariance(0, 1), first.Zip(second, (x, y) => (x - a) * (y - b)).Average(), 5 * Math.Sqrt((joint.Covariance(0, 0) * joint.Covariance(1, 1) + joint.Covariance(0, 1) * joint.Covariance(0, 1)) / draws));
        Assert.True(joint.Covariance(0, 1) > 0.005, "Effects against one reference go together.");
    }

    [Fact]
    public void Direct_and_indirect_evidence_together_are_the_network_where_all_studies_have_two_arms()
    {
        var network = Analyse([new("1", "A", "C", -1.5, 0.3), new("2", "B", "C", -0.9, 0.4), new("3", "A", "B", -0.1, 0.35), new("4", "A", "B", -0.3, 0.5)], PoolingMethod.Fixed, "C");

        foreach (var split in NodeSplit.Of(network))
        {
            var (direct, indirect) = (Precision(split.Direct), Precision(split.Indirect!));
            var whole = network.Effect(split.Direct.Treatment, split.Direct.Control);
            Assert.Equal(whole.Estimate, (direct * split.Direct.Estimate + indirect * split.Indirect!.Estimate) / (direct + indirect), 1e-12);
            Assert.Equal(Precision(whole), direct + indirect, 1e-9);
        }

        static double Precision(NetworkEffect effect) => 1 / (effect.StandardError * effect.StandardError);
    }

    [Fact]
    public void A_comparison_without_a_loop_has_no_indirect_side()
    {
        var split = NodeSplit.Of(Diabetes(PoolingMethod.DerSimonianLaird)).Single(split => split.Direct.Treatment == "vildagliptin");

        Assert.Null(split.Indirect);
        Assert.Null(split.P);
        Assert.Equal(-0.7, split.Direct.Estimate, 1e-12);
    }

    [Theory]
    [InlineData("a network in 2 pieces: A, B; C, D", "1 A B -1 0.2", "2 C D -1 0.2")]
    [InlineData("2 comparisons of the 3 arms of '1'", "1 A B -1 0.2", "1 A C -1 0.2")]
    [InlineData("do not add up", "1 A B -1 0.2", "1 A C -1 0.2", "1 B C 1 0.2")]
    [InlineData("that no three arms can have", "1 A B -1 0.2", "1 A C -1 0.2", "1 B C 0 0.5")]
    [InlineData("the reference 'A', which is not in the network", "1 X B -1 0.2")]
    [InlineData("'A' against itself", "1 A A -1 0.2")]
    [InlineData("that stands twice", "1 A B -1 0.2", "1 B A 1 0.2")]
    public void What_is_no_network_is_refused_with_the_reason(string reason, params string[] rows)
    {
        var problems = new Problems();
        var contrasts = rows.Select(row => row.Split(' ')).Select(cells => new NetworkContrast(cells[0], cells[1], cells[2], double.Parse(cells[3]), double.Parse(cells[4]))).ToArray();

        Assert.Null(NetworkMetaAnalysis.Of(contrasts, PoolingMethod.Fixed, "A", EvidenceFiles.Nowhere, problems));
        Assert.Contains(problems, problem => problem.ToString().Contains(reason));
    }

    /// <summary>A misspelt arm would leave two nodes where one was meant.</summary>
    [Fact]
    public void An_arm_that_no_row_has_counts_as_nothing_and_is_told()
    {
        var problems = new Problems();
        var selected = EvidenceFiles.Network("diabetes.csv", new StudySelection { At = EvidenceFiles.Nowhere });

        NetworkContrasts.Of(selected, new Dictionary<string, string> { ["plcebo"] = "nothing" }, EvidenceFiles.Nowhere, problems);

        Assert.Contains("no arm 'plcebo' to count as 'nothing'", Assert.Single(problems).ToString());
        Assert.Contains("did you mean 'placebo'?", Assert.Single(problems).ToString());
    }

    private static NetworkMetaAnalysis Diabetes(PoolingMethod method, string reference = "placebo")
    {
        var selected = EvidenceFiles.Network("diabetes.csv", new StudySelection { At = EvidenceFiles.Nowhere });
        return Analyse(NetworkContrasts.Of(selected, new Dictionary<string, string>(), EvidenceFiles.Nowhere, new Problems()), method, reference);
    }

    private static NetworkMetaAnalysis Analyse(IReadOnlyList<NetworkContrast> contrasts, PoolingMethod method, string reference)
    {
        var problems = new Problems();
        return NetworkMetaAnalysis.Of(contrasts, method, reference, EvidenceFiles.Nowhere, problems) ?? throw new InvalidOperationException(string.Join('\n', problems));
    }
}
