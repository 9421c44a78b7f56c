using CostSim.Outcomes;
using CostSim.Runs;

namespace CostSim.Analysis.Streaming;

/// <summary>A table, as a run would deliver it.</summary>
internal static class TableChunks
{
    /// <summary>The table's draws in chunks, in order; each is overwritten by the next.</summary>
    public static IEnumerable<DrawChunk> Of(OutcomeTable table)
    {
        var width = Math.Min(table.Draws, DrawChunk.MaximumDraws);
        double[][][] columns = [.. table.Strategies.Select(_ => table.Outcomes.Select(_ => new double[width]).ToArray())];
        for (var first = 0; first < table.Draws; first += width)
        {
            var draws = Math.Min(width, table.Draws - first);
            for (var s = 0; s < columns.Length; s++)
            {
                for (var o = 0; o < columns[s].Length; o++) table[s, o].Slice(first, draws).CopyTo(columns[s][o]);
            }
            yield return new DrawChunk(first, draws, [], columns);
        }
    }
}
