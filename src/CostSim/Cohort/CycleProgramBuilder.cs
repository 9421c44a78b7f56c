namespace CostSim.Cohort;

/// <summary>Writes the program of one cycle.</summary>
/// <param name="group">What belongs to all cycles.</param>
/// <param name="plan">The group's plan.</param>
/// <param name="isFollowed">Which states matter.</param>
/// <param name="occupied">Which states anybody may be in; brought up to date as the cycle goes on.</param>
/// <param name="cycle">The cycle; others with the same conditions share its program.</param>
internal sealed class CycleProgramBuilder(GroupProgramBuilder group, StrategyPlan plan, bool[] isFollowed, bool[] occupied, int cycle)
{
    private readonly bool[] _occupiedAtFirst = [.. occupied];
    private readonly List<Update> _rewards = [];
    private readonly List<Update> _moves = [];
    private readonly List<ClockStep> _clocks = [];
    private readonly List<Inflow> _inflows = [];
    private readonly List<int> _sources = [];
    private readonly List<Deposit> _deposits = [];

    public CycleProgram Finish() => new()
    {
        Occupied = _occupiedAtFirst, Rewards = [.. _rewards], Moves = [.. _moves], Clocks = [.. _clocks],
        Inflows = [.. _inflows], Sources = [.. _sources], Deposits = [.. _deposits],
    };

    /// <summary>What people earn by being where they are.</summary>
    public void AddRewards()
    {
        var earning = Enumerable.Range(0, occupied.Length).Where(state => occupied[state] && plan.RewardOf[state] >= 0);
        foreach (var reward in earning.GroupBy(state => plan.RewardOf[state]).OrderBy(states => states.Key))
        {
            var inflow = _inflows.Count;
            Append(Factor.One, [.. reward]);
            AddCollection(_rewards, inflow, group.DepositsOf(plan.Rewards[reward.Key], isEvent: false, isAtStart: false));
        }
    }

    /// <summary>An event: what its moves earn, then where people are afterwards.</summary>
    public void Add(EventStep item, bool isAtStart)
    {
        if (item.When >= 0 && IsZero(group.FactorOf(item.When))) return;
        Origin[] origins = [.. item.Origins.Where(origin => occupied[origin.State] && isFollowed[origin.State])];
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
        foreach (var change in changes.Values) occupied[change.State] = change.Inflows.Count > 0 || (change.IsOccupied && !IsZero(change.Stay));
    }

    /// <summary>Time passes: every clock reads one more, and the last reading keeps those who have it.</summary>
    public void AdvanceClocks()
    {
        for (var c = 0; c < plan.ClockChains.Length; c++)
        {
            var chain = plan.ClockChains[c];
            if (!chain[..^1].Any(state => occupied[state])) continue;
            _clocks.Add(new ClockStep(c, occupied[chain[^2]], occupied[chain[^2]] && occupied[chain[^1]]));
            occupied[chain[^1]] |= occupied[chain[^2]];
            for (var i = chain.Length - 2; i > 0; i--) occupied[chain[i]] = occupied[chain[i - 1]];
            occupied[chain[0]] = false;
        }
    }

    private void AddPayments(Origin[] origins, bool isAtStart)
    {
        var flows = origins.SelectMany(origin => origin.PaidFlows.Select(flow => (flow.Payment, Probability: group.FactorOf(flow.Probability), origin.State))).Where(flow => !IsZero(flow.Probability));
        foreach (var payment in flows.GroupBy(flow => flow.Payment).OrderBy(flow => flow.Key))
        {
            var inflow = _inflows.Count;
            foreach (var alike in payment.GroupBy(flow => flow.Probability, flow => flow.State)) Append(alike.Key, [.. alike]);
            AddCollection(_moves, inflow, group.DepositsOf(plan.Payments[payment.Key], isEvent: true, isAtStart));
        }
    }

    private SortedDictionary<int, Change> ChangesOf(Origin[] origins)
    {
        var changes = new SortedDictionary<int, Change>();
        foreach (var origin in origins)
        {
            var own = ChangeOf(origin.State);
            own.Stay = origin.Stay < 0 ? Factor.One : group.FactorOf(origin.Stay);
            foreach (var (target, node) in origin.Moves)
            {
                var probability = group.FactorOf(node);
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
            if (!changes.TryGetValue(state, out var change)) changes[state] = change = new Change(state, occupied[state]);
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
        var first = _deposits.Count;
        _deposits.AddRange(deposits);
        updates.Add(new Update(UpdateKind.Collection, -1, false, Factor.One, -1, firstInflow, _inflows.Count - firstInflow, first, _deposits.Count - first));
    }

    private bool IsZero(int factor) => group.IsNumber(factor, cycle, out var value) && value == 0;

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
