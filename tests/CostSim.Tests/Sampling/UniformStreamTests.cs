using CostSim.Sampling.Streams;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Sampling;

public sealed class UniformStreamTests
{
    [Theory] // Random123's kat_vectors, philox 4x32 10: counter and key as words 0-3 and 0-1, then the four words of output.
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Philox_gives_the_published_known_answers(string counter, string key, string expected)
    {
        var (counterWords, keyWords, expectedWords) = (Words(counter), Words(key), Words(expected));

        var (low, high) = Philox.Block(Pair(counterWords, 0), Pair(counterWords, 2), Pair(keyWords, 0));

        Assert.Equal((Pair(expectedWords, 0), Pair(expectedWords, 2)), (low, high));

        static uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
        static ulong Pair(uint[] words, int first) => words[first] | ((ulong)words[first + 1] << 32);
    }

    [Theory] // Test vectors of the FNV authors (fnv-1a, 64 bits).
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    public void A_name_is_hashed_by_FNV_1a(string name, ulong expected) => Assert.Equal(expected, UniformStream.HashOf(name));

    [Theory] // By a second implementation, in Python with whole numbers and fractions.
    [InlineData(20_260_101, "c_tka", 0, 0.07918102467029564)]
    [InlineData(20_260_101, "c_tka", 1, 0.09722359841984385)]
    [InlineData(20_260_101, "c_tka", 2, 0.4896654153130565)]
    [InlineData(0xFEDC_BA98_7654_3210, "réponse.msc", 12_345_678_901, 0.4690889583537915)]
    public void A_draw_never_changes(ulong seed, string name, long draw, double expected) => Assert.Equal(expected, new UniformStream(seed, name)[draw]);

    [Fact]
    public void A_uniform_is_the_upper_52_bits_of_its_half_of_the_block_and_a_half()
    {
        const ulong seed = 0x0123_4567_89AB_CDEF;
        const long draw = 0x1_2345_6789_ABC1;
        var stream = new UniformStream(seed, "c_tka");

        var (even, odd) = Philox.Block((ulong)draw >> 1, UniformStream.HashOf("c_tka"), seed);

        Assert.Equal(((even >> 12) + 0.5) / (1L << 52), stream[draw - 1]);
        Assert.Equal(((odd >> 12) + 0.5) / (1L << 52), stream[draw]);
    }

    [Fact]
    public void Fill_gives_the_indexers_bits_for_any_first_draw_and_length()
    {
        var cases = Gen.Zip(Gen.Choose(0, 1000), Gen.Choose(0, 200)).ToArbitrary();

        Prop.ForAll(cases, block =>
        {
            // Beyond 2³², so that the carry into the counter's second word is crossed too.
            var (first, length) = ((1L << 33) - 500 + block.Item1, block.Item2);
            var stream = new UniformStream(20_260_101, "u_kl.2");
            var filled = new double[length];
            stream.Fill(first, filled);
            return filled.AsSpan().SequenceEqual(Enumerable.Range(0, length).Select(d => stream[first + d]).ToArray());
        }).Check(Config.QuickThrowOnFailure.WithReplay(1UL, 3UL));
    }

    [Theory]
    [InlineData(0), InlineData(7), InlineData(16), InlineData(33), InlineData(1024)]
    public void Every_vector_width_gives_the_plain_loops_bits(int draws)
    {
        var stream = new UniformStream(ulong.MaxValue, "hr_structure");
        var (plain, wide, narrow) = (new double[draws], new double[draws], new double[draws]);

        stream.FillPlain(uint.MaxValue - 2, plain);
        var wideDone = System.Runtime.Intrinsics.X86.Avx512F.IsSupported ? stream.FillVectors512(uint.MaxValue - 2, wide) : 0;
        var narrowDone = System.Runtime.Intrinsics.X86.Avx2.IsSupported ? stream.FillVectors256(uint.MaxValue - 2, narrow) : 0;

        Assert.Equal(plain[..wideDone], wide[..wideDone]);
        Assert.Equal(plain[..narrowDone], narrow[..narrowDone]);
    }

    [Fact]
    public void Uniforms_stay_inside_the_open_interval_and_one_less_them_is_exact()
    {
        var uniforms = new double[100_000];
        new UniformStream(1, "a").Fill(0, uniforms);

        Assert.All(uniforms, u => Assert.True(u > 0 && u < 1 && 1 - (1 - u) == u));
    }

    [Fact]
    public void Streams_of_different_names_or_seeds_are_uncorrelated()
    {
        const int draws = 100_000;
        var streams = new[] { new UniformStream(1, "a"), new UniformStream(1, "b"), new UniformStream(2, "a") };
        var columns = streams.Select(stream =>
        {
            var column = new double[draws];
            stream.Fill(0, column);
            return column;
        }).ToArray();

        // Correlation of independent columns has standard error 1/√draws; 5 of them: fails 1 time in 10⁶ if correct.
        Assert.True(Math.Abs(Correlation(columns[0], columns[1])) < 5 / Math.Sqrt(draws));
        Assert.True(Math.Abs(Correlation(columns[0], columns[2])) < 5 / Math.Sqrt(draws));

        static double Correlation(double[] x, double[] y) => 12 * x.Zip(y, (a, b) => (a - 0.5) * (b - 0.5)).Average();
    }

    [Fact]
    public void Uniforms_pass_a_Kolmogorov_Smirnov_test()
    {
        const int draws = 1_000_000;
        var uniforms = new double[draws];
        new UniformStream(20_260_101, "response.msc_uc.full").Fill(0, uniforms);
        Array.Sort(uniforms);

        var distance = uniforms.Select((u, i) => Math.Max((i + 1.0) / draws - u, u - (double)i / draws)).Max();

        // P(√n·D > 2.7) = 2·exp(−2·2.7²): fails 1 time in 10⁶ if correct.
        Assert.True(distance * Math.Sqrt(draws) < 2.7);
    }

    [Fact]
    public void A_negative_draw_an_overflow_and_an_empty_name_are_refused()
    {
        var stream = new UniformStream(1, "a");

        Assert.Throws<ArgumentOutOfRangeException>(() => stream[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Fill(-1, new double[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => stream.Fill(long.MaxValue, new double[2]));
        Assert.Throws<ArgumentException>(() => new UniformStream(1, ""));
    }
}
