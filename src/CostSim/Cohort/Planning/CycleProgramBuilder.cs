using CostSim.Cohort.Lumping;

namespace CostSim.Cohort.Planning;

/// <summary>Writes the program of one cycle.</summary>
/// <param name="group">What belongs to all cycles.</param>
/// <param name="plan">The group's plan.</param>
/// <param name="isFollowed">Which states matter.</param>
/// <param name="occupiedBefore">Which states anybody may be in when the cycle begins.</param>
/// <param name="cycle">The cycle; others with the same conditions share its program.</param>
internal sealed class CycleProgramBuilder(GroupProgramBuilder group, StrategyPlan plan, bool[] isFollowed, bool[] occupiedBefore, int cycle)
{
    /// <summary>Who earn, where that are several states: the first row of sums.</summary>
    private readonly int _sum = plan.States.Length;

    private readonly List<int[]> _merged = [];
    private bool[] _occupied = [.. occupiedBefore];
    private readonly List<Update> _rewards = [];
    private readonly List<Update> _moves = [];
    private readonly List<ClockStep> _clocks = [];
    private readonly List<Inflow> _inflows = [];
    private readonly List<int> _sources = [];
    private readonly List<Deposit> _deposits = [];

    /// <summary>Which states anybody may be in by now.</summary>
    public bool[] Occupied => _occupied;

    public CycleProgram Finish() => new()
    {
        Occupied = occupiedBefore, Rewards = [.. _rewards], Moves = [.. _moves], Clocks = [.. _clocks],
        Inflows = [.. _inflows], Sources = [.. _sources], Deposits = [.. _deposits],
    };

    /// <summary>Adds up states that do the same in this cycle: until <see cref="Part"/> a row of sums stands for them.</summary>
    public void Merge(IEnumerable<AlikeGroup> alike)
    {
        foreach (var (members, stays) in alike)
        {
            var sum = _sum + 1 + _merged.Count;
            _merged.Add(members);
            int[] factors = [.. stays.Where(stay => !group.IsAlwaysOne(stay))];
            var first = _inflows.Count;
            foreach (var factor in factors.DefaultIfEmpty(Factor.One)) _inflows.Add(new Inflow(factor, _sources.Count, members.Length));
            _sources.AddRange(members);
            _rewards.Add(new Update(factors.Length > 0 ? UpdateKind.Merger : UpdateKind.Occupancy, sum, false, Factor.One, -1, first, _inflows.Count - first, 0, 0));
            foreach (var member in members) _occupied[member] = false;
        }
        Array.Resize(ref _occupied, _sum + 1 + _merged.Count);
        _occupied.AsSpan(_sum + 1).Fill(true);
        group.UseSumRows(1 + _merged.Count);
    }

    /// <summary>The states that have been added up stand for themselves again.</summary>
    public void Part()
    {
        for (var i = 0; i < _merged.Count; i++)
        {
            foreach (var member in _merged[i]) _occupied[member] = _occupied[_sum + 1 + i];
        }
        Array.Resize(ref _occupied, plan.States.Length);
    }

    /// <summary>What people earn by being where they are.</summary>
    public void AddRewards()
    {
        var earning = Enumerable.Range(0, _occupied.Length).Where(state => state != _sum && _occupied[state]).Select(state => (State: state, Reward: plan.RewardOf[Original(state)])).Where(state => state.Reward >= 0);
        foreach (var reward in earning.GroupBy(state => state.Reward, state => state.State).OrderBy(states => states.Key))
        {
            var inflow = _inflows.Count;
            Append(Factor.One, [.. reward]);
            AddCollection(_rewards, inflow, group.DepositsOf(plan.Rewards[reward.Key], isEvent: false, isAtStart: false, cycle));
        }
    }

    /// <summary>An event: what its moves earn, then where people are afterwards.</summary>
    public void Add(EventStep item, bool isAtStart)
    {
        if (!group.IsActive(item, cycle)) return;
        Origin[] origins = [.. item.Origins.Where(origin => _occupied[origin.State] && isFollowed[origin.State]), .. MergedOrigins(item)];
        AddPayments(origins, isAtStart);

        var changes = ChangesOf(origins);
        var waiting = changes.Values.OrderBy(change => change.State).ToList();
        var exchanged = new List<int>();
        while (waiting.Count > 0)
        {
            // A state's people may be overwritten when all whom they reach have been calculated; where states reach each other, one needs a row of its own.
            var next = waiting.FindIndex(change => change.Unread == 0);
            var isSpare = next < 0;
            var change = waiting[isSpare ? 0 : next];
            waiting.RemoveAt(isSpare ? 0 : next);
            foreach (var origin in change.Sources) changes[origin].Unread--;
            AddOccupancy(change, isSpare ? exchanged.Count : -1);
            if (isSpare) exchanged.Add(change.State);
        }
        for (var spare = 0; spare < exchanged.Count; spare++) _moves.Add(new Update(UpdateKind.Exchange, exchanged[spare], false, Factor.One, spare, 0, 0, 0, 0));
        group.UseSpareRows(exchanged.Count);
        foreach (var change in changes.Values) _occupied[change.State] = change.Inflows.Count > 0 || (change.IsOccupied && !IsZero(change.Stay));
    }

