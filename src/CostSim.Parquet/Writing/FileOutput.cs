namespace CostSim.Parquet.Writing;

/// <summary>A stream that need not seek, and how many bytes have gone into it: Parquet's offsets.</summary>
internal sealed class FileOutput(Stream stream)
{
    public long Position { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Position += bytes.Length;
    }

    public void Flush() => stream.Flush();
}
