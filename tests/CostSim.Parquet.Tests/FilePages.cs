using CostSim.Parquet.Format;
using CostSim.Parquet.Reading;

namespace CostSim.Parquet.Tests;

/// <summary>The data pages of a file, in the order of row groups, columns and rows; they start where they do in the file.</summary>
internal static class FilePages
{
    public static IReadOnlyList<ChunkPage> Of(byte[] file)
    {
        using var reader = new ParquetReader(new MemoryStream(file));
        return [.. reader.File.RowGroups.SelectMany(group => group.Columns).SelectMany(chunk => Of(file, chunk))];
    }

    private static IEnumerable<ChunkPage> Of(byte[] file, ColumnChunk chunk)
    {
        var start = (int)FooterReader.StartOf(chunk);
        var pages = ChunkPages.Find(file.AsSpan(start, (int)chunk.CompressedSize), (int)chunk.ValueCount);
        return pages.Data.Select(page => page with { Start = start + page.Start });
    }
}
