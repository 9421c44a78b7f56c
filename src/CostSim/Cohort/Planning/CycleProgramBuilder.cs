using CostSim.Cohort.Lumping;

namespace CostSim.Cohort.Planning;

/// <summary>Writes the programs of cycles, one after another.</summary>
/// <param name="group">What belongs to all cycles.</param>
/// <param name="plan">The group's plan.</param>
/// <param name="deposits">Where earnings go.</param>
/// <param name="flows">For its use alone.</param>
/// <param name="isFollowed">Which states matter.</param>
internal sealed class CycleProgramBuilder(GroupProgramBuilder group, StrategyPlan plan, DepositPlanner deposits, Flows flows, bool[] isFollowed)
{
    /// <summary>Who earn, where that are several states: the first row of sums.</summary>
    private readonly int _sum = plan.States.Length;

    private readonly List<Update> _rewards = [];
    private readonly List<Update> _moves = [];
    private readonly List<ClockStep> _clocks = [];
    private readonly List<Inflow> _inflows = [];
    private readonly List<int> _sources = [];
    private readonly List<Deposit> _deposits = [];

    private readonly List<int[]> _merged = [];
    private bool[] _occupiedBefore = [];
    private bool[] _occupied = [];
    private int _cycle;

    // Of the event at hand: whom it concerns, and what it does to each state.
    private readonly List<(Origin Origin, int Row)> _origins = [];
    private readonly List<int> _changed = [];
    private readonly List<int> _exchanged = [];
    private readonly List<int> _read = [];
    private readonly NumberSet _waiting = new();
    private readonly NumberSet _ready = new();
    private Change[] _changes = [];

    /// <summary>Which states anybody may be in by now.</summary>
    public bool[] Occupied => _occupied;

    /// <summary>Begins a program.</summary>
    /// <param name="occupiedBefore">Which states anybody may be in when the cycle begins.</param>
    /// <param name="cycle">The cycle; others with the same conditions share its program.</param>
    public void Begin(bool[] occupiedBefore, int cycle)
    {
        (_occupiedBefore, _occupied, _cycle) = (occupiedBefore, (bool[])occupiedBefore.Clone(), cycle);
        _rewards.Clear();
        _moves.Clear();
        _clocks.Clear();
        _inflows.Clear();
        _sources.Clear();
        _deposits.Clear();
        _merged.Clear();
    }

    public CycleProgram Finish() => new()
    {
        Occupied = _occupiedBefore, Rewards = [.. _rewards], Moves = [.. _moves], Clocks = [.. _clocks],
        Inflows = [.. _inflows], Sources = [.. _sources], Deposits = [.. _deposits],
    };

