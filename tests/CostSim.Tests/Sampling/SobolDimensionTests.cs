using System.Numerics;
using CostSim.Sampling;
using CostSim.Sampling.Streams;

namespace CostSim.Tests.Sampling;

public class SobolDimensionTests
{
    private const int Block = Replicates.BlockDraws;

    /// <summary>As the authors of the numbers print them, in the order of Gray's code.</summary>
    [Fact]
    public void Unscrambled_points_are_those_that_Joe_and_Kuo_publish()
    {
        double[][] published =
        [
            [0, 0, 0], [0.5, 0.5, 0.5], [0.75, 0.25, 0.25], [0.25, 0.75, 0.75], [0.375, 0.375, 0.625],
            [0.875, 0.875, 0.125], [0.625, 0.125, 0.875], [0.125, 0.625, 0.375], [0.1875, 0.3125, 0.9375], [0.6875, 0.8125, 0.4375],
        ];

        for (var i = 0; i < published.Length; i++)
            Assert.Equal(published[i], Enumerable.Range(0, 3).Select(dimension => Unscrambled(dimension, (uint)i ^ ((uint)i >> 1)) * Math.ScaleB(1, -32)));
    }

    [Fact]
    public void Every_direction_ends_with_its_own_digit()
    {
        // So that each coordinate alone is a (0, m, 1)-net for every m.
        for (var dimension = 0; dimension < SobolDimension.Dimensions; dimension++)
        {
            var directions = SobolDirections.Of(dimension);
            Assert.All(Enumerable.Range(0, 32), k => Assert.Equal(31 - k, BitOperations.TrailingZeroCount(directions[k])));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => SobolDirections.Of(SobolDimension.Dimensions));
    }

    [Theory]
    [InlineData(0, 1), InlineData(1, 1), InlineData(2, 3), InlineData(17, 16), InlineData(1110, 2)]
    public void Points_are_scrambled_digit_by_digit_each_by_a_coin_of_the_digits_before(int dimension, int replicates)
    {
        var source = new SobolDimension(7, "p", dimension, replicates);
        var uniforms = new double[Block];

        foreach (var block in new long[] { 0, 1, 2, 5, 63, 1000, 123_456, (1L << 26) - 1 })
        {
            source.Fill(block * Block, uniforms);
            for (var d = 0; d < Block; d++)
            {
                var draw = block * Block + d;
                var point = Unscrambled(dimension, (uint)Replicates.PointOf(draw, replicates));
                Assert.Equal(ScrambledPlainly(point, dimension, 7, "p", Replicates.Of(draw, replicates)), uniforms[d]);
            }
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Fill(replicates * (1L << 32), uniforms));
    }

    [Theory]
    [InlineData(0), InlineData(3), InlineData(40), InlineData(900)]
    public void Each_replicate_has_one_point_in_each_interval(int dimension)
    {
        const int replicates = 3;
        var uniforms = Uniforms(new SobolDimension(1, "x", dimension, replicates), replicates << 13);

        for (var m = 6; m <= 13; m++)
        {
            for (var replicate = 0; replicate < replicates; replicate++)
            {
                var points = uniforms.Where((_, draw) => Replicates.Of(draw, replicates) == replicate).Take(1 << m);
                Assert.Equal(Enumerable.Range(0, 1 << m), points.Select(u => (int)(u * (1 << m))).Order());
            }
        }
    }

    [Fact]
    public void Blocks_and_order_change_nothing()
    {
        var source = new SobolDimension(3, "x", 5, 4);
        var whole = Uniforms(source, 2048);

        foreach (var (first, count) in new[] { (0, 1), (1, 1), (63, 2), (65, 300), (1000, 1048), (2047, 1) })
        {
            var part = new double[count];
            source.Fill(first, part);
            Assert.Equal(whole[first..(first + count)], part);
        }
        Assert.Equal(whole, Uniforms(new SobolDimension(3, "x", 5, 4), 2048));
        Assert.Empty(whole.Intersect(Uniforms(new SobolDimension(4, "x", 5, 4), 2048)));
        Assert.Empty(whole.Intersect(Uniforms(new SobolDimension(3, "y", 5, 4), 2048)));
    }

    /// <summary>In one dimension the n points are uniform and independent, each in its interval: the mean of the coordinate has the variance 1 / (12 n³).</summary>
    /// <remarks>4,000 scramblings: the ratio's standard error is √(2 / 4,000) = 0.022; five of them fail 1 time in 10⁶ if correct.</remarks>
    [Theory]
    [InlineData(0, 64), InlineData(4, 128), InlineData(30, 1024)]
    public void In_one_dimension_the_variance_of_a_mean_is_that_of_one_point_in_each_interval(int dimension, int points)
    {
        const int scramblings = 4000;
        var squares = 0.0;
        var sum = 0.0;
        for (var seed = 0UL; seed < scramblings; seed++)
        {
            var error = Uniforms(new SobolDimension(seed, "x", dimension, 1), points).Average() - 0.5;
            (sum, squares) = (sum + error, squares + error * error);
        }

        var variance = 1 / (12.0 * points * points * points);
        Assert.InRange(squares / scramblings / variance, 1 - 5 * 0.0224, 1 + 5 * 0.0224);
        Assert.InRange(sum / scramblings, -5 * Math.Sqrt(variance / scramblings), 5 * Math.Sqrt(variance / scramblings));
    }

