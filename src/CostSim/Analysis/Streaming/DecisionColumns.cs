using System.Runtime.InteropServices;
using CostSim.Outcomes;
using CostSim.Runs;

namespace CostSim.Analysis.Streaming;

/// <summary>Cost and effect of every strategy in consecutive draws of a chunk: what a decision rests on.</summary>
/// <param name="chunk">The chunk.</param>
/// <param name="places">Where cost and effect stand among a strategy's outcomes.</param>
/// <param name="start">The first draw, counted within the chunk.</param>
/// <param name="draws">How many draws.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct DecisionColumns(DrawChunk chunk, (int Cost, int Effect) places, int start, int draws)
{
    /// <summary>All draws of a chunk.</summary>
    public DecisionColumns(DrawChunk chunk, (int Cost, int Effect) places)
        : this(chunk, places, 0, chunk.Draws)
    {
    }

    /// <summary>The first draw's number.</summary>
    public long FirstDraw => chunk.FirstDraw + start;

    /// <summary>How many draws there are.</summary>
    public int Draws => draws;

    /// <summary>Where cost and effect stand among outcomes.</summary>
    /// <exception cref="ArgumentException">One is missing.</exception>
    public static (int Cost, int Effect) PlacesIn(IReadOnlyList<string> outcomes) => (PlaceOf(OutcomeTable.Cost, outcomes), PlaceOf(OutcomeTable.Qaly, outcomes));

    /// <summary>A strategy's costs; [draws].</summary>
    public ReadOnlySpan<double> Cost(int strategy) => chunk.Outcomes[strategy][places.Cost].AsSpan(start, draws);

    /// <summary>A strategy's effects; [draws].</summary>
    public ReadOnlySpan<double> Effect(int strategy) => chunk.Outcomes[strategy][places.Effect].AsSpan(start, draws);

    private static int PlaceOf(string outcome, IReadOnlyList<string> outcomes)
    {
        var place = outcomes.ToList().IndexOf(outcome);
        return place >= 0 ? place : throw new ArgumentException($"There is no outcome '{outcome}'; there are {string.Join(", ", outcomes)}.", nameof(outcomes));
    }
}
