using System.Runtime.Intrinsics;
using CostSim.Sampling;
using CostSim.Sampling.Distributions;
using CostSim.Sampling.Inversions;
using CostSim.Sampling.Streams;

namespace CostSim.Tests.Sampling;

/// <summary>What is worked out eight numbers at a time has the bits of the plain loop; where the processor cannot, both are the plain loop.</summary>
public sealed class SamplingVectorsTests
{
    /// <summary>Whole batches, a rest, and tails beyond every table, at the ends of vectors too.</summary>
    private static readonly double[] Uniforms = [.. Stream(4096), 1e-9, .. Stream(62), 1 - 1e-12, 0.5, .. Stream(63), .. Stream(13)];

    [Fact]
    public void Tables_of_power_series_give_the_plain_loops_bits()
    {
        Inversion[] inversions = [new BetaInversion(14, 6, 0, 1), new BetaInversion(0.18, 0.24, -1, 3), new GammaInversion(25, 200), new LogNormalInversion(-0.7, 0.17), new StudentInversion(0, 1, 3)];

        Assert.All(inversions, inversion =>
        {
            var table = QuantileTable.TryBuild(inversion)!;
            var (plain, vectors) = (new double[Uniforms.Length], new double[Uniforms.Length]);
            table.InvertPlain(Uniforms, plain, inversion);

            table.Invert(Uniforms, vectors, inversion);
            Assert.Equal(plain, vectors);

            double[] inPlace = [.. Uniforms];
            table.Invert(inPlace, inPlace, inversion);
            Assert.Equal(plain, inPlace);
        });
    }

    [Fact]
    public void Tables_of_interpolants_give_the_plain_loops_bits()
    {
        MixtureDistribution[] mixtures =
        [
            new([new BetaDistribution(14, 6), new BetaDistribution(2, 30)], [0.9, 0.1]), new([new TriangularDistribution(0, 1, 10), new UniformDistribution(3, 4)], [0.4, 0.6]),
        ];

        Assert.All(mixtures, mixture =>
        {
            var table = new InterpolatedTable(mixture.TailQuantile, InterpolatedTable.LastPlacesOfSums);
            var plain = new double[Uniforms.Length];
            table.InvertPlain(Uniforms, plain);

            double[] inPlace = [.. Uniforms];
            table.Invert(inPlace, inPlace);

            Assert.Equal(plain, inPlace);
        });
    }

    [Fact]
    public void The_normal_distribution_function_gives_the_plain_loops_bits()
    {
        double[] normals = [.. Uniforms.Select(u => 17 * u - 8.5), 40, -40, double.NaN, .. Uniforms.Select(u => 3 * u), 8.49999999, -8.5];
        double[] plain = [.. normals];
        NormalCumulative.ApplyPlain(plain);

        NormalCumulative.Apply(normals);

        Assert.Equal(plain, normals);
    }

    [Fact]
    public void Eight_counters_at_once_give_the_bits_of_each()
    {
        if (!System.Runtime.Intrinsics.X86.Avx512F.IsSupported) return;
        var counters = Vector512.Create(0UL, 1, uint.MaxValue, 1UL << 32, ulong.MaxValue, 0xF000_0003_0000_0007, 12_345_678_901, 1UL << 63);

        var (words01, words23) = Philox.Blocks512(counters, 0x1234_5678_9ABC_DEF0, ulong.MaxValue - 5);

        Assert.All(Enumerable.Range(0, 8), lane => Assert.Equal(Philox.Block(counters[lane], 0x1234_5678_9ABC_DEF0, ulong.MaxValue - 5), (words01[lane], words23[lane])));
    }

    [Fact]
    public void Points_are_scrambled_alike_at_every_width()
    {
        var random = new Random(20_260_101);
        var starts = Enumerable.Range(0, 64).Select(_ => (ulong)random.NextInt64()).ToArray();
        ulong[] ones = [1UL << 57, 1UL << 40, 1UL << 33];
        ulong[] keys = [5, ulong.MaxValue, 1UL << 63];
        for (var flip = 0u; flip < 64; flip++)
        {
            var (narrow, wide) = (new double[64], new double[64]);
            SobolDimension.Scramble(starts, flip, ones, keys, narrow);

            SobolDimension.Scramble512(starts, flip, ones, keys, wide);

            Assert.Equal(narrow, wide);
        }
    }

    /// <summary>A number's draws do not depend on which draws stand beside it: the rest of a block is worked out one by one.</summary>
    [Fact]
    public void Numbers_drawn_together_are_the_same_alone()
    {
        const int draws = 131;
        JointDistribution[] joints =
        [
            new DirichletDistribution(new Dictionary<string, double> { ["a"] = 130, ["b"] = 0.4, ["c"] = 2 }),
            new DirichletDistribution(new Dictionary<string, double> { ["a"] = 0.001, ["b"] = 0.001, ["c"] = 0.002 }),
            new MultivariateNormalDistribution(
                ["a", "b", "c"], [1, -2, 0.3], new[,] { { 0.04, -0.03, 0.01 }, { -0.03, 0.09, 0 }, { 0.01, 0, 0.25 } }, [CoefficientScale.Identity, CoefficientScale.Log, CoefficientScale.Logit]),
        ];
        var uniforms = Stream(3 * draws);

        Assert.All(joints, joint =>
        {
            var together = new double[3 * draws];
            joint.Fill([.. uniforms], together, draws);

            for (var draw = 0; draw < draws; draw++)
            {
                var alone = new double[3];
                joint.Fill([uniforms[draw], uniforms[draws + draw], uniforms[2 * draws + draw]], alone, 1);
                Assert.Equal([together[draw], together[draws + draw], together[2 * draws + draw]], alone);
            }
        });
    }

    [Fact]
    public void A_triangular_factor_multiplies_as_the_plain_loop_does()
    {
        const int draws = 29;
        var random = new Random(3);
        var factor = new double[4, 4];
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j <= i; j++) factor[i, j] = random.NextDouble() - 0.5;
        }
        var normals = Stream(4 * draws);
        var sums = new double[4 * draws];

        Cholesky.Multiply(factor, normals, sums, draws, from: 1);

        Assert.All(sums[..draws], sum => Assert.Equal(0, sum));
        for (var i = 1; i < 4; i++)
        {
            for (var d = 0; d < draws; d++)
            {
                var expected = 0.0;
                for (var j = 0; j <= i; j++) expected += factor[i, j] * normals[j * draws + d];
                Assert.Equal(expected, sums[i * draws + d]);
            }
        }
    }

    private static double[] Stream(int draws)
    {
        var uniforms = new double[draws];
        new UniformStream(20_260_101, $"{draws}").Fill(0, uniforms);
        return uniforms;
    }
}
