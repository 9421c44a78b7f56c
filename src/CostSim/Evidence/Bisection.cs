namespace CostSim.Evidence;

/// <summary>Something that is above its target on the left of a root, and not on the right.</summary>
internal interface IFalling
{
    bool IsAbove(double x);
}

/// <summary>Finds roots by halving: some sixty steps, and no case in which it fails.</summary>
internal static class Bisection
{
    /// <summary>The root between two points, to the last bit.</summary>
    /// <param name="falling">Above its target at <paramref name="low"/>.</param>
    public static double Of<TFalling>(TFalling falling, double low, double high)
        where TFalling : struct, IFalling, allows ref struct
    {
        while (true)
        {
            var middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) return middle;
            if (falling.IsAbove(middle)) low = middle;
            else high = middle;
        }
    }
}
