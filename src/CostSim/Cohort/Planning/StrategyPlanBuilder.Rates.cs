using CostSim.Language.Rates;
using CostSim.Models;

namespace CostSim.Cohort.Planning;

/// <content>Events by rates: the rules compete all through the cycle, so that people may move along several of them before it ends.</content>
internal sealed partial class StrategyPlanBuilder
{
    /// <summary>More states than these that one can reach from another by the rates of one event are refused: the work grows with the third power.</summary>
    internal const int MostStatesTogether = 100;

    /// <summary>More moves than these within a cycle, by one rule, are most likely a mistake: a rate per day taken for one per year.</summary>
    internal const double MostMovesPerCycle = 10_000;

    /// <summary>Where people from a state are when the cycle ends, and along which rules they have moved by then, often back and forth.</summary>
    private Origin? OriginByRates(EventInProgress item, int place)
    {
        if (ReachedFrom(item, place) is not { } reached) return null;
        var flows = reached.ConvertAll(member => FlowsOf(item, member));
        if (flows[reached.IndexOf(place)].Length == 0) return null;

        var matrix = MatrixOf(reached, flows);
        var own = reached.IndexOf(place);
        var moves = new List<Move>();
        var payments = new List<PaidFlow>();
        for (var member = 0; member < reached.Count; member++)
        {
            if (member != own) moves.Add(new Move(reached[member], plan.Root(Graph.ResultOf(matrix, matrix.Transition(own, member)))));
            // In a state people move along each of its rules at a constant rate: the expected number of moves is the rate times the time that they spend there.
            foreach (var flow in flows[member])
            {
                if (flow.Payment < 0) continue;
                payments.Add(new PaidFlow(flow.Payment, plan.Root(Graph.Multiply(Graph.ResultOf(matrix, matrix.TimeSpent(own, member)), flow.Rate))));
            }
        }
        return new Origin(place, plan.Root(Graph.ResultOf(matrix, matrix.Transition(own, own))), [.. moves], [.. payments]);
    }

    /// <summary>The states that people from one can reach within the cycle, itself among them, in the order of the model; null when they are too many.</summary>
    private List<int>? ReachedFrom(EventInProgress item, int place)
    {
        var reached = new List<int> { place };
        for (var next = 0; next < reached.Count; next++)
        {
            foreach (var flow in FlowsOf(item, reached[next]))
            {
                foreach (var (target, _, _) in flow.Ways)
                {
                    if (!reached.Contains(target)) reached.Add(target);
                }
            }
            if (reached.Count <= MostStatesTogether) continue;
            plan.Problems.Error(item.Event.At, $"rates of '{item.Event.Name}' that lead from '{_states[place].ReportedName}' to more than {MostStatesTogether} states within a cycle",
                $"at most {MostStatesTogether}: probabilities, or several events");
            return null;
        }
        reached.Sort((a, b) => _states[a].Index.CompareTo(_states[b].Index));   // so that states with the same company share one calculation
        return reached;
    }

    private RateMatrix MatrixOf(List<int> reached, List<RateFlow[]> flows)
    {
        var rates = new SortedDictionary<(int From, int To), int>();
        for (var member = 0; member < reached.Count; member++)
        {
            foreach (var (target, rate, _) in flows[member].SelectMany(flow => flow.Ways))
            {
                // Who returns at once has not left, but has moved.
                if (target == reached[member]) continue;
                var pair = (member, reached.IndexOf(target));
                rates[pair] = rates.TryGetValue(pair, out var sum) ? Graph.Add(sum, rate) : rate;
            }
        }
        return new RateMatrix(reached.Count, [.. rates.Select(rate => new RateEntry(rate.Key.From, rate.Key.To, rate.Value))]);
    }

    /// <summary>What each rule of the event takes from a state per cycle, and where to.</summary>
    private RateFlow[] FlowsOf(EventInProgress item, int place)
    {
        if (item.Flows.TryGetValue(place, out var known)) return known;
        var state = _states[place];
        var flows = new List<RateFlow>();
        foreach (var rule in item.Rules)
        {
            if (!rule.IsFrom[state.Index] || expressions.Compile(rule.Rule.Probability, state) is not { } perYear) continue;
            if (item.IsConditionInDraw) perYear = Graph.Select(item.Condition, perYear, Graph.Constant(0));
            if (Graph.IsConstant(perYear, out var value) && value == 0) continue;
            var most = MostMovesPerCycle / Model.Cycle.Years;
            plan.Check(new NumberCheck(perYear, -NumberCheck.Rounding, most, item.When, item.IsAtStart, strategy, $"a rate of '{item.Event.Name}'", state, rule.Rule.Probability)
            {
                Allowed = $"0 or more and at most {most:G6} per year",
            });
            var rate = Graph.Multiply(perYear, Graph.Constant(Model.Cycle.Years));
            FindWays(item, rule, state);
            var ways = _ways.ConvertAll(way => new Move(way.Target, Graph.Multiply(rate, way.Share)));
            var payment = PaymentOf(rule, state);
            // Who comes into a state that pays for it leaves this one at the rate of the way there.
            foreach (var way in ways)
            {
                if (EntryOf(state, way.Target) is >= 0 and var entry) flows.Add(new RateFlow(way.Probability, entry, []));
            }
            if (rule.IsWhole) flows.Add(new RateFlow(rate, payment, [.. ways]));
            else flows.AddRange(ways.ConvertAll(way => new RateFlow(way.Probability, payment, [way])));
        }
        return item.Flows[place] = [.. flows];
    }

    /// <summary>People who leave a state along one rule.</summary>
    /// <param name="Rate">The node of how many leave per cycle, of those who are there.</param>
    /// <param name="Payment">What they earn by it, by its place among the payments; -1 for nothing.</param>
    /// <param name="Ways">Where they go: shares of the rate.</param>
    private sealed record RateFlow(int Rate, int Payment, Move[] Ways);
}
