using CostSim.Analysis;
using CostSim.Analysis.Streaming;
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

        for (var first = 0; first < Draws; first += DrawChunk.MaximumDraws)
        {
            interval.Add(draws.AsSpan(first, Math.Min(DrawChunk.MaximumDraws, Draws - first)));
            if (first % (50 * DrawChunk.MaximumDraws) == 0) Assert.Equal(Percentile.CentralInterval95(draws.AsSpan(0, Math.Min(first + DrawChunk.MaximumDraws, Draws))), interval.Interval);
        }

        Assert.Equal(Percentile.CentralInterval95(draws), interval.Interval);
    }

    [Fact]
    public void Draws_in_the_order_of_their_size_give_no_number_but_an_exception()
    {
        var interval = new CentralInterval(keepsAll: false);
        interval.Add([.. Enumerable.Range(0, Draws).Select(draw => (double)draw)]);

        Assert.Contains("not random", Assert.Throws<InvalidOperationException>(() => interval.Interval).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_in_any_order_is_kept_whole()
    {
        double[] draws = [.. Enumerable.Range(0, Draws).Select(draw => (double)draw)];
        var interval = new CentralInterval(keepsAll: true);

        interval.Add(draws);

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
