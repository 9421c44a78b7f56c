using CostSim.Cohort.Recording;

namespace CostSim.Analysis;

/// <summary>The occupancy of a state at a cycle boundary, over the parameter uncertainty.</summary>
/// <param name="Cycle">The boundary: cycles since the start, from 0.</param>
/// <param name="State">The state, without its clocks.</param>
/// <param name="Mean">Mean proportion of the cohort.</param>
/// <param name="Lower">2.5th percentile.</param>
/// <param name="Upper">97.5th percentile.</param>
public readonly record struct StateTrace(int Cycle, string State, double Mean, double Lower, double Upper)
{
    /// <summary>Summarises a record: boundary by boundary, states in the order of the model.</summary>
    public static StateTrace[] Of(TraceRecorder record)
    {
        var states = record.States.Count;
        var entries = new StateTrace[record.Boundaries * states];
        Parallel.For(0, record.Boundaries, boundary =>
        {
            for (var state = 0; state < states; state++)
            {
                var occupancy = record[state, boundary];
                var (lower, upper) = Percentile.CentralInterval95(occupancy);
                entries[boundary * states + state] = new StateTrace(boundary, record.States[state], Estimate.MeanOf(occupancy), lower, upper);
            }
        });
        return entries;
    }
}
