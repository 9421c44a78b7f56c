using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling.Inversions;

/// <summary>A quantile function of any shape as interpolating polynomials, finer where it bends: for distributions whose power series nobody knows.</summary>
/// <remarks>
/// Numerical inversion after Derflinger, Hörmann &amp; Leydold (2010), ACM TOMACS 20:18, by Newton's interpolation at Chebyshev points. Pieces are found by the bits
/// of the tail's probability, as in <see cref="QuantileTable"/>, but each octave has as many as it needs. Every piece is compared with exact
/// quantiles between its points: a u-error of 1e-13 of the tail's probability, or a few units in the last place. A piece that fails at the finest
/// division, as one with a kink does, is left to the exact inversion, and so are uniforms further out than 2⁻¹⁷.
/// </remarks>
internal sealed class InterpolatedTable
{
    private const int Degree = 11;
    private const int Stride = Degree + 1;
    private const int Octaves = 16;
    private const int FewestBits = 2;
    private const int MostBits = 7;
    private const double Tolerance = 1e-13;

    /// <summary>What is allowed to a sum of several distribution functions, which is itself no surer.</summary>
    public const double LastPlacesOfSums = 8;

    private const int MantissaBits = 52;
    private const ulong Mantissa = (1UL << MantissaBits) - 1;
    private const ulong OneBits = 0x3FF0_0000_0000_0000;

    /// <summary>The exponent, as it is stored, of the largest tails: ¼ to ½.</summary>
    private const ulong LargestExponent = 1021;

    /// <summary>Where the polynomials are compared with exact quantiles.</summary>
    private static readonly double[] Checks = [-1, -0.93, -0.7, -0.13, 0.4, 0.83, 1];

    private static readonly double[] Points = [.. Enumerable.Range(0, Stride).Select(k => Math.Cos(Math.PI * (k + 0.5) / Stride))];

    private readonly Func<double, bool, double> _quantile;
    private readonly double _lastPlaces;
    private readonly double _rounding;
    private readonly ulong[] _bits = new ulong[2 * Octaves];
    private readonly ulong _lowerBits;
    private readonly ulong _upperBits;
    private readonly ulong[] _offsets = new ulong[2 * Octaves];
    private readonly double[] _coefficients;

    /// <param name="quantile">The value beyond which, upwards if the second is true, lies a probability up to ½.</param>
    /// <param name="lastPlaces">By how many units in its last place a value may deviate, whatever probability they are worth: beside a pole of the density, much.</param>
    /// <param name="rounding">By how much probability the quantile itself may be off, whatever the tail's: where the other tail is what it knows.</param>
    public InterpolatedTable(Func<double, bool, double> quantile, double lastPlaces, double rounding = 0)
    {
        (_quantile, _lastPlaces, _rounding) = (quantile, lastPlaces, rounding);
        var all = new List<double>();
        for (var octave = 0; octave < 2 * Octaves; octave++)
        {
            _offsets[octave] = (ulong)all.Count;
            all.AddRange(Fill(octave % Octaves, octave >= Octaves, out var bits));
            _bits[octave] = (ulong)bits;
        }
        _coefficients = [.. all];
        (_lowerBits, _upperBits) = (Packed(_bits.AsSpan(0, Octaves)), Packed(_bits.AsSpan(Octaves)));
    }

    /// <summary>How many pieces there are, and how many of them are left to the exact inversion.</summary>
    public (int Pieces, int Exact) Size => (_coefficients.Length / Stride, Enumerable.Range(0, _coefficients.Length / Stride).Count(piece => double.IsNaN(_coefficients[piece * Stride])));

    /// <summary>A value for each uniform, by the same operations for each, whatever the block and the processor.</summary>
    public void Invert(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        var done = uniforms.Length >= PolynomialRows.Batch ? InvertVectors(uniforms, values) : 0;
        InvertPlain(uniforms[done..], values[done..]);
    }

    /// <summary>Many at a time; those beyond the pieces, and those of pieces that are none, one by one.</summary>
    /// <returns>How many were inverted: whole batches; none where the processor gains nothing by it.</returns>
    internal int InvertVectors(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        if (!PolynomialRows.IsSupported) return 0;
        Span<long> places = stackalloc long[PolynomialRows.Batch];
        Span<double> numbers = stackalloc double[PolynomialRows.Batch];
        var d = 0;
        for (; d <= uniforms.Length - PolynomialRows.Batch; d += PolynomialRows.Batch)
        {
            var batch = uniforms.Slice(d, PolynomialRows.Batch);
            if (Avx512F.IsSupported) LookUp512(batch, places, numbers);
            else LookUp256(batch, places, numbers);
            PolynomialRows.Degree11(_coefficients, places, numbers, numbers);
            for (var i = 0; i < PolynomialRows.Batch; i += Vector512<double>.Count)
            {
                var value = Vector512.Create<double>(numbers[i..]);
                if (Vector512.EqualsAll(value, value)) continue;
                for (var lane = i; lane < i + Vector512<double>.Count; lane++)
                {
                    if (double.IsNaN(numbers[lane])) numbers[lane] = Exact(batch[lane]);
                }
            }
            numbers.CopyTo(values[d..]);
        }
        return d;
    }

