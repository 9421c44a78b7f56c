using CostSim.Cohort.Lumping;
using CostSim.Language.Evaluation;
using CostSim.Numerics;

namespace CostSim.Cohort.Planning;

/// <summary>Follows a group's people through the cycles, not how many they are but where anybody may be, and writes down what there is to do.</summary>
/// <param name="plan">The scenario's plan.</param>
/// <param name="group">The group.</param>
/// <param name="isTraced">
/// Whether the occupancy of every state is wanted, and totals are undiscounted; else states that nobody earns in, or leaves for others, are not followed.
/// </param>
/// <param name="isByState">
/// Whether each state is written in each event and reads vectors of its own; else states that behave alike are moved as one (but not traced: a trace tells of every
/// state by itself), rows are written late, and vectors that hold the same numbers in a cycle are read from one place.
/// </param>
internal sealed class GroupProgramBuilder(CohortPlan plan, StrategyGroup group, bool isTraced, bool isByState)
{
    private const int KeyBits = 32;

    private readonly Operand[] _operands = plan.Evaluation.OperandsByNode();
    private readonly StrategyPlan _group = group.Plan;
    private readonly int _constants = plan.Evaluation.Constants.Length;
    private readonly int[][]? _equalVectors = isByState ? null : plan.EqualVectors;
    private readonly DistinctSequences _keys = new();
    private readonly DistinctSequences _vectorKeys = new();
    private readonly List<(CycleProgram Program, bool[] After)> _known = [];
    private int _sumRows;
    private int _spareRows;

    public GroupProgram Build()
    {
        var cycles = plan.Scenario.Cycles;
        var isFollowed = FollowedStates();
        var (conditions, vectors) = Deciding();
        var deposits = new DepositPlanner(plan, group, isTraced);
        var builder = new CycleProgramBuilder(this, _group, deposits, new Products(), isFollowed, isLate: !isByState);
        var occupied = new bool[_group.States.Length];
        foreach (var (state, _) in _group.Start) occupied[state] = true;
        builder.Begin(occupied, cycle: 0);
        foreach (var item in _group.AtStart) builder.Add(item, isAtStart: true);
        builder.Settle();
        builder.AdvanceClocks();
        var atStart = builder.Finish();
        occupied = builder.Occupied;

        var alike = new AlikeStates(this, _group, isFollowed);
        var programs = new CycleProgram[cycles + 1];
        var (key, vectorKey) = (new int[2 + (occupied.Length + conditions.Count + KeyBits - 1) / KeyBits], new int[vectors.Count]);
        for (var cycle = 0; cycle <= cycles; cycle++)
        {
            if (_equalVectors is not null && (cycle == 0 || _equalVectors[cycle] != _equalVectors[cycle - 1])) key[1] = KeyOf(vectors, cycle, vectorKey);
            var place = KeyOf(occupied, conditions, cycle, key);
            if (place == _known.Count)
            {
                builder.Begin(occupied, cycle);
                if (!isTraced && !isByState) builder.Merge(alike.Of(occupied, cycle, hasEvents: cycle < cycles));
                builder.AddRewards();
                if (cycle < cycles)
                {
                    foreach (var item in _group.Events) builder.Add(item, isAtStart: false);
                    builder.Settle();
                    builder.Part();
                    builder.AdvanceClocks();
                }
                _known.Add((builder.Finish(), builder.Occupied));
            }
            (programs[cycle], occupied) = _known[place];
        }
        return new GroupProgram
        {
            Group = group, AtStart = atStart, Cycles = programs, Weights = deposits.Weights, SumRows = _sumRows, SpareRows = _spareRows,
            Accumulators = deposits.Accumulators, Settlements = deposits.Settlements,
        };
    }

    /// <summary>What multiplies by a node's value, of several that have the same value in the cycle one for all.</summary>
    public int FactorOf(int node, int cycle)
    {
        var factor = Factor.Of(_operands[node], _constants);
        return factor >= 0 && _equalVectors is not null ? _equalVectors[cycle][factor] : factor;
    }

    /// <summary>What multiplies by the share of those who leave; 1 where there is none.</summary>
    public int ShareOf(int share, int cycle) => share < 0 ? Factor.One : FactorOf(share, cycle);

    /// <summary>Whether a factor is zero in a cycle, in all draws.</summary>
    public bool IsZero(int factor, int cycle) => factor < 0 && plan.Numbers[cycle][~factor] == 0;

