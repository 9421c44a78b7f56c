using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Parquet.Tests;

public sealed class RoundTripTests
{
    private static readonly ParquetWriterOptions s_small = new() { PageRows = 10, RowGroupRows = 35 };

    [Theory]
    [InlineData(0), InlineData(1), InlineData(9), InlineData(10), InlineData(11), InlineData(34)]
    [InlineData(35), InlineData(36), InlineData(70), InlineData(1000)]
    public void What_is_written_is_read_around_the_ends_of_pages_and_row_groups(int rows)
    {
        var table = SampleTable.Random(rows, seed: rows);

        var file = table.ToFile(s_small);

        Assert.Equal(table.Rows(), SampleTable.RowsOf(file));
        using var reader = new ParquetReader(new MemoryStream(file));
        Assert.Equal(rows, reader.RowCount);
        Assert.Equal((rows + 34) / 35, reader.RowGroupRows.Count);
        Assert.Equal(SampleTable.AllTypes.Columns, reader.Schema.Columns);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(9), InlineData(10), InlineData(11), InlineData(20), InlineData(33), InlineData(34), InlineData(35), InlineData(90)]
    public void The_first_rows_of_a_column_are_those_of_the_whole_column(int most)
    {
        using var reader = new ParquetReader(new MemoryStream(SampleTable.Random(34, seed: 5, nullShare: 0.3).ToFile(s_small)));

        for (var column = 0; column < reader.Schema.Columns.Count; column++)
        {
            var (whole, first) = (reader.ReadColumn(0, column), reader.ReadColumn(0, column, most));

            Assert.Equal(Math.Min(most, 34), first.Count);
            Assert.Equal(Rows(whole).Take(most), Rows(first));
        }

        static IEnumerable<string> Rows(ParquetValues values) => Enumerable.Range(0, values.Count).Select(row => values.IsNull(row) ? "null" : values.Type switch
        {
            ParquetType.Int32 => $"{values.Int32s.Span[row]}",
            ParquetType.Int64 => $"{values.Int64s.Span[row]}",
            ParquetType.Double => $"{values.Doubles.Span[row]:R}",
            _ => $"'{values.Strings.Span[row]}'",
        });
    }

    [Fact]
    public void What_is_written_is_read_for_any_size_layout_and_batches() =>
        Prop.ForAll(Layouts(), layout =>
        {
            var table = SampleTable.Random(layout.Rows, layout.Seed, layout.NullShare, distinctTexts: 40);
            return table.Rows().SequenceEqual(SampleTable.RowsOf(table.ToFile(layout.Options, layout.Batches)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(1UL, 3UL));

    [Fact]
    public void The_bytes_do_not_depend_on_the_batches() =>
        Prop.ForAll(Layouts(), layout =>
        {
            var table = SampleTable.Random(layout.Rows, layout.Seed, layout.NullShare, distinctTexts: 40);
            return table.ToFile(layout.Options).AsSpan().SequenceEqual(table.ToFile(layout.Options, layout.Batches));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(1UL, 3UL));

    [Theory]
    [InlineData(0), InlineData(20), InlineData(1_000), InlineData(1_000_000)]
    public void Texts_are_read_whether_the_dictionary_holds_them_all_some_or_none(int dictionaryBytes)
    {
        string?[] texts = [.. Enumerable.Range(0, 5_000).Select(i => i % 7 == 0 ? null : $"text {i % 300}")];
        var table = new SampleTable(new ParquetSchema(new ParquetColumn("text", ParquetType.String, Nullable: true)), [texts]);

        var file = table.ToFile(new ParquetWriterOptions { DictionaryBytes = dictionaryBytes, PageRows = 512 });

        Assert.Equal(table.Rows(), SampleTable.RowsOf(file));
    }

    [Fact]
    public void Long_texts_close_their_page_before_its_rows_are_full()
    {
        string?[] texts = [.. Enumerable.Range(0, 40).Select(i => new string((char)('a' + i % 26), 100_000 + i))];
        var table = new SampleTable(new ParquetSchema(new ParquetColumn("text", ParquetType.String)), [texts]);

        var file = table.ToFile(new ParquetWriterOptions { Compression = ParquetCompression.None, DictionaryBytes = 0 });

        Assert.Equal(table.Rows(), SampleTable.RowsOf(file));
        Assert.All(FilePages.Of(file).Where(page => page.Header.ValueCount < 40), page => Assert.InRange(page.Header.UncompressedSize, 1, 1_200_000));
        Assert.True(FilePages.Of(file).Count > 3);
    }

    [Fact]
    public void A_row_group_ends_when_its_bytes_are_full()
    {
        var table = new SampleTable(new ParquetSchema(new ParquetColumn("x", ParquetType.Double)), [new double[10_000]]);

        var file = table.ToFile(new ParquetWriterOptions { RowGroupBytes = 8 * 3_000, Compression = ParquetCompression.None });

        using var reader = new ParquetReader(new MemoryStream(file));
        Assert.Equal([3072, 3072, 3072, 784], reader.RowGroupRows);
        Assert.Equal(table.Rows(), SampleTable.RowsOf(reader));
    }

    [Fact]
    public void Metadata_and_author_are_kept()
    {
        KeyValuePair<string, string>[] metadata = [new("units", "{\"cost\": \"USD 2024\"}"), new("empty", ""), new("été", "日本")];

        var file = SampleTable.Random(3, seed: 1).ToFile(new ParquetWriterOptions { CreatedBy = "the test" }, metadata: metadata);

        using var reader = new ParquetReader(new MemoryStream(file));
        Assert.Equal(metadata, reader.Metadata);
        Assert.Equal("the test", reader.CreatedBy);
    }

    private static Arbitrary<Layout> Layouts() => (
        from rows in Gen.Choose(0, 3_000)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from nullShare in Gen.Elements(0.0, 0.01, 0.5, 1.0)
        from pageRows in Gen.Choose(1, 400)
        from groupRows in Gen.Choose(1, 2_500)
        from compression in Gen.Elements(ParquetCompression.None, ParquetCompression.Snappy)
        from dictionaryBytes in Gen.Elements(0, 100, 500, 1 << 20)
        from batches in Gen.ArrayOf(Gen.Choose(1, 700))
        select new Layout(rows, seed, nullShare, batches.Length == 0 ? [rows + 1] : batches, new ParquetWriterOptions
        {
            PageRows = pageRows,
            RowGroupRows = groupRows,
            Compression = compression,
            DictionaryBytes = dictionaryBytes,
        })).ToArbitrary();

    private sealed record Layout(int Rows, int Seed, double NullShare, int[] Batches, ParquetWriterOptions Options);
}
