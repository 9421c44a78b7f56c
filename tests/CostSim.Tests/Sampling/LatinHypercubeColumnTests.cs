using CostSim.Sampling;
using CostSim.Sampling.Streams;

namespace CostSim.Tests.Sampling;

public class LatinHypercubeColumnTests
{
    [Theory]
    [InlineData(64, 1), InlineData(128, 2), InlineData(64 * 3 * 16, 16), InlineData(64 * 7, 1), InlineData(64 * 1009, 1), InlineData(1 << 20, 4)]
    public void Each_replicate_has_one_point_in_each_interval(int draws, int replicates)
    {
        var uniforms = SobolDimensionTests.Uniforms(new LatinHypercubeColumn(5, "x", draws, replicates), draws);

        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var points = uniforms.Where((_, draw) => Replicates.Of(draw, replicates) == replicate).ToArray();
            Assert.Equal(Enumerable.Range(0, points.Length), points.Select(u => (int)(u * points.Length)).Order());
        }
    }

    [Fact]
    public void Within_its_interval_a_point_stands_where_the_stream_of_its_name_says()
    {
        var uniforms = SobolDimensionTests.Uniforms(new LatinHypercubeColumn(5, "x", 256, 2), 256);
        var stream = new UniformStream(5, "x");

        Assert.All(Enumerable.Range(0, 256), draw => Assert.Equal(stream[draw], uniforms[draw] * 128 % 1, 1e-12));
    }

    /// <summary>One number at a time, in the words of the class: whatever the width of the vectors, the order is this.</summary>
    [Theory]
    [InlineData(64), InlineData(64 * 7), InlineData(64 * 1009), InlineData(1 << 20)]
    public void An_order_shifts_rows_by_columns_and_columns_by_rows(int length)
    {
        static ulong Key(int step) => Philox.Block((ulong)step, 5, 7).Words01;
        var rows = (ulong)Enumerable.Range(1, (int)Math.Sqrt(length)).Last(rows => length % rows == 0);
        var columns = (ulong)length / rows;
        var (found, scratch) = (new ulong[64], new ulong[64]);
        foreach (var first in new[] { 0, length / 128 * 64, length - 64 })
        {
            new KeyedPermutation(length, Key).Fill(first, found, scratch);

            for (var i = 0; i < 64; i++)
            {
                var (row, column) = ((ulong)(first + i) / columns, (ulong)(first + i) % columns);
                for (var step = 0; step < 8; step += 2)
                {
                    column = (column + Hash(row, step, columns)) % columns;
                    row = (row + Hash(column, step + 1, rows)) % rows;
                }
                Assert.Equal(row * columns + column, found[i]);
            }
        }

        static ulong Hash(ulong other, int step, ulong count)
        {
            var hash = (other + Key(step)) * 0xBF58476D1CE4E5B9;
            hash = (hash ^ (hash >> 32)) * 0x94D049BB133111EB;
            return ((hash >> 32) * count) >> 32;
        }
    }

    [Fact]
    public void Blocks_change_nothing()
    {
        var source = new LatinHypercubeColumn(3, "x", 64 * 4 * 8, 4);
        var whole = SobolDimensionTests.Uniforms(source, 2048);

        foreach (var (first, count) in new[] { (0, 1), (1, 1), (63, 2), (65, 300), (1000, 1048), (2047, 1) })
        {
            var part = new double[count];
            source.Fill(first, part);
            Assert.Equal(whole[first..(first + count)], part);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => source.Fill(2048, new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LatinHypercubeColumn(3, "x", 1000, 4));
    }

    /// <summary>For each place in the order, where it goes, and where two neighbours go relative to each other, over 40,000 seeds.</summary>
    /// <remarks>χ² with n − 1 degrees of freedom, in normal scores 5.5: 128 × 2 comparisons fail 1 time in 10⁵ if correct.</remarks>
    [Theory]
    [InlineData(64), InlineData(128)]
    public void Every_place_and_every_distance_is_equally_likely(int length)
    {
        const int seeds = 40_000;
        var (places, distances) = (new int[length * length], new int[length * length]);
        var (order, scratch) = (new ulong[length], new ulong[length]);
        for (var seed = 0UL; seed < seeds; seed++)
        {
            var key = seed;
            new KeyedPermutation(length, step => Philox.Block((ulong)step, 1, key).Words01).Fill(0, order, scratch);
            for (var i = 0; i < length; i++)
            {
                places[i * length + (int)order[i]]++;
                distances[i * length + (int)(order[(i + 1) % length] + (ulong)length - order[i]) % length]++;
            }
        }

        for (var i = 0; i < length; i++)
        {
            Assert.InRange(Score(places.AsSpan(i * length, length), (double)seeds / length, length - 1), -5.5, 5.5);
            Assert.InRange(Score(distances.AsSpan(i * length + 1, length - 1), seeds / (length - 1.0), length - 2), -5.5, 5.5);
        }

        // Wilson and Hilferty's normal score of a χ².
        static double Score(ReadOnlySpan<int> counts, double expected, int freedom)
        {
            var chi = 0.0;
            foreach (var count in counts) chi += (count - expected) * (count - expected) / expected;
            return (Math.Cbrt(chi / freedom) - (1 - 2.0 / (9 * freedom))) / Math.Sqrt(2.0 / (9 * freedom));
        }
    }

    /// <summary>A sum of n terms of one dimension each has the variance dimensions / (12 n³); the orders of two dimensions are independent.</summary>
    /// <remarks>2,000 seeds: standard error of the ratio 0.032, of the correlation's scaled mean square 0.032; five of them: 1 time in 10⁶.</remarks>
    [Fact]
    public void Columns_are_independent_and_their_means_nearly_exact()
    {
        const int seeds = 2000;
        const int points = 256;
        var (squares, correlations) = (0.0, 0.0);
        for (var seed = 0UL; seed < seeds; seed++)
        {
            var x = SobolDimensionTests.Uniforms(new LatinHypercubeColumn(seed, "x", points, 1), points);
            var y = SobolDimensionTests.Uniforms(new LatinHypercubeColumn(seed, "y", points, 1), points);
            var error = x.Average() + y.Average() - 1;
            squares += error * error;
            var correlation = x.Zip(y, (a, b) => (a - 0.5) * (b - 0.5)).Average() * 12;
            correlations += correlation * correlation * (points - 1);
        }

        Assert.InRange(squares / seeds * 6 * points * points * points, 1 - 5 * 0.032, 1 + 5 * 0.032);
        Assert.InRange(correlations / seeds, 1 - 5 * 0.032, 1 + 5 * 0.032);
    }
}
