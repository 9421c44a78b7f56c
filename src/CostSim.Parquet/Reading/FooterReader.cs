using System.Buffers.Binary;
using CostSim.Parquet.Format;

namespace CostSim.Parquet.Reading;

/// <summary>Finds the footer of a file, and checks what it says against itself and against the length of the file.</summary>
internal static class FooterReader
{
    /// <returns>The footer, and where it starts: pages are before it.</returns>
    /// <exception cref="ParquetException">There is none.</exception>
    public static (FileMetadata File, long Start) Read(Stream stream)
    {
        var length = stream.Length;
        if (length < FileLayout.Magic.Length + FileLayout.TailBytes)
            throw new ParquetException($"{length} bytes are no Parquet file.");
        CheckMagic(ReadAt(stream, 0, FileLayout.Magic.Length), "start");
        var tail = ReadAt(stream, length - FileLayout.TailBytes, FileLayout.TailBytes);
        CheckMagic(tail.AsSpan(sizeof(int)), "end");

        var footerLength = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        var start = length - FileLayout.TailBytes - footerLength;
        if (start < FileLayout.Magic.Length || footerLength > Array.MaxLength)
            throw new ParquetException($"The file claims a footer of {footerLength} bytes and has {length} in all.");
        var thrift = new ThriftReader(ReadAt(stream, start, (int)footerLength));
        return (FileMetadata.Read(ref thrift), start);
    }

    /// <exception cref="ParquetException">Counts do not add up, a chunk lies outside the file, or a row group is too large.</exception>
    public static void Check(FileMetadata file, int columnCount, long footerStart, int mostRowGroupRows)
    {
        foreach (var group in file.RowGroups)
        {
            if (group.RowCount > mostRowGroupRows)
                throw new ParquetException($"A row group has {group.RowCount} rows; at most {mostRowGroupRows} are read.");
            if (group.Columns.Count != columnCount)
                throw new ParquetException($"A row group has {group.Columns.Count} columns and the schema {columnCount}.");
            foreach (var chunk in group.Columns)
                Check(chunk, group.RowCount, footerStart);
        }
        var rows = file.RowGroups.Sum(group => (decimal)group.RowCount);
        if (rows != file.RowCount)
            throw new ParquetException($"The row groups have {rows} rows and the file claims {file.RowCount}.");
    }

    /// <summary>The first byte of the chunk's first page.</summary>
    public static long StartOf(ColumnChunk chunk) =>
        chunk.DictionaryPageOffset is > 0 and var dictionary ? Math.Min(dictionary, chunk.DataPageOffset) : chunk.DataPageOffset;

    private static void Check(ColumnChunk chunk, long rows, long footerStart)
    {
        if (chunk.ValueCount != rows)
            throw new ParquetException($"A column has {chunk.ValueCount} values in a row group of {rows} rows.");
        var start = StartOf(chunk);
        if (start < FileLayout.Magic.Length || start > footerStart || chunk.CompressedSize > footerStart - start || chunk.CompressedSize > Array.MaxLength)
            throw new ParquetException($"A column of {chunk.CompressedSize} bytes from byte {start} on does not fit before the footer at {footerStart}.");
    }

    private static void CheckMagic(ReadOnlySpan<byte> bytes, string where)
    {
        if (bytes.SequenceEqual(FileLayout.EncryptedMagic))
            throw new ParquetException("The file is encrypted.");
        if (!bytes.SequenceEqual(FileLayout.Magic))
            throw new ParquetException($"The file has no 'PAR1' at its {where}: it is no Parquet file, or is cut off.");
    }

    private static byte[] ReadAt(Stream stream, long position, int count)
    {
        var bytes = new byte[count];
        stream.Position = position;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
