using CostSim.Scenarios;

namespace CostSim.Cohort;

/// <summary>What a year in a state, and an event, count at each time: cycle length, cycle correction and discounting in one number.</summary>
internal sealed class OutcomeWeights
{
    private readonly double[][] _boundaries;
    private readonly double[][] _events;

    public OutcomeWeights(Scenario scenario, IReadOnlyList<string> outcomes)
    {
        var (cycle, cycles) = (scenario.Model.Cycle, scenario.Cycles);
        _boundaries = [.. outcomes.Select(name => Enumerable.Range(0, cycles + 1).Select(t => scenario.Timing[name].AtBoundary(t, cycles, cycle, scenario.Discount[name])).ToArray())];
        _events = [.. outcomes.Select(name => Enumerable.Range(0, cycles).Select(t => scenario.Timing[name].OfEvent(t, cycle, scenario.Discount[name])).ToArray())];
    }

    /// <summary>What being in a state counts, in years, by boundary.</summary>
    public double[] AtBoundaries(int outcome) => _boundaries[outcome];

    /// <summary>What an event counts, by the cycle in which it happens.</summary>
    public double[] OfEvents(int outcome) => _events[outcome];
}