    /// <summary>Where each uniform's row starts and where it is in its piece; any row and NaN beyond the pieces. Four at a time.</summary>
    private void LookUp256(ReadOnlySpan<double> batch, Span<long> places, Span<double> numbers)
    {
        var (one, mantissa) = (Vector256.Create(OneBits), Vector256.Create(Mantissa));
        var (lowerBits, upperBits) = (Vector256.Create(_lowerBits), Vector256.Create(_upperBits));
        Span<long> octaves = stackalloc long[PolynomialRows.Batch];
        for (var i = 0; i < batch.Length; i += Vector256<double>.Count)
        {
            var uniform = Vector256.Create(batch[i..]);
            var tail = Vector256.MinNative(uniform, Vector256<double>.One - uniform).AsUInt64();
            var octave = Vector256.Create(LargestExponent) - (tail >>> MantissaBits);
            var isInside = Vector256.LessThan(octave, Vector256.Create((ulong)Octaves));
            var isUpper = Vector256.GreaterThanOrEqual(uniform, Vector256.Create(0.5)).AsUInt64();
            ((octave | (isUpper & Vector256.Create((ulong)Octaves))) & isInside).AsInt64().CopyTo(octaves[i..]);
            var bits = Avx2.ShiftRightLogicalVariable(Vector256.ConditionalSelect(isUpper, upperBits, lowerBits), octave << 2) & Vector256.Create(15UL);
            var piece = Avx2.ShiftRightLogicalVariable(tail & mantissa, Vector256.Create((ulong)MantissaBits) - bits);
            // Twelve coefficients a piece: eight and four times its number.
            (((piece << 3) + (piece << 2)) & isInside).AsInt64().CopyTo(places[i..]);
            var r = 2 * ((Avx2.ShiftLeftLogicalVariable(tail, bits) & mantissa) | one).AsDouble() - Vector256.Create(3.0);
            Vector256.ConditionalSelect(isInside.AsDouble(), r, Vector256.Create(double.NaN)).CopyTo(numbers[i..]);
        }
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(_offsets);
        for (var i = 0; i < places.Length; i++) places[i] += (long)Unsafe.Add(ref offsets, (nint)octaves[i]);
    }

    /// <summary>What is kept for each octave of a half as four binary digits of one number, which shifts look up.</summary>
    private static ulong Packed(ReadOnlySpan<ulong> bits)
    {
        var packed = 0UL;
        for (var octave = 0; octave < bits.Length; octave++) packed |= bits[octave] << (4 * octave);
        return packed;
    }

    /// <summary>As <see cref="LookUp256"/>, eight at a time.</summary>
    private void LookUp512(ReadOnlySpan<double> batch, Span<long> places, Span<double> numbers)
    {
        var (one, mantissa) = (Vector512.Create(OneBits), Vector512.Create(Mantissa));
        for (var i = 0; i < batch.Length; i += Vector512<double>.Count)
        {
            var uniform = Vector512.Create(batch[i..]);
            var tail = Vector512.MinNative(uniform, Vector512<double>.One - uniform).AsUInt64();
            var octave = Vector512.Create(LargestExponent) - (tail >>> MantissaBits);
            var isInside = Vector512.LessThan(octave, Vector512.Create((ulong)Octaves));
            var place = (octave | (Vector512.GreaterThanOrEqual(uniform, Vector512.Create(0.5)).AsUInt64() & Vector512.Create((ulong)Octaves))) & isInside;
            var bits = OfOctaves(_bits, place);
            var piece = Avx512F.ShiftRightLogicalVariable(tail & mantissa, Vector512.Create((ulong)MantissaBits) - bits);
            // Twelve coefficients a piece: eight and four times its number.
            ((OfOctaves(_offsets, place) + (piece << 3) + (piece << 2)) & isInside).AsInt64().CopyTo(places[i..]);
            var r = 2 * ((Avx512F.ShiftLeftLogicalVariable(tail, bits) & mantissa) | one).AsDouble() - Vector512.Create(3.0);
            Vector512.ConditionalSelect(isInside.AsDouble(), r, Vector512.Create(double.NaN)).CopyTo(numbers[i..]);
        }
    }

