namespace CostSim.Parquet;

/// <summary>The columns of a flat table, in file order.</summary>
public sealed class ParquetSchema
{
    private readonly Dictionary<string, int> _indexes;

    /// <param name="columns">Any number, also none; names not empty and all different.</param>
    /// <exception cref="ArgumentException">A name is empty or occurs twice, or a type is not a <see cref="ParquetType"/>.</exception>
    public ParquetSchema(params IReadOnlyList<ParquetColumn> columns)
    {
        _indexes = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (string.IsNullOrEmpty(column.Name))
                throw new ArgumentException($"Column {_indexes.Count} has no name.", nameof(columns));
            if (!Enum.IsDefined(column.Type))
                throw new ArgumentException($"Column '{column.Name}' has type {column.Type}, which does not exist.", nameof(columns));
            if (!_indexes.TryAdd(column.Name, _indexes.Count))
                throw new ArgumentException($"Two columns are named '{column.Name}'.", nameof(columns));
        }
        Columns = [.. columns];
    }

    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The place of a column, or -1 if there is none of that name.</summary>
    public int IndexOf(string name) => _indexes.GetValueOrDefault(name, -1);
}
