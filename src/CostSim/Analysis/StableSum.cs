using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Analysis;

/// <summary>A compensated sum in eight lanes: as accurate as twice the precision, and the same bits on every machine.</summary>
/// <remarks>
/// Each lane keeps the rounding error of every addition (TwoSum: Knuth, The Art of Computer Programming, vol. 2, 4.2.2, theorem B), as in
/// Ogita, Rump and Oishi (2005), algorithm 4.4 (Sum2). There are always eight lanes, whatever the width of the hardware's vectors.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal struct StableSum
{
    private Vector512<double> _sum;
    private Vector512<double> _error;

    /// <summary>The sum of <paramref name="values"/>; zero when there are none.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        var sum = new StableSum();
        sum.Add(values);
        return sum.Total;
    }

    /// <summary>Adds values to those before. Cut anywhere but within eight, a sequence gives the same bits as whole.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count) Add(Vector512.LoadUnsafe(ref first, (nuint)i));
        if (i < values.Length) Add(PaddedWithZeros(values[i..]));
    }

    /// <summary>Adds what other values came to, lane by lane.</summary>
    public void Add(StableSum others)
    {
        Add(others._sum);
        _error += others._error;
    }

    /// <summary>The sum of <c>(value - centre)²</c>.</summary>
    public static double OfSquaredDeviations(ReadOnlySpan<double> values, double centre)
    {
        var sum = new StableSum();
        ref var first = ref MemoryMarshal.GetReference(values);
        var centres = Vector512.Create(centre);
        var i = 0;
        for (; i <= values.Length - Vector512<double>.Count; i += Vector512<double>.Count)
        {
            var deviation = Vector512.LoadUnsafe(ref first, (nuint)i) - centres;
            sum.Add(deviation * deviation);
        }
        if (i < values.Length)
        {
            Span<double> squares = stackalloc double[values.Length - i];
            for (var j = 0; j < squares.Length; j++) squares[j] = (values[i + j] - centre) * (values[i + j] - centre);
            sum.Add(PaddedWithZeros(squares));
        }
        return sum.Total;
    }

    /// <summary>Adds one number to a running sum and its running error, for sums that are kept in arrays.</summary>
    public static void Add(ref double sum, ref double error, double value)
    {
        var total = sum + value;
        var rounded = total - sum;
        error += (sum - (total - rounded)) + (value - rounded);
        sum = total;
    }

    /// <summary>The sum of eight lanes: halves upon halves, written out because the order inside <c>Vector512.Sum</c> is the hardware's.</summary>
    public static double OfLanes(Vector512<double> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    /// <summary>Adds one number to each lane.</summary>
    public void Add(Vector512<double> values)
    {
        var total = _sum + values;
        var rounded = total - _sum;
        _error += (_sum - (total - rounded)) + (values - rounded);
        _sum = total;
    }

    /// <summary>The sum of all that was added.</summary>
    public readonly double Total
    {
        get
        {
            var (sum, error) = Parts;
            return sum + error;
        }
    }

    /// <summary>The sum, and what rounding took from it.</summary>
    public readonly (double Sum, double Error) Parts
    {
        get
        {
            var (sum, error) = (0.0, 0.0);
            for (var lane = 0; lane < Vector512<double>.Count; lane++)
            {
                Add(ref sum, ref error, _sum[lane]);
                error += _error[lane];
            }
            return (sum, error);
        }
    }

    private static Vector512<double> PaddedWithZeros(ReadOnlySpan<double> values)
    {
        Span<double> padded = stackalloc double[Vector512<double>.Count];
        values.CopyTo(padded);
        return Vector512.Create<double>(padded);
    }
}
