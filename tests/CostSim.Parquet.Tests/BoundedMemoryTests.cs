namespace CostSim.Parquet.Tests;

/// <summary>Alone, since what other tests hold would be counted too.</summary>
[CollectionDefinition(nameof(BoundedMemoryTests), DisableParallelization = true)]
[Collection(nameof(BoundedMemoryTests))]
public sealed class BoundedMemoryTests
{
    [Theory]
    [InlineData(ParquetCompression.None), InlineData(ParquetCompression.Snappy)]
    public void Memory_does_not_grow_with_the_rows(ParquetCompression compression)
    {
        const int BatchRows = 50_000;
        var schema = new ParquetSchema(
            new("strategy", ParquetType.String), new("draw", ParquetType.Int64), new("cost", ParquetType.Double), new("id", ParquetType.String));
        var random = new Random(7);
        double[] costs = [.. Enumerable.Range(0, BatchRows).Select(_ => random.NextDouble())];
        string[] strategies = [.. Enumerable.Range(0, BatchRows).Select(i => $"strategy {i % 8}")];
        var (draws, ids) = (new long[BatchRows], new string[BatchRows]);
        using var writer = new ParquetWriter(Stream.Null, schema, options: new() { Compression = compression });

        var heldAfter = new List<long>();
        for (var batch = 0; batch < 100; batch++)
        {
            for (var i = 0; i < BatchRows; i++)
                (draws[i], ids[i]) = ((long)batch * BatchRows + i, $"{batch}/{i}");
            writer.Write(strategies, draws, costs, ids);
            if (batch is 19 or 99)   // 1 and 5 million rows; a row group is 131,072
                heldAfter.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
        writer.Finish();

        Assert.Equal(5_000_000, writer.RowCount);
        Assert.InRange(heldAfter[1] - heldAfter[0], long.MinValue, 8 * 1024 * 1024);
    }
}
