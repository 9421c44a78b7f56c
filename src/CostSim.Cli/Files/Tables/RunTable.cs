using CostSim.Parquet;

namespace CostSim.Cli.Files.Tables;

/// <summary>A Parquet file of a finished run, read whole columns at a time.</summary>
/// <remarks>What does not fit the run is a <see cref="ParquetException"/>, as what does not fit the format is.</remarks>
internal sealed class RunTable : IDisposable
{
    private readonly ParquetReader _reader;

    /// <param name="path">The file.</param>
    /// <param name="columns">Columns that it must have; it may have others.</param>
    /// <exception cref="ParquetException">The file is no table, or lacks a column.</exception>
    public RunTable(string path, params IReadOnlyList<string> columns)
    {
        _reader = new ParquetReader(File.OpenRead(path));
        if (columns.FirstOrDefault(column => _reader.Schema.IndexOf(column) < 0) is not { } missing) return;
        _reader.Dispose();
        throw new ParquetException($"there is no column '{missing}'");
    }

    public int Rows => checked((int)_reader.RowCount);

    /// <summary>How many row groups there are.</summary>
    public int Groups => _reader.RowGroupRows.Count;

    /// <summary>The names of the columns, in the file's order.</summary>
    public IReadOnlyList<string> Columns => [.. _reader.Schema.Columns.Select(column => column.Name)];

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="ParquetException">It is damaged or of another type.</exception>
    public double[] Doubles(int column) => Whole(column, ParquetType.Double, values => values.Doubles);

    /// <inheritdoc cref="Doubles(int)"/>
    public double[] Doubles(string column) => Doubles(_reader.Schema.IndexOf(column));

    /// <summary>The numbers of a column in one row group.</summary>
    /// <exception cref="ParquetException">It is damaged or of another type.</exception>
    public ReadOnlySpan<double> Doubles(int group, int column) => Checked(_reader.ReadColumn(group, column), ParquetType.Double).Doubles.Span;

    /// <summary>The whole numbers of a column.</summary>
    /// <exception cref="ParquetException">It is damaged or of another type.</exception>
    public int[] Int32s(string column) => Whole(_reader.Schema.IndexOf(column), ParquetType.Int32, values => values.Int32s);

    /// <inheritdoc cref="Int32s"/>
    public long[] Int64s(string column) => Whole(_reader.Schema.IndexOf(column), ParquetType.Int64, values => values.Int64s);

    /// <summary>The texts of a column.</summary>
    /// <exception cref="ParquetException">It is damaged, of another type, or lacks a text.</exception>
    public string[] Texts(string column)
    {
        var texts = Whole(_reader.Schema.IndexOf(column), ParquetType.String, values => values.Strings);
        if (Array.IndexOf(texts, null) >= 0) throw new ParquetException($"column '{column}' lacks a text");
        return texts!;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>All row groups of a column, one behind the other.</summary>
    private T[] Whole<T>(int column, ParquetType type, Func<ParquetValues, ReadOnlyMemory<T>> values)
    {
        var whole = new T[Rows];
        var row = 0;
        for (var group = 0; group < Groups; group++)
        {
            var part = values(Checked(_reader.ReadColumn(group, column), type));
            part.CopyTo(whole.AsMemory(row));
            row += part.Length;
        }
        return whole;
    }

    private static ParquetValues Checked(ParquetValues values, ParquetType type) =>
        values.Type == type ? values : throw new ParquetException($"a column of {values.Type}; expected {type}");
}
