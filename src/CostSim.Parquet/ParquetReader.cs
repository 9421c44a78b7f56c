using CostSim.Parquet.Format;
using CostSim.Parquet.Reading;

namespace CostSim.Parquet;

/// <summary>Reads a flat Parquet file, one column of one row group at a time.</summary>
/// <remarks>
/// Also files by other writers, as far as plain and dictionary encoding, data pages of version 1 and 2, and Snappy or no compression go.
/// Columns of other types may be there: they are not in <see cref="Schema"/>, and reading one by its name says why. A damaged or hostile
/// file gives a <see cref="ParquetException"/>; memory taken is in proportion to the file and to the rows allowed in a row group. Not for
/// use by several threads at once.
/// </remarks>
public sealed class ParquetReader : IDisposable
{
    /// <summary>The rows of the largest row group that is read unless more are allowed: 128 MiB for a column of doubles.</summary>
    public const int DefaultMostRowGroupRows = 16 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly FileMetadata _file;
    private readonly IReadOnlyList<(SchemaElement Element, string? Obstacle)> _fileColumns;
    private readonly int[] _readable;   // the place in the file of each column of Schema

    /// <param name="stream">Readable and seekable; read from its first byte.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    /// <param name="mostRowGroupRows">Rows of the largest row group that is read: as many may take memory though the file is tiny.</param>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    /// <exception cref="ParquetException">The stream holds no whole Parquet file, or no flat table.</exception>
    public ParquetReader(Stream stream, bool leaveOpen = false, int mostRowGroupRows = DefaultMostRowGroupRows)
    {
        if (!stream.CanRead || !stream.CanSeek)
            throw new ArgumentException("The stream must be readable and seekable.", nameof(stream));
        ArgumentOutOfRangeException.ThrowIfNegative(mostRowGroupRows);
        (_stream, _leaveOpen) = (stream, leaveOpen);
        (_file, var footerStart) = FooterReader.Read(stream);
        _fileColumns = FlatSchema.ToColumns(_file.Schema);
        FooterReader.Check(_file, _fileColumns.Count, footerStart, mostRowGroupRows);

        _readable = [.. Enumerable.Range(0, _fileColumns.Count).Where(c => _fileColumns[c].Obstacle is null)];
        Schema = ToSchema(_readable.Select(c => _fileColumns[c].Element));
        RowGroupRows = [.. _file.RowGroups.Select(group => (int)group.RowCount)];
        Metadata = _file.KeyValues;
    }

    /// <summary>The columns that can be read.</summary>
    public ParquetSchema Schema { get; }

    /// <summary>Of the whole file.</summary>
    public long RowCount => _file.RowCount;

    /// <summary>The rows of each row group.</summary>
    public IReadOnlyList<int> RowGroupRows { get; }

    /// <summary>The key-value pairs of the file; a key may occur twice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Metadata { get; }

    /// <summary>The program that wrote the file, if it says so.</summary>
    public string? CreatedBy => _file.CreatedBy;

    internal FileMetadata File => _file;

    /// <summary>Why each column that is in the file and not in <see cref="Schema"/> is not read.</summary>
    public IEnumerable<string> Obstacles => _fileColumns.Select(column => column.Obstacle).OfType<string>();

    /// <param name="rowGroup">0 up to the number of row groups.</param>
    /// <param name="name">Of a column of the file.</param>
    /// <exception cref="ArgumentException">There is no such row group or column.</exception>
    /// <exception cref="ParquetException">The column is of a type or encoding that is not read, or is damaged.</exception>
    public ParquetValues ReadColumn(int rowGroup, string name)
    {
        if (Schema.IndexOf(name) is >= 0 and var column)
            return ReadColumn(rowGroup, column);
        throw _fileColumns.FirstOrDefault(other => other.Element.Name == name).Obstacle is { } obstacle
            ? new ParquetException(obstacle)
            : new ArgumentException($"The file has no column '{name}'.", nameof(name));
    }

    /// <param name="rowGroup">0 up to the number of row groups.</param>
    /// <param name="column">0 up to the number of columns of <see cref="Schema"/>.</param>
    /// <exception cref="ArgumentException">There is no such row group or column.</exception>
    /// <exception cref="ParquetException">The column is of an encoding that is not read, or is damaged.</exception>
    public ParquetValues ReadColumn(int rowGroup, int column) => ReadColumn(rowGroup, column, int.MaxValue);

    /// <summary>The first rows of a column of a row group; pages that have none of them are not decoded.</summary>
    /// <param name="rowGroup">0 up to the number of row groups.</param>
    /// <param name="column">0 up to the number of columns of <see cref="Schema"/>.</param>
    /// <param name="mostRows">How many rows; all where the row group has fewer.</param>
    /// <exception cref="ArgumentException">There is no such row group or column.</exception>
    /// <exception cref="ParquetException">The column is of an encoding that is not read, or is damaged.</exception>
    public ParquetValues ReadColumn(int rowGroup, int column, int mostRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mostRows);
        ArgumentOutOfRangeException.ThrowIfNegative(rowGroup);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rowGroup, RowGroupRows.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _readable.Length);
        var chunk = _file.RowGroups[rowGroup].Columns[_readable[column]];
        var element = _fileColumns[_readable[column]].Element;
        try
        {
            return Decode(chunk, element, RowGroupRows[rowGroup], mostRows);
        }
        catch (ParquetException e)
        {
            throw new ParquetException($"Column '{element.Name}', row group {rowGroup}: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private static ParquetSchema ToSchema(IEnumerable<SchemaElement> columns)
    {
        try
        {
            return new ParquetSchema([.. columns.Select(column =>
                new ParquetColumn(column.Name, FlatSchema.TypeOf(column)!.Value, column.Repetition == Repetition.Optional))]);
        }
        catch (ArgumentException e)
        {
            throw new ParquetException($"The schema is not one of a table: {e.Message}", e);
        }
    }

    private ParquetValues Decode(ColumnChunk chunk, SchemaElement element, int rows, int mostRows)
    {
        if (chunk.Type != element.Type)
            throw new ParquetException($"The schema says {element.Type} and the chunk {chunk.Type}.");
        if (chunk.FilePath is not null)
            throw new ParquetException("The values are in another file.");
        var bytes = new byte[chunk.CompressedSize];   // no more than the file has: checked when it was opened
        _stream.Position = FooterReader.StartOf(chunk);
        _stream.ReadExactly(bytes);
        return element.Type switch
        {
            PhysicalType.Int32 => ParquetValues.From(Values(PlainDecoders.Int32, out var validity), validity),
            PhysicalType.Int64 => ParquetValues.From(Values(PlainDecoders.Int64, out var validity), validity),
            PhysicalType.Double => ParquetValues.From(Values(PlainDecoders.Double, out var validity), validity),
            PhysicalType.Float => ParquetValues.From(Values(PlainDecoders.Float, out var validity), validity),
            _ => ParquetValues.From(Values(PlainDecoders.Text, out _)),
        };

        T[] Values<T>(PlainDecoder<T> plain, out bool[] validity)
        {
            (var values, validity) = ColumnChunkDecoder<T>.Decode(bytes, plain, chunk.Codec, element.Repetition == Repetition.Optional, rows, mostRows);
            return values;
        }
    }
}
