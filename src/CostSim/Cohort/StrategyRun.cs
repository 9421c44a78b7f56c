using CostSim.Language;

namespace CostSim.Cohort;

/// <summary>One strategy's cohort on its way through the cycles, for a block of draws. Not to be shared between threads.</summary>
internal sealed class StrategyRun
{
    private readonly CohortPlan _plan;
    private readonly Workspace _workspace;
    private readonly Operand[] _operands;
    private readonly int _width;
    private readonly Columns _totals;
    private readonly Columns _rewarded;
    private readonly Columns _paid;
    private readonly Columns _atStart;
    private readonly int[] _origins;

    public StrategyRun(CohortPlan plan, StrategyPlan strategy, Workspace workspace, Operand[] operands)
    {
        (_plan, Strategy, _workspace, _operands, _width) = (plan, strategy, workspace, operands, workspace.Width);
        Occupancy = new CohortOccupancy(strategy, _width);
        _totals = new Columns(plan.Outcomes.Count, _width);
        _rewarded = new Columns(strategy.Rewards.Length, _width);
        _paid = new Columns(strategy.Payments.Length, _width);
        var most = strategy.AtStart.Concat(strategy.Events).Select(item => item.Origins.Length).DefaultIfEmpty(0).Max();
        _atStart = new Columns(most, _width);
        _origins = new int[most];
    }

    public StrategyPlan Strategy { get; }

    public CohortOccupancy Occupancy { get; }

    /// <summary>What the strategy has come to, discounted, per person; [draws].</summary>
    public ReadOnlySpan<double> Total(int outcome) => _totals[outcome];

    /// <summary>Time zero: people are where they start, and the start events happen.</summary>
    public void Start()
    {
        Occupancy.Clear();
        _totals.Clear();
        foreach (var (state, share) in Strategy.Start)
        {
            var row = Occupancy.Reach(state);
            if (_operands[share].IsVector)
            {
                CohortKernels.Add(_workspace.Vector(_operands[share]), row);
                continue;
            }
            var number = _plan.Evaluation.Number(_operands[share], cycle: 0);
            foreach (ref var people in row) people += number;
        }
        foreach (var item in Strategy.AtStart) Happen(item, cycle: 0, isAtStart: true);
        Occupancy.AdvanceClocks();
    }

    /// <summary>Counts those who are in each state at a boundary between cycles.</summary>
    public void Count(int boundary)
    {
        _rewarded.Clear();
        for (var state = 0; state < Strategy.RewardOf.Length; state++)
        {
            var reward = Strategy.RewardOf[state];
            if (reward >= 0 && Occupancy.IsLive(state)) CohortKernels.Add(Occupancy[state], _rewarded[reward]);
        }
        for (var reward = 0; reward < Strategy.Rewards.Length; reward++)
        {
            foreach (var (outcome, amount) in Strategy.Rewards[reward])
                Earn(_rewarded[reward], amount, boundary, _plan.Weights.AtBoundary(outcome, boundary), _totals[outcome]);
        }
    }

    /// <summary>One cycle: its events in order, then time passes.</summary>
    public void Step(int cycle)
    {
        foreach (var item in Strategy.Events) Happen(item, cycle, isAtStart: false);
        Occupancy.AdvanceClocks();
    }

    /// <summary>Adds up outcomes that are sums of others.</summary>
    public void Finish()
    {
        for (var outcome = 0; outcome < _plan.Sums.Length; outcome++)
        {
            foreach (var part in _plan.Sums[outcome] ?? []) CohortKernels.Add(_totals[part], _totals[outcome]);
        }
    }

    private void Happen(EventStep item, int cycle, bool isAtStart)
    {
        if (item.When >= 0 && _plan.Evaluation.Number(_operands[item.When], cycle) == 0) return;

        // Every rule sees the occupancy at the event's start: of states that are also reached, a copy is kept.
        var live = 0;
        for (var o = 0; o < item.Origins.Length; o++)
        {
            var origin = item.Origins[o];
            if (!Occupancy.IsLive(origin.State)) continue;
            if (origin.IsTarget) Occupancy[origin.State].CopyTo(_atStart[o]);
            _origins[live++] = o;
        }
        _paid.Clear();
        for (var i = 0; i < live; i++) Leave(item.Origins[_origins[i]], _atStart[_origins[i]], cycle);
        Pay(cycle, isAtStart);
    }

    private void Leave(in Origin origin, Span<double> copy, int cycle)
    {
        var staying = Occupancy[origin.State];
        var start = copy;
        if (!origin.IsTarget && origin.Moves.Length == 1) start = staying;
        else if (!origin.IsTarget) staying.CopyTo(copy);
        foreach (var (target, probability, payment) in origin.Moves)
        {
            var place = _operands[probability];
            if (place.IsVector)
            {
                var share = _workspace.Vector(place);
                if (payment >= 0) CohortKernels.Count(start, share, _paid[payment]);
                CohortKernels.Move(start, share, staying, Occupancy.Reach(target));
            }
            else if (_plan.Evaluation.Number(place, cycle) is var share and not 0)
            {
                if (payment >= 0) CohortKernels.AddProduct(start, share, _paid[payment]);
                CohortKernels.Move(start, share, staying, Occupancy.Reach(target));
            }
        }
    }

    private void Pay(int cycle, bool isAtStart)
    {
        for (var payment = 0; payment < Strategy.Payments.Length; payment++)
        {
            foreach (var (outcome, amount) in Strategy.Payments[payment])
                Earn(_paid[payment], amount, cycle, isAtStart ? 1 : _plan.Weights.OfEvent(outcome, cycle), _totals[outcome]);
        }
    }

    private void Earn(ReadOnlySpan<double> people, int amount, int cycle, double weight, Span<double> total)
    {
        var place = _operands[amount];
        if (place.IsVector) CohortKernels.AddProduct(people, _workspace.Vector(place), weight, total);
        else CohortKernels.AddProduct(people, _plan.Evaluation.Number(place, cycle) * weight, total);
    }

    /// <summary>Columns of numbers, one for each draw of a block.</summary>
    private sealed class Columns(int count, int width)
    {
        private readonly double[] _values = new double[checked(count * width)];

        public Span<double> this[int column] => _values.AsSpan(column * width, width);

        public void Clear() => Array.Clear(_values);
    }
}
