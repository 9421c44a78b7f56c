using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Sampling.Inversions;

/// <summary>The distribution function of the standard normal, fast: what a copula needs for each number and draw.</summary>
/// <remarks>
/// Taylor series, one for each sixteenth of a standard deviation: the derivatives of Φ are Hermite polynomials times the density (Abramowitz &amp;
/// Stegun 1964, 26.2.32). Relative error in the lower tail, absolute in the upper one, a few units in the last place; the tests compare with Erfc.
/// </remarks>
internal static class NormalCumulative
{
    private const int Degree = 13;

    /// <summary>A row has 14 coefficients and room for two.</summary>
    private const int StrideBits = 4;

    private const int Stride = 1 << StrideBits;
    private const int PiecesPerUnit = 16;

    /// <summary>Beyond it the lower tail, 5·10⁻¹⁷, is worked out exactly, and the upper one is the largest number below 1.</summary>
    private const double End = 8.5;

    private const double IntegerStart = 4503599627370496;   // 2⁵²
    private const long IntegerMask = (1L << 52) - 1;
    private const int Pieces = (int)(2 * End * PiecesPerUnit);
    private static readonly double LargestBelowOne = Math.BitDecrement(1);
    private static readonly double[] Series = Expand();

    /// <summary>Φ of each number, in place; never 0 and never 1; the same bits whatever the block and the processor.</summary>
    public static void Apply(Span<double> normals)
    {
        var done = PolynomialRows.IsSupported ? ApplyVectors(normals) : 0;
        ApplyPlain(normals[done..]);
    }

    /// <summary>Eight at a time; a batch with a number beyond the series one by one.</summary>
    /// <returns>How many were done: whole batches.</returns>
    internal static int ApplyVectors(Span<double> normals)
    {
        Span<long> places = stackalloc long[PolynomialRows.Batch];
        Span<double> numbers = stackalloc double[PolynomialRows.Batch];
        var d = 0;
        for (; d <= normals.Length - PolynomialRows.Batch; d += PolynomialRows.Batch)
        {
            var batch = normals.Slice(d, PolynomialRows.Batch);
            var isInside = Vector512<double>.AllBitsSet;
            for (var i = 0; i < PolynomialRows.Batch; i += Vector512<double>.Count)
            {
                var place = (Vector512.Create<double>(batch[i..]) + Vector512.Create(End)) * PiecesPerUnit;
                isInside &= Vector512.GreaterThanOrEqual(place, Vector512<double>.Zero) & Vector512.LessThan(place, Vector512.Create((double)Pieces));
                // A whole number below 2⁵² is the mantissa of one that is 2⁵² larger.
                var piece = Vector512.Floor(place);
                (((piece + Vector512.Create(IntegerStart)).AsInt64() & Vector512.Create(IntegerMask)) << StrideBits).CopyTo(places[i..]);
                (2 * (place - piece) - Vector512<double>.One).CopyTo(numbers[i..]);
            }
            if (isInside.AsUInt64() != Vector512<ulong>.AllBitsSet)
            {
                ApplyPlain(batch);
                continue;
            }
            PolynomialRows.Degree13(Series, places, numbers, batch);
            TensorPrimitives.Min(batch, LargestBelowOne, batch);
        }
        return d;
    }

    /// <summary>One at a time: the rest of a block, the whole of it without wide vectors, and the vectors' oracle in the tests.</summary>
    internal static void ApplyPlain(Span<double> normals)
    {
        ref var series = ref MemoryMarshal.GetArrayDataReference(Series);
        for (var d = 0; d < normals.Length; d++)
        {
            var place = (normals[d] + End) * PiecesPerUnit;
            if (!(place is >= 0 and < Pieces))
            {
                normals[d] = Beyond(normals[d]);
                continue;
            }
            var piece = (int)place;
            normals[d] = Math.Min(PolynomialRows.Degree13(ref Unsafe.Add(ref series, piece * Stride), 2 * (place - piece) - 1), LargestBelowOne);
        }
    }

    private static double Beyond(double z) => z < 0 ? Math.Max(NormalTails.Lower(z), double.Epsilon) : double.IsNaN(z) ? z : LargestBelowOne;

    private static double[] Expand()
    {
        const double half = 0.5 / PiecesPerUnit;
        var series = new double[Pieces * Stride];
        for (var piece = 0; piece < Pieces; piece++)
        {
            var middle = -End + (2 * piece + 1) * half;
            var coefficients = series.AsSpan(piece * Stride, Stride);
            coefficients[0] = middle < 0 ? NormalTails.Lower(middle) : 1 - NormalTails.Upper(middle);
            // Φ⁽ⁿ⁺¹⁾ = (−1)ⁿ·He_n·φ, and He_{n+1} = z·He_n − n·He_{n−1}.
            var (before, hermite, scale) = (0.0, 1.0, NormalTails.Density(middle) * half);
            for (var n = 0; n < Degree; n++)
            {
                coefficients[n + 1] = hermite * scale;
                (before, hermite) = (hermite, middle * hermite - n * before);
                scale *= -half / (n + 2);
            }
        }
        return series;
    }
}
