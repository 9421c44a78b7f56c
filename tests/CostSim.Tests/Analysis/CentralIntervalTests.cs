using CostSim.Analysis;
using CostSim.Analysis.Streaming.Percentiles;
using CostSim.Runs;

namespace CostSim.Tests.Analysis;

/// <summary>Percentiles of draws that pass by once, against all of them sorted.</summary>
public sealed class CentralIntervalTests
{
    private const int Draws = 300 * DrawChunk.MaximumDraws + 37;

    [Theory]
    [InlineData("continuous"), InlineData("skewed"), InlineData("constant"), InlineData("few values"), InlineData("mostly zero"), InlineData("zero up to the percentile")]
    public void What_is_kept_gives_the_bits_of_all_draws_sorted(string kind)
    {
        var random = new Random(20_260_101);
        double[] draws = [.. Enumerable.Range(0, Draws).Select(_ => Draw(kind, random))];
        var interval = new CentralInterval(keepsAll: false);

        // As threads do: chunks are sorted out some time before their turn, by a bracket that has been drawn closer since.
        const int ahead = 8;
        IntervalSieve[] sieves = [.. Enumerable.Range(0, ahead).Select(_ => new IntervalSieve())];

        for (var first = 0; first < Draws; first += DrawChunk.MaximumDraws)
        {
            var place = first / DrawChunk.MaximumDraws % ahead;
            for (var s = 0; place == 0 && s < ahead; s++) interval.Sift(Chunk(first + s * DrawChunk.MaximumDraws), sieves[s]);
            interval.Add(Chunk(first), sieves[place]);
            if (first % (50 * DrawChunk.MaximumDraws) == 0) Assert.Equal(Percentile.CentralInterval95(draws.AsSpan(0, Math.Min(first + DrawChunk.MaximumDraws, Draws))), interval.Interval);
        }

        Assert.Equal(Percentile.CentralInterval95(draws), interval.Interval);

        ReadOnlySpan<double> Chunk(int first) => draws.AsSpan(Math.Min(first, Draws), Math.Clamp(Draws - first, 0, DrawChunk.MaximumDraws));
    }

    [Fact]
    public void Draws_in_the_order_of_their_size_give_no_number_but_an_exception()
    {
        var interval = new CentralInterval(keepsAll: false);
        interval.Add([.. Enumerable.Range(0, Draws).Select(draw => (double)draw)], new IntervalSieve());

        Assert.Contains("not random", Assert.Throws<InvalidOperationException>(() => interval.Interval).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_in_any_order_is_kept_whole()
    {
        double[] draws = [.. Enumerable.Range(0, Draws).Select(draw => (double)draw)];
        var interval = new CentralInterval(keepsAll: true);

        interval.Add(draws, new IntervalSieve());

        Assert.Equal(Percentile.CentralInterval95(draws), interval.Interval);
    }

    private static double Draw(string kind, Random random)
    {
        var uniform = random.NextDouble();
        return kind switch
        {
            "continuous" => uniform,
            "skewed" => Math.Pow(uniform, -2),
            "constant" => 3,
            "few values" => Math.Floor(uniform * 60),
            "mostly zero" => Math.Max(0, uniform - 0.5),
            _ => Math.Max(0.026, uniform),
        };
    }
}
