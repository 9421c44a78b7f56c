namespace CostSim.Parquet.Format;

/// <summary>Magic, pages, indexes, footer, the footer's length, magic.</summary>
internal static class FileLayout
{
    /// <summary>The footer's length, 4 bytes, and the closing magic.</summary>
    public const int TailBytes = 8;

    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    public static ReadOnlySpan<byte> EncryptedMagic => "PARE"u8;
}
