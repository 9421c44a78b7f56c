namespace CostSim.Parquet;

/// <summary>How a <see cref="ParquetWriter"/> lays out its file. The defaults suit tables of any size.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>A page of fixed-width numbers of this many rows is 1 MiB: the most that is allowed.</summary>
    internal const int MostPageRows = 131_072;

    public ParquetCompression Compression { get; init; } = ParquetCompression.Snappy;

    /// <summary>Rows of a full row group; above 0.</summary>
    public int RowGroupRows { get; init; } = 131_072;

    /// <summary>
    /// Bytes of encoded pages at which a row group is closed though it has fewer rows; above 0. It bounds the memory that a table of
    /// hundreds of columns takes. Looked at every 1,024 rows.
    /// </summary>
    public long RowGroupBytes { get; init; } = 128L * 1024 * 1024;

    /// <summary>Rows of a full page, 1 to 131,072. A page of text is also closed at 1 MiB.</summary>
    public int PageRows { get; init; } = 20_000;

    /// <summary>Bytes of distinct texts of a column in a row group above which the rest of them are written in full; 0 or more.</summary>
    public int DictionaryBytes { get; init; } = 1024 * 1024;

    /// <summary>The program that the file names as its author.</summary>
    public string CreatedBy { get; init; } = $"CostSim.Parquet version {typeof(ParquetWriterOptions).Assembly.GetName().Version?.ToString(3)}";

    internal void Validate()
    {
        if (!Enum.IsDefined(Compression))
            throw new ArgumentOutOfRangeException(nameof(Compression), Compression, "No such compression.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RowGroupRows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RowGroupBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(PageRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PageRows, MostPageRows);
        ArgumentOutOfRangeException.ThrowIfNegative(DictionaryBytes);
        ArgumentNullException.ThrowIfNull(CreatedBy);
    }
}
