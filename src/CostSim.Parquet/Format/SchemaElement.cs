namespace CostSim.Parquet.Format;

/// <summary>A node of the schema tree, which files hold as a list in depth-first order.</summary>
/// <param name="Name">As written by its author.</param>
/// <param name="Type">Null for a group.</param>
/// <param name="Repetition">Null for the root.</param>
/// <param name="ChildCount">0 for a column.</param>
/// <param name="Converted">The older annotation, if any.</param>
/// <param name="Logical">The newer annotation, if any.</param>
/// <param name="Integer">The width in bits of a <see cref="LogicalType.Integer"/>, and whether it is signed.</param>
internal sealed record SchemaElement(
    string Name,
    PhysicalType? Type = null,
    Repetition? Repetition = null,
    int ChildCount = 0,
    ConvertedType? Converted = null,
    LogicalType? Logical = null,
    (int Bits, bool Signed) Integer = default)
{
    public static void Write(ThriftWriter thrift, SchemaElement element)
    {
        if (element.Type is { } physical)
            thrift.Int32(1, (int)physical);
        if (element.Repetition is { } repetition)
            thrift.Int32(3, (int)repetition);
        thrift.Text(4, element.Name);
        if (element.Type is null)
            thrift.Int32(5, element.ChildCount);
        if (element.Converted is { } converted)
            thrift.Int32(6, (int)converted);
        if (element.Logical is { } logical)
            thrift.Struct(10, logical, static (union, which) => union.EmptyStruct((int)which));
    }

    public static SchemaElement Read(ref ThriftReader thrift)
    {
        var element = new SchemaElement("");
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: element = element with { Type = (PhysicalType)thrift.Int32(type) }; break;
                case 3: element = element with { Repetition = (Repetition)thrift.Int32(type) }; break;
                case 4: element = element with { Name = thrift.Text(type) }; break;
                case 5: element = element with { ChildCount = thrift.Int32(type) }; break;
                case 6: element = element with { Converted = (ConvertedType)thrift.Int32(type) }; break;
                case 10 when type == ThriftType.Struct: element = ReadLogicalType(ref thrift, element); break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return element;
    }

    private static SchemaElement ReadLogicalType(ref ThriftReader thrift, SchemaElement element)
    {
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            element = element with { Logical = (LogicalType)field };
            if (field == (int)LogicalType.Integer && type == ThriftType.Struct)
                element = element with { Integer = ReadInteger(ref thrift) };
            else
                thrift.Skip(type);
        }
        thrift.EndStruct(outer);
        return element;
    }

    private static (int Bits, bool Signed) ReadInteger(ref ThriftReader thrift)
    {
        var (bits, signed) = (0, false);
        var outer = thrift.BeginStruct();
        while (thrift.NextField(out var field, out var type))
        {
            switch (field)
            {
                case 1: bits = thrift.SignedByte(type); break;
                case 2: signed = ThriftReader.Bool(type); break;
                default: thrift.Skip(type); break;
            }
        }
        thrift.EndStruct(outer);
        return (bits, signed);
    }
}
