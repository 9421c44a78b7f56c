using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Sampling.Inversions;

/// <summary>A quantile function as polynomials, one for each narrow range of uniforms: a few nanoseconds per value, at full accuracy.</summary>
/// <remarks>
/// Numerical inversion by piecewise polynomials after Derflinger, Hörmann &amp; Leydold (2010), ACM TOMACS 20:18, with two changes. The
/// pieces are those that the bits of the tail's probability (the uniform, or one less it) name: an octave by the exponent, its even parts
/// by the leading mantissa bits, so that no guide table is searched, and pieces shrink towards the ends as quantiles steepen. And the
/// polynomials are the power series of the quantile at each piece's middle (<see cref="Inversion.Expand"/>), not interpolants.
/// Both ends of every piece are compared with exact quantiles: the table stands only if each deviates by less than 1e-13 of the tail's
/// probability (a u-error below 5e-14) or a few units in the last place. Uniforms beyond the outermost pieces are inverted exactly.
/// </remarks>
internal sealed class QuantileTable
{
    private const int Degree = 11;
    private const int Stride = Degree + 1;

    /// <summary>Octaves per half; a uniform further out than 2⁻¹⁴, 1 in 8,192, costs an exact inversion.</summary>
    private const int Octaves = 13;

    private const int FewestBits = 3;
    private const int MostBits = 6;
    private const double Tolerance = 1e-13;
    private const double ToleranceInLastPlaces = 4;

    private const int MantissaBits = 52;
    private const ulong OneBits = 0x3FF0_0000_0000_0000;
    private const ulong HalfBits = 0x3FE0_0000_0000_0000;

    private readonly int _bits;
    private readonly double[] _coefficients;

    private QuantileTable(int bits) => (_bits, _coefficients) = (bits, new double[2 * (Octaves << bits) * Stride]);

    private int Pieces => Octaves << _bits;

    private int Shift => MantissaBits - _bits;

    /// <summary>The number of the lowest piece, as the bits of a probability give it.</summary>
    private ulong First => (HalfBits >> Shift) - (ulong)Pieces;

    /// <summary>Half the width of a piece, in units of its octave.</summary>
    private double Reach => 0.5 / (1 << _bits);

    /// <summary>The coarsest table that is accurate, or null where even the finest is not: for shapes far below 1.</summary>
    public static QuantileTable? TryBuild(Inversion inversion)
    {
        for (var bits = FewestBits; bits <= MostBits; bits++)
        {
            var table = new QuantileTable(bits);
            if (table.TryFill(inversion, upper: false) && table.TryFill(inversion, upper: true)) return table;
        }
        return null;
    }

    /// <summary>A value for each uniform, by the same operations for each, whatever the block and the processor.</summary>
    public void Invert(ReadOnlySpan<double> uniforms, Span<double> values, Inversion exact)
    {
        var done = uniforms.Length >= PolynomialRows.Batch ? InvertVectors(uniforms, values, exact) : 0;
        InvertPlain(uniforms[done..], values[done..], exact);
    }

