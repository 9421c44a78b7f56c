using CostSim.Sampling;

namespace CostSim.Analysis.Streaming;

/// <summary>The numbers of draws at which results are looked at while more are added: four for each doubling, the same for every run.</summary>
internal static class DrawSchedule
{
    private const int FirstLook = 32;

    /// <summary>The least number of draws that is looked at; all others are multiples of it.</summary>
    /// <param name="replicates">A stratified sample has a standard error only where all its copies have as many draws.</param>
    public static int Step(int replicates) => replicates == 1 ? FirstLook : Replicates.BlockDraws * replicates;

    /// <summary>The least number of draws that is a multiple of two others.</summary>
    public static long WholeStep(long step, long chunk)
    {
        var whole = step;
        while (whole % chunk != 0) whole += step;
        return whole;
    }

    /// <summary>The next number of draws to look at: of <c>step · {1 … 8, 10, 12, 14, 16, 20, 24, …}</c> the first above <paramref name="draws"/>.</summary>
    public static long After(long draws, long step)
    {
        var steps = draws / step;
        var stride = 1L;
        while (steps / stride >= 8) stride *= 2;
        return (steps / stride + 1) * stride * step;
    }
}
