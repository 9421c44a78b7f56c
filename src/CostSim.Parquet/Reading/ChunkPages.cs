using CostSim.Parquet.Format;

namespace CostSim.Parquet.Reading;

/// <summary>A page within the bytes of its column chunk.</summary>
/// <param name="Header">What it says of itself.</param>
/// <param name="Start">Of the bytes that follow the header.</param>
internal readonly record struct ChunkPage(PageHeader Header, int Start)
{
    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> chunk) => chunk.Slice(Start, Header.CompressedSize);
}

/// <summary>The pages of a column chunk: found by their headers before any value is decoded or memory taken for it.</summary>
/// <param name="Dictionary">Null if there is none.</param>
/// <param name="Data">In the order of their rows; together as many rows as the row group.</param>
internal sealed record ChunkPages(ChunkPage? Dictionary, IReadOnlyList<ChunkPage> Data)
{
    /// <exception cref="ParquetException">The pages overrun the chunk, or have more or fewer rows than <paramref name="rowCount"/>.</exception>
    public static ChunkPages Find(ReadOnlySpan<byte> chunk, int rowCount)
    {
        ChunkPage? dictionary = null;
        List<ChunkPage> data = [];
        var (position, rows) = (0, 0L);
        while (rows < rowCount)
        {
            if (position >= chunk.Length)
                throw new ParquetException($"The pages end after {rows} of {rowCount} rows.");
            var thrift = new ThriftReader(chunk[position..]);
            var header = PageHeader.Read(ref thrift);
            position += thrift.Position;
            if (header.CompressedSize > chunk.Length - position)
                throw new ParquetException($"A page of {header.CompressedSize} bytes stands where {chunk.Length - position} are left.");

            var page = new ChunkPage(header, position);
            position += header.CompressedSize;
            switch (header.Kind)
            {
                case PageKind.Data or PageKind.DataV2:
                    data.Add(page);
                    rows += header.ValueCount;
                    break;
                case PageKind.Dictionary when dictionary is null && data.Count == 0:
                    dictionary = page;
                    break;
                case PageKind.Dictionary:
                    throw new ParquetException("A dictionary page is not the first page, or not the only one.");
                default:
                    break;   // kinds to come may be passed over, as the format says
            }
        }
        return rows == rowCount ? new ChunkPages(dictionary, data) : throw new ParquetException($"The pages have {rows} rows where {rowCount} are expected.");
    }
}
