namespace CostSim.Parquet.Encodings;

/// <summary>The inverse of <see cref="RleHybridEncoder"/>, for bytes that nobody vouches for.</summary>
internal static class RleHybridDecoder
{
    /// <param name="bytes">Runs, without a length before them; what follows the last value is ignored.</param>
    /// <param name="bitWidth">0–32.</param>
    /// <param name="values">Filled. Each is below 2^<paramref name="bitWidth"/>, as an unsigned number.</param>
    /// <exception cref="ParquetException">The bytes end before <paramref name="values"/> is full, or are no runs.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, int bitWidth, Span<int> values)
    {
        while (values.Length > 0)
        {
            var header = ReadVarInt(ref bytes);
            var isPacked = (header & 1) == 1;
            var length = (int)Math.Min(isPacked ? (header >> 1) * 8UL : header >> 1, (ulong)values.Length);
            if (isPacked)
                ReadPacked(bytes, bitWidth, values[..length]);
            else
                values[..length].Fill(ReadRunValue(bytes, bitWidth));
            var size = isPacked ? (long)(header >> 1) * bitWidth : (bitWidth + 7) / 8;
            bytes = bytes[(int)Math.Min(size, bytes.Length)..];   // some writers leave out the filling of the last group
            values = values[length..];
        }
    }

    private static int ReadRunValue(ReadOnlySpan<byte> bytes, int bitWidth)
    {
        var size = (bitWidth + 7) / 8;
        if (bytes.Length < size)
            throw TooShort();
        var value = 0UL;
        for (var i = 0; i < size; i++)
            value |= (ulong)bytes[i] << (8 * i);
        return value >> bitWidth == 0 ? (int)(uint)value : throw new ParquetException($"A run holds {value}, which has more than {bitWidth} bits.");
    }

    private static void ReadPacked(ReadOnlySpan<byte> bytes, int bitWidth, Span<int> values)
    {
        if ((long)values.Length * bitWidth > bytes.Length * 8L)
            throw TooShort();
        var (held, heldBits, next) = (0UL, 0, 0);
        var mask = (1UL << bitWidth) - 1;
        for (var i = 0; i < values.Length; i++)
        {
            for (; heldBits < bitWidth; heldBits += 8)
                held |= (ulong)bytes[next++] << heldBits;
            values[i] = (int)(uint)(held & mask);
            held >>= bitWidth;
            heldBits -= bitWidth;
        }
    }

    private static ulong ReadVarInt(ref ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        for (var i = 0; i < 5 && i < bytes.Length; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80)
                continue;
            bytes = bytes[(i + 1)..];
            return value;
        }
        throw TooShort();
    }

    private static ParquetException TooShort() => new("A page ends before it has given all its levels or dictionary indexes.");
}