    /// <summary>What is kept for each octave: 32 numbers, of which eight are looked up at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> OfOctaves(ulong[] numbers, Vector512<ulong> places)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(numbers);
        var lower = Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(ref first), places, Vector512.LoadUnsafe(ref first, 8));
        var upper = Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(ref first, 16), places, Vector512.LoadUnsafe(ref first, 24));
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(places, Vector512.Create((ulong)Octaves)), upper, lower);
    }

    /// <summary>One at a time: the rest of a block, the whole of it without wide vectors, and the vectors' oracle in the tests.</summary>
    internal void InvertPlain(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        ref var coefficients = ref MemoryMarshal.GetArrayDataReference(_coefficients);
        for (var d = 0; d < uniforms.Length; d++)
        {
            var uniform = uniforms[d];
            var value = TryPlace(uniform, out var row, out var r) ? PolynomialRows.Degree11(ref Unsafe.Add(ref coefficients, row), r) : double.NaN;
            values[d] = double.IsNaN(value) ? Exact(uniform) : value;
        }
    }

    /// <summary>Which piece holds a uniform, as the place of its first coefficient, and where in it, −1 to 1; false beyond the pieces.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPlace(double uniform, out int row, out double r)
    {
        var tail = BitConverter.DoubleToUInt64Bits(double.MinNative(uniform, 1 - uniform));
        var octave = LargestExponent - (tail >> MantissaBits);
        if (octave >= Octaves)
        {
            (row, r) = (0, 0);
            return false;
        }
        // Two octaves up, a uniform of ½ or above reaches 2, whose bit 62 is the first that is set: a branch would be guessed wrong every other time.
        var half = (int)((BitConverter.DoubleToUInt64Bits(uniform) + (2UL << MantissaBits)) >> 62);
        var place = (int)octave + half * Octaves;
        var bits = (int)_bits[place];
        row = (int)_offsets[place] + (int)((tail & Mantissa) >> (MantissaBits - bits)) * Stride;
        r = 2 * BitConverter.UInt64BitsToDouble(((tail << bits) & Mantissa) | OneBits) - 3;
        return true;
    }

    /// <exception cref="ArgumentOutOfRangeException">The uniform is outside (0, 1).</exception>
    private double Exact(double uniform)
    {
        Distribution.RequireInsideUnitInterval(uniform);
        return uniform <= 0.5 ? _quantile(uniform, false) : _quantile(1 - uniform, true);
    }

    /// <summary>The polynomials of one octave of tails, in as few pieces as are accurate.</summary>
    private double[] Fill(int octave, bool upper, out int bits)
    {
        var start = Math.ScaleB(1, -octave - 2);
        for (bits = FewestBits; ; bits++)
        {
            var coefficients = new double[(1 << bits) * Stride];
            var half = start / (2 << bits);
            var failed = false;
            for (var piece = 0; piece < 1 << bits && (!failed || bits == MostBits); piece++)
            {
                var series = coefficients.AsSpan(piece * Stride, Stride);
                if (Interpolate(start + (2 * piece + 1) * half, half, upper, series)) continue;
                failed = true;
                series.Fill(double.NaN);
            }
            if (!failed || bits == MostBits) return coefficients;
        }
    }

    private bool Interpolate(double middle, double half, bool upper, Span<double> series)
    {
        Span<double> differences = stackalloc double[Stride];
        for (var k = 0; k < Stride; k++) differences[k] = _quantile(middle + half * Points[k], upper);
        for (var order = 1; order < Stride; order++)
        {
            for (var k = Degree; k >= order; k--) differences[k] = (differences[k] - differences[k - 1]) / (Points[k] - Points[k - order]);
        }
        // From Newton's form to powers, by Horner's scheme on polynomials.
        series.Clear();
        for (var k = Degree; k >= 0; k--)
        {
            for (var power = Degree; power > 0; power--) series[power] = series[power - 1] - Points[k] * series[power];
            series[0] = differences[k] - Points[k] * series[0];
        }

        foreach (var r in Checks)
        {
            var (value, slope) = (PolynomialRows.Degree11(ref series[0], r), 0.0);
            for (var power = Degree; power > 0; power--) slope = slope * r + power * series[power];
            var tail = middle + half * r;
            var exact = _quantile(Math.Min(tail, 0.5), upper);
            var lastPlace = Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact);
            var allowed = (Tolerance * tail + _rounding) * Math.Abs(slope) / half;
            if (!(Math.Abs(value - exact) <= allowed + _lastPlaces * lastPlace)) return false;
            // Where a last place is worth more than is allowed, agreement is chance, unless there is only one value.
            if (_lastPlaces == 0 && lastPlace > allowed && series[1..].IndexOfAnyExcept(0.0) >= 0) return false;
        }
        return true;
    }
}
