using System.Globalization;
using CostSim.Parquet.Format;

namespace CostSim.Parquet.Tests;

/// <summary>Files written here, seen by DuckDB and hyparquet; files written by DuckDB, seen here.</summary>
public sealed class OtherReadersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ParquetCompression.None), InlineData(ParquetCompression.Snappy)]
    public void Others_see_the_rows_that_were_written(ParquetCompression compression)
    {
        int[] sizes = [0, 1, 2_000, 30_000];
        var tables = sizes.Select(rows => Finite(rows)).ToList();
        string[] files = [.. tables.Select((table, i) => Save($"{i}.parquet", table.ToFile(
            new ParquetWriterOptions { Compression = compression, PageRows = 700, RowGroupRows = 12_000, CreatedBy = "the test", DictionaryBytes = 20_000 },
            metadata: [new("units", "{\"cost\": \"USD\"}"), new("note", "été 日本")])))];

        var seen = OtherReaders.Read(files);

        foreach (var (table, other) in tables.Zip(seen))
        {
            AssertSame(table, other.DuckDb);
            AssertSame(table, other.Hyparquet);
        }
    }

    [Fact]
    public void Others_see_the_types_that_were_written()
    {
        var file = Save("types.parquet", SampleTable.Random(10, seed: 1).ToFile());

        var seen = Assert.Single(OtherReaders.Read(file));

        Assert.Equal(["INTEGER", "INTEGER", "BIGINT", "BIGINT", "DOUBLE", "DOUBLE", "VARCHAR", "VARCHAR"], seen.DuckDb.Columns.Values.Select(c => c.Type));
        Assert.Equal(SampleTable.AllTypes.Columns.Select(c => c.Name), seen.DuckDb.Columns.Keys);
        Assert.Equal("BYTE_ARRAY STRING OPTIONAL", seen.Hyparquet.Columns["string?"].Type);
        Assert.Equal("INT64 REQUIRED", seen.Hyparquet.Columns["long"].Type);
    }

    [Fact]
    public void DuckDb_reads_every_bit_of_every_value()
    {
        var table = SampleTable.Random(5_000, seed: 3, distinctTexts: 2_000);
        var file = Save("mine.parquet", table.ToFile(new ParquetWriterOptions { PageRows = 999, RowGroupRows = 2_100, DictionaryBytes = 8_000 }));
        var copy = _folder.File("copy.parquet");

        OtherReaders.WriteWithDuckDb(copy, $"SELECT * FROM read_parquet('{file}')");

        Assert.Equal(table.Rows(), SampleTable.RowsOf(File.ReadAllBytes(copy)));
    }

    [Fact]
    public void DuckDb_sees_the_bounds_of_each_row_group()
    {
        double[] x = [.. Enumerable.Range(0, 100).Select(i => i - 60.0)];
        var s = ParquetValues.From(new string?[100].Select((_, i) => i % 10 == 0 ? null : $"text {i:00}").ToArray());
        var table = new SampleTable(new ParquetSchema(new("x", ParquetType.Double), new("s", ParquetType.String, Nullable: true)), [x, s]);
        var file = Save("bounds.parquet", table.ToFile(new ParquetWriterOptions { RowGroupRows = 50 }));

        var chunks = OtherReaders.QueryDuckDb(
            $"SELECT stats_min_value AS lo, stats_max_value AS hi, stats_null_count AS nulls, min_is_exact AS exact FROM parquet_metadata('{file}')");

        Assert.Equal(
            ["-60.0 -11.0 0 true", "text 01 text 49 5 true", "-10.0 39.0 0 true", "text 51 text 99 5 true"],
            chunks.Select(c => $"{c["lo"]} {c["hi"]} {c["nulls"]} {c["exact"]}"));
    }

    [Theory]
    [InlineData("x > 0.999"), InlineData("x = 0"), InlineData("x < -0.5"), InlineData("isnan(x)")]
    [InlineData("s = 'text 7'"), InlineData("s > 'u'"), InlineData("s IS NULL")]
    public void Filters_that_skip_by_bounds_find_the_same_rows(string condition)
    {
        var random = new Random(5);
        double[] x = [.. Enumerable.Range(0, 4_000).Select(i => i % 97 == 0 ? double.NaN : i % 101 == 0 ? -0.0 : random.NextDouble() * (i / 1_000 - 1))];
        string?[] s = [.. Enumerable.Range(0, 4_000).Select(i => i % 5 == 0 ? null : $"text {i / 400}")];
        var table = new SampleTable(new ParquetSchema(new("x", ParquetType.Double), new("s", ParquetType.String, Nullable: true)), [x, s]);
        var file = Save("filter.parquet", table.ToFile(new ParquetWriterOptions { RowGroupRows = 250, PageRows = 50 }));

        var counts = Assert.Single(OtherReaders.QueryDuckDb(
            $"SELECT (SELECT count(*) FROM read_parquet('{file}') WHERE {condition}) AS skipping, " +
            $"(SELECT count(*) FILTER (WHERE {condition}) FROM read_parquet('{file}')) AS scanning"));

        Assert.Equal(counts["scanning"], counts["skipping"]);
    }

    [Fact]
    public void Hyparquet_finds_each_page_and_its_bounds_in_the_page_index()
    {
        var values = ParquetValues.From(
            Enumerable.Range(0, 50).Select(i => i + 1.0).ToArray(), Enumerable.Range(0, 50).Select(i => i is < 10 or >= 20 and not 33).ToArray());
        var table = new SampleTable(new ParquetSchema(new ParquetColumn("x", ParquetType.Double, Nullable: true)), [values]);
        var bytes = table.ToFile(new ParquetWriterOptions { RowGroupRows = 30, PageRows = 10 });

        var pages = OtherReaders.Pages(Save("pages.parquet", bytes));

        Assert.Equal(
            ["0 0 1…10 0 False", "0 10 … 10 True", "0 20 21…30 0 False", "1 0 31…40 1 False", "1 10 41…50 0 False"],
            pages.Select(p => $"{p.RowGroup} {p.FirstRow} {(p.IsNull == true ? "…" : $"{p.Min}…{p.Max}")} {p.Nulls} {p.IsNull}"));
        Assert.Equal(
            FilePages.Of(bytes).Select(page => page.Start + page.Header.CompressedSize), pages.Select(page => (int)page.Offset + page.Size));
    }

    [Theory]
    [InlineData("")]
    [InlineData("COMPRESSION uncompressed")]
    [InlineData("DICTIONARY_SIZE_LIMIT 100000, ROW_GROUP_SIZE 2048")]
    [InlineData("DICTIONARY_SIZE_LIMIT 1")]
    public void What_DuckDb_writes_is_read(string options)
    {
        const string Sql = """
            SELECT range::INTEGER AS i, range % 9 AS few, IF(range % 3 = 0, NULL, range * 1000000007) AS b, range * 0.25::DOUBLE AS d,
                   IF(range % 10 = 0, NULL, 'text ' || (range % 50)) AS s, (range / 4)::FLOAT AS f, NULL::INTEGER AS nothing
            FROM range(10000)
            """;
        var file = _folder.File("duckdb.parquet");

        OtherReaders.WriteWithDuckDb(file, Sql, options);

        string[] expected = [.. Enumerable.Range(0, 10_000).Select(i => string.Join('|',
            $"{i}", $"{i % 9}", i % 3 == 0 ? "null" : $"{i * 1_000_000_007L}", Bits(i * 0.25),
            i % 10 == 0 ? "null" : $"'text {i % 50}'", Bits((float)(i / 4.0)), "null"))];
        Assert.Equal(expected, SampleTable.RowsOf(File.ReadAllBytes(file)));

        static string Bits(double value) => $"{BitConverter.DoubleToInt64Bits(value):x}";
    }

    [Theory]
    [InlineData("SNAPPY"), InlineData("UNCOMPRESSED")]
    public void What_hyparquet_writes_in_pages_of_version_2_is_read(string codec)
    {
        var file = _folder.File("version2.parquet");
        var rows = Enumerable.Range(0, 3_000).ToList();
        object Column<T>(string name, string type, bool nullable, Func<int, T> value) => new { name, type, nullable, data = rows.Select(value) };

        OtherReaders.WriteWithHyparquet(file, new
        {
            codec,
            pageSize = 4_000,
            rowGroupSize = 1_300,
            columnData = new[]
            {
                Column("i", "INT32", nullable: false, row => row * 7919 % 100_003),
                Column("few", "INT64", nullable: true, row => row % 4 == 0 ? default(int?) : row % 11),
                Column("d", "DOUBLE", nullable: true, row => row % 3 == 0 ? default(double?) : row / 8.0),
                Column("s", "STRING", nullable: true, row => row % 5 == 0 ? null : $"text {row % 20}"),
                Column("nothing", "DOUBLE", nullable: true, _ => default(double?)),
            },
        });

        using var reader = new ParquetReader(File.OpenRead(file));
        Assert.Contains(FilePages.Of(File.ReadAllBytes(file)), page => page.Header.Kind == PageKind.DataV2);
        Assert.Equal(
            rows.Select(row => string.Join('|', $"{row * 7919 % 100_003}", row % 4 == 0 ? "null" : $"{row % 11}",
                row % 3 == 0 ? "null" : $"{BitConverter.DoubleToInt64Bits(row / 8.0):x}", row % 5 == 0 ? "null" : $"'text {row % 20}'", "null")),
            SampleTable.RowsOf(reader));
    }

    [Fact]
    public void A_column_of_another_type_says_so_and_leaves_the_others_readable()
    {
        var file = _folder.File("mixed.parquet");
        OtherReaders.WriteWithDuckDb(file, "SELECT 1 AS n, DATE '2020-01-01' AS day, 1.5 AS price, true AS yes, 4::UINTEGER AS u");

        using var reader = new ParquetReader(File.OpenRead(file));

        Assert.Equal("n", Assert.Single(reader.Schema.Columns).Name);
        Assert.Equal(4, reader.Obstacles.Count());
        Assert.Equal([1], reader.ReadColumn(0, "n").Int32s.ToArray());
        Assert.Contains("'day' is of type Int32 (Date)", Assert.Throws<ParquetException>(() => reader.ReadColumn(0, "day")).Message);
    }

    [Theory]
    [InlineData("SELECT [1, 2] AS l", "", "'l' is nested")]
    [InlineData("SELECT range AS x FROM range(1000)", "COMPRESSION zstd", "compressed with Zstd")]
    [InlineData("SELECT range AS x FROM range(1000)", "PARQUET_VERSION 'V2'", "encoded as DeltaBinaryPacked")]
    public void What_is_not_read_is_refused_by_its_name(string sql, string options, string message)
    {
        var file = _folder.File("other.parquet");
        OtherReaders.WriteWithDuckDb(file, sql, options);

        var refusal = Assert.Throws<ParquetException>(() => SampleTable.RowsOf(File.ReadAllBytes(file)));

        Assert.Contains(message, refusal.Message);
    }

    /// <summary>Without infinities and NaN, whose sums and order differ between readers by design.</summary>
    private static SampleTable Finite(int rows)
    {
        var table = SampleTable.Random(rows, seed: 9, distinctTexts: 5_000);
        double[] Replace(ParquetValues column) => [.. column.Doubles.ToArray().Select(x => Math.Abs(x) <= 100 ? x : 1.25)];
        table.Columns[4] = Replace(table.Columns[4]);
        table.Columns[5] = ParquetValues.From(Replace(table.Columns[5]), table.Columns[5].Validity);
        return table;
    }

    private static void AssertSame(SampleTable table, OtherReaders.Table other)
    {
        Assert.Equal(table.RowCount, other.Rows);
        Assert.Equal((table.RowCount + 11_999) / 12_000, other.RowGroups);
        Assert.Equal("the test", other.CreatedBy);
        Assert.Equal("{\"cost\": \"USD\"}", other.Metadata["units"]);
        Assert.Equal("été 日本", other.Metadata["note"]);
        foreach (var (column, values) in table.Schema.Columns.Zip(table.Columns))
        {
            var seen = other.Columns[column.Name];
            var present = Enumerable.Range(0, table.RowCount).Where(row => !values.IsNull(row)).ToList();
            Assert.Equal(table.RowCount - present.Count, seen.Nulls);
            if (present.Count == 0 || column.Type == ParquetType.String)
                continue;
            double Value(int row) => column.Type switch
            {
                ParquetType.Int32 => values.Int32s.Span[row],
                ParquetType.Int64 => values.Int64s.Span[row],
                _ => values.Doubles.Span[row],
            };
            Assert.Equal(present.Min(Value), Number(seen.Min));
            Assert.Equal(present.Max(Value), Number(seen.Max));
            var sum = present.Sum(Value);
            Assert.InRange(Number(seen.Sum), sum - Math.Abs(sum) * 1e-9 - 1e-9, sum + Math.Abs(sum) * 1e-9 + 1e-9);
        }

        static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);
    }

    private string Save(string name, byte[] file)
    {
        var path = _folder.File(name);
        File.WriteAllBytes(path, file);
        return path;
    }
}
