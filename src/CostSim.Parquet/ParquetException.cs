namespace CostSim.Parquet;

/// <summary>The bytes are not a Parquet file, are damaged, or use a part of the format that is not read here; the message says which.</summary>
public sealed class ParquetException : IOException
{
    public ParquetException(string message)
        : base(message)
    {
    }

    public ParquetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
