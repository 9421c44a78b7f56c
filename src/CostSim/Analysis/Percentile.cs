using System.Buffers;
using System.Numerics;

namespace CostSim.Analysis;

/// <summary>Sample percentiles by linear interpolation of the order statistics.</summary>
/// <remarks>Type 7 of Hyndman and Fan (1996), the default of R, NumPy and spreadsheets: <c>h = (n - 1) p</c>.</remarks>
internal static class Percentile
{
    /// <summary>Of the lower end of a 95% interval.</summary>
    public const double LowerProbability = 0.025;
    /// <summary>Of its upper end.</summary>
    public const double UpperProbability = 0.975;
    private const int SortBelow = 33;

    /// <summary>The percentile of a sample at one probability.</summary>
    /// <param name="values">At least one; finite; in any order.</param>
    /// <param name="probability">0 to 1.</param>
    public static double Type7(ReadOnlySpan<double> values, double probability) => TakeType7(values.ToArray(), probability, 0);

    /// <summary>The 2.5% and 97.5% percentiles of a sample.</summary>
    /// <param name="values">At least one; finite; in any order.</param>
    public static (double Lower, double Upper) CentralInterval95(ReadOnlySpan<double> values)
    {
        var rented = ArrayPool<double>.Shared.Rent(values.Length);
        var scratch = rented.AsSpan(0, values.Length);
        values.CopyTo(scratch);
        var lower = TakeType7(scratch, LowerProbability, 0);
        // What is above the lower percentile stands behind it now, so the upper one is sought there alone.
        var upper = TakeType7(scratch, UpperProbability, (int)((scratch.Length - 1) * LowerProbability));
        ArrayPool<double>.Shared.Return(rented);
        return (lower, upper);
    }

    /// <summary>Finds the percentile by partial ordering in place.</summary>
    /// <param name="from">Everything before it is known to be no greater than everything from it on.</param>
    private static double TakeType7(Span<double> values, double probability, int from)
    {
        var position = (values.Length - 1) * probability;
        var index = (int)position;
        Select(values[from..], index - from);
        var below = values[index];
        if (index == values.Length - 1) return below;
        var above = Smallest(values[(index + 1)..]);
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
    private static void Select(Span<double> values, int rank)
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
        values[left..(right + 1)].Sort();
    }

    private static double Median(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
