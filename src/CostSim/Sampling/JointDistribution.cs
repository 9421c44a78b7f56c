namespace CostSim.Sampling;

/// <summary>What is known of several uncertain numbers together: some uniforms in, a value for each number out.</summary>
public abstract class JointDistribution
{
    /// <summary>How many numbers.</summary>
    public abstract int Count { get; }

    /// <summary>How many uniforms a draw takes.</summary>
    public virtual int Dimensions => Count;

    /// <summary>Turns uniforms into values; each draw's depend on that draw's uniforms alone, to the bit. Nothing is allocated.</summary>
    /// <param name="uniforms">Each above 0 and below 1; [dimension × draws], dimension by dimension. Overwritten.</param>
    /// <param name="values">[number × draws], number by number; elsewhere than <paramref name="uniforms"/>.</param>
    /// <param name="draws">How many.</param>
    public abstract void Fill(Span<double> uniforms, Span<double> values, int draws);

    private protected void Require(ReadOnlySpan<double> uniforms, ReadOnlySpan<double> values, int draws)
    {
        if (uniforms.Length != Dimensions * draws || values.Length != Count * draws || uniforms.Overlaps(values))
            throw new ArgumentException($"Expected {Dimensions} × {draws} uniforms and, elsewhere, {Count} × {draws} values; found {uniforms.Length} and {values.Length}.", nameof(values));
    }
}
