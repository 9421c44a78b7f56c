using System.Text;
using CostSim.Parquet.Format;
using CostSim.Parquet.Writing;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Parquet.Tests;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData(double.NaN), InlineData(double.NaN, 1.0), InlineData(1.0, double.NaN, 2.0)]
    public void Where_there_is_not_a_number_there_are_no_bounds(params double[] values)
    {
        var statistics = OfDoubles(values);

        Assert.Equal((null, null, 0L), (statistics.Min, statistics.Max, statistics.NullCount));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void A_zero_bound_covers_both_zeros(bool negative)
    {
        var (min, max) = Doubles(OfDoubles([negative ? -0.0 : 0.0]));

        Assert.True(double.IsNegative(min));
        Assert.False(double.IsNegative(max));
    }

    [Theory]
    [InlineData(double.PositiveInfinity), InlineData(double.NegativeInfinity), InlineData(double.MaxValue), InlineData(double.MinValue)]
    public void The_ends_of_the_range_are_bounds_like_others(double value) => Assert.Equal((value, value), Doubles(OfDoubles([value])));

    [Theory]
    [InlineData(int.MaxValue), InlineData(int.MinValue), InlineData(-1)]
    public void Integers_are_ordered_with_their_sign(int value)
    {
        var statistics = Chunk(new("x", ParquetType.Int32), new[] { value, 7 }).Statistics!;

        Assert.Equal((Math.Min(value, 7), Math.Max(value, 7)), (BitConverter.ToInt32(statistics.Min), BitConverter.ToInt32(statistics.Max)));
        Assert.Equal((true, true), (statistics.MinIsExact, statistics.MaxIsExact));
    }

    [Fact]
    public void Nulls_are_counted_and_bound_nothing()
    {
        var values = ParquetValues.From(new double[] { -100, 3, 100, 4 }, new[] { false, true, false, true });

        var statistics = Chunk(new("x", ParquetType.Double, Nullable: true), values).Statistics!;

        Assert.Equal(2, statistics.NullCount);
        Assert.Equal((3.0, 4.0), Doubles(statistics));
    }

    [Fact]
    public void Each_page_has_the_bounds_of_its_own_rows()
    {
        double[] values = [.. Enumerable.Range(0, 25).Select(i => (double)i)];
        var table = new SampleTable(new ParquetSchema(new ParquetColumn("x", ParquetType.Double)), [values]);

        var pages = FilePages.Of(table.ToFile(new ParquetWriterOptions { PageRows = 10 }));

        Assert.Equal([(0.0, 9.0), (10.0, 19.0), (20.0, 24.0)], pages.Select(page => Doubles(page.Header.Statistics!)));
    }

    [Fact]
    public void Texts_are_ordered_by_their_utf8_bytes()
    {
        // In UTF-16 the surrogates of U+1F9B5 come before U+FFFF; in UTF-8, and by code point, after it.
        var statistics = Chunk(new("x", ParquetType.String), new[] { "￿", "🦵", "z" }).Statistics!;

        Assert.Equal(("z", "🦵"), (Encoding.UTF8.GetString(statistics.Min!), Encoding.UTF8.GetString(statistics.Max!)));
    }

    [Fact]
    public void Bounds_of_texts_hold_and_are_short_and_whole_characters() =>
        Prop.ForAll(Gen.NonEmptyListOf(Texts()).ToArbitrary(), texts =>
        {
            var statistics = Chunk(new("x", ParquetType.String), texts.ToArray()).Statistics!;
            var utf8 = texts.Select(Encoding.UTF8.GetBytes).ToList();
            utf8.Sort((a, b) => a.AsSpan().SequenceCompareTo(b));
            var (least, greatest) = (utf8[0], utf8[^1]);
            return statistics.Min.AsSpan().SequenceCompareTo(least) <= 0
                && statistics.Max.AsSpan().SequenceCompareTo(greatest) >= 0
                && statistics.MinIsExact == statistics.Min.AsSpan().SequenceEqual(least)
                && statistics.MaxIsExact == statistics.Max.AsSpan().SequenceEqual(greatest)
                && statistics.Min!.Length <= TextBounds.MostBytes
                && (statistics.Max!.Length <= TextBounds.MostBytes || statistics.MaxIsExact == true)
                && IsUtf8(statistics.Min) && IsUtf8(statistics.Max);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(1UL, 3UL));

    /// <summary>Few characters, the awkward ones among them, so that texts share long beginnings.</summary>
    private static Gen<string> Texts() =>
        from length in Gen.Choose(0, 90)
        from characters in Gen.ArrayOf(Gen.Elements("a", "b", "é", "日", "\uD7FF", "\U0010FFFF", "🦵"), length)
        select string.Concat(characters);

    private static bool IsUtf8(byte[] bytes) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)).AsSpan().SequenceEqual(bytes);

    private static ColumnStatistics OfDoubles(double[] values) => Chunk(new("x", ParquetType.Double), values).Statistics!;

    private static (double Min, double Max) Doubles(ColumnStatistics statistics) =>
        (BitConverter.ToDouble(statistics.Min), BitConverter.ToDouble(statistics.Max));

    private static ColumnChunk Chunk(ParquetColumn column, ParquetValues values)
    {
        using var reader = new ParquetReader(new MemoryStream(new SampleTable(new ParquetSchema(column), [values]).ToFile()));
        return Assert.Single(Assert.Single(reader.File.RowGroups).Columns);
    }
}
