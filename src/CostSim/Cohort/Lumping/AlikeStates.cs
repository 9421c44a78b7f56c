using CostSim.Cohort.Planning;

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

    private readonly Dictionary<int[], List<int>> _groups = new(SameNumbers.Comparer);
    private readonly List<int>[] _behaviours = [.. plan.States.Select(_ => new List<int>())];

    /// <summary>Groups of such states, each in the order of the plan.</summary>
    /// <param name="occupied">Where anybody may be when the cycle begins.</param>
    /// <param name="cycle">The cycle.</param>
    /// <param name="hasEvents">Whether events follow, or the cycle is only counted.</param>
    public IEnumerable<AlikeGroup> Of(bool[] occupied, int cycle, bool hasEvents)
    {
        var isEntered = new bool[occupied.Length];
        EventStep[] events = hasEvents ? [.. plan.Events.Where(item => program.IsActive(item, cycle))] : [];
        foreach (var behaviour in _behaviours) behaviour.Clear();
        FollowMoves(events, [.. occupied], isEntered, cycle);

        _groups.Clear();
        for (var state = 0; state < occupied.Length; state++)
        {
            if (!occupied[state] || isEntered[state] || !isFollowed[state]) continue;
            var behaviour = _behaviours[state];
            behaviour.Add(plan.RewardOf[state]);
            int[] key = [.. behaviour];
            if (!_groups.TryGetValue(key, out var alike)) _groups[key] = alike = [];
            alike.Add(state);
        }
        foreach (var alike in _groups.Values.Where(alike => alike.Count >= Fewest))
            yield return new AlikeGroup([.. alike], [.. events.SelectMany(item => item.Origins.Where(origin => origin.State == alike[0] && origin.Stay >= 0).Select(origin => program.FactorOf(origin.Stay, cycle)))]);
    }

    /// <summary>Writes down what people of each state do, and which states they enter.</summary>
    private void FollowMoves(EventStep[] events, bool[] occupied, bool[] isEntered, int cycle)
    {
        for (var e = 0; e < events.Length; e++)
        {
            var entered = new List<int>();
            foreach (var origin in events[e].Origins)
            {
                if (!occupied[origin.State] || !isFollowed[origin.State]) continue;
                var behaviour = _behaviours[origin.State];
                behaviour.Add(e);
                behaviour.Add(origin.Stay < 0 ? Factor.One : program.FactorOf(origin.Stay, cycle));
                foreach (var (target, node) in origin.Moves)
                {
                    var probability = program.FactorOf(node, cycle);
                    if (target == origin.State || !isFollowed[target] || program.IsZero(probability, cycle)) continue;
                    behaviour.Add(target);
                    behaviour.Add(probability);
                    entered.Add(target);
                }
                behaviour.Add(-1);   // no state: here the payments begin
                foreach (var (payment, node) in origin.PaidFlows)
                {
                    behaviour.Add(payment);
                    behaviour.Add(program.FactorOf(node, cycle));
                }
                behaviour.Add(-1);
            }
            foreach (var target in entered) isEntered[target] = occupied[target] = true;
        }
    }
}

/// <summary>States that do the same in a cycle.</summary>
/// <param name="Members">Which; two at least.</param>
/// <param name="Stays">What part is still there after each event, as a <see cref="Factor"/>.</param>
internal readonly record struct AlikeGroup(int[] Members, int[] Stays);