    /// <summary>Adds up states that do the same in this cycle: until <see cref="Part"/> a row of sums stands for them.</summary>
    public void Merge(List<AlikeGroup> alike)
    {
        foreach (var (members, stays) in alike)
        {
            var sum = _sum + 1 + _merged.Count;
            _merged.Add(members);
            var first = _inflows.Count;
            foreach (var stay in stays)
            {
                if (!group.IsAlwaysOne(stay)) _inflows.Add(new Inflow(stay, _sources.Count, members.Length));
            }
            var isScaled = _inflows.Count > first;
            if (!isScaled) _inflows.Add(new Inflow(Factor.One, _sources.Count, members.Length));
            _sources.AddRange(members);
            _rewards.Add(new Update(isScaled ? UpdateKind.Merger : UpdateKind.Occupancy, sum, false, Factor.One, -1, first, _inflows.Count - first, 0, 0));
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
        flows.Begin(plan.Rewards.Length);
        for (var row = 0; row < _occupied.Length; row++)
        {
            if (row != _sum && _occupied[row] && plan.RewardOf[Original(row)] is >= 0 and var reward) flows.Add(reward, Factor.One, row);
        }
        for (var reward = 0; reward < plan.Rewards.Length; reward++)
        {
            if (flows.Any(reward)) AddCollection(_rewards, reward, deposits.OfReward(reward));
        }
    }

    /// <summary>An event: what its moves earn, then where people are afterwards.</summary>
    public void Add(EventStep item, bool isAtStart)
    {
        if (!group.IsActive(item, _cycle)) return;
        FindOrigins(item);
        AddPayments(isAtStart);
        FindChanges();
        _exchanged.Clear();
        while (_waiting.First() is >= 0 and var first)
        {
            // A state's people may be overwritten when all whom they reach have been calculated; where states reach each other, one needs a row of its own.
            var next = _ready.First();
            var isSpare = next < 0;
            var row = isSpare ? first : next;
            _waiting.Remove(row);
            _ready.Remove(row);
            _read.Clear();
            flows.CopySources(row, _read);
            foreach (var origin in _read)
            {
                if (--_changes[origin].Unread == 0 && _waiting.Contains(origin)) _ready.Add(origin);
            }
            AddOccupancy(row, isSpare ? _exchanged.Count : -1);
            if (isSpare) _exchanged.Add(row);
        }
        for (var spare = 0; spare < _exchanged.Count; spare++)
            _moves.Add(new Update(UpdateKind.Exchange, _exchanged[spare], false, Factor.One, spare, 0, 0, 0, 0));
        group.UseSpareRows(_exchanged.Count);
        foreach (var row in _changed) _occupied[row] = flows.Any(row) || HasSelf(row);
    }

    /// <summary>Time passes: every clock reads one more, and the last reading keeps those who have it.</summary>
    public void AdvanceClocks()
    {
        for (var c = 0; c < plan.ClockChains.Length; c++)
        {
            var chain = plan.ClockChains[c];
            if (!IsAnyOccupied(chain.AsSpan(..^1))) continue;
            _clocks.Add(new ClockStep(c, _occupied[chain[^2]], _occupied[chain[^2]] && _occupied[chain[^1]]));
            _occupied[chain[^1]] |= _occupied[chain[^2]];
            for (var i = chain.Length - 2; i > 0; i--) _occupied[chain[i]] = _occupied[chain[i - 1]];
            _occupied[chain[0]] = false;
        }
    }

    private bool IsAnyOccupied(ReadOnlySpan<int> states)
    {
        foreach (var state in states)
        {
            if (_occupied[state]) return true;
        }
        return false;
    }

    /// <summary>One state for each row of sums: the first of those that have been added up.</summary>
    private int Original(int row) => row < plan.States.Length ? row : _merged[row - _sum - 1][0];

    /// <summary>Who may be where the event finds people: states, then rows of sums, for which their first state speaks.</summary>
    private void FindOrigins(EventStep item)
    {
        _origins.Clear();
        foreach (var origin in item.Origins)
        {
            if (_occupied[origin.State] && isFollowed[origin.State]) _origins.Add((origin, origin.State));
        }
        for (var i = 0; i < _merged.Count; i++)
        {
            if (_occupied[_sum + 1 + i] && item.IndexOf(_merged[i][0]) is >= 0 and var place) _origins.Add((item.Origins[place], _sum + 1 + i));
        }
    }

    private void AddPayments(bool isAtStart)
    {
        flows.Begin(plan.Payments.Length);
        foreach (var (origin, row) in _origins)
        {
            foreach (var (payment, node) in origin.PaidFlows)
            {
                var probability = group.FactorOf(node, _cycle);
                if (!IsZero(probability)) flows.Add(payment, probability, row);
            }
        }
        for (var payment = 0; payment < plan.Payments.Length; payment++)
        {
            if (flows.Any(payment)) AddCollection(_moves, payment, deposits.OfPayment(payment, isAtStart));
        }
    }

    /// <summary>Collects who goes where, and which states change by it.</summary>
    private void FindChanges()
    {
        var rows = _occupied.Length;
        if (rows > _changes.Length) _changes = new Change[rows];
        _changed.Clear();
        _waiting.Begin(rows);
        _ready.Begin(rows);
        flows.Begin(rows);
        foreach (var (origin, row) in _origins)
        {
            Touch(row);
            _changes[row].Stay = origin.Stay < 0 ? Factor.One : group.FactorOf(origin.Stay, _cycle);
            foreach (var (target, node) in origin.Moves)
            {
                if (target == origin.State || !isFollowed[target]) continue;   // who returns stays
                var probability = group.FactorOf(node, _cycle);
                if (IsZero(probability)) continue;
                Touch(target);
                if (flows.Add(target, probability, row)) _changes[row].Unread++;
            }
        }
        foreach (var row in _changed)
        {
            if (_changes[row].Unread == 0) _ready.Add(row);
        }
    }

    private void Touch(int row)
    {
        if (_waiting.Contains(row)) return;
        _waiting.Add(row);
        _changed.Add(row);
        _changes[row] = new Change { Stay = Factor.One };
    }

    private void AddOccupancy(int row, int spare)
    {
        var (stay, hasInflows) = (_changes[row].Stay, flows.Any(row));
        var isUnchanged = !hasInflows && stay == Factor.One;
        if (isUnchanged) return;
        var (inflow, hasSelf) = (_inflows.Count, HasSelf(row));
        flows.Write(row, _inflows, _sources);
        if (hasSelf || hasInflows) _moves.Add(new Update(UpdateKind.Occupancy, row, hasSelf, stay, spare, inflow, _inflows.Count - inflow, 0, 0));
    }

    /// <summary>Whether any of a changed state's own people are still there after the event.</summary>
    private bool HasSelf(int row) => _occupied[row] && !IsZero(_changes[row].Stay);

    private void AddCollection(List<Update> updates, int key, DepositPlan plan)
    {
        var (firstInflow, firstDeposit) = (_inflows.Count, _deposits.Count);
        flows.Write(key, _inflows, _sources);
        foreach (var (account, amount, series) in plan.Changing) _deposits.Add(new Deposit(account, group.FactorOf(amount, _cycle), series));
        _deposits.AddRange(plan.Fixed);
        var (inflows, earning) = (_inflows.Count - firstInflow, _sum);
        if (_inflows[firstInflow] is { Probability: Factor.One, Sources: 1 } only && inflows == 1) earning = _sources[only.FirstSource];
        else updates.Add(new Update(UpdateKind.Occupancy, _sum, false, Factor.One, -1, firstInflow, inflows, 0, 0));
        updates.Add(new Update(UpdateKind.Collection, earning, false, Factor.One, -1, 0, 0, firstDeposit, _deposits.Count - firstDeposit));
        group.UseSumRows(1);
    }

    private bool IsZero(int factor) => group.IsZero(factor, _cycle);

    /// <summary>What an event does to a state's own people.</summary>
    private struct Change
    {
        /// <summary>Which part stays.</summary>
        public int Stay;

        /// <summary>How many states that they reach are still to be calculated.</summary>
        public int Unread;
    }
}
