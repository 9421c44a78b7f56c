using CostSim.Sampling.Distributions;
using CostSim.Sampling.Streams;

namespace CostSim.Tests.Sampling;

public sealed class DirichletDistributionTests
{
    [Fact]
    public void Shares_sum_to_1_and_follow_their_marginal_betas()
    {
        const int draws = 20_000;
        var dirichlet = Of(65, 20, 0.4, 15);
        var shares = Sample(dirichlet, draws);

        for (var draw = 0; draw < draws; draw++)
        {
            Assert.Equal(1, Enumerable.Range(0, 4).Sum(component => shares[component * draws + draw]), 1e-15);
        }
        for (var component = 0; component < 4; component++)
        {
            var sorted = shares.AsSpan(component * draws, draws).ToArray();
            Array.Sort(sorted);
            var marginal = dirichlet.Marginal(component);
            var distance = sorted.Select((share, i) => Math.Max((i + 1.0) / draws - marginal.Cdf(share), marginal.Cdf(share) - (double)i / draws)).Max();
            // P(√n·D > 2.7) = 2·exp(−2·2.7²): fails 1 time in 10⁶ if correct.
            Assert.True(distance * Math.Sqrt(draws) < 2.7);
        }
    }

    [Fact]
    public void Tiny_counts_still_give_shares()
    {
        var shares = Sample(Of(1e-4, 1e-4, 1e-4), 1000);

        for (var draw = 0; draw < 1000; draw++)
        {
            Assert.Equal(1, Enumerable.Range(0, 3).Sum(component => shares[component * 1000 + draw]), 1e-15);
        }
    }

    [Fact]
    public void Blocks_change_no_bit()
    {
        var dirichlet = Of(65, 20, 15);
        var whole = Sample(dirichlet, 100);
        var part = Sample(dirichlet, 30);

        for (var component = 0; component < 3; component++)
        {
            Assert.Equal(whole.AsSpan(component * 100, 30), part.AsSpan(component * 30, 30));
        }
    }

    [Fact]
    public void Each_share_has_a_stream_of_its_own() => Assert.Equal("response.msc.l1", Of(1, 2).StreamName("response.msc", 1));

    [Fact]
    public void Spans_that_do_not_fit_are_refused()
    {
        var buffer = new double[6];

        Assert.Throws<ArgumentException>(() => Of(1, 2).Quantiles(new double[3], new double[3]));
        Assert.Throws<ArgumentException>(() => Of(1, 2).Quantiles(new double[4], new double[2]));
        Assert.Throws<ArgumentException>(() => Of(1, 2).Quantiles(buffer, buffer));
    }

    private static DirichletDistribution Of(params double[] counts) => new(counts.Select((count, i) => KeyValuePair.Create($"l{i}", count)));

    private static double[] Sample(DirichletDistribution dirichlet, int draws)
    {
        var (uniforms, shares) = (new double[dirichlet.Labels.Count * draws], new double[dirichlet.Labels.Count * draws]);
        for (var component = 0; component < dirichlet.Labels.Count; component++)
        {
            new UniformStream(20_260_101, dirichlet.StreamName("response", component)).Fill(0, uniforms.AsSpan(component * draws, draws));
        }
        dirichlet.Quantiles(uniforms, shares);
        return shares;
    }
}
