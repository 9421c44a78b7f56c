using System.Numerics;

namespace CostSim.Sampling.Streams;

/// <summary>One coordinate of a Latin hypercube: of n points, one falls into each of n equally likely intervals; for several replicates, each in an order of its own.</summary>
/// <remarks>
/// McKay, Beckman &amp; Conover (1979), Technometrics 21:239; <c>u = (π(point) + jitter) / n</c>. The order π is a <see cref="KeyedPermutation"/>
/// of (seed, parameter name, replicate); the jitter is the uniform that random sampling would give the draw, to as many digits as the sum holds
/// exactly, so that a point never leaves its interval.
/// </remarks>
public sealed class LatinHypercubeColumn : UniformSource
{
    private const ulong Ordering = 3UL << 62;   // counters of streams and of scramblings stay below
    private const ulong IntegerBits = 0x4330_0000_0000_0000;
    private const double IntegerStart = 4503599627370496;   // 2⁵²

    private readonly UniformStream _jitter;
    private readonly int _points;
    private readonly double _finest;
    private readonly KeyedPermutation[] _orders;

    /// <param name="seed">The run's seed; any value.</param>
    /// <param name="name">The parameter's name, or the component's.</param>
    /// <param name="draws">How many draws the whole design has; a multiple of 64 × <paramref name="replicates"/>.</param>
    /// <param name="replicates">How many independent hypercubes; 1 or more.</param>
    public LatinHypercubeColumn(ulong seed, string name, int draws, int replicates)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        if (draws < 1 || draws % (Replicates.BlockDraws * (long)replicates) != 0)
            throw new ArgumentOutOfRangeException(nameof(draws), draws, $"A multiple of {Replicates.BlockDraws} times {replicates} replicates.");
        _jitter = new UniformStream(seed, name);
        _points = draws / replicates;
        // The interval's number takes some of the 53 binary digits of the sum, a half the last one.
        _finest = Math.ScaleB(1, 52 - (BitOperations.Log2((uint)_points) + 1));
        var hash = UniformStream.HashOf(name);
        _orders = [.. Enumerable.Range(0, replicates).Select(replicate =>
            new KeyedPermutation(_points, step => Philox.Block(Ordering | ((ulong)replicate << 32) | (uint)step, hash, seed).Words01))];
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">A draw is outside the design.</exception>
    public override void Fill(long firstDraw, Span<double> uniforms)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstDraw);
        Span<double> whole = stackalloc double[Replicates.BlockDraws];
        while (!uniforms.IsEmpty)
        {
            var (block, offset) = (firstDraw / Replicates.BlockDraws, (int)(firstDraw % Replicates.BlockDraws));
            var count = Math.Min(Replicates.BlockDraws - offset, uniforms.Length);
            if (count == Replicates.BlockDraws)
            {
                FillBlock(block, uniforms[..Replicates.BlockDraws]);
            }
            else
            {
                FillBlock(block, whole);
                whole.Slice(offset, count).CopyTo(uniforms);
            }
            uniforms = uniforms[count..];
            firstDraw += count;
        }
    }

    private void FillBlock(long block, Span<double> uniforms)
    {
        var point = block / _orders.Length * Replicates.BlockDraws;
        if (point >= _points) throw new ArgumentOutOfRangeException(nameof(block), block, $"A design of {(long)_points * _orders.Length} draws has no such block.");
        Span<ulong> places = stackalloc ulong[Replicates.BlockDraws];
        Span<ulong> scratch = stackalloc ulong[Replicates.BlockDraws];
        _orders[(int)(block % _orders.Length)].Fill(point, places, scratch);
        _jitter.Fill(block * Replicates.BlockDraws, uniforms);

        var (finest, unit, half, points) = (new Vector<double>(_finest), new Vector<double>(1 / _finest), new Vector<double>(0.5), new Vector<double>((double)_points));
        for (var d = 0; d < uniforms.Length; d += Vector<double>.Count)
        {
            // Every step but the division is exact; a power of two has an exact inverse. A whole number below 2⁵² is the mantissa of one that is 2⁵² larger.
            var place = Vector.AsVectorDouble(new Vector<ulong>(places[d..]) | new Vector<ulong>(IntegerBits)) - new Vector<double>(IntegerStart);
            var jitter = (Vector.Floor(new Vector<double>(uniforms[d..]) * finest) + half) * unit;
            ((place + jitter) / points).CopyTo(uniforms[d..]);
        }
    }
}
