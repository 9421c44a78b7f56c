namespace CostSim.Sampling.Streams;

/// <summary>Where the uniforms of one dimension come from: independent numbers, or one coordinate of a design that fills space evenly.</summary>
public abstract class UniformSource
{
    /// <summary>The uniforms of consecutive draws; each depends on its draw alone, to the bit, however draws are cut into blocks. Nothing is allocated.</summary>
    /// <param name="firstDraw">Draw number of the first, 0 or above.</param>
    /// <param name="uniforms">Filled whole, each above 0 and below 1; [draws].</param>
    public abstract void Fill(long firstDraw, Span<double> uniforms);
}
