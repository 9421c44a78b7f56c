using System.Text;

namespace CostSim.Parquet.Format;

/// <summary>Reads structs in Thrift's compact protocol from bytes that nobody vouches for.</summary>
/// <remarks>
/// thrift/doc/specs/thrift-compact-protocol.md. Every length is checked against the bytes that are left before anything is allocated,
/// and unknown structs are skipped to a bounded depth, so that work and memory are at most in proportion to the input.
/// </remarks>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int DeepestNesting = 32;
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _lastField;

    /// <summary>The bytes read so far.</summary>
    public int Position { get; private set; }

    private readonly int Left => _bytes.Length - Position;

    /// <summary>Begins a struct; what it returns is given back to <see cref="EndStruct"/>.</summary>
    public int BeginStruct()
    {
        var outer = _lastField;
        _lastField = 0;
        return outer;
    }

    public void EndStruct(int outer) => _lastField = outer;

    /// <summary>The next field of the struct; false at its end.</summary>
    public bool NextField(out int field, out ThriftType type)
    {
        var head = Byte();
        type = (ThriftType)(head & 0x0F);
        field = 0;
        if (type == ThriftType.Stop)
            return false;
        var step = head >> 4;
        field = step == 0 ? Checked(ZigZag(), short.MinValue, short.MaxValue) : _lastField + step;
        _lastField = field;
        return true;
    }

    public int Int32(ThriftType type)
    {
        Expect(type, ThriftType.Int32);
        return Checked(ZigZag(), int.MinValue, int.MaxValue);
    }

    public long Int64(ThriftType type)
    {
        Expect(type, ThriftType.Int64);
        return ZigZag();
    }

    public static bool Bool(ThriftType type) => type switch
    {
        ThriftType.True => true,
        ThriftType.False => false,
        _ => throw Wrong(type, ThriftType.True),
    };

    public sbyte SignedByte(ThriftType type)
    {
        Expect(type, ThriftType.Byte);
        return (sbyte)Byte();
    }

    public ReadOnlySpan<byte> Binary(ThriftType type)
    {
        Expect(type, ThriftType.Binary);
        return Take(VarInt());
    }

    public string Text(ThriftType type)
    {
        var utf8 = Binary(type);
        try
        {
            return s_strictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new ParquetException("A text in the metadata is not UTF-8.", e);
        }
    }

    /// <summary>The head of a list; the count is at most the number of bytes left, as no element takes less than one.</summary>
    public int List(ThriftType type, ThriftType expectedElement)
    {
        Expect(type, ThriftType.List);
        var (count, element) = ListHead();
        if (count > 0)
            Expect(element, expectedElement);
        return count;
    }

    public static void Expect(ThriftType type, ThriftType expected)
    {
        if (type != expected)
            throw Wrong(type, expected);
    }

    public void Skip(ThriftType type) => Skip(type, depth: 0);

    private void Skip(ThriftType type, int depth)
    {
        if (depth > DeepestNesting)
            throw new ParquetException("The metadata is nested too deeply.");
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                Take(1);
                break;
            case ThriftType.Int16 or ThriftType.Int32 or ThriftType.Int64:
                VarInt();
                break;
            case ThriftType.Double:
                Take(8);
                break;
            case ThriftType.Uuid:
                Take(16);
                break;
            case ThriftType.Binary:
                Take(VarInt());
                break;
            case ThriftType.List or ThriftType.Set:
                var (count, element) = ListHead();
                for (; count > 0; count--)
                    SkipElement(element, depth);
                break;
            case ThriftType.Map:
                SkipMap(depth);
                break;
            case ThriftType.Struct:
                var outer = BeginStruct();
                while (NextField(out _, out var field))
                    Skip(field, depth + 1);
                EndStruct(outer);
                break;
            default:
                throw new ParquetException($"The metadata has a value of the unknown type {(int)type}.");
        }
    }

    private void SkipMap(int depth)
    {
        var count = Count();
        if (count == 0)
            return;
        var types = Byte();
        for (; count > 0; count--)
        {
            SkipElement((ThriftType)(types >> 4), depth);
            SkipElement((ThriftType)(types & 0x0F), depth);
        }
    }

    private void SkipElement(ThriftType type, int depth)
    {
        if (type is ThriftType.True or ThriftType.False)
            Take(1);   // in a list a Boolean takes a byte; in a struct the field's head tells it
        else
            Skip(type, depth + 1);
    }

    private (int Count, ThriftType Element) ListHead()
    {
        var head = Byte();
        var count = head >> 4;
        if (count == 15)
            count = Count();
        else if (count > Left)
            throw TooShort();
        return (count, (ThriftType)(head & 0x0F));
    }

    private int Count()
    {
        var count = VarInt();
        return count <= (ulong)Left ? (int)count : throw TooShort();
    }

    private long ZigZag()
    {
        var value = VarInt();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong VarInt()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
        throw new ParquetException("A number in the metadata has more than 64 bits.");
    }

    private byte Byte() => Position < _bytes.Length ? _bytes[Position++] : throw TooShort();

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)Left)
            throw TooShort();
        var taken = _bytes.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    private static int Checked(long value, int least, int most) => value >= least && value <= most
        ? (int)value
        : throw new ParquetException($"The metadata has the number {value} where {least} to {most} is expected.");

    private static ParquetException TooShort() => new("The metadata ends before it is complete.");

    private static ParquetException Wrong(ThriftType type, ThriftType expected) =>
        new($"The metadata has a value of type {type} where {expected} is expected.");
}
