namespace CostSim.Cohort;

/// <summary>Who is where: the occupancy of one strategy's states, for a block of draws. Not to be shared between threads.</summary>
/// <remarks>
/// States that nobody has reached yet cost nothing: they are passed over. Time moves the tunnels of a clock on by exchanging rows, not by copying them.
/// </remarks>
internal sealed class CohortOccupancy
{
    private readonly StrategyPlan _plan;
    private readonly int _width;
    private readonly double[] _rows;
    private readonly int[] _rowOf;
    private readonly bool[] _isLive;

    public CohortOccupancy(StrategyPlan plan, int width)
    {
        (_plan, _width) = (plan, width);
        _rows = new double[checked(plan.States.Length * width)];
        _rowOf = new int[plan.States.Length];
        _isLive = new bool[plan.States.Length];
    }

    /// <summary>Whether anybody may be in a state.</summary>
    public bool IsLive(int state) => _isLive[state];

    /// <summary>The occupancy of a live state, proportion of the cohort; [draws].</summary>
    public Span<double> this[int state] => _rows.AsSpan(_rowOf[state] * _width, _width);

    /// <summary>Empties all states.</summary>
    public void Clear()
    {
        Array.Clear(_isLive);
        for (var state = 0; state < _rowOf.Length; state++) _rowOf[state] = state;
    }

    /// <summary>The occupancy of a state that people reach now; it starts at zero if nobody was there.</summary>
    public Span<double> Reach(int state)
    {
        var row = this[state];
        if (_isLive[state]) return row;
        _isLive[state] = true;
        row.Clear();
        return row;
    }

    /// <summary>A cycle ends: every clock reads one more, and the last reading keeps those who have it.</summary>
    public void AdvanceClocks()
    {
        foreach (var chain in _plan.ClockChains)
        {
            var (last, before) = (chain[^1], chain[^2]);
            if (_isLive[before] && _isLive[last]) CohortKernels.Add(this[before], this[last]);
            else if (_isLive[before]) (_rowOf[last], _rowOf[before], _isLive[last]) = (_rowOf[before], _rowOf[last], true);

            var free = _rowOf[before];
            for (var i = chain.Length - 2; i > 0; i--) (_rowOf[chain[i]], _isLive[chain[i]]) = (_rowOf[chain[i - 1]], _isLive[chain[i - 1]]);
            (_rowOf[chain[0]], _isLive[chain[0]]) = (free, false);
        }
    }
}
