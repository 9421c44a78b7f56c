using System.Text;

namespace CostSim.Parquet.Format;

/// <summary>Where the pages of one column of one row group are, and what they hold.</summary>
internal sealed record ColumnChunk
{
    public required PhysicalType Type { get; init; }

    public IReadOnlyCollection<PageEncoding> Encodings { get; init; } = [];

    /// <summary>The column's name; more than one part in nested schemas.</summary>
    public required IReadOnlyCollection<string> Path { get; init; }

    public required Codec Codec { get; init; }

    /// <summary>Rows, nulls included.</summary>
    public required long ValueCount { get; init; }

    /// <summary>Bytes of all pages with their headers, had they not been compressed.</summary>
    public long UncompressedSize { get; init; }

    /// <summary>Bytes of all pages with their headers, in the file.</summary>
    public required long CompressedSize { get; init; }

    /// <summary>Of the first data page, from the start of the file.</summary>
    public required long DataPageOffset { get; init; }

    /// <summary>Of the dictionary page, if there is one.</summary>
    public long? DictionaryPageOffset { get; init; }

    public ColumnStatistics? Statistics { get; init; }

    /// <summary>Another file that holds the pages.</summary>
    public string? FilePath { get; init; }

    public (long Offset, int Length)? ColumnIndex { get; init; }

    public (long Offset, int Length)? OffsetIndex { get; init; }

    public static void Write(ThriftWriter thrift, ColumnChunk chunk)
    {
        thrift.Int64(2, 0);   // file_offset: required, deprecated, 0 as the format now asks
        thrift.Struct(3, chunk, WriteMetadata);
        if (chunk.OffsetIndex is var (offset, length))
        {
            thrift.Int64(4, offset);
            thrift.Int32(5, length);
        }
        if (chunk.ColumnIndex is var (columnOffset, columnLength))
        {
            thrift.Int64(6, columnOffset);
            thrift.Int32(7, columnLength);
        }
    }

    public static ColumnChunk Read(ref ThriftReader thrift)
    {
        ColumnChunk? chunk = null;
        string? filePath = null;
        long offsetIndex = 0, columnIndex = 0;
        int offsetIndexLength = 0, columnIndexLength = 0;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: filePath = thrift.Text(type); break;
                case 3: chunk = ReadMetadata(ref thrift, type); break;
                case 4: offsetIndex = thrift.Int64(type); break;
                case 5: offsetIndexLength = thrift.Int32(type); break;
                case 6: columnIndex = thrift.Int64(type); break;
                case 7: columnIndexLength = thrift.Int32(type); break;
                case 8: throw new ParquetException("The file is encrypted.");
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        chunk = chunk ?? throw new ParquetException("A column chunk has no metadata.");
        return chunk with
        {
            FilePath = filePath,
            OffsetIndex = offsetIndex > 0 ? (offsetIndex, offsetIndexLength) : null,
            ColumnIndex = columnIndex > 0 ? (columnIndex, columnIndexLength) : null,
        };
    }

    private static void WriteMetadata(ThriftWriter thrift, ColumnChunk chunk)
    {
        thrift.Int32(1, (int)chunk.Type);
        thrift.List(2, ThriftType.Int32, chunk.Encodings, static (list, encoding) => list.ZigZag((int)encoding));
        thrift.List(3, ThriftType.Binary, chunk.Path, static (list, part) => list.Binary(Encoding.UTF8.GetBytes(part)));
        thrift.Int32(4, (int)chunk.Codec);
        thrift.Int64(5, chunk.ValueCount);
        thrift.Int64(6, chunk.UncompressedSize);
        thrift.Int64(7, chunk.CompressedSize);
        thrift.Int64(9, chunk.DataPageOffset);
        if (chunk.DictionaryPageOffset is { } dictionary)
            thrift.Int64(11, dictionary);
        if (chunk.Statistics is { } statistics)
            thrift.Struct(12, statistics, ColumnStatistics.Write);
    }

    private static ColumnChunk ReadMetadata(ref ThriftReader thrift, ThriftType structType)
    {
        ThriftReader.Expect(structType, ThriftType.Struct);
        List<string> path = [];
        int? physical = null, codec = null;
        long values = -1, size = -1, uncompressed = 0, dataPage = -1;
        long? dictionaryPage = null;
        ColumnStatistics? statistics = null;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: physical = thrift.Int32(type); break;
                case 3:
                    for (var left = thrift.List(type, ThriftType.Binary); left > 0; left--)
                        path.Add(thrift.Text(ThriftType.Binary));
                    break;
                case 4: codec = thrift.Int32(type); break;
                case 5: values = thrift.Int64(type); break;
                case 6: uncompressed = thrift.Int64(type); break;
                case 7: size = thrift.Int64(type); break;
                case 9: dataPage = thrift.Int64(type); break;
                case 11: dictionaryPage = thrift.Int64(type); break;
                case 12 when type == ThriftType.Struct: statistics = ColumnStatistics.Read(ref thrift); break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        if (physical is null || codec is null || values < 0 || size < 0 || dataPage < 0)
            throw new ParquetException("The metadata of a column chunk lacks a type, codec, count, size or offset.");
        return new ColumnChunk
        {
            Type = (PhysicalType)physical,
            Path = path,
            Codec = (Codec)codec,
            ValueCount = values,
            UncompressedSize = uncompressed,
            CompressedSize = size,
            DataPageOffset = dataPage,
            DictionaryPageOffset = dictionaryPage,
            Statistics = statistics,
        };
    }
}
