namespace CostSim.Parquet;

/// <summary>How pages are compressed.</summary>
public enum ParquetCompression
{
    None,
    Snappy,
}
