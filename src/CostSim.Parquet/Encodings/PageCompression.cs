using CostSim.Parquet.Format;
using IronSnappy;

namespace CostSim.Parquet.Encodings;

/// <summary>The codecs that pages may be compressed with here; IronSnappy does the work.</summary>
internal static class PageCompression
{
    /// <summary>A copy of 64 bytes takes at least 3 in Snappy's format, so no honest page grows more than this.</summary>
    private const long MostSnappyGrowth = 22;

    public static Codec CodecOf(ParquetCompression compression) =>
        compression == ParquetCompression.Snappy ? Codec.Snappy : Codec.Uncompressed;

    public static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> bytes, Codec codec) =>
        codec == Codec.Snappy ? Snappy.Encode(bytes) : bytes;

    /// <param name="bytes">A page, or the compressed part of it, as in the file.</param>
    /// <param name="codec">What it is compressed with.</param>
    /// <param name="size">The bytes that it must give.</param>
    /// <exception cref="ParquetException">The codec is not read here, the bytes are damaged, or they give another number of bytes.</exception>
    public static ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> bytes, Codec codec, int size)
    {
        switch (codec)
        {
            case Codec.Uncompressed:
                return bytes.Length == size ? bytes : throw WrongSize(bytes.Length, size);
            case Codec.Snappy:
                // The length that Snappy's own header claims is looked at before the package allocates it.
                var claimed = SnappyLength(bytes);
                if (claimed != size)
                    throw WrongSize(claimed, size);
                if (claimed > MostSnappyGrowth * bytes.Length)
                    throw new ParquetException($"A page of {bytes.Length} bytes claims to give {claimed}, which Snappy cannot.");
                return size == 0 ? [] : DecodeSnappy(bytes, size);
            default:
                throw new ParquetException($"The file is compressed with {codec}, which is not read here; Snappy and none are.");
        }
    }

    private static byte[] DecodeSnappy(ReadOnlySpan<byte> bytes, int size)
    {
        byte[] decoded;
        try
        {
            decoded = Snappy.Decode(bytes);
        }
        catch (Exception e) when (e is not OutOfMemoryException)   // the package names no type for damaged input
        {
            throw new ParquetException("A page is not what Snappy makes.", e);
        }
        return decoded.Length == size ? decoded : throw WrongSize(decoded.Length, size);
    }

    private static long SnappyLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0L;
        for (var i = 0; i < 5 && i < bytes.Length; i++)
        {
            length |= (long)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
                return length;
        }
        throw new ParquetException("A page is not what Snappy makes: it does not say its length.");
    }

    private static ParquetException WrongSize(long size, int expected) =>
        new($"A page has {size} bytes uncompressed where its header says {expected}.");
}
