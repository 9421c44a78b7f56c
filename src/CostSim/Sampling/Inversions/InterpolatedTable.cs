using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostSim.Sampling.Inversions;

/// <summary>A quantile function of any shape as interpolating polynomials, finer where it bends: for distributions whose power series nobody knows.</summary>
/// <remarks>
/// Numerical inversion after Derflinger, Hörmann &amp; Leydold (2010), ACM TOMACS 20:18, by Newton's interpolation at Chebyshev points. Pieces are found by the bits
/// of the tail's probability, as in <see cref="QuantileTable"/>, but each octave has as many as it needs. Every piece is compared with exact
/// quantiles between its points: a u-error of 1e-13 of the tail's probability, or a few units in the last place. A piece that fails at the finest
/// division, as one with a kink does, is left to the exact inversion, and so are uniforms further out than 2⁻¹⁴.
/// </remarks>
internal sealed class InterpolatedTable
{
    private const int Degree = 11;
    private const int Stride = Degree + 1;
    private const int Octaves = 13;
    private const int FewestBits = 2;
    private const int MostBits = 7;
    private const double Tolerance = 1e-13;
    private const double ToleranceInLastPlaces = 8;
    private const int MantissaBits = 52;
    private const ulong Mantissa = (1UL << MantissaBits) - 1;
    private const ulong OneBits = 0x3FF0_0000_0000_0000;

    /// <summary>The exponent, as it is stored, of the largest tails: ¼ to ½.</summary>
    private const ulong LargestExponent = 1021;

    /// <summary>Where the polynomials are compared with exact quantiles.</summary>
    private static readonly double[] Checks = [-1, -0.93, -0.7, -0.13, 0.4, 0.83, 1];

    private static readonly double[] Points = [.. Enumerable.Range(0, Stride).Select(k => Math.Cos(Math.PI * (k + 0.5) / Stride))];

    private readonly Func<double, bool, double> _quantile;
    private readonly int[] _bits = new int[2 * Octaves];
    private readonly int[] _offsets = new int[2 * Octaves];
    private readonly double[] _coefficients;

    /// <param name="quantile">The value beyond which, upwards if the second is true, lies a probability up to ½.</param>
    public InterpolatedTable(Func<double, bool, double> quantile)
    {
        _quantile = quantile;
        var all = new List<double>();
        for (var octave = 0; octave < 2 * Octaves; octave++)
        {
            _offsets[octave] = all.Count;
            all.AddRange(Fill(octave % Octaves, octave >= Octaves, out _bits[octave]));
        }
        _coefficients = [.. all];
    }

    /// <summary>How many pieces there are, and how many of them are left to the exact inversion.</summary>
    public (int Pieces, int Exact) Size => (_coefficients.Length / Stride, Enumerable.Range(0, _coefficients.Length / Stride).Count(piece => double.IsNaN(_coefficients[piece * Stride])));

    /// <summary>A value for each uniform, by the same operations for each, whatever the block.</summary>
    public void Invert(ReadOnlySpan<double> uniforms, Span<double> values)
    {
        ref var coefficients = ref MemoryMarshal.GetArrayDataReference(_coefficients);
        for (var d = 0; d < uniforms.Length; d++)
        {
            var uniform = uniforms[d];
            var tail = BitConverter.DoubleToUInt64Bits(double.MinNative(uniform, 1 - uniform));
            var octave = LargestExponent - (tail >> MantissaBits);
            if (octave >= Octaves)
            {
                values[d] = Exact(uniform);
                continue;
            }
            var place = (int)octave + (uniform > 0.5 ? Octaves : 0);
            var bits = _bits[place];
            ref var series = ref Unsafe.Add(ref coefficients, _offsets[place] + (int)((tail & Mantissa) >> (MantissaBits - bits)) * Stride);
            var r = 2 * BitConverter.UInt64BitsToDouble(((tail << bits) & Mantissa) | OneBits) - 3;
            var value = Polynomial(ref series, r);
            values[d] = double.IsNaN(value) ? Exact(uniform) : value;
        }
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
            var (value, slope) = (Polynomial(ref series[0], r), 0.0);
            for (var power = Degree; power > 0; power--) slope = slope * r + power * series[power];
            var tail = middle + half * r;
            var exact = _quantile(Math.Min(tail, 0.5), upper);
            var lastPlace = Math.BitIncrement(Math.Abs(exact)) - Math.Abs(exact);
            if (!(Math.Abs(value - exact) <= Tolerance * tail * Math.Abs(slope) / half + ToleranceInLastPlaces * lastPlace)) return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Polynomial(ref double c, double r)
    {
        var square = r * r;
        var (odd, even) = (Unsafe.Add(ref c, 11), Unsafe.Add(ref c, 10));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 9));
        even = Math.FusedMultiplyAdd(even, square, Unsafe.Add(ref c, 8));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 7));
        even = Math.FusedMultiplyAdd(even, square, Unsafe.Add(ref c, 6));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 5));
        even = Math.FusedMultiplyAdd(even, square, Unsafe.Add(ref c, 4));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 3));
        even = Math.FusedMultiplyAdd(even, square, Unsafe.Add(ref c, 2));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 1));
        return Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(even, r, odd), r, c);
    }
}
