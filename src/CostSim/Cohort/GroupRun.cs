using CostSim.Cohort.Kernels;
using CostSim.Language.Evaluation;

namespace CostSim.Cohort;

/// <summary>The cohort of a group of strategies on its way through the cycles, for a block of draws. Not to be shared between threads.</summary>
/// <remarks>Time moves the tunnels of a clock on by exchanging rows, not by copying them.</remarks>
internal sealed class GroupRun
{
    private readonly CohortPlan _plan;
    private readonly GroupProgram _program;
    private readonly Workspace _workspace;
    private readonly Operand[] _operands;
    private readonly int _width;
    private readonly bool _isPlain;
    private readonly AlignedRows _people;
    private readonly AlignedRows _accumulators;
    private readonly int[] _rowOf;
    private readonly double[] _running;
    private readonly int[] _rowsAsked;

    /// <param name="isPlain">Whether a draw is calculated at a time, and not in vectors; the bits are the same.</param>
    public GroupRun(CohortPlan plan, GroupProgram program, Workspace workspace, Operand[] operands, bool isPlain = false)
    {
        (_plan, _program, _workspace, _operands, _width, _isPlain) = (plan, program, workspace, operands, workspace.Width, isPlain);
        _rowOf = GC.AllocateArray<int>(Math.Max(1, program.Group.Plan.States.Length + program.SumRows + program.SpareRows), pinned: true);
        _people = new AlignedRows(_rowOf.Length, _width);
        _accumulators = new AlignedRows(program.Accumulators, _width);
        _running = new double[_width];
        _rowsAsked = new int[program.Group.Plan.States.Length];
    }

    public StrategyGroup Group => _program.Group;

    /// <summary>What a strategy of the group has come to, per person, discounted unless the program is traced; after <see cref="Finish"/>; [draws].</summary>
    /// <param name="member">Its place in the group.</param>
    /// <param name="outcome">The outcome.</param>
    public ReadOnlySpan<double> Total(int member, int outcome) => _accumulators[member * _plan.Outcomes.Count + outcome];

    /// <summary>Whether anybody may be in a state at the cycle's start.</summary>
    public bool IsOccupied(int state, int cycle) => _program.Cycles[cycle].Occupied[state];

    /// <summary>The occupancy of some states together, proportion of the cohort, added up in their order; [draws], until it is asked again.</summary>
    /// <param name="states">Which.</param>
    /// <param name="boundary">That which the run has just counted.</param>
    /// <returns>Nothing where nobody can be in any of them.</returns>
    public ReadOnlySpan<double> Occupancy(ReadOnlySpan<int> states, int boundary)
    {
        var rows = 0;
        foreach (var state in states)
        {
            if (IsOccupied(state, boundary)) _rowsAsked[rows++] = _rowOf[state];
        }
        if (rows == 0) return [];
        GatherKernels.Sum(ref _people.First, _rowsAsked.AsSpan(0, rows), _width, ref _running[0]);
        return _running;
    }

    /// <summary>What an outcome that is no sum of others has come to so far; [draws], until it is asked again.</summary>
    /// <param name="member">The strategy's place in the group.</param>
    /// <param name="outcome">The outcome.</param>
    public ReadOnlySpan<double> TotalSoFar(int member, int outcome)
    {
        var account = member * _plan.Outcomes.Count + outcome;
        _accumulators[account].CopyTo(_running);
        foreach (var settlement in _program.Settlements)
        {
            if (settlement.Account == account) Earn(_accumulators[settlement.Accumulator], settlement.Amount, cycle: 0, _running);
        }
        return _running;
    }

    /// <summary>What people earn per year by being where they are at a boundary; [draws], until it is asked again.</summary>
    /// <param name="member">The strategy's place in the group.</param>
    /// <param name="outcome">The outcome.</param>
    /// <param name="boundary">That which the run has just counted.</param>
    public ReadOnlySpan<double> EarnedPerYear(int member, int outcome, int boundary)
    {
        var account = member * _plan.Outcomes.Count + outcome;
        _running.AsSpan().Clear();
        for (var state = 0; state < Group.Plan.States.Length; state++)
        {
            if (Group.Plan.RewardOf[state] is not (>= 0 and var reward) || !IsOccupied(state, boundary)) continue;
            foreach (var earning in Group.Plan.Rewards[reward])
            {
                if (earning.Outcome == account) Earn(_people[_rowOf[state]], earning.Amount, boundary, _running);
            }
        }
        return _running;
    }

