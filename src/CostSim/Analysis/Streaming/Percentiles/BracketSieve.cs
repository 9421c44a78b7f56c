using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Analysis.Streaming.Percentiles;

/// <summary>What of some draws a <see cref="PercentileBracket"/> has to look at; filled on any thread, and used again for other draws.</summary>
/// <remarks>It goes by ends of some time ago. A bracket is only ever drawn closer, so what was outside then is outside now, on the same side.</remarks>
internal sealed class BracketSieve
{
    private readonly List<double> _within = [];

    public int Draws { get; private set; }

    /// <summary>How many are below the lower end.</summary>
    public int Below { get; private set; }

    /// <summary>Those that are not outside, in their order.</summary>
    public ReadOnlySpan<double> Within => CollectionsMarshal.AsSpan(_within);

    /// <summary>Sorts draws out; all finite.</summary>
    /// <param name="draws">The draws.</param>
    /// <param name="ends">Of the bracket, now or before.</param>
    public void Fill(ReadOnlySpan<double> draws, BracketEnds ends)
    {
        (Draws, Below) = (draws.Length, 0);
        _within.Clear();
        ref var first = ref MemoryMarshal.GetReference(draws);
        var (low, high) = (Vector512.Create(ends.Low), Vector512.Create(ends.High));
        var d = 0;
        for (; d <= draws.Length - Vector512<double>.Count; d += Vector512<double>.Count)
        {
            var values = Vector512.LoadUnsafe(ref first, (nuint)d);
            var below = Vector512.LessThan(values, low);
            Below += BitOperations.PopCount(below.ExtractMostSignificantBits());
            var within = Vector512.AndNot(Vector512.LessThanOrEqual(values, high), below).ExtractMostSignificantBits();
            for (; within != 0; within &= within - 1) _within.Add(draws[d + BitOperations.TrailingZeroCount(within)]);
        }
        foreach (var value in draws[d..])
        {
            if (value < ends.Low) Below++;
            else if (value <= ends.High) _within.Add(value);
        }
    }
}

/// <summary>Between which values a percentile is sought.</summary>
internal sealed record BracketEnds(double Low, double High);
