using CostSim.Parquet;

namespace CostSim.Cli.Files.Tables;

/// <summary>A Parquet file of a run's folder, written batch by batch.</summary>
internal sealed class TableFile : IDisposable
{
    private readonly RunFolder _folder;
    private readonly string _name;
    private readonly FileStream _file;
    private readonly ParquetWriter _writer;

    /// <param name="folder">The run's folder.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="metadata">Units by column (<c>unit.cost</c>), and what the table is of.</param>
    public TableFile(RunFolder folder, string name, ParquetSchema schema, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        (_folder, _name) = (folder, name);
        _file = folder.Open(name);
        _writer = new ParquetWriter(_file, schema, metadata, new ParquetWriterOptions { CreatedBy = $"costsim version {ToolVersion.Text}" }, leaveOpen: true);
    }

    /// <summary>Adds rows: the values of each column, in the order of the schema.</summary>
    /// <exception cref="IOException">The disk is full, or the file is larger than its file system takes.</exception>
    public void Write(params ReadOnlySpan<ParquetValues> columns)
    {
        try
        {
            _writer.Write(columns);
        }
        catch (ArgumentOutOfRangeException tooLarge) when (tooLarge.ParamName == "value")
        {
            // What a file stream makes of EFBIG: a file system with 4 GB files, a limit of the shell.
            throw new IOException($"File too large : '{_file.Name}'", tooLarge);
        }
    }

    /// <summary>Completes the file, sees it on the disk and closes it.</summary>
    public void Finish()
    {
        _writer.Finish();
        _file.Flush(flushToDisk: true);
        Dispose();
        _folder.Complete(_name);
    }

    /// <summary>Closes the file; without <see cref="Finish"/> it is no table.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }
}
