using System.Buffers;

namespace CostSim.Parquet.Encodings;

/// <summary>Writes small numbers as runs of one value and groups of eight packed to a few bits each, whichever is shorter.</summary>
/// <remarks>parquet-format, Encodings.md, "Run Length Encoding / Bit-Packing Hybrid (RLE = 3)".</remarks>
internal static class RleHybridEncoder
{
    private const int GroupSize = 8;

    /// <summary>The bits that hold 0 to <paramref name="greatest"/>; at least 1, since some readers stumble over 0.</summary>
    public static int BitWidth(int greatest) => Math.Max(1, 32 - int.LeadingZeroCount(greatest));

    /// <param name="values">Each 0 to 2^<paramref name="bitWidth"/> − 1.</param>
    /// <param name="bitWidth">1–31.</param>
    /// <param name="output">Receives the runs, without a length before them.</param>
    public static void Write(ReadOnlySpan<int> values, int bitWidth, ArrayBufferWriter<byte> output)
    {
        var position = 0;
        while (position < values.Length)
        {
            var run = RunLength(values[position..]);
            if (run >= GroupSize)
            {
                WriteRun(values[position], run, bitWidth, output);
                position += run;
                continue;
            }

            // Packed values come in whole groups; only the last group of all may be filled up.
            var start = position;
            do
                position += Math.Min(GroupSize, values.Length - position);
            while (position < values.Length && RunLength(values[position..]) < GroupSize);
            WritePacked(values[start..position], bitWidth, output);
        }
    }

    private static int RunLength(ReadOnlySpan<int> values)
    {
        var end = values.IndexOfAnyExcept(values[0]);
        return end < 0 ? values.Length : end;
    }

    private static void WriteRun(int value, int length, int bitWidth, ArrayBufferWriter<byte> output)
    {
        WriteVarInt((uint)length << 1, output);
        var bytes = (bitWidth + 7) / 8;
        var span = output.GetSpan(bytes);
        for (var i = 0; i < bytes; i++)
            span[i] = (byte)(value >> (8 * i));
        output.Advance(bytes);
    }

    private static void WritePacked(ReadOnlySpan<int> values, int bitWidth, ArrayBufferWriter<byte> output)
    {
        var groups = (values.Length + GroupSize - 1) / GroupSize;
        WriteVarInt(((uint)groups << 1) | 1, output);
        var bytes = groups * bitWidth;
        var span = output.GetSpan(bytes)[..bytes];
        span.Clear();
        var (held, heldBits, next) = (0UL, 0, 0);
        foreach (var value in values)
        {
            held |= (ulong)(uint)value << heldBits;
            for (heldBits += bitWidth; heldBits >= 8; heldBits -= 8, held >>= 8)
                span[next++] = (byte)held;
        }
        if (heldBits > 0)
            span[next] = (byte)held;
        output.Advance(bytes);
    }

    private static void WriteVarInt(uint value, ArrayBufferWriter<byte> output)
    {
        var span = output.GetSpan(5);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        output.Advance(length);
    }
}
