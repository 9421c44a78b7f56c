using CostSim.Parquet;

namespace CostSim.Cli.Files.Tables;

/// <summary>A Parquet file of a finished run, read whole columns at a time.</summary>
/// <remarks>What does not fit the run is a <see cref="ParquetException"/>, as what does not fit the format is.</remarks>
internal sealed class RunTable : IDisposable
{
    /// <summary>Fewer columns for a processor would not be worth opening the file once more.</summary>
    private const int FewestColumns = 4;

    /// <summary>Of more rows columns are read one by one: several would take hundreds of megabytes.</summary>
    private const int MostRowsSideBySide = 1_000_000;

    private readonly string _path;
    private readonly ParquetReader _reader;

    /// <param name="path">The file.</param>
    /// <param name="columns">Columns that it must have; it may have others.</param>
    /// <exception cref="ParquetException">The file is no table, or lacks a column.</exception>
    public RunTable(string path, params IReadOnlyList<string> columns)
    {
        _path = path;
        _reader = new ParquetReader(File.OpenRead(path));
        if (columns.FirstOrDefault(column => _reader.Schema.IndexOf(column) < 0) is not { } missing) return;
        _reader.Dispose();
        throw new ParquetException($"there is no column '{missing}'");
    }

    public int Rows => checked((int)_reader.RowCount);

    /// <summary>The names of the columns, in the file's order.</summary>
    public IReadOnlyList<string> Columns => [.. _reader.Schema.Columns.Select(column => column.Name)];

    /// <summary>The numbers of a column.</summary>
    /// <exception cref="ParquetException">It is damaged or of another type.</exception>
    public double[] Doubles(int column) => Doubles(column, Rows);

    /// <summary>The numbers of a column in the first rows.</summary>
    /// <exception cref="ParquetException">It is damaged or of another type.</exception>
    public double[] Doubles(int column, int rows) => Values(column, rows, ParquetType.Double, values => values.Doubles);

    /// <summary>Reads columns on several processors, each of which opens the file for itself.</summary>
    /// <param name="count">How many columns.</param>
    /// <param name="read">Reads one, by its number from 0 on; called by several threads at once, each with a table of its own.</param>
    /// <exception cref="ParquetException">One is damaged or of another type.</exception>
    public void EachColumn(int count, Action<RunTable, int> read)
    {
        var parts = Rows > MostRowsSideBySide ? 1 : Math.Clamp(count / FewestColumns, 1, Environment.ProcessorCount);
        var reading = new Task[parts];
        for (var p = 0; p < parts; p++)
        {
            var (from, to) = (count * p / parts, count * (p + 1) / parts);
            reading[p] = Task.Run(() =>
            {
                using var table = new RunTable(_path);
                for (var column = from; column < to; column++) read(table, column);
            });
        }
        Task.WhenAll(reading).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Doubles(int)"/>
    public double[] Doubles(string column) => Doubles(_reader.Schema.IndexOf(column));

    /// <summary>The whole numbers of a column.</summary>
    /// <exception cref="ParquetException">It is damaged or of another type.</exception>
    public int[] Int32s(string column) => Values(_reader.Schema.IndexOf(column), Rows, ParquetType.Int32, values => values.Int32s);

    /// <inheritdoc cref="Int32s"/>
    public long[] Int64s(string column) => Values(_reader.Schema.IndexOf(column), Rows, ParquetType.Int64, values => values.Int64s);

    /// <summary>The texts of a column.</summary>
    /// <exception cref="ParquetException">It is damaged, of another type, or lacks a text.</exception>
    public string[] Texts(string column)
    {
        var texts = Values(_reader.Schema.IndexOf(column), Rows, ParquetType.String, values => values.Strings);
        if (Array.IndexOf(texts, null) >= 0) throw new ParquetException($"column '{column}' lacks a text");
        return texts!;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>The first rows of a column, from one row group after the other.</summary>
    private T[] Values<T>(int column, int rows, ParquetType type, Func<ParquetValues, ReadOnlyMemory<T>> values)
    {
        var all = new T[rows];
        var row = 0;
        for (var group = 0; row < rows; group++)
        {
            var part = values(Checked(_reader.ReadColumn(group, column, rows - row), type));
            part.CopyTo(all.AsMemory(row));
            row += part.Length;
        }
        return all;
    }

    private static ParquetValues Checked(ParquetValues values, ParquetType type) =>
        values.Type == type ? values : throw new ParquetException($"a column of {values.Type}; expected {type}");
}
