namespace CostSim.Parquet.Format;

/// <summary>What stands before each page: its kind, its size in the file and uncompressed, and how its values are encoded.</summary>
internal sealed record PageHeader
{
    public required PageKind Kind { get; init; }

    /// <summary>Bytes, without this header.</summary>
    public required int UncompressedSize { get; init; }

    /// <summary>Bytes in the file, without this header.</summary>
    public required int CompressedSize { get; init; }

    /// <summary>Rows of a data page, nulls included; entries of a dictionary page.</summary>
    public int ValueCount { get; init; }

    public PageEncoding Encoding { get; init; }

    /// <summary>Of a data page of version 1.</summary>
    public PageEncoding LevelEncoding { get; init; } = PageEncoding.Rle;

    public ColumnStatistics? Statistics { get; init; }

    /// <summary>Of a data page of version 2, whose levels stand before the values, never compressed.</summary>
    public int LevelBytes { get; init; }

    /// <summary>Of a data page of version 2: not 0 in nested columns only.</summary>
    public int RepetitionLevelBytes { get; init; }

    /// <summary>Of a data page of version 2.</summary>
    public bool ValuesAreCompressed { get; init; } = true;

    public static void Write(ThriftWriter thrift, PageHeader header)
    {
        thrift.Int32(1, (int)header.Kind);
        thrift.Int32(2, header.UncompressedSize);
        thrift.Int32(3, header.CompressedSize);
        if (header.Kind == PageKind.Data)
            thrift.Struct(5, header, WriteData);
        else
            thrift.Struct(7, header, WriteDictionary);
    }

    public static PageHeader Read(ref ThriftReader thrift)
    {
        int? kind = null, uncompressedSize = null, compressedSize = null;
        var header = new PageHeader { Kind = default, UncompressedSize = 0, CompressedSize = 0 };
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: kind = thrift.Int32(type); break;
                case 2: uncompressedSize = thrift.Int32(type); break;
                case 3: compressedSize = thrift.Int32(type); break;
                case 5: header = ReadData(ref thrift, type, header); break;
                case 7: header = ReadDictionary(ref thrift, type, header); break;
                case 8: header = ReadDataV2(ref thrift, type, header); break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return header with
        {
            Kind = (PageKind)(kind ?? throw Missing("kind")),
            UncompressedSize = uncompressedSize is >= 0 ? uncompressedSize.Value : throw Missing("uncompressed size"),
            CompressedSize = compressedSize is >= 0 ? compressedSize.Value : throw Missing("compressed size"),
            ValueCount = header.ValueCount >= 0 ? header.ValueCount : throw Missing("number of values"),
        };

        static ParquetException Missing(string what) => new($"The header of a page has no {what}, or a negative one.");
    }

    private static void WriteData(ThriftWriter thrift, PageHeader header)
    {
        thrift.Int32(1, header.ValueCount);
        thrift.Int32(2, (int)header.Encoding);
        thrift.Int32(3, (int)PageEncoding.Rle);
        thrift.Int32(4, (int)PageEncoding.Rle);
        if (header.Statistics is { } statistics)
            thrift.Struct(5, statistics, ColumnStatistics.Write);
    }

    private static void WriteDictionary(ThriftWriter thrift, PageHeader header)
    {
        thrift.Int32(1, header.ValueCount);
        thrift.Int32(2, (int)header.Encoding);
    }

    private static PageHeader ReadData(ref ThriftReader thrift, ThriftType structType, PageHeader header)
    {
        ThriftReader.Expect(structType, ThriftType.Struct);
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: header = header with { ValueCount = thrift.Int32(type) }; break;
                case 2: header = header with { Encoding = (PageEncoding)thrift.Int32(type) }; break;
                case 3: header = header with { LevelEncoding = (PageEncoding)thrift.Int32(type) }; break;
                case 5 when type == ThriftType.Struct: header = header with { Statistics = ColumnStatistics.Read(ref thrift) }; break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return header;
    }

    private static PageHeader ReadDictionary(ref ThriftReader thrift, ThriftType structType, PageHeader header)
    {
        ThriftReader.Expect(structType, ThriftType.Struct);
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: header = header with { ValueCount = thrift.Int32(type) }; break;
                case 2: header = header with { Encoding = (PageEncoding)thrift.Int32(type) }; break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return header;
    }

    private static PageHeader ReadDataV2(ref ThriftReader thrift, ThriftType structType, PageHeader header)
    {
        ThriftReader.Expect(structType, ThriftType.Struct);
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: header = header with { ValueCount = thrift.Int32(type) }; break;
                case 4: header = header with { Encoding = (PageEncoding)thrift.Int32(type) }; break;
                case 5: header = header with { LevelBytes = thrift.Int32(type) }; break;
                case 6: header = header with { RepetitionLevelBytes = thrift.Int32(type) }; break;
                case 7: header = header with { ValuesAreCompressed = ThriftReader.Bool(type) }; break;
                case 8 when type == ThriftType.Struct: header = header with { Statistics = ColumnStatistics.Read(ref thrift) }; break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return header;
    }
}
