using System.Buffers;
using System.Text;

namespace CostSim.Parquet.Format;

/// <summary>Writes structs in Thrift's compact protocol, as far as Parquet's metadata needs it.</summary>
/// <remarks>thrift/doc/specs/thrift-compact-protocol.md. Fields of a struct must be written in ascending order of their numbers.</remarks>
internal sealed class ThriftWriter(ArrayBufferWriter<byte> output)
{
    private readonly Stack<int> _outerFields = new();
    private int _lastField;

    public void BeginStruct()
    {
        _outerFields.Push(_lastField);
        _lastField = 0;
    }

    public void EndStruct()
    {
        Byte((byte)ThriftType.Stop);
        _lastField = _outerFields.Pop();
    }

    public void Int32(int field, int value)
    {
        Header(field, ThriftType.Int32);
        ZigZag(value);
    }

    public void Int64(int field, long value)
    {
        Header(field, ThriftType.Int64);
        ZigZag(value);
    }

    public void Bool(int field, bool value) => Header(field, value ? ThriftType.True : ThriftType.False);

    public void Text(int field, string value) => Binary(field, Encoding.UTF8.GetBytes(value));

    public void Binary(int field, ReadOnlySpan<byte> value)
    {
        Header(field, ThriftType.Binary);
        Binary(value);
    }

    public void Struct<T>(int field, T value, Action<ThriftWriter, T> writeFields)
    {
        Header(field, ThriftType.Struct);
        Element(value, writeFields);
    }

    /// <summary>A struct without a field: how unions say which of them it is.</summary>
    public void EmptyStruct(int field) => Struct(field, 0, static (_, _) => { });

    public void List<T>(int field, ThriftType elementType, IReadOnlyCollection<T> elements, Action<ThriftWriter, T> writeElement)
    {
        Header(field, ThriftType.List);
        if (elements.Count < 15)
        {
            Byte((byte)((elements.Count << 4) | (int)elementType));
        }
        else
        {
            Byte((byte)(0xF0 | (int)elementType));
            VarInt((ulong)elements.Count);
        }
        foreach (var element in elements)
            writeElement(this, element);
    }

    public void Element<T>(T value, Action<ThriftWriter, T> writeFields)
    {
        BeginStruct();
        writeFields(this, value);
        EndStruct();
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        VarInt((ulong)value.Length);
        output.Write(value);
    }

    public void ZigZag(long value) => VarInt((ulong)((value << 1) ^ (value >> 63)));

    public void BoolElement(bool value) => Byte((byte)(value ? ThriftType.True : ThriftType.False));

    private void Header(int field, ThriftType type)
    {
        var step = field - _lastField;
        _lastField = field;
        if (step is > 0 and < 16)
        {
            Byte((byte)((step << 4) | (int)type));
        }
        else
        {
            Byte((byte)type);
            ZigZag(field);
        }
    }

    private void VarInt(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    private void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }
}
