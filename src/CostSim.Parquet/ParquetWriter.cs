using System.Buffers;
using System.Buffers.Binary;
using CostSim.Parquet.Format;
using CostSim.Parquet.Writing;

namespace CostSim.Parquet;

/// <summary>Writes a flat table as a Parquet file, batch by batch, in memory that does not grow with the number of rows.</summary>
/// <remarks>
/// At most one row group is held (<see cref="ParquetWriterOptions.RowGroupRows"/>, <see cref="ParquetWriterOptions.RowGroupBytes"/>), and
/// about 100 bytes per page for the indexes at the end of the file. The same rows give the same bytes in whatever batches they come.
/// A file is whole only after <see cref="Finish"/>: without it there is no footer and no reader takes the file. After any exception
/// the writer can only be disposed. Not for use by several threads at once.
/// </remarks>
public sealed class ParquetWriter : IDisposable
{
    /// <summary>Rows after which the size of the row group is looked at.</summary>
    private const int SliceRows = 1024;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly FileOutput _output;
    private readonly ParquetSchema _schema;
    private readonly ParquetWriterOptions _options;
    private readonly List<KeyValuePair<string, string>> _metadata;
    private readonly ColumnChunkWriter[] _columns;
    private readonly List<(WrittenChunk[] Chunks, int RowCount)> _groups = [];
    private int _groupRows;
    private State _state = State.Ready;

    /// <param name="stream">Takes the file, from its first byte; need not seek.</param>
    /// <param name="schema">At least one column.</param>
    /// <param name="metadata">Key-value pairs of the file, in the order in which they are written; null for none.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the writer is disposed.</param>
    /// <exception cref="ArgumentException">The schema has no columns, the stream cannot be written, or an option is out of its range.</exception>
    public ParquetWriter(
        Stream stream,
        ParquetSchema schema,
        IEnumerable<KeyValuePair<string, string>>? metadata = null,
        ParquetWriterOptions? options = null,
        bool leaveOpen = false)
    {
        if (!stream.CanWrite)
            throw new ArgumentException("The stream cannot be written.", nameof(stream));
        if (schema.Columns.Count == 0)
            throw new ArgumentException("A table without columns cannot be written.", nameof(schema));
        _options = options ?? new ParquetWriterOptions();
        _options.Validate();
        (_stream, _schema, _leaveOpen, _metadata) = (stream, schema, leaveOpen, [.. metadata ?? []]);
        _output = new FileOutput(stream);
        var buffers = new PageBuffers();
        _columns = [.. schema.Columns.Select(column => ColumnChunkWriter.Create(column, _options, buffers))];
        _output.Write(FileLayout.Magic);
    }

    private enum State
    {
        Ready,
        Failed,
        Finished,
        Disposed,
    }

    /// <summary>Rows written so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="columns">The values of each column of the schema, in its order, all for the same rows; any number of rows.</param>
    /// <exception cref="ArgumentException">
    /// Columns are missing, of another type or of unequal length, a column that is not nullable has a null, or a text is longer than
    /// 1 MiB or no Unicode text.
    /// </exception>
    /// <exception cref="InvalidOperationException">The writer is finished, or an earlier call failed.</exception>
    public void Write(params ReadOnlySpan<ParquetValues> columns)
    {
        MustBeReady();
        var rows = CheckedRowCount(columns);
        _state = State.Failed;   // until all is done: half a batch must not become a file
        for (var start = 0; start < rows;)
        {
            var count = Math.Min(rows - start, SliceRows - _groupRows % SliceRows);
            count = Math.Min(count, _options.RowGroupRows - _groupRows);
            for (var c = 0; c < _columns.Length; c++)
                _columns[c].Append(columns[c], start, count);
            start += count;
            _groupRows += count;
            if (_groupRows == _options.RowGroupRows || (_groupRows % SliceRows == 0 && BufferedBytes() >= _options.RowGroupBytes))
                FlushRowGroup();
        }
        RowCount += rows;
        _state = State.Ready;
    }

    /// <summary>Writes what is held and the footer. The file is whole then, and takes no more rows.</summary>
    /// <exception cref="InvalidOperationException">The writer is finished already, or an earlier call failed.</exception>
    public void Finish()
    {
        MustBeReady();
        _state = State.Failed;
        FlushRowGroup();
        var footer = new ArrayBufferWriter<byte>();
        new ThriftWriter(footer).Element(WriteIndexes(), FileMetadata.Write);
        _output.Write(footer.WrittenSpan);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, footer.WrittenCount);
        _output.Write(length);
        _output.Write(FileLayout.Magic);
        _output.Flush();
        _state = State.Finished;
    }

    /// <summary>Closes the stream, unless it is to stay open. Does not finish the file: see <see cref="Finish"/>.</summary>
    public void Dispose()
    {
        if (_state == State.Disposed)
            return;
        _state = State.Disposed;
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private void MustBeReady()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        if (_state == State.Finished)
            throw new InvalidOperationException("The file is finished.");
        if (_state == State.Failed)
            throw new InvalidOperationException("An earlier call failed; the file cannot be completed.");
    }

    private int CheckedRowCount(ReadOnlySpan<ParquetValues> columns)
    {
        if (columns.Length != _columns.Length)
            throw new ArgumentException($"{columns.Length} columns are given; the table has {_columns.Length}.", nameof(columns));
        for (var c = 0; c < columns.Length; c++)
        {
            var (column, values) = (_schema.Columns[c], columns[c]);
            if (values.Type != column.Type)
                throw new ArgumentException($"Column '{column.Name}' holds {column.Type} values and is given {values.Type}.", nameof(columns));
            if (values.Count != columns[0].Count)
            {
                throw new ArgumentException(
                    $"Column '{column.Name}' is given {values.Count} rows and '{_schema.Columns[0].Name}' {columns[0].Count}.", nameof(columns));
            }
            if (!column.Nullable && values.HasNulls())
                throw new ArgumentException($"Column '{column.Name}' is not nullable and is given a null.", nameof(columns));
        }
        return columns[0].Count;
    }

    private long BufferedBytes()
    {
        var bytes = 0L;
        foreach (var column in _columns)
            bytes += column.BufferedBytes;
        return bytes;
    }

    private void FlushRowGroup()
    {
        if (_groupRows == 0)
            return;
        _groups.Add(([.. _columns.Select(column => column.Flush(_output))], _groupRows));
        _groupRows = 0;
    }

    /// <summary>Writes the page indexes, all bounds before all places as the format has it, and returns the footer that points to them.</summary>
    private FileMetadata WriteIndexes()
    {
        var bounds = _groups.ConvertAll(group => Array.ConvertAll(
            group.Chunks, chunk => chunk.Bounds is { } index ? WriteIndex(index) : default((long, int)?)));
        var places = _groups.ConvertAll(group => Array.ConvertAll(group.Chunks, chunk => WriteIndex(chunk.Places)));
        var groups = _groups.Select((group, g) => new RowGroup(
            [.. group.Chunks.Select((chunk, c) => chunk.Chunk with { ColumnIndex = bounds[g][c], OffsetIndex = places[g][c] })],
            group.RowCount));
        return new FileMetadata(FlatSchema.ToElements(_schema), RowCount, [.. groups], _metadata, _options.CreatedBy);
    }

    private (long Offset, int Length) WriteIndex(byte[] index)
    {
        var offset = _output.Position;
        _output.Write(index);
        return (offset, index.Length);
    }
}
