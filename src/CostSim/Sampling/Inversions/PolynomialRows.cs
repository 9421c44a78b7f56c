using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CostSim.Sampling.Inversions;

/// <summary>Polynomials of many numbers, each with coefficients of its own: rows of a table, which with AVX-512 are read whole, eight at a time, and then transposed.</summary>
/// <remarks>
/// Twice as fast as number by number, with the same bits: the same multiplications and additions, each fused. Gathering the coefficients one by one would
/// take as long as reading them number by number. With AVX2 alone rows are read number by number, but looked up together, which is what callers gain by.
/// </remarks>
internal static class PolynomialRows
{
    /// <summary>How many numbers callers look up before their polynomials are worked out.</summary>
    /// <remarks>Places are stored eight at a time and read one by one, which the processor cannot do before the store has left its queue.</remarks>
    public const int Batch = 64;

    /// <summary>Whether looking up many at once pays; if not, the plain loops give the same bits.</summary>
    public static bool IsSupported => Avx2.IsSupported;

    /// <summary>Degree 11: rows of 12 coefficients, from the constant on; even and odd powers apart, as two chains that run side by side.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="places">Where each number's row starts, in coefficients; [numbers], a multiple of 8.</param>
    /// <param name="numbers">What the polynomials are of.</param>
    /// <param name="values">As many; may be elsewhere or <paramref name="numbers"/> itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Degree11(double[] table, ReadOnlySpan<long> places, ReadOnlySpan<double> numbers, Span<double> values)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(table);
        ref var place = ref MemoryMarshal.GetReference(places);
        if (!Avx512F.IsSupported)
        {
            for (var i = 0; i < numbers.Length; i++) values[i] = Degree11(ref Unsafe.Add(ref first, (nint)Unsafe.Add(ref place, i)), numbers[i]);
            return;
        }
        for (var i = 0; i < numbers.Length; i += Vector512<double>.Count)
        {
            ref var rows = ref Unsafe.Add(ref place, i);
            var r = Vector512.Create(numbers[i..]);
            var square = r * r;
            var (c8, c9, c10, c11) = Four(ref Unsafe.Add(ref first, 8), ref rows);
            var odd = Vector512.FusedMultiplyAdd(c11, square, c9);
            var even = Vector512.FusedMultiplyAdd(c10, square, c8);
            Rest(ref first, ref rows, r, square, odd, even).CopyTo(values[i..]);
        }
    }

    /// <summary>The same of degree 13: rows of 16 coefficients, of which the last two are not used.</summary>
    public static void Degree13(double[] table, ReadOnlySpan<long> places, ReadOnlySpan<double> numbers, Span<double> values)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(table);
        ref var place = ref MemoryMarshal.GetReference(places);
        if (!Avx512F.IsSupported)
        {
            for (var i = 0; i < numbers.Length; i++) values[i] = Degree13(ref Unsafe.Add(ref first, (nint)Unsafe.Add(ref place, i)), numbers[i]);
            return;
        }
        for (var i = 0; i < numbers.Length; i += Vector512<double>.Count)
        {
            ref var rows = ref Unsafe.Add(ref place, i);
            var r = Vector512.Create(numbers[i..]);
            var square = r * r;
            var (c12, c13, _, _) = Four(ref Unsafe.Add(ref first, 12), ref rows);
            var (c8, c9, c10, c11) = Four(ref Unsafe.Add(ref first, 8), ref rows);
            var odd = Vector512.FusedMultiplyAdd(c13, square, c11);
            var even = Vector512.FusedMultiplyAdd(c12, square, c10);
            odd = Vector512.FusedMultiplyAdd(odd, square, c9);
            even = Vector512.FusedMultiplyAdd(even, square, c8);
            Rest(ref first, ref rows, r, square, odd, even).CopyTo(values[i..]);
        }
    }

    /// <summary>One number, whose row starts with c: the same operations in the same order.</summary>
    /// <remarks>Written out, because the compiler does not unroll the loop, and is then a quarter slower.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Degree11(ref double c, double r)
    {
        var square = r * r;
        var odd = Math.FusedMultiplyAdd(Unsafe.Add(ref c, 11), square, Unsafe.Add(ref c, 9));
        var even = Math.FusedMultiplyAdd(Unsafe.Add(ref c, 10), square, Unsafe.Add(ref c, 8));
        return Rest(ref c, r, square, odd, even);
    }

    /// <summary>One number, degree 13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Degree13(ref double c, double r)
    {
        var square = r * r;
        var odd = Math.FusedMultiplyAdd(Unsafe.Add(ref c, 13), square, Unsafe.Add(ref c, 11));
        var even = Math.FusedMultiplyAdd(Unsafe.Add(ref c, 12), square, Unsafe.Add(ref c, 10));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 9));
        even = Math.FusedMultiplyAdd(even, square, Unsafe.Add(ref c, 8));
        return Rest(ref c, r, square, odd, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Rest(ref double c, double r, double square, double odd, double even)
    {
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 7));
        even = Math.FusedMultiplyAdd(even, square, Unsafe.Add(ref c, 6));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 5));
        even = Math.FusedMultiplyAdd(even, square, Unsafe.Add(ref c, 4));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 3));
        even = Math.FusedMultiplyAdd(even, square, Unsafe.Add(ref c, 2));
        odd = Math.FusedMultiplyAdd(odd, square, Unsafe.Add(ref c, 1));
        return Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(even, r, odd), r, c);
    }

    /// <summary>The lowest eight powers; the constant comes last, so that it is rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Rest(ref double table, ref long rows, Vector512<double> r, Vector512<double> square, Vector512<double> odd, Vector512<double> even)
    {
        var (c4, c5, c6, c7) = Four(ref Unsafe.Add(ref table, 4), ref rows);
        odd = Vector512.FusedMultiplyAdd(odd, square, c7);
        even = Vector512.FusedMultiplyAdd(even, square, c6);
        odd = Vector512.FusedMultiplyAdd(odd, square, c5);
        even = Vector512.FusedMultiplyAdd(even, square, c4);
        var (c0, c1, c2, c3) = Four(ref table, ref rows);
        odd = Vector512.FusedMultiplyAdd(odd, square, c3);
        even = Vector512.FusedMultiplyAdd(even, square, c2);
        odd = Vector512.FusedMultiplyAdd(odd, square, c1);
        return Vector512.FusedMultiplyAdd(Vector512.FusedMultiplyAdd(even, r, odd), r, c0);
    }

    /// <summary>Four coefficients of eight rows, as four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> First, Vector512<double> Second, Vector512<double> Third, Vector512<double> Fourth) Four(ref double coefficients, ref long rows)
    {
        var (a, b) = (Two(ref coefficients, ref rows, 0), Two(ref coefficients, ref rows, 1));
        var (c, d) = (Two(ref coefficients, ref rows, 2), Two(ref coefficients, ref rows, 3));
        var (ab02, ab13) = (Avx512F.UnpackLow(a, b), Avx512F.UnpackHigh(a, b));
        var (cd02, cd13) = (Avx512F.UnpackLow(c, d), Avx512F.UnpackHigh(c, d));
        var (low, high) = (Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13), Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15));
        return (
            Avx512F.PermuteVar8x64x2(ab02, low, cd02), Avx512F.PermuteVar8x64x2(ab13, low, cd13),
            Avx512F.PermuteVar8x64x2(ab02, high, cd02), Avx512F.PermuteVar8x64x2(ab13, high, cd13));
    }

    /// <summary>Four coefficients of one row and of the fourth after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Two(ref double coefficients, ref long rows, int row) => Avx512F.InsertVector256(
        Vector256.LoadUnsafe(ref Unsafe.Add(ref coefficients, (nint)Unsafe.Add(ref rows, row))).ToVector512Unsafe(),
        Vector256.LoadUnsafe(ref Unsafe.Add(ref coefficients, (nint)Unsafe.Add(ref rows, row + 4))), 1);
}
