using CostSim.Cohort.Lumping;
using CostSim.Language.Evaluation;

namespace CostSim.Cohort.Planning;

/// <summary>Follows a group's people through the cycles, not how many they are but where anybody may be, and writes down what there is to do.</summary>
/// <param name="plan">The scenario's plan.</param>
/// <param name="group">The group.</param>
/// <param name="isTraced">
/// Whether the occupancy of every state is wanted, and totals are undiscounted; else states that nobody earns in, or leaves for others, are not followed.
/// </param>
/// <param name="isMerged">Whether states that behave alike are moved as one.</param>
/// <param name="isShared">Whether vectors that hold the same numbers in a cycle are read from one place.</param>
internal sealed class GroupProgramBuilder(CohortPlan plan, StrategyGroup group, bool isTraced, bool isMerged, bool isShared)
{
    /// <summary>The index of the weight that is always 1: events at time zero are neither discounted nor corrected.</summary>
    private const int Unweighted = 0;

    private readonly Operand[] _operands = plan.Evaluation.OperandsByNode();
    private readonly StrategyPlan _group = group.Plan;
    private readonly int _accounts = group.Strategies.Length * plan.Outcomes.Count;
    private readonly List<double[]> _weights = [[.. Enumerable.Repeat(1.0, plan.Scenario.Cycles + 1)]];
    private readonly Dictionary<(Earning[] Earnings, int Series), int> _accumulators = [];
    private readonly List<Settlement> _settlements = [];
    private readonly Dictionary<int[], (CycleProgram Program, bool[] After)> _known = new(SameNumbers.Comparer);
    private readonly int _constants = plan.Evaluation.Constants.Length;
    private int _sumRows;
    private int _spareRows;

    public GroupProgram Build()
    {
        var cycles = plan.Scenario.Cycles;
        var isFollowed = FollowedStates();
        var (conditions, vectors) = (Conditions(), isShared ? Vectors() : []);
        var occupied = new bool[_group.States.Length];
        foreach (var (state, _) in _group.Start) occupied[state] = true;
        var atStart = new CycleProgramBuilder(this, _group, isFollowed, occupied, cycle: 0);
        foreach (var item in _group.AtStart) atStart.Add(item, isAtStart: true);
        atStart.AdvanceClocks();
        occupied = atStart.Occupied;

        var alike = new AlikeStates(this, _group, isFollowed);
        var programs = new CycleProgram[cycles + 1];
        for (var cycle = 0; cycle <= cycles; cycle++)
        {
            var key = KeyOf(occupied, conditions, vectors, cycle);
            if (!_known.TryGetValue(key, out var known))
            {
                var builder = new CycleProgramBuilder(this, _group, isFollowed, occupied, cycle);
                if (isMerged) builder.Merge(alike.Of(occupied, cycle, hasEvents: cycle < cycles));
                builder.AddRewards();
                if (cycle < cycles)
                {
                    foreach (var item in _group.Events) builder.Add(item, isAtStart: false);
                    builder.Part();
                    builder.AdvanceClocks();
                }
                _known[key] = known = (builder.Finish(), builder.Occupied);
            }
            programs[cycle] = known.Program;
            occupied = known.After;
        }
        return new GroupProgram
        {
            Group = group, AtStart = atStart.Finish(), Cycles = programs, Weights = [.. _weights], SumRows = _sumRows, SpareRows = _spareRows,
            Accumulators = _accounts + _accumulators.Count, Settlements = [.. _settlements],
        };
    }

    /// <summary>What multiplies by a node's value, of several that have the same value in the cycle one for all.</summary>
    public int FactorOf(int node, int cycle)
    {
        var factor = Factor.Of(_operands[node], _constants);
        return factor >= 0 && isShared ? plan.EqualVectors[cycle][factor] : factor;
    }

    /// <summary>Whether a factor is zero in a cycle, in all draws.</summary>
    public bool IsZero(int factor, int cycle) => IsNumber(factor, cycle, out var value) && value == 0;

    /// <summary>Whether an event can happen in a cycle.</summary>
    public bool IsActive(EventStep item, int cycle) => item.When < 0 || !IsZero(FactorOf(item.When, cycle), cycle);

    /// <summary>Whether a factor is a number, the same in all draws, and which.</summary>
    private bool IsNumber(int factor, int cycle, out double value)
    {
        value = factor < 0 ? plan.Numbers[cycle][~factor] : double.NaN;
        return factor < 0;
    }

    /// <summary>Whether a factor is 1 in every cycle.</summary>
    public bool IsAlwaysOne(int factor) => factor < 0 && ~factor <= _constants && plan.Numbers[0][~factor] == 1;

    public void UseSumRows(int count) => _sumRows = Math.Max(_sumRows, count);

    public void UseSpareRows(int count) => _spareRows = Math.Max(_spareRows, count);

