using CostSim.Cohort.Lumping;

namespace CostSim.Cohort.Planning;

/// <summary>Writes the programs of cycles, one after another.</summary>
/// <param name="group">What belongs to all cycles.</param>
/// <param name="plan">The group's plan.</param>
/// <param name="deposits">Where earnings go.</param>
/// <param name="products">For its use alone.</param>
/// <param name="isFollowed">Which states matter.</param>
/// <param name="isLate">
/// Whether what stays of a state's people is multiplied late: when others come, or when the cycle ends, so that a row is not written once for each event. Until then
/// the row is that of an earlier time, and people leave it by the product of what has stayed since and their probability.
/// </param>
internal sealed class CycleProgramBuilder(GroupProgramBuilder group, StrategyPlan plan, DepositPlanner deposits, Products products, bool[] isFollowed, bool isLate)
{
    /// <summary>Who earn, where that are several states: the first row of sums.</summary>
    private readonly int _sum = plan.States.Length;

    private readonly List<Update> _rewards = [];
    private readonly List<Update> _moves = [];
    private readonly List<ClockStep> _clocks = [];
    private readonly List<int> _runDown = [];
    private readonly List<Inflow> _inflows = [];
    private readonly List<int> _sources = [];
    private readonly List<Deposit> _deposits = [];

    private readonly Flows _flows = new(products);

    /// <summary>By row: what has stayed since the row was written, as a product.</summary>
    private int[] _stayed = [];

    private readonly List<int[]> _merged = [];
    private bool[] _occupiedBefore = [];
    private bool[] _occupied = [];
    private int _cycle;

    // Of the event at hand: whom it concerns, and what it does to each state.
    private readonly List<(Origin Origin, int Row)> _origins = [];
    private readonly Departures _departures = new(group, isFollowed);

    /// <summary>Who leaves: a row, the product with which they do, and how they part.</summary>
    private readonly List<(int Row, int Probability, int Parting)> _leaving = [];
    private readonly List<int> _changed = [];
    private readonly List<int> _exchanged = [];
    private readonly List<int> _read = [];
    private readonly NumberSet _waiting = new();
    private readonly NumberSet _ready = new();
    private Change[] _changes = [];

