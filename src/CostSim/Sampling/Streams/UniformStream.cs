using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CostSim.Sampling.Streams;

/// <summary>One parameter's uniforms: each a pure function of (seed, parameter name, draw number), in the open interval (0, 1).</summary>
/// <remarks>
/// Philox 4x32-10 with the seed as key. Counter words 0–1 are the draw number halved, words 2–3 the hash of the name; an even draw takes
/// output words 0–1, an odd one words 2–3. The upper 52 bits k of the 64 become <c>(k + ½)·2⁻⁵²</c>, an odd multiple of 2⁻⁵³: exact,
/// never 0 or 1, and <c>1 − u</c> is exact too. (With 53 bits the last step would have to round, at times to 1.)
/// So threads, block sizes, shards and the other parameters of a scenario change nothing, to the bit.
/// </remarks>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of random numbers is the field's word; nobody takes it for an I/O stream.")]
public sealed partial class UniformStream : UniformSource
{
    /// <param name="seed">The run's seed; any value.</param>
    /// <param name="name">The parameter's name, or the component's: <c>response.msc.full</c>; case matters.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public UniformStream(ulong seed, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Seed, Name, _nameHash) = (seed, name, HashOf(name));
    }

    private readonly ulong _nameHash;

    public ulong Seed { get; }

    public string Name { get; }

    /// <summary>The uniform of one draw.</summary>
    /// <param name="draw">Draw number, 0 or above.</param>
    public double this[long draw]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(draw);
            var (even, odd) = Philox.Block((ulong)draw >> 1, _nameHash, Seed);
            return UniformOf((draw & 1) == 0 ? even : odd);
        }
    }

    /// <summary>FNV-1a, 64 bits, of the name's UTF-8 bytes (Fowler, Noll &amp; Vo; RFC 9923): the same on every machine, for ever.</summary>
    internal static ulong HashOf(string name)
    {
        const ulong offsetBasis = 0xCBF29CE484222325;
        const ulong prime = 0x100000001B3;
        var hash = offsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ octet) * prime);
        }
        return hash;
    }

    /// <summary>The upper 52 bits as the mantissa of a number in [1, 2), less <c>1 − 2⁻⁵³</c>: both steps are exact.</summary>
    private static double UniformOf(ulong bits) => BitConverter.UInt64BitsToDouble((bits >> 12) | OneBits) - JustBelowOne;

    internal const ulong OneBits = 0x3FF0_0000_0000_0000;
    internal const double JustBelowOne = 1 - 1.0 / (1L << 53);
}
