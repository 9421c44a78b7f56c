using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostSim.Numerics;

/// <summary>The exponential and the logarithm, eight numbers at a time, to within a unit in the last place.</summary>
/// <remarks>
/// Every lane goes the same way, by separate multiplications and additions: a number's result depends on nothing but the number, to the bit, on any machine.
/// <see cref="System.Numerics.Tensors.TensorPrimitives"/> cannot be used: where a number is NaN, infinite or out of range, its neighbour in the vector is
/// calculated another way too and may change its last bit, so that a draw's results would depend on its place in the block.
/// </remarks>
internal static class ElementaryFunctions
{
    // ln 2 in two parts; the first has zeros at its end, so that its products with exponents are exact.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>2^52 + 2^51: added to a number below 2^51 it leaves the nearest whole number in the last bits.</summary>
    private const double Rounding = 6755399441055744;

    /// <summary>Beyond these the exponential is 0 or infinite.</summary>
    private const double LeastExponent = -746, GreatestExponent = 710;

    private const int MantissaBits = 52;
    private const long Bias = 1023;

    /// <summary>Up to this power of two, 2^n - 1 is exact or as good as 2^n.</summary>
    private const double LargestExactPower = 52;

    /// <summary>e^x = 2^n e^r, where n is the nearest whole number to x / ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        var (_, growth, first, second) = Reduce(x);
        return (Vector512<double>.One + growth) * first * second;
    }

    /// <summary>1 - exp(-h) = 1 - 2^n - 2^n (e^r - 1), which keeps the digits of a small h, for which n is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> HazardToProbability(Vector512<double> hazard)
    {
        var (n, growth, first, second) = Reduce(-hazard);
        var power = first * second;
        var value = Vector512<double>.One - power - growth * power;
        var large = Vector512<double>.One - (Vector512<double>.One + growth) * first * second;   // where the power alone may be infinite
        return Vector512.ConditionalSelect(Vector512.GreaterThan(n, Vector512.Create(LargestExactPower)), large, value);
    }

    /// <summary>n, e^r - 1 by Taylor's series, whose rest is below 1e-17, and two factors of 2^n, which itself may be too large or too small when e^x is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> N, Vector512<double> Growth, Vector512<double> First, Vector512<double> Second) Reduce(Vector512<double> x)
    {
        // The processor's own minimum and maximum, an instruction each, give their second argument where one is NaN.
        x = Vector512.MinNative(Vector512.Create(GreatestExponent), Vector512.MaxNative(Vector512.Create(LeastExponent), x));
        var rounding = Vector512.Create(Rounding);
        var shifted = x * 1.4426950408889634 + rounding;
        var n = shifted - rounding;
        var r = x - n * Ln2High - n * Ln2Low;

        // Even and odd powers apart: two shorter chains, which the processor works on at once.
        var square = r * r;
        var even = square * (1.0 / 479001600) + Vector512.Create(1.0 / 3628800);
        var odd = square * (1.0 / 6227020800) + Vector512.Create(1.0 / 39916800);
        even = even * square + Vector512.Create(1.0 / 40320);
        odd = odd * square + Vector512.Create(1.0 / 362880);
        even = even * square + Vector512.Create(1.0 / 720);
        odd = odd * square + Vector512.Create(1.0 / 5040);
        even = even * square + Vector512.Create(1.0 / 24);
        odd = odd * square + Vector512.Create(1.0 / 120);
        even = even * square + Vector512.Create(0.5);
        odd = odd * square + Vector512.Create(1.0 / 6);
        var growth = r + square * (even + r * odd);

        var exponent = shifted.AsInt64() - rounding.AsInt64();
        var half = Vector512.ShiftRightLogical(exponent + Vector512.Create(2048L), 1) - Vector512.Create(1024L);
        return (n, growth, PowerOfTwo(half), PowerOfTwo(exponent - half));
    }

    /// <summary>ln x = e ln 2 + ln m with m between √½ and √2, where ln m is a series in (m - 1) / (m + 1).</summary>
    /// <remarks>The method and the coefficients are those of e_log.c in FDLIBM 5.3 (Sun Microsystems 1993; freely usable with this notice).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        var isSubnormal = Vector512.LessThan(x, Vector512.Create(2.2250738585072014e-308));
        var scaled = Vector512.ConditionalSelect(isSubnormal, x * 18014398509481984, x);   // 2^54
        var halfRoot = Vector512.Create(0x3FE6A09E667F3BCDL);   // √½
        var bits = scaled.AsInt64() - halfRoot + Vector512.Create(Bias << MantissaBits);
        var m = ((bits & Vector512.Create((1L << MantissaBits) - 1)) + halfRoot).AsDouble();
        var rounding = Vector512.Create(Rounding);
        var e = (Vector512.ShiftRightLogical(bits, MantissaBits) + rounding.AsInt64()).AsDouble() - rounding
            - Vector512.ConditionalSelect(isSubnormal, Vector512.Create((double)Bias + 54), Vector512.Create((double)Bias));

        var f = m - Vector512<double>.One;
        var s = f / (f + Vector512.Create(2.0));
        var z = s * s;
        var series = z * 1.479819860511658591e-01 + Vector512.Create(1.531383769920937332e-01);
        series = series * z + Vector512.Create(1.818357216161805012e-01);
        series = series * z + Vector512.Create(2.222219843214978396e-01);
        series = series * z + Vector512.Create(2.857142874366239149e-01);
        series = series * z + Vector512.Create(3.999999999940941908e-01);
        series = (series * z + Vector512.Create(6.666666666666735130e-01)) * z;
        var halfSquare = f * f * 0.5;
        var value = e * Ln2High - (halfSquare - (s * (halfSquare + series) + e * Ln2Low) - f);

        var infinity = Vector512.Create(double.PositiveInfinity);
        value = Vector512.ConditionalSelect(Vector512.Equals(x, Vector512<double>.Zero), -infinity, value);
        value = Vector512.ConditionalSelect(Vector512.Equals(x, infinity), x, value);
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, Vector512<double>.Zero), value, Vector512.Create(double.NaN));
    }

    /// <summary>-ln(1 - p) to a few units in the last place.</summary>
    /// <remarks>With u = 1 - p as rounded, -ln u / (1 - u) is accurate; times p it is the answer: Higham (2002), problem 1.5.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ProbabilityToHazard(Vector512<double> probability)
    {
        var survival = Vector512<double>.One - probability;
        var value = -Log(survival) * probability / (Vector512<double>.One - survival);
        return Vector512.ConditionalSelect(Vector512.Equals(survival, Vector512<double>.One), probability, value);
    }

    private static Vector512<double> PowerOfTwo(Vector512<long> exponent) => Vector512.ShiftLeft(exponent + Vector512.Create(Bias), MantissaBits).AsDouble();
}
