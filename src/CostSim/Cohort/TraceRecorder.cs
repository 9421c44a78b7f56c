using System.Numerics.Tensors;

namespace CostSim.Cohort;

/// <summary>Keeps the occupancy of each reported state of one strategy, at every cycle boundary and in every draw. Blocks may come from several threads.</summary>
public sealed class TraceRecorder
{
    private readonly int[] _reportedOf;
    private readonly double[][] _occupancy;

    /// <param name="plan">A plan of one strategy.</param>
    /// <param name="draws">How many draws will be recorded, from draw 0.</param>
    /// <exception cref="ArgumentException">The plan has several strategies.</exception>
    public TraceRecorder(CohortPlan plan, int draws)
    {
        if (plan.Strategies is not [var strategy]) throw new ArgumentException($"Expected a plan of one strategy; found {plan.Strategies.Length}.", nameof(plan));
        Boundaries = plan.Scenario.Cycles + 1;
        States = [.. strategy.States.OrderBy(state => state.Index).Select(state => state.ReportedName).Distinct()];
        _reportedOf = [.. strategy.States.Select(state => States.ToList().IndexOf(state.ReportedName))];
        _occupancy = [.. Enumerable.Range(0, States.Count * Boundaries).Select(_ => new double[draws])];
    }

    /// <summary>The states that tables show: those that differ only in a clock are one.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>How many boundaries there are: the cycles, and one more.</summary>
    public int Boundaries { get; }

    /// <summary>The occupancy of a reported state at a cycle boundary, by draw.</summary>
    public Span<double> this[int state, int boundary] => _occupancy[state * Boundaries + boundary];

    internal void Record(GroupRun run, int boundary, long firstDraw, int draws)
    {
        for (var state = 0; state < _reportedOf.Length; state++)
        {
            if (!run.IsOccupied(state, boundary)) continue;
            var sum = this[_reportedOf[state], boundary].Slice((int)firstDraw, draws);
            TensorPrimitives.Add(sum, run.Occupancy(state)[..draws], sum);
        }
    }
}
