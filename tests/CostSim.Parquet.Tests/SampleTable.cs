namespace CostSim.Parquet.Tests;

/// <summary>A table in memory, for round trips.</summary>
internal sealed record SampleTable(ParquetSchema Schema, ParquetValues[] Columns)
{
    public static readonly ParquetSchema AllTypes = new(
        new("int", ParquetType.Int32),
        new("int?", ParquetType.Int32, Nullable: true),
        new("long", ParquetType.Int64),
        new("long?", ParquetType.Int64, Nullable: true),
        new("double", ParquetType.Double),
        new("double?", ParquetType.Double, Nullable: true),
        new("string", ParquetType.String),
        new("string?", ParquetType.String, Nullable: true));

    private static readonly double[] s_doubles =
        [0.0, -0.0, 1.5, -2.25, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, double.MaxValue, double.MinValue];

    private static readonly string[] s_texts = ["", "a", "zebra", "été", "日本", "🦵", "\0", "￿", "a\nb", new('x', 100)];

    public int RowCount => Columns[0].Count;

    /// <summary>Every type, with and without nulls, edge values among random ones.</summary>
    /// <param name="distinctTexts">About how many texts a column holds besides the edge values.</param>
    public static SampleTable Random(int rows, int seed, double nullShare = 0.3, int distinctTexts = 5)
    {
        var random = new Random(seed);
        T[] Column<T>(Func<T> next) => [.. Enumerable.Range(0, rows).Select(_ => next())];
        bool[] Validity() => Column(() => random.NextDouble() >= nullShare);
        int Int() => random.Next(8) switch { 0 => int.MinValue, 1 => int.MaxValue, 2 => 0, _ => random.Next(-1000, 1000) };
        long Long() => random.Next(8) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => random.NextInt64(-1L << 40, 1L << 40) };
        double Double() => random.Next(3) == 0 ? s_doubles[random.Next(s_doubles.Length)] : random.NextDouble();
        string Text() => random.Next(3) == 0 ? s_texts[random.Next(s_texts.Length)] : $"text {random.Next(distinctTexts)}";

        return new SampleTable(AllTypes, [
            Column(Int), ParquetValues.From(Column(Int), Validity()),
            Column(Long), ParquetValues.From(Column(Long), Validity()),
            Column(Double), ParquetValues.From(Column(Double), Validity()),
            Column<string?>(Text), Column<string?>(() => random.NextDouble() < nullShare ? null : Text()),
        ]);
    }

    /// <summary>Rows <paramref name="start"/> … as a batch.</summary>
    public ParquetValues[] Slice(int start, int count) => Array.ConvertAll(Columns, column =>
    {
        var validity = column.Validity.IsEmpty ? default : column.Validity.Slice(start, count);
        return column.Type switch
        {
            ParquetType.Int32 => ParquetValues.From(column.Int32s.Slice(start, count), validity),
            ParquetType.Int64 => ParquetValues.From(column.Int64s.Slice(start, count), validity),
            ParquetType.Double => ParquetValues.From(column.Doubles.Slice(start, count), validity),
            _ => ParquetValues.From(column.Strings.Slice(start, count)),
        };
    });

    /// <summary>The file, written in batches of the given numbers of rows, over and over; null for one batch.</summary>
    public byte[] ToFile(ParquetWriterOptions? options = null, int[]? batches = null, IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new ParquetWriter(stream, Schema, metadata, options, leaveOpen: true))
        {
            for (var (start, batch) = (0, 0); start < RowCount; batch++)
            {
                var count = Math.Min(batches is null ? RowCount : batches[batch % batches.Length], RowCount - start);
                writer.Write(Slice(start, count));
                start += count;
            }
            writer.Finish();
        }
        return stream.ToArray();
    }

    /// <summary>Every value of every row as text that tells all of its bits.</summary>
    public string[] Rows() => [.. Enumerable.Range(0, RowCount).Select(row => string.Join('|', Columns.Select(column => Cell(column, row))))];

    /// <summary>The same of a file.</summary>
    public static string[] RowsOf(ParquetReader reader) =>
        [.. Enumerable.Range(0, reader.RowGroupRows.Count).SelectMany(group => GroupOf(reader, group).Rows())];

    public static string[] RowsOf(byte[] file)
    {
        using var reader = new ParquetReader(new MemoryStream(file));
        return RowsOf(reader);
    }

    private static SampleTable GroupOf(ParquetReader reader, int group) =>
        new(reader.Schema, [.. reader.Schema.Columns.Select((_, column) => reader.ReadColumn(group, column))]);

    private static string Cell(ParquetValues column, int row) => column.IsNull(row) ? "null" : column.Type switch
    {
        ParquetType.Int32 => $"{column.Int32s.Span[row]}",
        ParquetType.Int64 => $"{column.Int64s.Span[row]}",
        ParquetType.Double => $"{BitConverter.DoubleToInt64Bits(column.Doubles.Span[row]):x}",
        _ => $"'{column.Strings.Span[row]}'",
    };
}