    /// <summary>Eight at a time; a batch with a uniform beyond the pieces one by one.</summary>
    /// <returns>How many were inverted: whole batches; none where the processor gains nothing by it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal int InvertVectors(ReadOnlySpan<double> uniforms, Span<double> values, Inversion exact)
    {
        if (!PolynomialRows.IsSupported) return 0;
        var shift = Shift;
        var (first, pieces, upperHalf) = (Vector512.Create(First), Vector512.Create((ulong)Pieces), Vector512.Create((ulong)(Pieces * Stride)));
        var (within, one, middle) = (Vector512.Create((1UL << shift) - 1), Vector512.Create(OneBits), Vector512.Create(1 + Reach));
        Span<long> places = stackalloc long[PolynomialRows.Batch];
        Span<double> numbers = stackalloc double[PolynomialRows.Batch];
        var d = 0;
        for (; d <= uniforms.Length - PolynomialRows.Batch; d += PolynomialRows.Batch)
        {
            var batch = uniforms.Slice(d, PolynomialRows.Batch);
            var isInside = Vector512<ulong>.AllBitsSet;
            for (var i = 0; i < PolynomialRows.Batch; i += Vector512<double>.Count)
            {
                var uniform = Vector512.Create(batch[i..]);
                var tail = Vector512.MinNative(uniform, Vector512<double>.One - uniform).AsUInt64();
                var piece = (tail >>> shift) - first;
                isInside &= Vector512.LessThan(piece, pieces);
                // Twelve coefficients a piece: eight and four times its number.
                var place = (piece << 3) + (piece << 2) + (Vector512.GreaterThanOrEqual(uniform, Vector512.Create(0.5)).AsUInt64() & upperHalf);
                place.AsInt64().CopyTo(places[i..]);
                (((tail & within) | one).AsDouble() - middle).CopyTo(numbers[i..]);
            }
            var target = values.Slice(d, PolynomialRows.Batch);
            if (isInside == Vector512<ulong>.AllBitsSet) PolynomialRows.Degree11(_coefficients, places, numbers, target);
            else InvertPlain(batch, target, exact);
        }
        return d;
    }

    /// <summary>One at a time: the rest of a block, the whole of it without wide vectors, and the vectors' oracle in the tests.</summary>
    internal void InvertPlain(ReadOnlySpan<double> uniforms, Span<double> values, Inversion exact)
    {
        var (shift, first, pieces) = (Shift, First, (ulong)Pieces);
        var within = (1UL << shift) - 1;
        var middle = 1 + Reach;
        ref var coefficients = ref MemoryMarshal.GetArrayDataReference(_coefficients);
        for (var d = 0; d < uniforms.Length; d++)
        {
            var uniform = uniforms[d];
            var tail = BitConverter.DoubleToUInt64Bits(double.MinNative(uniform, 1 - uniform));
            var piece = (tail >> shift) - first;
            if (piece >= pieces)
            {
                values[d] = exact.Exact(uniform);
                continue;
            }
            // Two octaves up, a uniform of ½ or above reaches 2, whose bit 62 is the first that is set.
            var half = (BitConverter.DoubleToUInt64Bits(uniform) + (2UL << MantissaBits)) >> 62;
            var r = BitConverter.UInt64BitsToDouble((tail & within) | OneBits) - middle;
            values[d] = PolynomialRows.Degree11(ref Unsafe.Add(ref coefficients, (nint)((half * pieces + piece) * Stride)), r);
        }
    }

    /// <summary>One half, from the median outwards; false as soon as a piece is not accurate.</summary>
    private bool TryFill(Inversion inversion, bool upper)
    {
        var near = double.NaN;
        for (var piece = Pieces - 1; piece >= 0; piece--)
        {
            var from = BitConverter.UInt64BitsToDouble((First + (ulong)piece) << Shift);
            var octave = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(from) >> MantissaBits << MantissaBits);
            var middle = from + octave * Reach;
            var series = _coefficients.AsSpan(((upper ? Pieces : 0) + piece) * Stride, Stride);
            inversion.Expand(middle, octave, upper, near, series);
            if (!IsExact(inversion, series, middle, octave, upper, Reach) || !IsExact(inversion, series, middle, octave, upper, -Reach)) return false;
            near = PolynomialRows.Degree11(ref series[0], -2 * Reach);
        }
        return true;
    }

    private static bool IsExact(Inversion inversion, Span<double> series, double middle, double octave, bool upper, double r)
    {
        var value = PolynomialRows.Degree11(ref series[0], r);
        var exact = inversion.TailQuantile(middle + octave * r, upper, value);
        var lastPlace = Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact);
        // Coefficient 1 is the value's derivative: it turns an error of the tail's probability into one of the value.
        return Math.Abs(value - exact) <= Tolerance * Math.Abs(series[1]) * (middle / octave) + ToleranceInLastPlaces * lastPlace;
    }
}