    /// <summary>Time passes: every clock reads one more, and the last reading keeps those who have it.</summary>
    public void AdvanceClocks()
    {
        for (var c = 0; c < plan.ClockChains.Length; c++)
        {
            var chain = plan.ClockChains[c];
            if (!chain[..^1].Any(state => _occupied[state])) continue;
            _clocks.Add(new ClockStep(c, _occupied[chain[^2]], _occupied[chain[^2]] && _occupied[chain[^1]]));
            _occupied[chain[^1]] |= _occupied[chain[^2]];
            for (var i = chain.Length - 2; i > 0; i--) _occupied[chain[i]] = _occupied[chain[i - 1]];
            _occupied[chain[0]] = false;
        }
    }

    /// <summary>One state for each row of sums: the first of those that have been added up.</summary>
    private int Original(int state) => state < plan.States.Length ? state : _merged[state - _sum - 1][0];

    private IEnumerable<Origin> MergedOrigins(EventStep item)
    {
        for (var i = 0; i < _merged.Count; i++)
        {
            var (sum, first) = (_sum + 1 + i, _merged[i][0]);
            if (!_occupied[sum]) continue;
            foreach (var origin in item.Origins.Where(origin => origin.State == first))
                yield return origin with { State = sum, Moves = [.. origin.Moves.Where(move => move.Target != first)] };   // who returns stays
        }
    }

    private void AddPayments(Origin[] origins, bool isAtStart)
    {
        var flows = origins.SelectMany(origin => origin.PaidFlows.Select(flow => (flow.Payment, Probability: group.FactorOf(flow.Probability, cycle), origin.State))).Where(flow => !IsZero(flow.Probability));
        foreach (var payment in flows.GroupBy(flow => flow.Payment).OrderBy(flow => flow.Key))
        {
            var inflow = _inflows.Count;
            foreach (var alike in payment.GroupBy(flow => flow.Probability, flow => flow.State)) Append(alike.Key, [.. alike]);
            AddCollection(_moves, inflow, group.DepositsOf(plan.Payments[payment.Key], isEvent: true, isAtStart, cycle));
        }
    }

    private SortedDictionary<int, Change> ChangesOf(Origin[] origins)
    {
        var changes = new SortedDictionary<int, Change>();
        foreach (var origin in origins)
        {
            var own = ChangeOf(origin.State);
            own.Stay = origin.Stay < 0 ? Factor.One : group.FactorOf(origin.Stay, cycle);
            foreach (var (target, node) in origin.Moves)
            {
                var probability = group.FactorOf(node, cycle);
                if (target == origin.State || !isFollowed[target] || IsZero(probability)) continue;
                var change = ChangeOf(target);
                if (!change.Inflows.TryGetValue(probability, out var sources)) change.Inflows[probability] = sources = [];
                sources.Add(origin.State);
                if (change.Sources.Add(origin.State)) own.Unread++;
            }
        }
        return changes;

        Change ChangeOf(int state)
        {
            if (!changes.TryGetValue(state, out var change)) changes[state] = change = new Change(state, _occupied[state]);
            return change;
        }
    }

    private void AddOccupancy(Change change, int spare)
    {
        var isUnchanged = change.Inflows.Count == 0 && change.Stay == Factor.One;
        if (isUnchanged) return;
        var inflow = _inflows.Count;
        foreach (var (probability, sources) in change.Inflows.OrderBy(pair => pair.Value[0])) Append(probability, sources);
        var hasSelf = change.IsOccupied && !IsZero(change.Stay);
        if (hasSelf || _inflows.Count > inflow) _moves.Add(new Update(UpdateKind.Occupancy, change.State, hasSelf, change.Stay, spare, inflow, _inflows.Count - inflow, 0, 0));
    }

    private void Append(int probability, List<int> sources)
    {
        _inflows.Add(new Inflow(group.IsAlwaysOne(probability) ? Factor.One : probability, _sources.Count, sources.Count));
        _sources.AddRange(sources);
    }

    private void AddCollection(List<Update> updates, int firstInflow, IEnumerable<Deposit> deposits)
    {
        var (first, inflows) = (_deposits.Count, _inflows.Count - firstInflow);
        _deposits.AddRange(deposits);
        var earning = _sum;
        if (_inflows[firstInflow] is { Probability: Factor.One, Sources: 1 } only && inflows == 1) earning = _sources[only.FirstSource];
        else updates.Add(new Update(UpdateKind.Occupancy, _sum, false, Factor.One, -1, firstInflow, inflows, 0, 0));
        updates.Add(new Update(UpdateKind.Collection, earning, false, Factor.One, -1, 0, 0, first, _deposits.Count - first));
        group.UseSumRows(1);
    }

    private bool IsZero(int factor) => group.IsZero(factor, cycle);

    /// <summary>What an event does to a state.</summary>
    private sealed class Change(int state, bool isOccupied)
    {
        public int State => state;

        public bool IsOccupied => isOccupied;

        public int Stay { get; set; } = Factor.One;

        /// <summary>Origins by the probability with which they come.</summary>
        public Dictionary<int, List<int>> Inflows { get; } = [];

        public HashSet<int> Sources { get; } = [];

        /// <summary>How many states that its people reach are still to be calculated.</summary>
        public int Unread { get; set; }
    }
}
