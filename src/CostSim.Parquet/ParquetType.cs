namespace CostSim.Parquet;

/// <summary>What a column holds.</summary>
public enum ParquetType
{
    /// <summary>Signed, 32 bits.</summary>
    Int32,

    /// <summary>Signed, 64 bits.</summary>
    Int64,

    /// <summary>IEEE 754, 64 bits; NaN and infinities are values like others.</summary>
    Double,

    /// <summary>Unicode text, UTF-8 in the file.</summary>
    String,
}