    /// <summary>All rows, of states and of sums; beyond those that anybody is in, sums of who leave in the event at hand.</summary>
    private int _rows;

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
        _runDown.Clear();
        _inflows.Clear();
        _sources.Clear();
        _deposits.Clear();
        _merged.Clear();
        products.Begin();
        Array.Resize(ref _stayed, occupiedBefore.Length);
        Array.Clear(_stayed);
    }

    public CycleProgram Finish() => new()
    {
        Occupied = _occupiedBefore, Rewards = [.. _rewards], Moves = [.. _moves], Clocks = [.. _clocks], Waiting = [.. _runDown],
        Inflows = [.. _inflows], Sources = [.. _sources], Factors = products.Written, Deposits = [.. _deposits],
    };

    /// <summary>Adds up states that do the same in this cycle: until <see cref="Part"/> a row of sums stands for them.</summary>
    public void Merge(List<AlikeGroup> alike)
    {
        foreach (var (members, stays) in alike)
        {
            var sum = _sum + 1 + _merged.Count;
            _merged.Add(members);
            var stay = Products.One;
            foreach (var each in stays) stay = Times(stay, each);
            _rewards.Add(new Update(stay == Products.One ? UpdateKind.Occupancy : UpdateKind.Merger, sum, false, products.PlaceOf(stay), -1, _inflows.Count, 1, 0, 0));
            _inflows.Add(new Inflow(default, _sources.Count, members.Length));
            _sources.AddRange(members);
            foreach (var member in members) _occupied[member] = false;
        }
        Array.Resize(ref _occupied, _sum + 1 + _merged.Count);
        _occupied.AsSpan(_sum + 1).Fill(true);
        Array.Resize(ref _stayed, _occupied.Length);
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
        for (var row = 0; row < _occupied.Length; row++)
        {
            if (RewardOf(row) is >= 0 and var reward) deposits.OfReward(reward);   // so that all places where earnings go are known
        }
        AddFixedRewards();
        AddChangingRewards();
    }

    /// <summary>An event: what its moves earn, then where people are afterwards.</summary>
    public void Add(EventStep item, bool isAtStart)
    {
        if (!group.IsActive(item, _cycle)) return;
        FindOrigins(item);
        FindLeaving();
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
            _flows.CopySources(row, _read);
            foreach (var origin in _read)
            {
                if (--_changes[origin].Unread == 0 && _waiting.Contains(origin)) _ready.Add(origin);
            }
            AddOccupancy(row, isSpare ? _exchanged.Count : -1);
            if (isSpare) _exchanged.Add(row);
        }
        for (var spare = 0; spare < _exchanged.Count; spare++)
            _moves.Add(new Update(UpdateKind.Exchange, _exchanged[spare], false, default, spare, 0, 0, 0, 0));
        group.UseSpareRows(_exchanged.Count);
        foreach (var row in _changed) _occupied[row] = _flows.Any(row) || HasSelf(row);
    }

    /// <summary>No more events: what has stayed of each state's people is written.</summary>
    public void Settle()
    {
        for (var row = 0; row < _sum; row++)
        {
            if (_occupied[row] && _stayed[row] != Products.One) _moves.Add(new Update(UpdateKind.Occupancy, row, true, products.PlaceOf(_stayed[row]), -1, 0, 0, 0, 0));
        }
        Array.Clear(_stayed);
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
        if (_clocks.Count == 0) return;
        foreach (var chain in plan.ClockChains)
        {
            if (_occupied[chain[^1]]) _runDown.Add(chain[^1]);
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

    /// <summary>Amounts that do not change with the cycle: all who earn into the same accumulators are added up before.</summary>
    private void AddFixedRewards()
    {
        _flows.Begin(deposits.Fixed.Count);
        for (var row = 0; row < _occupied.Length; row++)
        {
            if (RewardOf(row) is >= 0 and var reward && deposits.OfReward(reward).Fixed is >= 0 and var key) _flows.Add(key, Products.One, row);
        }
        for (var key = 0; key < deposits.Fixed.Count; key++)
        {
            if (_flows.Any(key)) AddCollection(_rewards, key, [], deposits.Fixed[key]);
        }
    }

    /// <summary>Amounts that change with the cycle: what all earn is added up before it is weighted.</summary>
    private void AddChangingRewards()
    {
        _flows.Begin(deposits.Changing.Count);
        for (var row = 0; row < _occupied.Length; row++)
        {
            if (RewardOf(row) is not (>= 0 and var reward)) continue;
            foreach (var (target, amount) in deposits.OfReward(reward).Changing) _flows.Add(target, Times(Products.One, group.FactorOf(amount, _cycle)), row);
        }
        for (var target = 0; target < deposits.Changing.Count; target++)
        {
            if (_flows.Any(target)) AddCollection(_rewards, target, [], [deposits.Changing[target]]);
        }
    }

    /// <summary>What the people of a row earn by being there; -1 where nobody is, or nothing is earned.</summary>
    private int RewardOf(int row) => row != _sum && _occupied[row] ? plan.RewardOf[Original(row)] : -1;

    /// <summary>Who leaves. Where several rows part in one way, their people are added up in a row of sums, which stands for them.</summary>
    private void FindLeaving()
    {
        _departures.Begin();
        foreach (var (origin, row) in _origins) _departures.Add(origin, row, _cycle);
        _leaving.Clear();
        _flows.Begin(_departures.Partings);
        foreach (var (row, probability, parting) in _departures.All)
        {
            var product = Times(_stayed[row], probability);
            if (isLate && _departures.IsWorthAdding(parting)) _flows.Add(parting, product, row);
            else _leaving.Add((row, product, parting));
        }
        _rows = Math.Max(_occupied.Length, _sum + 1);
        for (var parting = 0; parting < _departures.Partings; parting++)
        {
            if (!_flows.Any(parting)) continue;
            var inflow = _inflows.Count;
            _flows.Write(parting, _inflows, _sources);
            _moves.Add(new Update(UpdateKind.Occupancy, _rows, false, default, -1, inflow, _inflows.Count - inflow, 0, 0));
            _leaving.Add((_rows++, Products.One, parting));
        }
        group.UseSumRows(_rows - _sum);
    }

    private void AddPayments(bool isAtStart)
    {
        _flows.Begin(plan.Payments.Length);
        foreach (var (row, probability, parting) in _leaving)
        {
            foreach (var part in _departures.Parts(parting))
            {
                if (part.IsPaid) _flows.Add(part.Key, Times(probability, part.Share), row);
            }
        }
        for (var payment = 0; payment < plan.Payments.Length; payment++)
        {
            if (!_flows.Any(payment)) continue;
            var (changing, steady) = deposits.OfPayment(payment, isAtStart);
            AddCollection(_moves, payment, changing, steady < 0 ? [] : deposits.Fixed[steady]);
        }
    }

    /// <summary>Collects who goes where, and which states change by it.</summary>
    private void FindChanges()
    {
        if (_rows > _changes.Length) _changes = new Change[_rows];
        _changed.Clear();
        _waiting.Begin(_rows);
        _ready.Begin(_rows);
        _flows.Begin(_rows);
        foreach (var (origin, row) in _origins)
        {
            Touch(row);
            _changes[row].Stay = origin.Stay < 0 ? Factor.One : group.FactorOf(origin.Stay, _cycle);
        }
        foreach (var (row, probability, parting) in _leaving)
        {
            foreach (var part in _departures.Parts(parting))
            {
                if (part.IsPaid) continue;
                Touch(part.Key);
                if (_flows.Add(part.Key, Times(probability, part.Share), row)) _changes[row].Unread++;
            }
        }
        foreach (var row in _changed)
        {
            if (isLate && !_flows.Any(row))
            {
                _waiting.Remove(row);
                _stayed[row] = HasSelf(row) ? Times(_stayed[row], _changes[row].Stay) : Products.One;
            }
            else if (_changes[row].Unread == 0) _ready.Add(row);
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
        var (hasSelf, stay, inflow) = (HasSelf(row), Times(_stayed[row], _changes[row].Stay), _inflows.Count);
        _flows.Write(row, _inflows, _sources);
        if (_inflows.Count > inflow || spare >= 0 || (hasSelf && stay != Products.One))
            _moves.Add(new Update(UpdateKind.Occupancy, row, hasSelf, hasSelf ? products.PlaceOf(stay) : default, spare, inflow, _inflows.Count - inflow, 0, 0));
        _stayed[row] = Products.One;
    }

    /// <summary>Whether any of a changed state's own people are still there after the event.</summary>
    private bool HasSelf(int row) => _occupied[row] && !IsZero(_changes[row].Stay);

    private void AddCollection(List<Update> updates, int key, ChangingDeposit[] changing, Deposit[] steady)
    {
        var (firstInflow, firstDeposit) = (_inflows.Count, _deposits.Count);
        _flows.Write(key, _inflows, _sources);
        foreach (var (target, amount) in changing) _deposits.Add(deposits.Changing[target] with { Amount = group.FactorOf(amount, _cycle) });
        _deposits.AddRange(steady);
        var (inflows, earning) = (_inflows.Count - firstInflow, _sum);
        if (_inflows[firstInflow] is { Probability.Count: 0, Sources: 1 } only && inflows == 1) earning = _sources[only.FirstSource];
        else updates.Add(new Update(UpdateKind.Occupancy, _sum, false, default, -1, firstInflow, inflows, 0, 0));
        updates.Add(new Update(UpdateKind.Collection, earning, false, default, -1, 0, 0, firstDeposit, _deposits.Count - firstDeposit));
        group.UseSumRows(1);
    }

    private int Times(int product, int factor) => group.IsAlwaysOne(factor) ? product : products.Times(product, factor);

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
