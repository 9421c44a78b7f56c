using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling.Streams;

/// <summary>One coordinate of a Sobol sequence, scrambled after Owen; for several replicates, each with a scrambling of its own.</summary>
/// <remarks>
/// Nested uniform scrambling (Owen 1995, "Randomly permuted (t,m,s)-nets and (t,s)-sequences"): binary digit k of a coordinate is flipped or not,
/// by a fair coin for each of the 2ᵏ⁻¹ values of the digits before it. So each point is uniform, and each replicate keeps the evenness of the
/// sequence. A coin here is a bit of a hash of (seed, parameter name, replicate, digits before), to digit 52, the last one of a uniform.
/// <para>
/// One hash serves all digits up to the next 1, because "digits before" that differ by trailing zeros alone belong to different k and so to
/// different bits. And 64 consecutive points run through all values of the first six digits while the others stay, so that what follows from the
/// others is worked out once for the 64: Philox for each 1 among them, then one step of SplitMix64 (Steele, Lea &amp; Flood 2014) for each point.
/// </para>
/// </remarks>
public sealed class SobolDimension : UniformSource
{
    /// <summary>How many dimensions a sequence has.</summary>
    public const int Dimensions = SobolDirections.Dimensions;

    /// <summary>Digits that vary within a block of 64 points.</summary>
    private const int BlockDigits = 6;

    private const int TailDigits = SobolDirections.Bits - BlockDigits;
    private const uint Tail = (1u << TailDigits) - 1;
    private const ulong Scrambling = 1UL << 63;   // counters of streams stay below

    private readonly ulong _seed;
    private readonly ulong _nameHash;
    private readonly int _replicates;
    private readonly uint[] _directions = new uint[TailDigits];
    private readonly ulong[] _starts;

    /// <param name="seed">The run's seed; any value.</param>
    /// <param name="name">The parameter's name, or the component's.</param>
    /// <param name="dimension">Which coordinate, from 0, below <see cref="Dimensions"/>.</param>
    /// <param name="replicates">How many independent scramblings; 1 or more.</param>
    public SobolDimension(ulong seed, string name, int dimension, int replicates)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        (_seed, _nameHash, _replicates) = (seed, UniformStream.HashOf(name), replicates);

        // A point's place in its block counts in the order of the index, not of the digits: so a block is its first point's place, flipped.
        var directions = SobolDirections.Of(dimension);
        var digits = new uint[Replicates.BlockDraws];
        var places = new uint[Replicates.BlockDraws];
        for (var place = 0u; place < digits.Length; place++)
        {
            for (var k = 0; k < BlockDigits; k++)
            {
                if (((place >> k) & 1) != 0) digits[place] ^= directions[k] >> TailDigits;
            }
            places[digits[place]] = place;
        }
        for (var k = 0; k < TailDigits; k++)
        {
            var direction = directions[k + BlockDigits];
            _directions[k] = (places[direction >> TailDigits] << TailDigits) | (direction & Tail);
        }

