using System.Buffers;
using System.Buffers.Binary;
using CostSim.Parquet.Encodings;
using CostSim.Parquet.Format;

namespace CostSim.Parquet.Writing;

/// <summary>Gathers one column of a row group as finished pages, and puts them into the file when the row group is full.</summary>
internal abstract class ColumnChunkWriter(ParquetColumn column, ParquetWriterOptions options, PageBuffers buffers)
{
    private readonly Codec _codec = PageCompression.CodecOf(options.Compression);
    private readonly ArrayBufferWriter<byte> _pages = new();
    private readonly List<PageEntry> _entries = [];   // their offsets count from the first data page until the chunk is in the file
    private readonly SortedSet<PageEncoding> _encodings = [];
    private readonly int[] _levels = column.Nullable ? new int[options.PageRows] : [];
    private long _uncompressedSize;
    private long _rowCount;

    /// <summary>Bytes that wait for the row group to end; the same for the same rows, in whatever batches they came.</summary>
    public long BufferedBytes => _pages.WrittenCount + PendingBytes;

    protected string ColumnName => column.Name;

    protected int PageRows => options.PageRows;

    /// <summary>Rows of the page that is not closed yet.</summary>
    protected int PageRowCount { get; private set; }

    protected abstract PhysicalType PhysicalType { get; }

    /// <summary>Bytes held apart from closed pages.</summary>
    protected abstract long PendingBytes { get; }

    public static ColumnChunkWriter Create(ParquetColumn column, ParquetWriterOptions options, PageBuffers buffers) => column.Type switch
    {
        ParquetType.Int32 => new NumberChunkWriter<int>(PhysicalType.Int32, column, options, buffers),
        ParquetType.Int64 => new NumberChunkWriter<long>(PhysicalType.Int64, column, options, buffers),
        ParquetType.Double => new NumberChunkWriter<double>(PhysicalType.Double, column, options, buffers),
        _ => new TextChunkWriter(column, options, buffers),
    };

    /// <summary>Adds rows <paramref name="start"/> … of values that have been checked to be of the column's type and nullability.</summary>
    public abstract void Append(ParquetValues values, int start, int count);

    /// <summary>Writes the chunk and begins the next.</summary>
    public WrittenChunk Flush(FileOutput output)
    {
        if (PageRowCount > 0)
            ClosePage();
        var statistics = TakeChunkStatistics(_entries.Sum(page => page.Statistics.NullCount ?? 0));
        var start = output.Position;
        WriteDictionary(output);
        var dataStart = output.Position;
        output.Write(_pages.WrittenSpan);

        var pages = _entries.ConvertAll(page => page with { Offset = dataStart + page.Offset });
        var chunk = new ColumnChunk
        {
            Type = PhysicalType,
            Encodings = [.. _encodings, PageEncoding.Rle],
            Path = [column.Name],
            Codec = _codec,
            ValueCount = _rowCount,
            UncompressedSize = _uncompressedSize,
            CompressedSize = output.Position - start,
            DataPageOffset = dataStart,
            DictionaryPageOffset = dataStart > start ? start : null,
            Statistics = statistics,
        };
        (_uncompressedSize, _rowCount) = (0, 0);
        _pages.ResetWrittenCount();
        _entries.Clear();
        _encodings.Clear();
        return new WrittenChunk(chunk, PageIndex.Bounds(pages), PageIndex.Places(pages));
    }

    /// <summary>Writes the rows since the last page as a page: <see cref="BeginPage"/>, the values, <see cref="EndPage"/>.</summary>
    protected abstract void ClosePage();

    /// <summary>The bounds of the pages since the last call, and the given count.</summary>
    protected abstract ColumnStatistics TakeChunkStatistics(long nullCount);

    /// <summary>The plain-encoded dictionary of the chunk and its number of entries, given up by the caller; 0 for no dictionary.</summary>
    protected virtual int TakeDictionary(ArrayBufferWriter<byte> destination) => 0;

    protected void AddRows(int count, bool present)
    {
        if (column.Nullable)
            _levels.AsSpan(PageRowCount, count).Fill(present ? 1 : 0);
        PageRowCount += count;
    }

    /// <summary>Where the values of the page go; the definition levels are there already.</summary>
    protected ArrayBufferWriter<byte> BeginPage()
    {
        var body = buffers.Body;
        body.ResetWrittenCount();
        if (column.Nullable)
        {
            buffers.Levels.ResetWrittenCount();
            RleHybridEncoder.Write(_levels.AsSpan(0, PageRowCount), bitWidth: 1, buffers.Levels);
            BinaryPrimitives.WriteInt32LittleEndian(body.GetSpan(4), buffers.Levels.WrittenCount);
            body.Advance(4);
            body.Write(buffers.Levels.WrittenSpan);
        }
        return body;
    }

    protected void EndPage(PageEncoding encoding, ColumnStatistics statistics)
    {
        var offset = _pages.WrittenCount;
        var page = PageCompression.Compress(buffers.Body.WrittenSpan, _codec);
        WriteHeader(_pages, new PageHeader
        {
            Kind = PageKind.Data,
            UncompressedSize = buffers.Body.WrittenCount,
            CompressedSize = page.Length,
            ValueCount = PageRowCount,
            Encoding = encoding,
            Statistics = statistics,
        });
        _pages.Write(page);
        _encodings.Add(encoding);
        _entries.Add(new PageEntry(offset, _pages.WrittenCount - offset, _rowCount, PageRowCount, statistics));
        _rowCount += PageRowCount;
        PageRowCount = 0;
    }

    private void WriteDictionary(FileOutput output)
    {
        var body = buffers.Body;
        body.ResetWrittenCount();
        var entries = TakeDictionary(body);
        if (entries == 0)
            return;
        var page = PageCompression.Compress(body.WrittenSpan, _codec);
        var header = buffers.Levels;
        header.ResetWrittenCount();
        WriteHeader(header, new PageHeader
        {
            Kind = PageKind.Dictionary,
            UncompressedSize = body.WrittenCount,
            CompressedSize = page.Length,
            ValueCount = entries,
            Encoding = PageEncoding.Plain,
        });
        output.Write(header.WrittenSpan);
        output.Write(page);
        _encodings.Add(PageEncoding.Plain);
    }

    private void WriteHeader(ArrayBufferWriter<byte> destination, PageHeader header)
    {
        var before = destination.WrittenCount;
        new ThriftWriter(destination).Element(header, PageHeader.Write);
        _uncompressedSize += destination.WrittenCount - before + header.UncompressedSize;
    }
}
