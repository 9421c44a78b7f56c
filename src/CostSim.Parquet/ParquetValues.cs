namespace CostSim.Parquet;

/// <summary>The values of one column for some rows: what a writer is given and what a reader returns.</summary>
/// <remarks>
/// The memory is not copied: it must not change until the call that it was given to has returned. Where a row is null, the number in
/// its place means nothing.
/// </remarks>
public sealed class ParquetValues
{
    private readonly object _values;   // a boxed ReadOnlyMemory of the column's element type

    private ParquetValues(ParquetType type, object values, int count, ReadOnlyMemory<bool> validity)
    {
        if (validity.Length != 0 && validity.Length != count)
            throw new ArgumentException($"{count} values have {validity.Length} validity flags.", nameof(validity));
        (Type, _values, Count, Validity) = (type, values, count, validity);
    }

    public ParquetType Type { get; }

    /// <summary>The number of rows, nulls included.</summary>
    public int Count { get; }

    /// <summary>True where the row has a value; empty when every row has one. Always empty for strings, whose null is null itself.</summary>
    public ReadOnlyMemory<bool> Validity { get; }

    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public ReadOnlyMemory<int> Int32s => As<int>();

    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public ReadOnlyMemory<long> Int64s => As<long>();

    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public ReadOnlyMemory<double> Doubles => As<double>();

    /// <exception cref="InvalidOperationException">The column is of another type.</exception>
    public ReadOnlyMemory<string?> Strings => As<string?>();

    public static implicit operator ParquetValues(int[] values) => From(values.AsMemory());

    public static implicit operator ParquetValues(long[] values) => From(values.AsMemory());

    public static implicit operator ParquetValues(double[] values) => From(values.AsMemory());

    public static implicit operator ParquetValues(string?[] values) => From(values.AsMemory());

    /// <param name="values">A number per row.</param>
    /// <param name="validity">As long as <paramref name="values"/>, true where there is a value; or empty for no nulls.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ParquetValues From(ReadOnlyMemory<int> values, ReadOnlyMemory<bool> validity = default) =>
        new(ParquetType.Int32, values, values.Length, validity);

    /// <inheritdoc cref="From(ReadOnlyMemory{int}, ReadOnlyMemory{bool})"/>
    public static ParquetValues From(ReadOnlyMemory<long> values, ReadOnlyMemory<bool> validity = default) =>
        new(ParquetType.Int64, values, values.Length, validity);

    /// <inheritdoc cref="From(ReadOnlyMemory{int}, ReadOnlyMemory{bool})"/>
    public static ParquetValues From(ReadOnlyMemory<double> values, ReadOnlyMemory<bool> validity = default) =>
        new(ParquetType.Double, values, values.Length, validity);

    /// <param name="values">A text per row; null where there is none.</param>
    public static ParquetValues From(ReadOnlyMemory<string?> values) => new(ParquetType.String, values, values.Length, default);

    public bool IsNull(int row) => Type == ParquetType.String ? Strings.Span[row] is null : Validity.Length != 0 && !Validity.Span[row];

    internal bool HasNulls() => Type == ParquetType.String ? Strings.Span.Contains(null) : Validity.Span.Contains(false);

    internal ReadOnlyMemory<T> As<T>() => _values is ReadOnlyMemory<T> values
        ? values
        : throw new InvalidOperationException($"The column holds {Type} values.");
}