        _starts = new ulong[replicates * Replicates.BlockDraws];
        for (var replicate = 0; replicate < replicates; replicate++) Start(replicate, places);
    }

    /// <inheritdoc/>
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

    /// <summary>The scrambled digits of the 64 points whose other digits are 0, by place.</summary>
    private void Start(int replicate, uint[] places)
    {
        var starts = _starts.AsSpan(replicate * Replicates.BlockDraws, Replicates.BlockDraws);
        var key = Key(replicate, 0);
        for (var digits = 0u; digits < starts.Length; digits++)
        {
            var place = places[digits];
            var coins = Mix(key + place * SplitMixStep);
            // The last 1 of the digits; those before it are scrambled as in the point that has a 0 there.
            starts[(int)place] = digits == 0 ? coins
                : Nest(starts[(int)places[digits & (digits - 1)]], 1UL << (BitOperations.TrailingZeroCount(digits) + 64 - BlockDigits), coins);
        }
    }

    private void FillBlock(long block, Span<double> uniforms)
    {
        var replicate = (int)(block % _replicates);
        var index = block / _replicates;
        if (index >> TailDigits != 0)
            throw new ArgumentOutOfRangeException(nameof(block), block, $"A replicate of a Sobol sequence has no more than 2^{SobolDirections.Bits} points.");

        var point = 0u;
        for (var rest = (uint)index; rest != 0; rest &= rest - 1) point ^= _directions[BitOperations.TrailingZeroCount(rest)];
        var (flip, tail) = (point >> TailDigits, point & Tail);

        Span<ulong> ones = stackalloc ulong[TailDigits];
        Span<ulong> keys = stackalloc ulong[(TailDigits + 7) & ~7];
        var count = 0;
        for (var rest = tail; rest != 0; count++)
        {
            var one = 1u << BitOperations.Log2(rest);
            rest ^= one;
            ones[count] = (ulong)one << SobolDirections.Bits;
            keys[count] = CounterOf(replicate, tail & ~(one - 1));
        }
        HashCounters(keys, count);

        var starts = _starts.AsSpan(replicate * Replicates.BlockDraws, Replicates.BlockDraws);
        if (Avx512F.IsSupported) Scramble512(starts, flip, ones[..count], keys[..count], uniforms);
        else Scramble(starts, flip, ones[..count], keys[..count], uniforms);
    }

    /// <summary>Turns counters into the hashes of the digits that they hold, eight at a time where the processor can.</summary>
    private void HashCounters(Span<ulong> counters, int count)
    {
        if (!Avx512F.IsSupported)
        {
            for (var k = 0; k < count; k++) counters[k] = Philox.Block(counters[k], _nameHash, _seed).Words01;
            return;
        }
        for (var k = 0; k < count; k += 8) Philox.Blocks512(Vector512.Create(counters[k..]), _nameHash, _seed).Words01.CopyTo(counters[k..]);
    }

    /// <summary>What follows from the digits behind the first six, which a block shares.</summary>
    /// <param name="starts">The points' digits as the first six leave them, by place; [64].</param>
    /// <param name="flip">Exclusive or between a draw's place in its block and its point's.</param>
    /// <param name="ones">Each 1 among the shared digits, from the first on.</param>
    /// <param name="keys">The hash of the digits up to each.</param>
    /// <param name="uniforms">[64].</param>
    internal static void Scramble(ReadOnlySpan<ulong> starts, uint flip, ReadOnlySpan<ulong> ones, ReadOnlySpan<ulong> keys, Span<double> uniforms)
    {
        Span<ulong> digits = stackalloc ulong[Replicates.BlockDraws];
        for (var draw = 0; draw < digits.Length; draw++) digits[draw] = starts[draw ^ (int)flip];
        var places = new Vector<ulong>(flip);
        for (var d = 0; d < digits.Length; d += Vector<ulong>.Count)
        {
            var value = new Vector<ulong>(digits[d..]);
            var steps = ((Vector<ulong>.Indices + new Vector<ulong>((ulong)d)) ^ places) * SplitMixStep;
            for (var k = 0; k < ones.Length; k++)
            {
                var coins = new Vector<ulong>(keys[k]) + steps;
                coins = (coins ^ (coins >>> 30)) * MixFactor1;
                coins = (coins ^ (coins >>> 27)) * MixFactor2;
                coins ^= coins >>> 31;
                var below = new Vector<ulong>(ones[k] - 1);
                value = Vector.ConditionalSelect(below, coins, value ^ new Vector<ulong>(ones[k]));
            }
            (Vector.AsVectorDouble((value >>> 12) | new Vector<ulong>(UniformStream.OneBits)) - new Vector<double>(UniformStream.JustBelowOne)).CopyTo(uniforms[d..]);
        }
    }

    /// <summary>As <see cref="Scramble"/>, eight points at a time.</summary>
    internal static void Scramble512(ReadOnlySpan<ulong> starts, uint flip, ReadOnlySpan<ulong> ones, ReadOnlySpan<ulong> keys, Span<double> uniforms)
    {
        var places = Vector512.Create((ulong)flip);
        // The upper three digits of the flip choose another vector, the lower three another order within it.
        var order = Vector512<ulong>.Indices ^ Vector512.Create((ulong)(flip & 7));
        ref var from = ref MemoryMarshal.GetReference(starts);
        ref var to = ref MemoryMarshal.GetReference(uniforms);
        for (var d = 0u; d < Replicates.BlockDraws; d += 8)
        {
            var value = Vector512.Shuffle(Vector512.LoadUnsafe(ref from, d ^ (flip & ~7u)), order);
            var steps = ((Vector512<ulong>.Indices + Vector512.Create((ulong)d)) ^ places) * SplitMixStep;
            for (var k = 0; k < ones.Length; k++)
            {
                var coins = Vector512.Create(keys[k]) + steps;
                coins = (coins ^ (coins >>> 30)) * MixFactor1;
                coins = (coins ^ (coins >>> 27)) * MixFactor2;
                coins ^= coins >>> 31;
                value = Vector512.ConditionalSelect(Vector512.Create(ones[k] - 1), coins, value ^ Vector512.Create(ones[k]));
            }
            (((value >>> 12) | Vector512.Create(UniformStream.OneBits)).AsDouble() - Vector512.Create(UniformStream.JustBelowOne)).StoreUnsafe(ref to, d);
        }
    }

    /// <summary>The digits of the point with a 1 where another has a 0, and that one's digits before it; those behind have coins of their own.</summary>
    private static ulong Nest(ulong digits, ulong one, ulong coins) => ((digits ^ one) & ~(one - 1)) | (coins & (one - 1));

    /// <summary>A hash of the digits behind the first six.</summary>
    private ulong Key(int replicate, uint tail) => Philox.Block(CounterOf(replicate, tail), _nameHash, _seed).Words01;

    private static ulong CounterOf(int replicate, uint tail) => Scrambling | ((ulong)replicate << 32) | tail;

    private const ulong SplitMixStep = 0x9E3779B97F4A7C15;
    private const ulong MixFactor1 = 0xBF58476D1CE4E5B9;
    private const ulong MixFactor2 = 0x94D049BB133111EB;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * MixFactor1;
        z = (z ^ (z >> 27)) * MixFactor2;
        return z ^ (z >> 31);
    }
}
