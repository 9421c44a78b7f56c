namespace CostSim.Parquet.Format;

/// <summary>The rows of a file that are stored together: one chunk per column.</summary>
internal sealed record RowGroup(IReadOnlyList<ColumnChunk> Columns, long RowCount)
{
    public static void Write(ThriftWriter thrift, RowGroup group)
    {
        thrift.List(1, ThriftType.Struct, group.Columns, static (list, chunk) => list.Element(chunk, ColumnChunk.Write));
        thrift.Int64(2, group.Columns.Sum(chunk => chunk.UncompressedSize));
        thrift.Int64(3, group.RowCount);
        if (group.Columns.Count > 0)
            thrift.Int64(5, group.Columns[0].DictionaryPageOffset ?? group.Columns[0].DataPageOffset);
        thrift.Int64(6, group.Columns.Sum(chunk => chunk.CompressedSize));
    }

    public static RowGroup Read(ref ThriftReader thrift)
    {
        List<ColumnChunk> columns = [];
        var rows = -1L;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    for (var left = thrift.List(type, ThriftType.Struct); left > 0; left--)
                        columns.Add(ColumnChunk.Read(ref thrift));
                    break;
                case 3: rows = thrift.Int64(type); break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return rows >= 0 ? new RowGroup(columns, rows) : throw new ParquetException("A row group has no number of rows, or a negative one.");
    }
}

/// <summary>The footer: everything that is known of a file before its pages are read.</summary>
internal sealed record FileMetadata(
    IReadOnlyList<SchemaElement> Schema,
    long RowCount,
    IReadOnlyList<RowGroup> RowGroups,
    IReadOnlyList<KeyValuePair<string, string>> KeyValues,
    string? CreatedBy)
{
    private const int FormatVersion = 2;   // as other writers of format 2.6 have it

    public static void Write(ThriftWriter thrift, FileMetadata file)
    {
        thrift.Int32(1, FormatVersion);
        thrift.List(2, ThriftType.Struct, file.Schema, static (list, element) => list.Element(element, SchemaElement.Write));
        thrift.Int64(3, file.RowCount);
        thrift.List(4, ThriftType.Struct, file.RowGroups, static (list, group) => list.Element(group, RowGroup.Write));
        if (file.KeyValues.Count > 0)
            thrift.List(5, ThriftType.Struct, file.KeyValues, static (list, pair) => list.Element(pair, WriteKeyValue));
        if (file.CreatedBy is { } createdBy)
            thrift.Text(6, createdBy);

        // Without the order of each column (all: as its type defines) readers must ignore minima and maxima.
        var columns = file.Schema.Count(element => element.Type is not null);
        thrift.List(7, ThriftType.Struct, new byte[columns], static (list, order) => list.Element(order, static (union, _) => union.EmptyStruct(1)));
    }

    public static FileMetadata Read(ref ThriftReader thrift)
    {
        List<SchemaElement> schema = [];
        List<RowGroup> groups = [];
        List<KeyValuePair<string, string>> pairs = [];
        string? createdBy = null;
        var rows = -1L;
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 2:
                    for (var left = thrift.List(type, ThriftType.Struct); left > 0; left--)
                        schema.Add(SchemaElement.Read(ref thrift));
                    break;
                case 3: rows = thrift.Int64(type); break;
                case 4:
                    for (var left = thrift.List(type, ThriftType.Struct); left > 0; left--)
                        groups.Add(RowGroup.Read(ref thrift));
                    break;
                case 5:
                    for (var left = thrift.List(type, ThriftType.Struct); left > 0; left--)
                        pairs.Add(ReadKeyValue(ref thrift));
                    break;
                case 6: createdBy = thrift.Text(type); break;
                case 8: throw new ParquetException("The file is encrypted.");
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        if (rows < 0)
            throw new ParquetException("The footer has no number of rows, or a negative one.");
        return new FileMetadata(schema, rows, groups, pairs, createdBy);
    }

    private static void WriteKeyValue(ThriftWriter thrift, KeyValuePair<string, string> pair)
    {
        thrift.Text(1, pair.Key);
        thrift.Text(2, pair.Value);
    }

    private static KeyValuePair<string, string> ReadKeyValue(ref ThriftReader thrift)
    {
        var (key, value) = ("", "");
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: key = thrift.Text(type); break;
                case 2: value = thrift.Text(type); break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return KeyValuePair.Create(key, value);
    }
}
