using CostSim.Parquet.Format;

namespace CostSim.Parquet.Writing;

/// <summary>A column chunk that is in the file, and its two parts of the page index, which come before the footer.</summary>
/// <param name="Chunk">For the footer, still without the places of the indexes.</param>
/// <param name="Bounds">The column index; null if the chunk may have none.</param>
/// <param name="Places">The offset index.</param>
internal sealed record WrittenChunk(ColumnChunk Chunk, byte[]? Bounds, byte[] Places);
