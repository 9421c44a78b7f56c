using CostSim.Language.Evaluation;

namespace CostSim.Cohort;

/// <summary>Follows a group's people through the cycles, not how many they are but where anybody may be, and writes down what there is to do.</summary>
/// <param name="plan">The scenario's plan.</param>
/// <param name="group">The group.</param>
/// <param name="isTraced">
/// Whether the occupancy of every state is wanted, and totals are undiscounted; else states that nobody earns in, or leaves for others, are not followed.
/// </param>
internal sealed class GroupProgramBuilder(CohortPlan plan, StrategyGroup group, bool isTraced)
{
    /// <summary>The index of the weight that is always 1: events at time zero are neither discounted nor corrected.</summary>
    private const int Unweighted = 0;

    private readonly Operand[] _operands = plan.Evaluation.OperandsByNode();
    private readonly StrategyPlan _group = group.Plan;
    private readonly int _accounts = group.Strategies.Length * plan.Outcomes.Count;
    private readonly List<double[]> _weights = [[.. Enumerable.Repeat(1.0, plan.Scenario.Cycles + 1)]];
    private readonly Dictionary<(Earning[] Earnings, int Series), int> _accumulators = [];
    private readonly List<Settlement> _settlements = [];
    private readonly Dictionary<string, CycleProgram> _known = [];
    private int _spareRows;

    public GroupProgram Build()
    {
        var cycles = plan.Scenario.Cycles;
        var isFollowed = FollowedStates();
        var conditions = Conditions();
        var occupied = new bool[_group.States.Length];
        foreach (var (state, _) in _group.Start) occupied[state] = true;
        var atStart = new CycleProgramBuilder(this, _group, isFollowed, occupied, cycle: 0);
        foreach (var item in _group.AtStart) atStart.Add(item, isAtStart: true);
        atStart.AdvanceClocks();

        var programs = new CycleProgram[cycles + 1];
        var after = new Dictionary<CycleProgram, bool[]>(ReferenceEqualityComparer.Instance);
        for (var cycle = 0; cycle <= cycles; cycle++)
        {
            var key = (cycle == cycles ? "|" : "") + string.Concat(occupied.Select(is1 => is1 ? '1' : '0').Concat(conditions.Select(node => plan.Evaluation.Number(_operands[node], cycle) == 0 ? '0' : '1')));
            if (!_known.TryGetValue(key, out var program))
            {
                var builder = new CycleProgramBuilder(this, _group, isFollowed, occupied, cycle);
                builder.AddRewards();
                if (cycle < cycles)
                {
                    foreach (var item in _group.Events) builder.Add(item, isAtStart: false);
                    builder.AdvanceClocks();
                }
                _known[key] = program = builder.Finish();
                after[program] = [.. occupied];
            }
            programs[cycle] = program;
            after[program].CopyTo(occupied, 0);
        }
        return new GroupProgram
        {
            Group = group, AtStart = atStart.Finish(), Cycles = programs, Weights = [.. _weights], SpareRows = _spareRows,
            Accumulators = _accounts + _accumulators.Count, Settlements = [.. _settlements],
        };
    }

    /// <summary>What multiplies by a node's value.</summary>
    public int FactorOf(int node) => Factor.Of(_operands[node], plan.Evaluation.Constants.Length);

    /// <summary>Whether a factor is a number, the same in all draws, and which.</summary>
    public bool IsNumber(int factor, int cycle, out double value)
    {
        value = factor < 0 ? plan.Numbers[cycle][~factor] : double.NaN;
        return factor < 0;
    }

    /// <summary>Whether a factor is 1 in every cycle.</summary>
    public bool IsAlwaysOne(int factor) => factor < 0 && ~factor <= plan.Evaluation.Constants.Length && plan.Numbers[0][~factor] == 1;

    public void UseSpareRows(int count) => _spareRows = Math.Max(_spareRows, count);

    /// <summary>Where earnings go: straight to accounts, or by way of an accumulator for each series of weights.</summary>
    public IEnumerable<Deposit> DepositsOf(Earning[] earnings, bool isEvent, bool isAtStart)
    {
        foreach (var earning in earnings)
        {
            if (!plan.Evaluation.DependsOnCycle(earning.Amount)) continue;
            yield return new Deposit(earning.Outcome, FactorOf(earning.Amount), SeriesOf(earning, isEvent, isAtStart));
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

    /// <summary>The numbers that change with the cycle alone and decide, by being zero or not, what there is to do.</summary>
    private int[] Conditions()
    {
        var origins = _group.Events.SelectMany(item => item.Origins);
        var nodes = origins.SelectMany(origin => origin.Moves.Select(move => move.Probability).Concat(origin.PaidFlows.Select(flow => flow.Probability)).Append(origin.Stay))
            .Concat(_group.Events.Select(item => item.When));
        return [.. nodes.Where(node => node >= 0).Distinct().Where(node => !_operands[node].IsVector && plan.Evaluation.DependsOnCycle(node))];
    }
}
