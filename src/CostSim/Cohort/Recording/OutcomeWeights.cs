using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;

namespace CostSim.Cohort.Recording;

/// <summary>What a year in a state, and an event, count at each time: cycle length, cycle correction and discounting in one number.</summary>
internal sealed class OutcomeWeights
{
    private readonly double[][] _boundaries;
    private readonly double[][] _events;

    /// <param name="scenario">The scenario.</param>
    /// <param name="outcomes">In the order of the places.</param>
    /// <param name="isDiscounted">Whether the scenario's rates count; else none does.</param>
    public OutcomeWeights(Scenario scenario, IReadOnlyList<string> outcomes, bool isDiscounted = true)
    {
        var (cycle, cycles) = (scenario.Model.Cycle, scenario.Cycles);
        (_boundaries, _events) = (new double[outcomes.Count][], new double[outcomes.Count][]);
        for (var outcome = 0; outcome < outcomes.Count; outcome++)
        {
            var timing = scenario.Timing[outcomes[outcome]];
            var rate = isDiscounted ? scenario.Discount[outcomes[outcome]] : 0;
            (_boundaries[outcome], _events[outcome]) = (new double[cycles + 1], new double[cycles]);
            for (var t = 0; t <= cycles; t++) _boundaries[outcome][t] = timing.AtBoundary(t, cycles, cycle, rate);
            for (var t = 0; t < cycles; t++) _events[outcome][t] = timing.OfEvent(t, cycle, rate);
        }
    }

    /// <summary>What being in a state at a boundary counts in a run that ends at another, undiscounted; in years.</summary>
    /// <remarks>Simpson's rule, which there is for an even number of cycles only, has a trapezoid for the last cycle of an odd number.</remarks>
    /// <param name="boundary">0 to <paramref name="end"/>.</param>
    /// <param name="end">Cycles since the start; when there is none, no time has passed.</param>
    public static double Until(Scenario scenario, string outcome, int boundary, int end)
    {
        if (end == 0) return 0;
        var timing = scenario.Timing[outcome];
        if (timing.Correction == CycleCorrection.Simpson) timing = timing with { Correction = CycleCorrection.SimpsonLastTrapezoid };
        return timing.AtBoundary(boundary, end, scenario.Model.Cycle, rate: 0);
    }

    /// <summary>What being in a state counts, in years, by boundary.</summary>
    public double[] AtBoundaries(int outcome) => _boundaries[outcome];

    /// <summary>What an event counts, by the cycle in which it happens.</summary>
    public double[] OfEvents(int outcome) => _events[outcome];
}
