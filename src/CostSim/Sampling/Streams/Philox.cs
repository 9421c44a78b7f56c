using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling.Streams;

/// <summary>Philox 4x32-10: 128 random bits as a pure function of a 128-bit counter and a 64-bit key.</summary>
/// <remarks>
/// Salmon, Moraes, Dror &amp; Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC11, section 3.3;
/// constants as in the authors' Random123 library, whose known-answer vectors the tests use.
/// </remarks>
internal static class Philox
{
    /// <summary>Multiplier of words 0 and 2.</summary>
    public const uint Multiplier0 = 0xD2511F53;

    public const uint Multiplier1 = 0xCD9E8D57;

    /// <summary>Added to the key's low word from round to round (the golden ratio).</summary>
    public const uint KeyStep0 = 0x9E3779B9;

    /// <summary>Added to the key's high word (√3 − 1).</summary>
    public const uint KeyStep1 = 0xBB67AE85;

    public const int Rounds = 10;

    /// <summary>The four output words, as two 64-bit numbers: words 0 (low) and 1, words 2 (low) and 3.</summary>
    /// <param name="counterLow">Counter words 0 (low half) and 1.</param>
    /// <param name="counterHigh">Counter words 2 (low half) and 3.</param>
    /// <param name="key">Key words 0 (low half) and 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (ulong Words01, ulong Words23) Block(ulong counterLow, ulong counterHigh, ulong key)
    {
        uint word0 = (uint)counterLow, word1 = (uint)(counterLow >> 32);
        uint word2 = (uint)counterHigh, word3 = (uint)(counterHigh >> 32);
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = (ulong)Multiplier0 * word0;
            var product1 = (ulong)Multiplier1 * word2;
            word0 = (uint)(product1 >> 32) ^ word1 ^ key0;
            word1 = (uint)product1;
            word2 = (uint)(product0 >> 32) ^ word3 ^ key1;
            word3 = (uint)product0;
            key0 += KeyStep0;
            key1 += KeyStep1;
        }
        return (word0 | ((ulong)word1 << 32), word2 | ((ulong)word3 << 32));
    }

    /// <summary>As <see cref="Block"/>, eight counters at a time, each 32-bit word in a 64-bit lane; only where <see cref="Avx512F"/> is.</summary>
    /// <remarks>What a multiplication leaves in a lane's upper half, the next one ignores.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<ulong> Words01, Vector512<ulong> Words23) Blocks512(Vector512<ulong> counterLow, ulong counterHigh, ulong key)
    {
        var (multiplier0, multiplier1) = (Vector512.Create((ulong)Multiplier0).AsUInt32(), Vector512.Create((ulong)Multiplier1).AsUInt32());
        var (word0, word1) = (counterLow, counterLow >>> 32);
        var (word2, word3) = (Vector512.Create(counterHigh), Vector512.Create(counterHigh >> 32));
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = Avx512F.Multiply(multiplier0, word0.AsUInt32());
            var product1 = Avx512F.Multiply(multiplier1, word2.AsUInt32());
            word0 = (product1 >>> 32) ^ word1 ^ Vector512.Create((ulong)key0);
            word2 = (product0 >>> 32) ^ word3 ^ Vector512.Create((ulong)key1);
            word1 = product1;
            word3 = product0;
            key0 += KeyStep0;
            key1 += KeyStep1;
        }
        var lowWord = Vector512.Create((ulong)uint.MaxValue);
        return ((word0 & lowWord) | (word1 << 32), (word2 & lowWord) | (word3 << 32));
    }
}
