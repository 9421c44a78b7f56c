using System.Buffers.Binary;
using CostSim.Parquet.Encodings;
using CostSim.Parquet.Format;

namespace CostSim.Parquet.Reading;

/// <summary>Turns the bytes of a column chunk into values; every number in them is checked before it is believed.</summary>
internal sealed class ColumnChunkDecoder<T>(PlainDecoder<T> plain, Codec codec, bool nullable, int rowCount)
{
    private readonly T[] _values = new T[rowCount];
    private bool[] _validity = [];
    private T[] _dictionary = [];

    /// <returns>A value per row, the type's default where there is none; and which rows have one, empty if all have. Of no more rows than are wanted.</returns>
    public static (T[] Values, bool[] Validity) Decode(ReadOnlySpan<byte> chunk, PlainDecoder<T> plain, Codec codec, bool nullable, int rowCount, int mostRows)
    {
        var pages = ChunkPages.Find(chunk, rowCount);
        var decoded = 0;
        foreach (var page in pages.Data)
        {
            if (decoded < mostRows) decoded += page.Header.ValueCount;
        }
        var decoder = new ColumnChunkDecoder<T>(plain, codec, nullable, decoded);
        if (pages.Dictionary is { } dictionary)
            decoder.ReadDictionary(dictionary.Header, dictionary.Content(chunk));
        var row = 0;
        foreach (var page in pages.Data)
        {
            if (row == decoded)
                break;
            decoder.ReadPage(page.Header, page.Content(chunk), row);
            row += page.Header.ValueCount;
        }
        return decoded <= mostRows ? (decoder._values, decoder._validity) : (decoder._values[..mostRows], decoder._validity.Length == 0 ? [] : decoder._validity[..mostRows]);
    }

    private void ReadDictionary(PageHeader header, ReadOnlySpan<byte> content)
    {
        if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
            throw new ParquetException($"A dictionary is encoded as {header.Encoding}, which is not read.");
        var bytes = PageCompression.Decompress(content, codec, header.UncompressedSize);
        if (header.ValueCount > bytes.Length / plain.LeastBytes)
            throw new ParquetException($"A dictionary of {bytes.Length} bytes claims {header.ValueCount} values.");
        _dictionary = new T[header.ValueCount];
        plain.Read(bytes, _dictionary);
    }

    private void ReadPage(PageHeader header, ReadOnlySpan<byte> content, int firstRow)
    {
        var bytes = header.Kind == PageKind.DataV2
            ? SplitVersion2(header, content, out var levels)
            : SplitVersion1(header, content, out levels);

        var rows = _values.AsSpan(firstRow, header.ValueCount);
        var present = nullable ? levels.AsSpan().Count(1) : rows.Length;
        if (present == rows.Length)
        {
            ReadValues(header.Encoding, bytes, rows);
            return;
        }
        var values = new T[present];
        ReadValues(header.Encoding, bytes, values);
        if (_validity.Length == 0)
        {
            _validity = new bool[_values.Length];
            Array.Fill(_validity, true);
        }
        Spread(values, levels, rows, _validity.AsSpan(firstRow, rows.Length));
    }

    /// <summary>Version 1: levels with their length before them, then values, compressed as one.</summary>
    private ReadOnlySpan<byte> SplitVersion1(PageHeader header, ReadOnlySpan<byte> content, out int[] levels)
    {
        levels = [];
        var bytes = PageCompression.Decompress(content, codec, header.UncompressedSize);
        if (!nullable)
            return bytes;
        if (header.LevelEncoding != PageEncoding.Rle)
            throw new ParquetException($"Definition levels are encoded as {header.LevelEncoding}, which is not read.");
        if (bytes.Length < sizeof(int) || BinaryPrimitives.ReadUInt32LittleEndian(bytes) > bytes.Length - sizeof(int))
            throw new ParquetException("A page ends within its definition levels.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        levels = ReadLevels(bytes.Slice(sizeof(int), length), header.ValueCount);
        return bytes[(sizeof(int) + length)..];
    }

    /// <summary>Version 2: levels, not compressed, their length in the header; then values, compressed or not.</summary>
    private ReadOnlySpan<byte> SplitVersion2(PageHeader header, ReadOnlySpan<byte> content, out int[] levels)
    {
        levels = [];
        if (header.RepetitionLevelBytes != 0)
            throw new ParquetException("A page has repetition levels, which flat tables have not.");
        if (header.LevelBytes < 0 || header.LevelBytes > content.Length || header.LevelBytes > header.UncompressedSize)
            throw new ParquetException($"A page of {content.Length} bytes claims {header.LevelBytes} bytes of definition levels.");
        if (nullable)
            levels = ReadLevels(content[..header.LevelBytes], header.ValueCount);
        var values = content[header.LevelBytes..];
        var size = header.UncompressedSize - header.LevelBytes;
        if (values.IsEmpty && size == 0)
            return values;
        return PageCompression.Decompress(values, header.ValuesAreCompressed ? codec : Codec.Uncompressed, size);
    }

    private static int[] ReadLevels(ReadOnlySpan<byte> bytes, int count)
    {
        var levels = new int[count];
        RleHybridDecoder.Read(bytes, bitWidth: 1, levels);
        return levels;
    }

    private void ReadValues(PageEncoding encoding, ReadOnlySpan<byte> bytes, Span<T> values)
    {
        switch (encoding)
        {
            case PageEncoding.Plain:
                plain.Read(bytes, values);
                break;
            case PageEncoding.PlainDictionary or PageEncoding.RleDictionary:
                ReadIndexes(bytes, values);
                break;
            default:
                throw new ParquetException($"Values are encoded as {encoding}, which is not read; plain and dictionary are.");
        }
    }

    private void ReadIndexes(ReadOnlySpan<byte> bytes, Span<T> values)
    {
        if (values.IsEmpty)
            return;
        if (bytes.IsEmpty || bytes[0] > 32)
            throw new ParquetException("A page does not say how wide its dictionary indexes are, or says more than 32 bits.");
        var indexes = new int[values.Length];
        RleHybridDecoder.Read(bytes[1..], bytes[0], indexes);
        for (var i = 0; i < values.Length; i++)
        {
            if ((uint)indexes[i] >= (uint)_dictionary.Length)
                throw new ParquetException($"A page asks for entry {(uint)indexes[i]} of a dictionary of {_dictionary.Length}.");
            values[i] = _dictionary[indexes[i]];
        }
    }

    private static void Spread(ReadOnlySpan<T> values, ReadOnlySpan<int> levels, Span<T> rows, Span<bool> validity)
    {
        var next = 0;
        for (var row = 0; row < rows.Length; row++)
        {
            validity[row] = levels[row] == 1;
            if (validity[row])
                rows[row] = values[next++];
        }
    }
}