    /// <summary>64 cells, 20,000 scramblings: χ² with 63 degrees of freedom passes 130 1 time in 10⁶; six draws.</summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(64), InlineData(777), InlineData(65_535), InlineData(1_000_003)]
    public void Each_draw_is_uniform_over_scramblings_and_independent_of_other_dimensions(long draw)
    {
        const int scramblings = 20_000;
        var cells = new int[64];
        var products = 0.0;
        var pair = new double[2];
        for (var seed = 0UL; seed < scramblings; seed++)
        {
            new SobolDimension(seed, "x", 1, 1).Fill(draw, pair.AsSpan(0, 1));
            new SobolDimension(seed, "y", 2, 1).Fill(draw, pair.AsSpan(1, 1));
            cells[(int)(pair[0] * 64)]++;
            products += (pair[0] - 0.5) * (pair[1] - 0.5);
        }

        var expected = scramblings / 64.0;
        Assert.InRange(cells.Sum(count => (count - expected) * (count - expected) / expected), 20, 130);
        Assert.InRange(products * 12 / Math.Sqrt(scramblings), -5, 5);
    }

    /// <summary>Unbiased: 1,000 scramblings, 5 standard errors, fails 1 time in 10⁶. Random sampling's standard error would be some 8 and 60 times as large.</summary>
    [Theory]
    [InlineData(64, 4), InlineData(1024, 20)]
    public void A_smooth_mean_is_unbiased_and_far_more_precise_than_that_of_independent_draws(int points, double times)
    {
        const int scramblings = 1000;
        const int dimensions = 5;
        var estimates = new double[scramblings];
        var exact = Math.Pow(Math.E - 1, dimensions) / Math.Pow(Math.E, dimensions / 2.0);
        for (var seed = 0; seed < scramblings; seed++)
        {
            var uniforms = Enumerable.Range(0, dimensions).Select(d => Uniforms(new SobolDimension((ulong)seed, $"x{d}", d, 1), points)).ToArray();
            estimates[seed] = Enumerable.Range(0, points).Average(i => uniforms.Aggregate(1.0, (product, column) => product * Math.Exp(column[i] - 0.5)));
        }

        var spread = Math.Sqrt(estimates.Average(estimate => (estimate - exact) * (estimate - exact)));
        var second = Math.Pow((Math.E * Math.E - 1) / 2 / Math.E, dimensions);
        var random = Math.Sqrt((second - exact * exact) / points);
        Assert.InRange(estimates.Average() - exact, -5 * spread / Math.Sqrt(scramblings), 5 * spread / Math.Sqrt(scramblings));
        Assert.True(spread * times < random, $"{random / spread:F1} times");
    }

    [Fact]
    public void Replicates_are_independent_scramblings()
    {
        const int replicates = 1000;
        var uniforms = Uniforms(new SobolDimension(11, "x", 6, replicates), replicates * Block);
        var means = Enumerable.Range(0, replicates).Select(r => uniforms.AsSpan(r * Block, Block).ToArray().Average() - 0.5).ToArray();

        // 1,000 replicates: ratio's standard error 0.045; correlation of neighbours 1/√1000. Five of each: 1 time in 10⁶.
        var variance = means.Average(mean => mean * mean);
        Assert.InRange(variance * 12 * Block * Block * Block, 1 - 5 * 0.045, 1 + 5 * 0.045);
        Assert.InRange(means.Zip(means.Skip(1), (a, b) => a * b).Average() / variance * Math.Sqrt(replicates), -5, 5);
    }

    internal static double[] Uniforms(UniformSource source, int draws)
    {
        var uniforms = new double[draws];
        source.Fill(0, uniforms);
        Assert.True(uniforms.Min() > 0 && uniforms.Max() < 1);
        return uniforms;
    }

    private static uint Unscrambled(int dimension, uint index)
    {
        var directions = SobolDirections.Of(dimension);
        return Enumerable.Range(0, 32).Where(k => ((index >> k) & 1) != 0).Aggregate(0u, (point, k) => point ^ directions[k]);
    }

    /// <summary>Owen's scrambling as it is defined, with the coins as the class documents them.</summary>
    private static double ScrambledPlainly(uint point, int dimension, ulong seed, string name, int replicate)
    {
        var scrambled = 0UL;
        var digits = (ulong)point << 32;
        for (var k = 0; k < 52; k++)
        {
            var before = k == 0 ? 0 : digits >> (64 - k) << (64 - k);
            var (first, others) = ((uint)(before >> 58), (uint)(before << 6 >> 38));
            var place = Enumerable.Range(0, 64).Single(index => Unscrambled(dimension, (uint)index) >> 26 == first);
            var key = Philox.Block((1UL << 63) | ((ulong)replicate << 32) | others, UniformStream.HashOf(name), seed).Words01;
            var coin = SplitMix(key + (ulong)place * 0x9E3779B97F4A7C15) >> (63 - k);
            scrambled |= (((digits >> (63 - k)) ^ coin) & 1) << (63 - k);
        }
        return ((scrambled >> 12) + 0.5) * Math.ScaleB(1, -52);

        static ulong SplitMix(ulong z)
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
