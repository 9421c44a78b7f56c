using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Analysis;

/// <summary>Sample percentiles by linear interpolation of the order statistics.</summary>
/// <remarks>Type 7 of Hyndman and Fan (1996), the default of R, NumPy and spreadsheets: <c>h = (n - 1) p</c>.</remarks>
internal static class Percentile
{
    /// <summary>Of the lower end of a 95% interval.</summary>
    public const double LowerProbability = 0.025;
    /// <summary>Of its upper end.</summary>
    public const double UpperProbability = 0.975;

    private const int SortBelow = 9;

    /// <summary>Values that are looked at to find out where the tails are, and how many of them are beyond either bound.</summary>
    /// <remarks>So an eighth of a sample, or so, is below the lower bound; where it is less than a fortieth, in one of a hundred, all of it is ordered.</remarks>
    private const int Looks = 32, LooksOutside = 3;

    /// <summary>The percentile of a sample at one probability.</summary>
    /// <param name="values">At least one; finite; in any order.</param>
    /// <param name="probability">0 to 1.</param>
    public static double Type7(ReadOnlySpan<double> values, double probability) => TakeType7(values.ToArray(), probability, values.Length, 0);

    /// <summary>The 2.5% and 97.5% percentiles of a sample.</summary>
    /// <param name="values">At least one; finite; in any order.</param>
    public static (double Lower, double Upper) CentralInterval95(ReadOnlySpan<double> values)
    {
        var count = values.Length;
        var rented = ArrayPool<double>.Shared.Rent(2 * count);
        var below = rented.AsSpan(0, count);
        var above = rented.AsSpan(count, count);
        var (low, high) = BoundsOfTails(values);
        var (fewest, most) = TakeTails(values, low, high, below, above);
        var interval = (low, high);
        if (low != high || fewest > 0 || most > 0)   // else all are equal
        {
            if (fewest < (int)((count - 1) * LowerProbability) + 2) fewest = TakeAll(values, below);
            if (most < count - (int)((count - 1) * UpperProbability)) most = TakeAll(values, above);
            interval = (TakeType7(below[..fewest], LowerProbability, count, 0), TakeType7(above[..most], UpperProbability, count, count - most));
        }
        ArrayPool<double>.Shared.Return(rented);
        return interval;
    }

    private static int TakeAll(ReadOnlySpan<double> values, Span<double> tail)
    {
        values.CopyTo(tail);
        return values.Length;
    }

    /// <summary>A number that is most likely above the lower percentile and its neighbour, but not far, and one below the upper percentile.</summary>
    private static (double Low, double High) BoundsOfTails(ReadOnlySpan<double> values)
    {
        if (values.Length < 2 * Looks) return (double.PositiveInfinity, double.NegativeInfinity);   // all of a small sample
        Span<double> looks = stackalloc double[Looks];
        for (var i = 0; i < Looks; i++) looks[i] = values[(int)((long)i * values.Length / Looks)];
        const int fromAbove = Looks - 1 - LooksOutside;
        Select(looks, LooksOutside);
        var low = looks[LooksOutside];
        Select(looks, fromAbove);
        return (low, looks[fromAbove]);
    }

    /// <summary>Copies the values below and above two bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int Below, int Above) TakeTails(ReadOnlySpan<double> values, double low, double high, Span<double> below, Span<double> above)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var (lows, highs) = (Vector512.Create(low), Vector512.Create(high));
        var (b, a, d) = (0, 0, 0);
        for (; d <= values.Length - Vector512<double>.Count; d += Vector512<double>.Count)
        {
            var eight = Vector512.LoadUnsafe(ref first, (nuint)d);
            var lanes = Vector512.LessThan(eight, lows).ExtractMostSignificantBits();
            for (; lanes != 0; lanes &= lanes - 1) below[b++] = values[d + BitOperations.TrailingZeroCount(lanes)];
            lanes = Vector512.GreaterThan(eight, highs).ExtractMostSignificantBits();
            for (; lanes != 0; lanes &= lanes - 1) above[a++] = values[d + BitOperations.TrailingZeroCount(lanes)];
        }
        for (; d < values.Length; d++)
        {
            if (values[d] < low) below[b++] = values[d];
            if (values[d] > high) above[a++] = values[d];
        }
        return (b, a);
    }

    /// <summary>Sorts by insertion.</summary>
    /// <remarks>The library's own sort of numbers is not compiled ahead of time, and a run sorts a few values more often than anything.</remarks>
    private static void SortFew(Span<double> values)
    {
        for (var next = 1; next < values.Length; next++)
        {
            var value = values[next];
            var place = next;
            for (; place > 0 && values[place - 1] > value; place--) values[place] = values[place - 1];
            values[place] = value;
        }
    }

    /// <summary>Finds the percentile of a sample by partial ordering in place.</summary>
    /// <param name="values">Those of the sample among which the percentile is.</param>
    /// <param name="probability">0 to 1.</param>
    /// <param name="count">The size of the sample.</param>
    /// <param name="before">How many of the sample's values are no greater than these, and not among them.</param>
    private static double TakeType7(Span<double> values, double probability, int count, int before)
    {
        var position = (count - 1) * probability;
        var index = (int)position;
        Select(values, index - before);
        var below = values[index - before];
        if (index == count - 1) return below;
        var above = Smallest(values[(index - before + 1)..]);
        return below + (position - index) * (above - below);
    }

    private static double Smallest(ReadOnlySpan<double> values)
    {
        var smallest = values[0];
        foreach (var value in values) smallest = value < smallest ? value : smallest;
        return smallest;
    }

    /// <summary>Puts the value of rank <paramref name="rank"/> in its place, smaller ones before it and greater ones behind it.</summary>
    /// <remarks>Hoare's FIND with the median of three as pivot; what is left after too many unlucky pivots is sorted, so n log n is the worst case.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Select(Span<double> values, int rank)
    {
        var (left, right) = (0, values.Length - 1);
        for (var luck = 2 * BitOperations.Log2((uint)values.Length); luck > 0 && right - left >= SortBelow; luck--)
        {
            var pivot = Median(values[left], values[left + (right - left) / 2], values[right]);
            var (i, j) = (left, right);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                (i, j) = (i + 1, j - 1);
            }
            if (rank <= j) right = j;
            else if (rank >= i) left = i;
            else return;
        }
        var rest = values[left..(right + 1)];
        if (rest.Length <= SortBelow) SortFew(rest);
        else rest.Sort();
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