    /// <summary>Whether an event can happen in a cycle.</summary>
    public bool IsActive(EventStep item, int cycle) => item.When < 0 || !IsZero(FactorOf(item.When, cycle), cycle);

    /// <summary>Whether a factor is 1 in every cycle.</summary>
    public bool IsAlwaysOne(int factor) => factor < 0 && ~factor <= _constants && plan.Numbers[0][~factor] == 1;

    public void UseSumRows(int count) => _sumRows = Math.Max(_sumRows, count);

    public void UseSpareRows(int count) => _spareRows = Math.Max(_spareRows, count);

    /// <summary>Whom it is worth following: those who earn something, or may come to.</summary>
    private bool[] FollowedStates()
    {
        var isFollowed = Array.ConvertAll(_group.RewardOf, reward => isTraced || reward >= 0);
        bool hasChanged;
        do
        {
            hasChanged = false;
            foreach (var item in _group.AtStart) hasChanged |= Follow(item, isFollowed);
            foreach (var item in _group.Events) hasChanged |= Follow(item, isFollowed);
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

    private static bool Follow(EventStep item, bool[] isFollowed)
    {
        var hasChanged = false;
        foreach (var origin in item.Origins)
        {
            if (isFollowed[origin.State]) continue;
            if (origin.PaidFlows.Length > 0 || Array.Exists(origin.Moves, move => isFollowed[move.Target])) isFollowed[origin.State] = hasChanged = true;
        }
        return hasChanged;
    }

    /// <summary>The number of all that decides what there is to do in a cycle: counted from 0 in the order in which it comes.</summary>
    /// <param name="occupied">Who is where.</param>
    /// <param name="conditions">See <see cref="Deciding"/>.</param>
    /// <param name="cycle">The cycle.</param>
    /// <param name="key">Its second number says which vectors hold the same; the others are written here, and may be written again.</param>
    private int KeyOf(bool[] occupied, List<int> conditions, int cycle, int[] key)
    {
        key[0] = cycle == plan.Scenario.Cycles ? 1 : 0;
        Array.Clear(key, 2, key.Length - 2);
        var next = 2 * KeyBits;
        foreach (var is1 in occupied) Append(is1);
        foreach (var node in conditions) Append(plan.Evaluation.Number(_operands[node], cycle) != 0);
        return _keys.Add(key);

        void Append(bool is1)
        {
            if (is1) key[next / KeyBits] |= 1 << (next % KeyBits);
            next++;
        }
    }

    /// <summary>The number of what equals what in a cycle.</summary>
    private int KeyOf(List<int> vectors, int cycle, int[] key)
    {
        var equal = _equalVectors![cycle];
        for (var i = 0; i < key.Length; i++) key[i] = equal[vectors[i]];
        return _vectorKeys.Add(key);
    }

    /// <summary>What decides, besides who is where, what there is to do in a cycle.</summary>
    /// <returns>
    /// The nodes of numbers that change with the cycle alone, by being zero or not. And the slots of what differs between draws: some may hold the same
    /// in one cycle, and others in the next. What never changes is among them, since it may be read for a while from the place of something that does.
    /// </returns>
    private (List<int> Conditions, List<int> Vectors) Deciding()
    {
        var (conditions, vectors, seen) = (new List<int>(), new List<int>(), new bool[_operands.Length]);
        foreach (var item in _group.Events)
        {
            See(item.When);
            foreach (var origin in item.Origins)
            {
                See(origin.Stay);
                foreach (var move in origin.Moves)
                {
                    See(move.Probability);
                    See(move.Share);
                }
                foreach (var flow in origin.PaidFlows)
                {
                    See(flow.Probability);
                    See(flow.Share);
                }
            }
        }
        var deciding = conditions.Count;
        foreach (var earnings in _group.Rewards) SeeAmounts(earnings);
        foreach (var earnings in _group.Payments) SeeAmounts(earnings);
        conditions.RemoveRange(deciding, conditions.Count - deciding);   // whether an amount is zero decides nothing
        return (conditions, vectors);

        void SeeAmounts(Earning[] earnings)
        {
            foreach (var earning in earnings) See(earning.Amount);
        }

        void See(int node)
        {
            if (node < 0 || seen[node]) return;
            seen[node] = true;
            if (_operands[node].IsVector) vectors.Add(_operands[node].Index);
            else if (plan.Evaluation.DependsOnCycle(node)) conditions.Add(node);
        }
    }
}
