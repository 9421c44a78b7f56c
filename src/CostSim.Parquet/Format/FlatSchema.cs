namespace CostSim.Parquet.Format;

/// <summary>Between the columns of a table and the schema tree of a file.</summary>
internal static class FlatSchema
{
    public static IReadOnlyList<SchemaElement> ToElements(ParquetSchema schema) =>
        [new SchemaElement("schema", ChildCount: schema.Columns.Count), .. schema.Columns.Select(ToElement)];

    /// <summary>The columns of a file, and why those that cannot be read cannot.</summary>
    /// <exception cref="ParquetException">The list is no flat table.</exception>
    public static IReadOnlyList<(SchemaElement Element, string? Obstacle)> ToColumns(IReadOnlyList<SchemaElement> elements)
    {
        if (elements.Count == 0)
            throw new ParquetException("The footer has no schema.");
        var columns = elements.Skip(1).ToList();
        if (columns.Find(column => column.ChildCount > 0 || column.Type is null) is { } group)
            throw new ParquetException($"Column '{group.Name}' is nested; only flat tables are read.");
        if (columns.Find(column => column.Repetition is not (Repetition.Required or Repetition.Optional)) is { } repeated)
            throw new ParquetException($"Column '{repeated.Name}' holds lists; only flat tables are read.");
        if (elements[0].ChildCount != columns.Count)
            throw new ParquetException($"The schema announces {elements[0].ChildCount} columns and describes {columns.Count}.");
        return columns.ConvertAll(column => (column, TypeOf(column) is null ? Obstacle(column) : null));
    }

    /// <summary>What a column is read as; null if it is not read.</summary>
    public static ParquetType? TypeOf(SchemaElement column) => (column.Type, column.Logical, column.Converted) switch
    {
        (PhysicalType.Int32, LogicalType.Integer, _) => column.Integer.Signed || column.Integer.Bits < 32 ? ParquetType.Int32 : null,
        (PhysicalType.Int64, LogicalType.Integer, _) => column.Integer.Signed ? ParquetType.Int64 : null,
        (PhysicalType.Int32, null, null or (>= ConvertedType.Int8 and <= ConvertedType.Int32) or ConvertedType.UInt8 or ConvertedType.UInt16) =>
            ParquetType.Int32,
        (PhysicalType.Int64, null, null or ConvertedType.Int64) => ParquetType.Int64,
        (PhysicalType.Double or PhysicalType.Float, null, null) => ParquetType.Double,
        (PhysicalType.ByteArray, LogicalType.String or LogicalType.Enum or LogicalType.Json, _) => ParquetType.String,
        (PhysicalType.ByteArray, null, ConvertedType.Utf8 or ConvertedType.Enum or ConvertedType.Json) => ParquetType.String,
        _ => null,
    };

    private static SchemaElement ToElement(ParquetColumn column) => new(
        column.Name,
        column.Type switch
        {
            ParquetType.Int32 => PhysicalType.Int32,
            ParquetType.Int64 => PhysicalType.Int64,
            ParquetType.Double => PhysicalType.Double,
            _ => PhysicalType.ByteArray,
        },
        column.Nullable ? Repetition.Optional : Repetition.Required,
        Converted: column.Type == ParquetType.String ? ConvertedType.Utf8 : null,
        Logical: column.Type == ParquetType.String ? LogicalType.String : null);

    private static string Obstacle(SchemaElement column)
    {
        var annotation = column.Logical?.ToString() ?? column.Converted?.ToString() ?? "without annotation";
        return $"Column '{column.Name}' is of type {column.Type} ({annotation}), which is not read; 32- and 64-bit integers, float, double and string are.";
    }
}
