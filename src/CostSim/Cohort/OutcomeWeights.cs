using CostSim.Scenarios;

namespace CostSim.Cohort;

/// <summary>What a year in a state, and an event, count at each time: cycle length, cycle correction and discounting in one number.</summary>
/// <remarks>Discount factors are <c>(1 + r)^-t</c> at <c>t</c> years, also within a year (Briggs, Claxton &amp; Sculpher 2006, ch. 2).</remarks>
internal sealed class OutcomeWeights
{
    private readonly double[][] _boundaries;
    private readonly double[][] _events;

    public OutcomeWeights(Scenario scenario, IReadOnlyList<string> outcomes)
    {
        var (cycle, cycles, correction) = (scenario.Model.Cycle, scenario.Cycles, scenario.CycleCorrection);
        _boundaries = [.. outcomes.Select(name => Enumerable.Range(0, cycles + 1).Select(t => cycle.Years * correction.Weight(t, cycles) * Factor(name, cycle.Times(t))).ToArray())];
        _events = [.. outcomes.Select(name => Enumerable.Range(0, cycles).Select(t => Factor(name, cycle.Times(t + correction.EventTime()))).ToArray())];

        double Factor(string outcome, double years) => Math.Pow(1 + scenario.Discount[outcome], -years);
    }

    /// <summary>What being in a state counts, in years, by boundary.</summary>
    public double[] AtBoundaries(int outcome) => _boundaries[outcome];

    /// <summary>What an event counts, by the cycle in which it happens.</summary>
    public double[] OfEvents(int outcome) => _events[outcome];
}
