namespace CostSim.Parquet.Tests;

public sealed class ParquetWriterTests
{
    private static readonly ParquetSchema s_schema = new(new("n", ParquetType.Int32), new("s", ParquetType.String));

    [Fact]
    public void A_file_that_was_not_finished_is_no_file()
    {
        using var stream = new MemoryStream();
        using (var writer = new ParquetWriter(stream, s_schema, leaveOpen: true))
            writer.Write(new int[300_000], Enumerable.Repeat("x", 300_000).ToArray());

        var refusal = Assert.Throws<ParquetException>(() => SampleTable.RowsOf(stream.ToArray()));

        Assert.Contains("cut off", refusal.Message);
    }

    [Fact]
    public void Batches_that_do_not_fit_the_table_are_refused_and_change_nothing()
    {
        using var stream = new MemoryStream();
        using var writer = new ParquetWriter(stream, s_schema, leaveOpen: true);

        Assert.Contains("1 columns", Assert.Throws<ArgumentException>(() => writer.Write(new[] { 1 })).Message);
        Assert.Contains("'n' holds Int32", Assert.Throws<ArgumentException>(() => writer.Write(new[] { 1.0 }, new[] { "a" })).Message);
        Assert.Contains("'s' is given 2 rows", Assert.Throws<ArgumentException>(() => writer.Write(new[] { 1 }, new[] { "a", "b" })).Message);
        Assert.Contains("'s' is not nullable", Assert.Throws<ArgumentException>(() => writer.Write(new[] { 1 }, new string?[] { null })).Message);
        writer.Write(new[] { 1 }, new[] { "a" });
        writer.Finish();

        Assert.Equal(["1|'a'"], SampleTable.RowsOf(stream.ToArray()));
    }

    [Fact]
    public void A_text_that_cannot_be_written_stops_the_file_for_good()
    {
        foreach (var (text, message) in new[] { ("half a pair \uD83E", "surrogate"), (new string('x', 1_100_000), "longer than") })
        {
            using var writer = new ParquetWriter(new MemoryStream(), s_schema);

            var refusal = Assert.Throws<ArgumentException>(() => writer.Write(new[] { 1 }, new[] { text }));

            Assert.Contains(message, refusal.Message);
            Assert.Throws<InvalidOperationException>(writer.Finish);
        }
    }

    [Fact]
    public void A_stream_that_fails_stops_the_file_for_good()
    {
        using var writer = new ParquetWriter(new FullDisk(bytes: 1_000), s_schema, options: new() { RowGroupRows = 10 });
        string[] texts = [.. Enumerable.Range(0, 1_000).Select(i => $"{i}")];

        Assert.Throws<IOException>(() => writer.Write(new int[1_000], texts));

        Assert.Throws<InvalidOperationException>(writer.Finish);
        Assert.Throws<InvalidOperationException>(() => writer.Write(new int[1_000], texts));
    }

    [Fact]
    public void Nothing_is_taken_after_the_end()
    {
        var writer = new ParquetWriter(new MemoryStream(), s_schema);
        writer.Finish();

        Assert.Throws<InvalidOperationException>(() => writer.Write(new[] { 1 }, new[] { "a" }));
        Assert.Throws<InvalidOperationException>(writer.Finish);
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(writer.Finish);
    }

    [Fact]
    public void Schemas_and_options_that_make_no_sense_are_refused()
    {
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => new ParquetSchema(new("a", ParquetType.Int32), new("a", ParquetType.Double))).Message);
        Assert.Throws<ArgumentException>(() => new ParquetSchema(new ParquetColumn("", ParquetType.Int32)));
        Assert.Throws<ArgumentException>(() => new ParquetWriter(Stream.Null, new ParquetSchema()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriter(Stream.Null, s_schema, options: new() { PageRows = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriter(Stream.Null, s_schema, options: new() { PageRows = 131_073 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParquetWriter(Stream.Null, s_schema, options: new() { RowGroupRows = 0 }));
        Assert.Throws<ArgumentException>(() => ParquetValues.From(new int[3], new bool[2]));
    }

    private sealed class FullDisk(int bytes) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Position + buffer.Length > bytes)
                throw new IOException("No space left on device.");
            base.Write(buffer);
        }
    }
}
