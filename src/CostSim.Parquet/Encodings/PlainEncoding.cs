using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Parquet.Encodings;

/// <summary>Numbers as their little-endian bytes, texts as a 4-byte length and UTF-8.</summary>
internal static class PlainEncoding
{
    public static void Write<T>(ReadOnlySpan<T> values, ArrayBufferWriter<byte> output)
        where T : unmanaged
    {
        var size = MemoryMarshal.AsBytes(values).Length;
        var destination = output.GetSpan(size)[..size];
        MemoryMarshal.AsBytes(values).CopyTo(destination);
        ToLittleEndian<T>(destination);
        output.Advance(size);
    }

    public static byte[] Bytes<T>(T value)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
        ToLittleEndian<T>(bytes);
        return bytes;
    }

    /// <exception cref="ParquetException">There are fewer bytes than <paramref name="values"/> takes.</exception>
    public static void Read<T>(ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged
    {
        var destination = MemoryMarshal.AsBytes(values);
        if (bytes.Length < destination.Length)
            throw new ParquetException($"A page has {bytes.Length} bytes where its {values.Length} values take {destination.Length}.");
        bytes[..destination.Length].CopyTo(destination);
        ToLittleEndian<T>(destination);
    }

    public static void WriteText(ReadOnlySpan<byte> utf8, ArrayBufferWriter<byte> output)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(4), utf8.Length);
        output.Advance(4);
        output.Write(utf8);
    }

    /// <summary>Takes the first text off <paramref name="bytes"/>.</summary>
    /// <exception cref="ParquetException">The text is cut off.</exception>
    public static ReadOnlySpan<byte> TakeText(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
            throw new ParquetException("A page ends before it has given all its texts.");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length > bytes.Length - 4)
            throw new ParquetException($"A text of {length} bytes stands where {bytes.Length - 4} bytes of the page are left.");
        var text = bytes.Slice(4, (int)length);
        bytes = bytes[(4 + (int)length)..];
        return text;
    }

    private static void ToLittleEndian<T>(Span<byte> bytes)
        where T : unmanaged
    {
        if (BitConverter.IsLittleEndian)
            return;
        if (Unsafe.SizeOf<T>() == 4)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes), MemoryMarshal.Cast<byte, int>(bytes));
        else
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(bytes), MemoryMarshal.Cast<byte, long>(bytes));
    }
}
