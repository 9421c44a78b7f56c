using System.Text;

namespace CostSim.Cohort;

/// <summary>Strategies whose people move alike, to the last node: simulated once, and counted for each.</summary>
/// <param name="Strategies">Which, by their places in the scenario.</param>
/// <param name="Plan">Their common plan. Earnings go to accounts: outcome o of the i-th strategy is account <c>i · outcomes + o</c>.</param>
internal sealed record StrategyGroup(int[] Strategies, StrategyPlan Plan)
{
    /// <summary>Groups strategies, in the order of each group's first.</summary>
    /// <param name="plans">Of all strategies.</param>
    /// <param name="outcomes">How many outcomes are counted.</param>
    public static StrategyGroup[] Of(StrategyPlan[] plans, int outcomes) =>
        [.. Enumerable.Range(0, plans.Length).GroupBy(s => MovesOf(plans[s])).Select(group => Merge([.. group], plans, outcomes))];

    private static StrategyGroup Merge(int[] strategies, StrategyPlan[] plans, int outcomes)
    {
        var first = plans[strategies[0]];
        var rewards = new Earnings();
        var payments = new Earnings();
        return new StrategyGroup(strategies, first with
        {
            RewardOf = [.. first.States.Select((_, state) => rewards.Add(Together(s => plans[s].RewardOf[state] is var reward and >= 0 ? plans[s].Rewards[reward] : [])))],
            StartEarnings = Together(s => plans[s].StartEarnings),
            AtStart = [.. first.AtStart.Select((item, e) => WithPayments(item, s => plans[s].AtStart[e]))],
            Events = [.. first.Events.Select((item, e) => WithPayments(item, s => plans[s].Events[e]))],
            Rewards = rewards.ToArray(),
            Payments = payments.ToArray(),
        });

        Earning[] Together(Func<int, IEnumerable<Earning>> earned) =>
            [.. strategies.SelectMany((s, i) => earned(s).Select(earning => earning with { Outcome = i * outcomes + earning.Outcome }))];

        EventStep WithPayments(EventStep item, Func<int, EventStep> of) =>
            item with { Origins = [.. item.Origins.Select((origin, o) => origin with { PaidFlows = Paid(s => of(s).Origins[o].PaidFlows) })] };

        // A rule that pays in one strategy pays in none of the others, or elsewhere: what is paid goes by its share of the origin.
        PaidFlow[] Paid(Func<int, PaidFlow[]> flows) =>
        [
            .. strategies.SelectMany((s, i) => flows(s).SelectMany(flow => plans[s].Payments[flow.Payment]
                    .Select(earning => (flow.Probability, Earning: earning with { Outcome = i * outcomes + earning.Outcome }))))
                .GroupBy(flow => flow.Probability, flow => flow.Earning)
                .Select(flow => new PaidFlow(payments.Add([.. flow]), flow.Key)),
        ];
    }

    /// <summary>Everything that decides where people are.</summary>
    private static string MovesOf(StrategyPlan plan)
    {
        var text = new StringBuilder();
        text.AppendJoin(' ', plan.States.Select(state => state.Index)).Append('|');
        text.AppendJoin(' ', plan.Start.Select(start => $"{start.State}:{start.Share}")).Append('|');
        foreach (var item in plan.AtStart.Append(null).Concat(plan.Events))
        {
            text.Append(item?.When).Append('{');
            foreach (var origin in item?.Origins ?? [])
            {
                text.Append(origin.State).Append('=').Append(origin.Stay).Append(':');
                foreach (var (target, probability) in origin.Moves) text.Append(target).Append('*').Append(probability).Append(' ');
            }
            text.Append('}');
        }
        return text.ToString();
    }
}
