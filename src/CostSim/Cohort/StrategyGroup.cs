using System.Runtime.InteropServices;

namespace CostSim.Cohort;

/// <summary>Strategies whose people move alike, to the last node: simulated once, and counted for each.</summary>
/// <param name="Strategies">Which, by their places in the scenario.</param>
/// <param name="Plan">Their common plan. Earnings go to accounts: outcome o of the i-th strategy is account <c>i · outcomes + o</c>.</param>
internal sealed record StrategyGroup(int[] Strategies, StrategyPlan Plan)
{
    /// <summary>Groups strategies, in the order of each group's first.</summary>
    /// <param name="plans">Of all strategies.</param>
    /// <param name="outcomes">How many outcomes are counted.</param>
    public static StrategyGroup[] Of(StrategyPlan[] plans, int outcomes)
    {
        var groups = new List<List<int>>();
        for (var s = 0; s < plans.Length; s++)
        {
            var plan = plans[s];
            if (groups.Find(group => MoveAlike(plans[group[0]], plan)) is { } alike) alike.Add(s);
            else groups.Add([s]);
        }
        return [.. groups.ConvertAll(group => new Merger([.. group], plans, outcomes).Merge())];
    }

    /// <summary>Whether two strategies agree in everything that decides where people are.</summary>
    private static bool MoveAlike(StrategyPlan a, StrategyPlan b)
    {
        if (a.States.Length != b.States.Length || !a.Start.AsSpan().SequenceEqual(b.Start)) return false;
        for (var state = 0; state < a.States.Length; state++)
        {
            if (a.States[state].Index != b.States[state].Index) return false;
        }
        return MoveAlike(a.AtStart, b.AtStart) && MoveAlike(a.Events, b.Events);
    }

    private static bool MoveAlike(EventStep[] a, EventStep[] b)
    {
        if (a.Length != b.Length) return false;
        for (var e = 0; e < a.Length; e++)
        {
            if (a[e].When != b[e].When || a[e].Origins.Length != b[e].Origins.Length) return false;
            for (var o = 0; o < a[e].Origins.Length; o++)
            {
                ref readonly var origin = ref a[e].Origins[o];
                ref readonly var other = ref b[e].Origins[o];
                if (origin.State != other.State || origin.Stay != other.Stay || !origin.Moves.AsSpan().SequenceEqual(other.Moves)) return false;
            }
        }
        return true;
    }

    /// <summary>Adds up what the strategies of a group earn.</summary>
    private sealed class Merger(int[] strategies, StrategyPlan[] plans, int outcomes)
    {
        private readonly Earnings _rewards = new();
        private readonly Earnings _payments = new();
        private readonly List<Earning> _earned = [];
        private readonly List<(int Probability, int Share, Earning Earning)> _paid = [];

        public StrategyGroup Merge()
        {
            var first = plans[strategies[0]];
            var rewardOf = new int[first.States.Length];
            for (var state = 0; state < rewardOf.Length; state++)
            {
                _earned.Clear();
                for (var i = 0; i < strategies.Length; i++)
                {
                    var own = plans[strategies[i]];
                    if (own.RewardOf[state] is >= 0 and var reward) Earn(i, own.Rewards[reward]);
                }
                rewardOf[state] = _rewards.Add(CollectionsMarshal.AsSpan(_earned));
            }
            _earned.Clear();
            for (var i = 0; i < strategies.Length; i++) Earn(i, plans[strategies[i]].StartEarnings);
            Earning[] startEarnings = [.. _earned];
            var (atStart, events) = (new EventStep[first.AtStart.Length], new EventStep[first.Events.Length]);
            for (var e = 0; e < atStart.Length; e++) atStart[e] = WithPayments(first.AtStart[e], plan => plan.AtStart[e]);
            for (var e = 0; e < events.Length; e++) events[e] = WithPayments(first.Events[e], plan => plan.Events[e]);
            return new StrategyGroup(strategies, first with
            {
                RewardOf = rewardOf, StartEarnings = startEarnings, AtStart = atStart, Events = events, Rewards = _rewards.ToArray(), Payments = _payments.ToArray(),
            });
        }

        private void Earn(int member, Earning[] earnings)
        {
            foreach (var (outcome, amount) in earnings) _earned.Add(new Earning(member * outcomes + outcome, amount));
        }

        private EventStep WithPayments(EventStep item, Func<StrategyPlan, EventStep> of)
        {
            var origins = new Origin[item.Origins.Length];
            for (var o = 0; o < origins.Length; o++)
            {
                _paid.Clear();
                for (var i = 0; i < strategies.Length; i++)
                {
                    var plan = plans[strategies[i]];
                    foreach (var (payment, probability, share) in of(plan).Origins[o].PaidFlows)
                    {
                        foreach (var (outcome, amount) in plan.Payments[payment])
                            _paid.Add((probability, share, new Earning(i * outcomes + outcome, amount)));
                    }
                }
                origins[o] = item.Origins[o] with { PaidFlows = Paid() };
            }
            return item with { Origins = origins };
        }

        // A rule that pays in one strategy pays in none of the others, or elsewhere: what is paid goes by its share of the origin.
        private PaidFlow[] Paid()
        {
            if (_paid.Count == 0) return [];
            var flows = new List<PaidFlow>();
            for (var p = 0; p < _paid.Count; p++)
            {
                var (probability, share, _) = _paid[p];
                if (flows.Exists(flow => flow.Probability == probability && flow.Share == share)) continue;
                _earned.Clear();
                for (var q = p; q < _paid.Count; q++)
                {
                    if (_paid[q].Probability == probability && _paid[q].Share == share) _earned.Add(_paid[q].Earning);
                }
                flows.Add(new PaidFlow(_payments.Add(CollectionsMarshal.AsSpan(_earned)), probability, share));
            }
            return [.. flows];
        }
    }
}
