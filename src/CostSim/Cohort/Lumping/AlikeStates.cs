using System.Runtime.InteropServices;
using CostSim.Cohort.Planning;
using CostSim.Numerics;

namespace CostSim.Cohort.Lumping;

/// <summary>Finds states whose people do the same in a cycle, so that they can be moved and rewarded as one.</summary>
/// <remarks>
/// Ordinary lumpability (Kemeny and Snell 1960, §6.3) of one cycle: states from which people leave alike, event by event, and earn alike, can be added up before
/// their moves are calculated. As the next cycle may part them, each keeps its own people, less those who left, which is one multiplication by the product of
/// the shares that stay. States that anybody enters in the cycle are left alone: who comes in an event sees only the events after it.
/// </remarks>
/// <param name="program">What belongs to all cycles.</param>
/// <param name="plan">The group's plan.</param>
/// <param name="isFollowed">Which states matter.</param>
internal sealed class AlikeStates(GroupProgramBuilder program, StrategyPlan plan, bool[] isFollowed)
{
    /// <summary>Fewer are not worth a pass of their own.</summary>
    private const int Fewest = 3;

    private readonly List<EventStep> _events = [];
    private readonly bool[] _occupied = new bool[plan.States.Length];
    private readonly bool[] _isEntered = new bool[plan.States.Length];
    private readonly List<int> _entered = [];
    private readonly DistinctSequences _behaviours = new();
    private readonly List<int> _behaviour = [];
    private readonly List<(int State, int Behaviour)> _states = [];
    private readonly List<int> _counts = [];

    /// <summary>Groups of such states, each in the order of the plan.</summary>
    /// <param name="occupied">Where anybody may be when the cycle begins.</param>
    /// <param name="cycle">The cycle.</param>
    /// <param name="hasEvents">Whether events follow, or the cycle is only counted.</param>
    public List<AlikeGroup> Of(bool[] occupied, int cycle, bool hasEvents)
    {
        _events.Clear();
        foreach (var item in plan.Events)
        {
            if (hasEvents && program.IsActive(item, cycle)) _events.Add(item);
        }
        FollowMoves(occupied, cycle);

        _behaviours.Clear();
        _states.Clear();
        _counts.Clear();
        for (var state = 0; state < occupied.Length; state++)
        {
            if (!occupied[state] || _isEntered[state] || !isFollowed[state]) continue;
            var behaviour = _behaviours.Add(BehaviourOf(state, cycle));
            _states.Add((state, behaviour));
            if (behaviour == _counts.Count) _counts.Add(0);
            _counts[behaviour]++;
        }
        var groups = new List<AlikeGroup>();
        for (var behaviour = 0; behaviour < _counts.Count; behaviour++)
        {
            if (_counts[behaviour] < Fewest) continue;
            var members = MembersOf(behaviour);
            groups.Add(new AlikeGroup(members, StaysOf(members[0], cycle)));
        }
        return groups;
    }

    /// <summary>Finds the states that anybody enters.</summary>
    private void FollowMoves(bool[] occupied, int cycle)
    {
        occupied.CopyTo(_occupied, 0);
        Array.Clear(_isEntered);
        foreach (var item in _events)
        {
            _entered.Clear();
            foreach (var origin in item.Origins)
            {
                if (!_occupied[origin.State] || !isFollowed[origin.State]) continue;
                foreach (var (target, node, share) in origin.Moves)
                {
                    if (_isEntered[target] || target == origin.State || !isFollowed[target]) continue;
                    if (program.IsZero(program.FactorOf(node, cycle), cycle) || program.IsZero(program.ShareOf(share, cycle), cycle)) continue;
                    _entered.Add(target);
                }
            }
            foreach (var target in _entered) _isEntered[target] = _occupied[target] = true;
        }
    }

    /// <summary>What people of a state do, event by event, and what they earn.</summary>
    private ReadOnlySpan<int> BehaviourOf(int state, int cycle)
    {
        _behaviour.Clear();
        for (var e = 0; e < _events.Count; e++)
        {
            if (_events[e].IndexOf(state) is not (>= 0 and var place)) continue;
            ref readonly var origin = ref _events[e].Origins[place];
            _behaviour.Add(e);
            _behaviour.Add(origin.Stay < 0 ? Factor.One : program.FactorOf(origin.Stay, cycle));
            foreach (var (target, node, share) in origin.Moves)
            {
                var (probability, part) = (program.FactorOf(node, cycle), program.ShareOf(share, cycle));
                if (target == state || !isFollowed[target] || program.IsZero(probability, cycle) || program.IsZero(part, cycle)) continue;
                _behaviour.Add(target);
                _behaviour.Add(probability);
                _behaviour.Add(part);
            }
            _behaviour.Add(-1);   // no state: here the payments begin
            foreach (var (payment, node, share) in origin.PaidFlows)
            {
                _behaviour.Add(payment);
                _behaviour.Add(program.FactorOf(node, cycle));
                _behaviour.Add(program.ShareOf(share, cycle));
            }
            _behaviour.Add(-1);
        }
        _behaviour.Add(plan.RewardOf[state]);
        return CollectionsMarshal.AsSpan(_behaviour);
    }

    private int[] MembersOf(int behaviour)
    {
        var (members, next) = (new int[_counts[behaviour]], 0);
        foreach (var (state, own) in _states)
        {
            if (own == behaviour) members[next++] = state;
        }
        return members;
    }

    private int[] StaysOf(int state, int cycle)
    {
        var stays = new List<int>();
        foreach (var item in _events)
        {
            if (item.IndexOf(state) is >= 0 and var place && item.Origins[place].Stay >= 0) stays.Add(program.FactorOf(item.Origins[place].Stay, cycle));
        }
        return [.. stays];
    }
}

/// <summary>States that do the same in a cycle.</summary>
/// <param name="Members">Which; two at least.</param>
/// <param name="Stays">What part is still there after each event, as a <see cref="Factor"/>.</param>
internal readonly record struct AlikeGroup(int[] Members, int[] Stays);
