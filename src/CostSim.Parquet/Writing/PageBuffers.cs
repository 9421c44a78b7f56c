using System.Buffers;

namespace CostSim.Parquet.Writing;

/// <summary>Memory to put a page together in; one for all columns of a writer, as they close their pages one after another.</summary>
internal sealed class PageBuffers
{
    public ArrayBufferWriter<byte> Body { get; } = new();

    public ArrayBufferWriter<byte> Levels { get; } = new();
}