    /// <summary>Where earnings go: straight to accounts, or by way of an accumulator for each series of weights.</summary>
    public IEnumerable<Deposit> DepositsOf(Earning[] earnings, bool isEvent, bool isAtStart, int cycle)
    {
        foreach (var earning in earnings)
        {
            if (!plan.Evaluation.DependsOnCycle(earning.Amount)) continue;
            yield return new Deposit(earning.Outcome, FactorOf(earning.Amount, cycle), SeriesOf(earning, isEvent, isAtStart));
        }
        foreach (var series in earnings.Where(earning => !plan.Evaluation.DependsOnCycle(earning.Amount)).Select(earning => SeriesOf(earning, isEvent, isAtStart)).Distinct().ToArray())
        {
            if (!_accumulators.TryGetValue((earnings, series), out var accumulator))
            {
                _accumulators[(earnings, series)] = accumulator = _accounts + _accumulators.Count;
                foreach (var earning in earnings)
                {
                    if (!plan.Evaluation.DependsOnCycle(earning.Amount) && SeriesOf(earning, isEvent, isAtStart) == series)
                        _settlements.Add(new Settlement(earning.Outcome, accumulator, earning.Amount));
                }
            }
            yield return new Deposit(accumulator, Factor.One, series);
        }
    }

    private int SeriesOf(Earning earning, bool isEvent, bool isAtStart)
    {
        if (isAtStart) return Unweighted;
        var outcome = earning.Outcome % plan.Outcomes.Count;
        var ofPlan = isTraced ? plan.UndiscountedWeights : plan.Weights;
        var weights = isEvent ? ofPlan.OfEvents(outcome) : ofPlan.AtBoundaries(outcome);
        var known = _weights.FindIndex(series => series.AsSpan().SequenceEqual(weights));
        if (known >= 0) return known;
        _weights.Add(weights);
        return _weights.Count - 1;
    }

    /// <summary>Whom it is worth following: those who earn something, or may come to.</summary>
    private bool[] FollowedStates()
    {
        var isFollowed = _group.RewardOf.Select(reward => isTraced || reward >= 0).ToArray();
        Origin[] origins = [.. _group.AtStart.Concat(_group.Events).SelectMany(item => item.Origins)];
        bool hasChanged;
        do
        {
            hasChanged = false;
            foreach (var origin in origins)
            {
                if (!isFollowed[origin.State] && (origin.PaidFlows.Length > 0 || Array.Exists(origin.Moves, move => isFollowed[move.Target]))) isFollowed[origin.State] = hasChanged = true;
            }
            foreach (var chain in _group.ClockChains)
            {
                for (var i = chain.Length - 2; i >= 0; i--)
                {
                    if (!isFollowed[chain[i]] && isFollowed[chain[i + 1]]) isFollowed[chain[i]] = hasChanged = true;
                }
            }
        }
        while (hasChanged);
        return isFollowed;
    }

    /// <summary>All that decides what there is to do in a cycle, as numbers.</summary>
    private int[] KeyOf(bool[] occupied, int[] conditions, int[] vectors, int cycle)
    {
        var key = new int[1 + occupied.Length + conditions.Length + vectors.Length];
        var next = 0;
        key[next++] = cycle == plan.Scenario.Cycles ? 1 : 0;
        foreach (var is1 in occupied) key[next++] = is1 ? 1 : 0;
        foreach (var node in conditions) key[next++] = plan.Evaluation.Number(_operands[node], cycle) == 0 ? 0 : 1;
        foreach (var slot in vectors) key[next++] = plan.EqualVectors[cycle][slot];
        return key;
    }

    /// <summary>
    /// The slots of what differs between draws: some may hold the same in one cycle, and others in the next. What never changes is among them, since it may be
    /// read for a while from the place of something that does.
    /// </summary>
    private int[] Vectors() => [.. Probabilities().Concat(_group.Rewards.Concat(_group.Payments).SelectMany(earned => earned.Select(earning => earning.Amount)))
        .Distinct().Where(node => _operands[node].IsVector).Select(node => _operands[node].Index)];

    /// <summary>The numbers that change with the cycle alone and decide, by being zero or not, what there is to do.</summary>
    private int[] Conditions()
    {
        var nodes = Probabilities().Concat(_group.Events.Select(item => item.When).Where(node => node >= 0));
        return [.. nodes.Distinct().Where(node => !_operands[node].IsVector && plan.Evaluation.DependsOnCycle(node))];
    }

    private IEnumerable<int> Probabilities() => _group.Events.SelectMany(item => item.Origins)
        .SelectMany(origin => origin.Moves.Select(move => move.Probability).Concat(origin.PaidFlows.Select(flow => flow.Probability)).Append(origin.Stay)).Where(node => node >= 0);
}
