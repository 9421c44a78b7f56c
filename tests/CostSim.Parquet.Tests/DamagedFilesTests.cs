using CostSim.Parquet.Format;

namespace CostSim.Parquet.Tests;

/// <summary>Whatever the bytes are: the rows, or a <see cref="ParquetException"/>; soon, and in bounded memory.</summary>
public sealed class DamagedFilesTests
{
    /// <summary>More than any file here needs; a hostile length that is believed takes far more.</summary>
    private const long MostBytes = 64 * 1024 * 1024;

    [Theory]
    [InlineData("snappy"), InlineData("plain"), InlineData("two groups"), InlineData("duckdb"), InlineData("version 2")]
    public void Every_truncation_is_refused(string name)
    {
        var file = Sample(name);

        for (var length = 0; length < file.Length; length++)
            Assert.Throws<ParquetException>(() => SampleTable.RowsOf(file[..length]));
    }

    [Theory]
    [InlineData("snappy"), InlineData("plain"), InlineData("two groups"), InlineData("duckdb"), InlineData("version 2")]
    public void Flipped_bytes_give_rows_or_a_refusal(string name)
    {
        var file = Sample(name);
        var random = new Random(20_260_101);

        for (var trial = 0; trial < 6_000; trial++)
        {
            var damaged = (byte[])file.Clone();
            for (var flips = random.Next(1, 5); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            ReadOrRefuse(damaged, $"{name}, trial {trial}");
        }
    }

    [Theory]
    [InlineData("snappy"), InlineData("plain"), InlineData("two groups"), InlineData("duckdb"), InlineData("version 2")]
    public void Extreme_numbers_in_the_footer_give_rows_or_a_refusal(string name)
    {
        var file = Sample(name);
        var footer = file.Length - FileLayout.TailBytes - BitConverter.ToInt32(file, file.Length - FileLayout.TailBytes);
        byte[][] numbers =
        [
            [0xFE, 0xFF, 0xFF, 0xFF, 0x0F],   // the greatest of 32 bits, then the least, the greatest of 64, and -1
            [0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
            [0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
            [0x01],
        ];

        for (var position = footer; position < file.Length - FileLayout.TailBytes; position++)
        {
            foreach (var number in numbers)
            {
                byte[] damaged = [.. file[..position], .. number, .. file[(position + 1)..]];
                BitConverter.TryWriteBytes(damaged.AsSpan(damaged.Length - FileLayout.TailBytes), damaged.Length - FileLayout.TailBytes - footer);
                ReadOrRefuse(damaged, $"{name}, byte {position}");
            }
        }
    }

    [Fact]
    public void Noise_is_refused()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var noise = new byte[random.Next(400)];
            random.NextBytes(noise);
            Assert.Throws<ParquetException>(() => SampleTable.RowsOf(noise));

            // As a footer that is found, too.
            byte[] file = [.. FileLayout.Magic, .. noise, .. BitConverter.GetBytes(noise.Length), .. FileLayout.Magic];
            ReadOrRefuse(file, $"trial {trial}");
        }
    }

    [Fact]
    public void A_row_group_of_more_rows_than_allowed_is_refused()
    {
        var file = SampleTable.Random(101, seed: 1).ToFile();

        var refusal = Assert.Throws<ParquetException>(() => new ParquetReader(new MemoryStream(file), mostRowGroupRows: 100));

        Assert.Contains("101 rows; at most 100", refusal.Message);
        using var reader = new ParquetReader(new MemoryStream(file), mostRowGroupRows: 101);
        Assert.Equal(101, reader.RowCount);
    }

    [Fact]
    public void An_encrypted_file_is_refused_as_such()
    {
        byte[] file = [.. FileLayout.EncryptedMagic, .. new byte[20], .. FileLayout.EncryptedMagic];

        Assert.Contains("encrypted", Assert.Throws<ParquetException>(() => SampleTable.RowsOf(file)).Message);
    }

    [Fact]
    public void A_damaged_page_names_its_column_and_row_group()
    {
        var table = new SampleTable(new ParquetSchema(new ParquetColumn("cost", ParquetType.Double)), [new double[20]]);
        var file = table.ToFile(new ParquetWriterOptions { RowGroupRows = 10 });
        using var intact = new ParquetReader(new MemoryStream(file));
        file[intact.File.RowGroups[1].Columns[0].DataPageOffset] ^= 0xFF;

        using var reader = new ParquetReader(new MemoryStream(file));

        Assert.Equal(10, reader.ReadColumn(0, "cost").Count);
        Assert.StartsWith("Column 'cost', row group 1: ", Assert.Throws<ParquetException>(() => reader.ReadColumn(1, "cost")).Message);
    }

    private static void ReadOrRefuse(byte[] file, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            SampleTable.RowsOf(file);
        }
        catch (ParquetException)
        {
            // Refused: as good as read.
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}");
        }
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < MostBytes, $"{what}: too much memory.");
    }

    private static byte[] Sample(string name)
    {
        var options = new ParquetWriterOptions { PageRows = 16, RowGroupRows = name == "two groups" ? 20 : 1000, DictionaryBytes = 60 };
        return name switch
        {
            "duckdb" => DuckDbFile(),
            "version 2" => HyparquetFile(),
            "plain" => SampleTable.Random(30, seed: 1).ToFile(options with { Compression = ParquetCompression.None }),
            _ => SampleTable.Random(30, seed: 2).ToFile(options),
        };
    }

    private static byte[] DuckDbFile()
    {
        using var folder = new TemporaryFolder();
        OtherReaders.WriteWithDuckDb(folder.File("duckdb.parquet"), """
            SELECT range::INTEGER AS i, range % 3 AS few, IF(range % 3 = 0, NULL, range * 1000000007) AS b,
                   (range % 4) * 0.25::DOUBLE AS d, IF(range % 10 = 0, NULL, 'text ' || (range % 5)) AS s
            FROM range(40)
            """);
        return File.ReadAllBytes(folder.File("duckdb.parquet"));
    }

    private static byte[] HyparquetFile()
    {
        using var folder = new TemporaryFolder();
        OtherReaders.WriteWithHyparquet(folder.File("v2.parquet"), new
        {
            pageSize = 100,
            columnData = new object[]
            {
                new { name = "i", type = "INT32", nullable = false, data = Enumerable.Range(0, 40) },
                new { name = "d", type = "DOUBLE", nullable = true, data = Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? default(double?) : i / 8.0) },
                new { name = "s", type = "STRING", nullable = true, data = Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? null : $"text {i % 4}") },
            },
        });
        return File.ReadAllBytes(folder.File("v2.parquet"));
    }
}
