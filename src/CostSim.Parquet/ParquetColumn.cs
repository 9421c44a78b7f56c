namespace CostSim.Parquet;

/// <summary>A column of a flat table.</summary>
/// <param name="Name">Not empty; unique in its schema (case matters).</param>
/// <param name="Type">What each row holds.</param>
/// <param name="Nullable">Whether a row may hold nothing.</param>
public sealed record ParquetColumn(string Name, ParquetType Type, bool Nullable = false);
