using System.Buffers;

namespace CostSim.Parquet.Format;

/// <summary>A data page as the page index lists it.</summary>
/// <param name="Offset">Of its header, from the start of the file.</param>
/// <param name="Size">Bytes in the file, header included.</param>
/// <param name="FirstRow">From the start of the row group.</param>
/// <param name="RowCount">Rows, nulls included.</param>
/// <param name="Statistics">Of its values.</param>
internal readonly record struct PageEntry(long Offset, int Size, long FirstRow, int RowCount, ColumnStatistics Statistics);

/// <summary>The two tables per column chunk from which readers choose pages: bounds and null counts, and places.</summary>
internal static class PageIndex
{
    /// <summary>The bounds of each page; null where a page has values and no bounds (NaN), which the table cannot say.</summary>
    public static byte[]? Bounds(IReadOnlyCollection<PageEntry> pages)
    {
        if (pages.Any(page => page.Statistics.Min is null && page.Statistics.NullCount < page.RowCount))
            return null;
        return Serialize(pages, static (thrift, pages) =>
        {
            thrift.List(1, ThriftType.True, pages, static (list, page) => list.BoolElement(page.Statistics.Min is null));
            thrift.List(2, ThriftType.Binary, pages, static (list, page) => list.Binary(page.Statistics.Min));
            thrift.List(3, ThriftType.Binary, pages, static (list, page) => list.Binary(page.Statistics.Max));
            thrift.Int32(4, 0);   // the bounds are in no promised order
            thrift.List(5, ThriftType.Int64, pages, static (list, page) => list.ZigZag(page.Statistics.NullCount ?? 0));
        });
    }

    public static byte[] Places(IReadOnlyCollection<PageEntry> pages) => Serialize(pages, static (thrift, pages) =>
        thrift.List(1, ThriftType.Struct, pages, static (list, page) => list.Element(page, static (place, page) =>
        {
            place.Int64(1, page.Offset);
            place.Int32(2, page.Size);
            place.Int64(3, page.FirstRow);
        })));

    private static byte[] Serialize(IReadOnlyCollection<PageEntry> pages, Action<ThriftWriter, IReadOnlyCollection<PageEntry>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new ThriftWriter(buffer).Element(pages, write);
        return buffer.WrittenSpan.ToArray();
    }
}