    /// <summary>Time zero: people are where they start, and the start events happen.</summary>
    public void Start()
    {
        for (var state = 0; state < _rowOf.Length; state++) _rowOf[state] = state;
        _accumulators.Clear();
        foreach (var (state, _) in Group.Plan.Start) _people[state].Clear();
        foreach (var (state, share) in Group.Plan.Start)
        {
            var row = _people[state];
            if (_operands[share].IsVector)
            {
                CohortKernels.Add(_workspace.Vector(_operands[share]), row);
                continue;
            }
            CohortKernels.Add(_plan.Evaluation.Number(_operands[share], cycle: 0), row);
        }
        foreach (var (account, amount) in Group.Plan.StartEarnings)
        {
            var row = _accumulators[account];
            if (_operands[amount].IsVector) CohortKernels.Add(_workspace.Vector(_operands[amount]), row);
            else CohortKernels.Add(_plan.Evaluation.Number(_operands[amount], cycle: 0), row);
        }
        Run(_program.AtStart, _program.AtStart.Moves, cycle: 0);
        AdvanceClocks(_program.AtStart);
    }

    /// <summary>Counts those who are in each state at a boundary between cycles.</summary>
    public void Count(int boundary) => Run(_program.Cycles[boundary], _program.Cycles[boundary].Rewards, boundary);

    /// <summary>One cycle: its events in order, then time passes.</summary>
    public void Step(int cycle)
    {
        Run(_program.Cycles[cycle], _program.Cycles[cycle].Moves, cycle);
        AdvanceClocks(_program.Cycles[cycle]);
    }

    /// <summary>Several cycles at once: what <see cref="Count"/> and <see cref="Step"/> do in each of them.</summary>
    public void Run(StraightLineSegment segment) => segment.Run(_people.Address, _workspace.Address, _accumulators.Address, _rowOf, _width);

    /// <summary>Multiplies weighted occupancies by what they earn, and adds up outcomes that are sums of others.</summary>
    public void Finish()
    {
        foreach (var (account, accumulator, amount) in _program.Settlements) Earn(_accumulators[accumulator], amount, cycle: 0, _accumulators[account]);
        for (var member = 0; member < Group.Strategies.Length; member++)
        {
            var first = member * _plan.Outcomes.Count;
            for (var outcome = 0; outcome < _plan.Sums.Length; outcome++)
            {
                if (_plan.Sums[outcome] is not { } parts) continue;
                foreach (var part in parts) CohortKernels.Add(_accumulators[first + part], _accumulators[first + outcome]);
            }
        }
    }

    /// <summary><c>total[d] += people[d] · amount[d]</c></summary>
    private void Earn(ReadOnlySpan<double> people, int amount, int cycle, Span<double> total)
    {
        var place = _operands[amount];
        if (place.IsVector) CohortKernels.AddProduct(people, _workspace.Vector(place), total);
        else CohortKernels.AddProduct(people, _plan.Evaluation.Number(place, cycle), total);
    }

    private void Run(CycleProgram program, Update[] updates, int cycle)
    {
        var spares = Group.Plan.States.Length + _program.SumRows;
        var memory = new BlockMemory(program, ref _people.First, ref _accumulators.First, ref _workspace.FirstSlot, _plan.Numbers[cycle], _program.Weights, cycle, _rowOf, _width);
        foreach (ref readonly var update in updates.AsSpan())
        {
            var row = _rowOf[update.State];
            switch (update.Kind)
            {
                case UpdateKind.Occupancy:
                    var result = update.Spare < 0 ? row : _rowOf[spares + update.Spare];
                    if (_isPlain) PlainKernels.Occupancy(memory, update, row, result);
                    else GatherKernels.Occupancy(memory, update, row, result);
                    break;
                case UpdateKind.Merger:
                    if (_isPlain) PlainKernels.SumAndScale(memory, update, row);
                    else GatherKernels.SumAndScale(memory, update, row);
                    break;
                case UpdateKind.Collection:
                    if (_isPlain) PlainKernels.Deposit(memory, update, row);
                    else GatherKernels.Deposit(memory, update, row);
                    break;
                default:
                    (_rowOf[update.State], _rowOf[spares + update.Spare]) = (_rowOf[spares + update.Spare], _rowOf[update.State]);
                    break;
            }
        }
    }

    private void AdvanceClocks(CycleProgram program)
    {
        foreach (var (chain, reachesLast, joinsLast) in program.Clocks)
        {
            var states = Group.Plan.ClockChains[chain];
            var (last, before) = (states[^1], states[^2]);
            if (joinsLast) CohortKernels.Add(_people[_rowOf[before]], _people[_rowOf[last]]);
            else if (reachesLast) (_rowOf[last], _rowOf[before]) = (_rowOf[before], _rowOf[last]);

            var free = _rowOf[before];
            for (var i = states.Length - 2; i > 0; i--) _rowOf[states[i]] = _rowOf[states[i - 1]];
            _rowOf[states[0]] = free;
        }
        foreach (var state in program.Waiting) CohortKernels.Forget(_people[_rowOf[state]]);
    }
}
