using CostSim.Models;

namespace CostSim.Cohort.Recording;

/// <summary>Looks at occupancies while a simulation passes cycle boundaries.</summary>
internal interface IOccupancyRecorder
{
    /// <param name="run">What is simulated.</param>
    /// <param name="boundary">Cycles since the start.</param>
    /// <param name="firstDraw">The block's first draw, from 0.</param>
    /// <param name="draws">How many count.</param>
    void Record(GroupRun run, int boundary, long firstDraw, int draws);
}

/// <summary>Adds up the share of the cohort in some sets of states, at one cycle boundary, for the last block.</summary>
internal sealed class OccupancyRecorder : IOccupancyRecorder
{
    private readonly int _boundary;
    private readonly int[][] _places;
    private readonly double[][] _shares;

    /// <param name="plan">A plan of one strategy.</param>
    /// <param name="sets">Whether a state belongs to each set.</param>
    /// <param name="boundary">Cycles since the start.</param>
    /// <param name="width">Draws in a block.</param>
    public OccupancyRecorder(CohortPlan plan, IReadOnlyList<Func<HealthState, bool>> sets, int boundary, int width)
    {
        var states = plan.Strategies[0].States;
        _boundary = boundary;
        _places = [.. sets.Select(set => Enumerable.Range(0, states.Length).Where(place => set(states[place])).ToArray())];
        _shares = [.. sets.Select(_ => new double[width])];
    }

    /// <summary>A set's share of the cohort, by draw of the last block.</summary>
    public ReadOnlySpan<double> this[int set] => _shares[set];

    public void Record(GroupRun run, int boundary, long firstDraw, int draws)
    {
        if (boundary != _boundary) return;
        for (var set = 0; set < _places.Length; set++)
        {
            var sum = _shares[set].AsSpan(0, draws);
            if (run.Occupancy(_places[set], boundary) is { IsEmpty: false } together) together[..draws].CopyTo(sum);
            else sum.Clear();
        }
    }
}
