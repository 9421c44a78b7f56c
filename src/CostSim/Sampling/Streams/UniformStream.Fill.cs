using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling.Streams;

public sealed partial class UniformStream
{
    private const int FewestInVectors = 8;

    /// <summary>The uniforms of consecutive draws; the same bits as the indexer, whatever the vector width and the division into blocks.</summary>
    /// <param name="firstDraw">Draw number of the first, 0 or above.</param>
    /// <param name="uniforms">Filled whole; [draws].</param>
    public override void Fill(long firstDraw, Span<double> uniforms)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstDraw);
        if (uniforms.IsEmpty) return;
        if (firstDraw > long.MaxValue - uniforms.Length + 1)
            throw new ArgumentOutOfRangeException(nameof(firstDraw), firstDraw, $"{uniforms.Length} draws from here pass the last draw number, {long.MaxValue}.");

        if ((firstDraw & 1) != 0)
        {
            uniforms[0] = this[firstDraw];
            uniforms = uniforms[1..];
            if (uniforms.IsEmpty) return;
            firstDraw++;
        }

        var block = (ulong)firstDraw >> 1;
        var done = uniforms.Length < FewestInVectors ? 0 : FillVectors(block, uniforms);
        FillPlain(block + ((ulong)done >> 1), uniforms[done..]);
    }

    /// <summary>A counter at a time: the tail of every fill, the whole of it without vector instructions, and the vectors' oracle in the tests.</summary>
    /// <param name="block">Half the first draw's number, which is even.</param>
    internal void FillPlain(ulong block, Span<double> uniforms)
    {
        for (var i = 0; i < uniforms.Length; i += 2, block++)
        {
            var (even, odd) = Philox.Block(block, _nameHash, Seed);
            uniforms[i] = UniformOf(even);
            if (i + 1 < uniforms.Length) uniforms[i + 1] = UniformOf(odd);
        }
    }

    /// <remarks>By itself, since code that depends on the machine's instructions is not compiled ahead of time.</remarks>
    private int FillVectors(ulong block, Span<double> uniforms) => Avx512F.IsSupported ? FillVectors512(block, uniforms) : Avx2.IsSupported ? FillVectors256(block, uniforms) : 0;

    /// <summary>Eight counters at a time.</summary>
    /// <returns>How many were filled: whole vectors.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int FillVectors512(ulong block, Span<double> uniforms)
    {
        // In this order, unpacking even and odd draws puts them side by side in the order of draws.
        var lanes = Vector512.Create(0UL, 4, 1, 5, 2, 6, 3, 7);
        var (one, justBelowOne) = (Vector512.Create(OneBits), Vector512.Create(JustBelowOne));
        ref var target = ref MemoryMarshal.GetReference(uniforms);
        var i = 0;
        for (; i <= uniforms.Length - 16; i += 16, block += 8)
        {
            var (words01, words23) = Philox.Blocks512(Vector512.Create(block) + lanes, _nameHash, Seed);
            var even = ((words01 >>> 12) | one).AsDouble() - justBelowOne;
            var odd = ((words23 >>> 12) | one).AsDouble() - justBelowOne;
            Avx512F.UnpackLow(even, odd).StoreUnsafe(ref target, (nuint)i);
            Avx512F.UnpackHigh(even, odd).StoreUnsafe(ref target, (nuint)i + 8);
        }
        return i;
    }

    /// <summary>As <see cref="FillVectors512"/>, four counters at a time, each 32-bit word in a 64-bit lane; what a multiplication leaves in a lane's upper half, the next one ignores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int FillVectors256(ulong block, Span<double> uniforms)
    {
        var lanes = Vector256.Create(0UL, 2, 1, 3);
        var multiplier0 = Vector256.Create((ulong)Philox.Multiplier0).AsUInt32();
        var multiplier1 = Vector256.Create((ulong)Philox.Multiplier1).AsUInt32();
        var lowWord = Vector256.Create((ulong)uint.MaxValue);
        var one = Vector256.Create(OneBits);
        var justBelowOne = Vector256.Create(JustBelowOne);
        var name0 = Vector256.Create(_nameHash);
        var name1 = Vector256.Create(_nameHash >> 32);

        ref var target = ref MemoryMarshal.GetReference(uniforms);
        var i = 0;
        for (; i <= uniforms.Length - 8; i += 8, block += 4)
        {
            var word0 = Vector256.Create(block) + lanes;
            var (word1, word2, word3) = (word0 >>> 32, name0, name1);
            uint key0 = (uint)Seed, key1 = (uint)(Seed >> 32);
            for (var round = 0; round < Philox.Rounds; round++)
            {
                var product0 = Avx2.Multiply(multiplier0, word0.AsUInt32());
                var product1 = Avx2.Multiply(multiplier1, word2.AsUInt32());
                word0 = (product1 >>> 32) ^ word1 ^ Vector256.Create((ulong)key0);
                word2 = (product0 >>> 32) ^ word3 ^ Vector256.Create((ulong)key1);
                word1 = product1;
                word3 = product0;
                key0 += Philox.KeyStep0;
                key1 += Philox.KeyStep1;
            }
            var even = Uniforms(word0, word1);
            var odd = Uniforms(word2, word3);
            Avx.UnpackLow(even, odd).StoreUnsafe(ref target, (nuint)i);
            Avx.UnpackHigh(even, odd).StoreUnsafe(ref target, (nuint)i + 4);
        }
        return i;

        Vector256<double> Uniforms(Vector256<ulong> low, Vector256<ulong> high) =>
            ((((low & lowWord) | (high << 32)) >>> 12) | one).AsDouble() - justBelowOne;
    }
}
