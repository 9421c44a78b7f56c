using System.Runtime.InteropServices;
using CostSim.Language;
using CostSim.Models;

namespace CostSim.Cohort.Planning;

/// <summary>Compiles one strategy: follows its moves from the states where people start, so that only what can be reached is simulated.</summary>
internal sealed partial class StrategyPlanBuilder(CohortPlanBuilder plan, ModelStates model, StateExpressions expressions, string name, int strategy)
{
    private readonly List<HealthState> _states = [];
    private readonly Dictionary<int, int> _placeOf = [];
    private readonly Earnings _rewards = new();
    private readonly Earnings _payments = new();
    private readonly List<Earning> _earned = [];
    private readonly List<Way> _ways = [];

    /// <summary>What is earned per year by being in states.</summary>
    private readonly List<NamedAmount> _rewarded = [];

    /// <summary>What is earned once by coming into states.</summary>
    private readonly List<NamedAmount> _entered = [];

    private Model Model => model.Model;

    private Graph Graph => plan.Graph;

    public StrategyPlan Build(IReadOnlyList<StartShare> start)
    {
        FindAmounts();
        // A tree says where people start, unless shares are given.
        var starts = start.Count == 0 ? Grow(Model.Tree) : StartsOf(start);
        if (start.Count > 0) CheckStart(start, starts);
        EarnAtStart();

        var atStart = new List<EventInProgress>();
        foreach (var item in Model.AtStart)
        {
            if (Begin(item, isAtStart: true) is not { } begun) continue;
            // The event sees those who are there when it begins; whom it moves itself are there for the next one.
            Extend(begun, _states.Count);
            atStart.Add(begun);
        }

        var events = new List<EventInProgress>();
        foreach (var item in Model.Events)
        {
            if (Begin(item, isAtStart: false) is { } begun) events.Add(begun);
        }
        // Moves reach new states, from which other events move on: round after round until no event finds a state that it has not seen.
        while (events.Exists(item => item.Seen < _states.Count)) events.ForEach(item => Extend(item, _states.Count));

        return new StrategyPlan
        {
            Name = name,
            States = [.. _states],
            ClockChains = ChainsOfStates(),
            Start = starts,
            StartEarnings = [.. _startEarnings],
            // An event that moves nobody is left out: its condition is not even calculated.
            AtStart = [.. atStart.FindAll(item => item.Origins.Count > 0).ConvertAll(item => item.Finish())],
            Events = [.. events.FindAll(item => item.Origins.Count > 0).ConvertAll(item => item.Finish())],
            RewardOf = [.. _states.ConvertAll(RewardOf)],
            Rewards = _rewards.ToArray(),
            Payments = _payments.ToArray(),
        };
    }

    private void FindAmounts()
    {
        foreach (var outcome in Model.Outcomes)
        {
            foreach (var reward in outcome.In) _rewarded.Add(new NamedAmount(plan.IndexOfOutcome(outcome.Name), reward.PerYear, model.Selected(reward.In)));
            foreach (var entry in outcome.Into) _entered.Add(new NamedAmount(plan.IndexOfOutcome(outcome.Name), entry.Amount, model.Selected(entry.Into)));
        }
    }

    private int[][] ChainsOfStates()
    {
        var chains = new List<int[]>();
        foreach (var chain in Model.Space.ClockChains)
        {
            if (_placeOf.ContainsKey(chain[0])) chains.Add(Array.ConvertAll(chain, state => _placeOf[state]));
        }
        return [.. chains];
    }

    /// <summary>The place of a state among those that can be reached; time takes people along its clocks, so those states can be reached too.</summary>
    private int Place(int state)
    {
        if (_placeOf.TryGetValue(state, out var known)) return known;
        var pending = new Stack<int>([state]);
        while (pending.TryPop(out var next))
        {
            if (!_placeOf.TryAdd(next, _states.Count)) continue;
            _states.Add(Model.Space.States[next]);
            foreach (var chain in model.ChainsOf(next))
            {
                foreach (var neighbour in chain) pending.Push(neighbour);
            }
        }
        return _placeOf[state];
    }

    private StartPlace[] StartsOf(IReadOnlyList<StartShare> shares)
    {
        var starts = new List<StartPlace>();
        foreach (var share in shares)
        {
            if (Start(share) is { } start) starts.Add(start);
        }
        return [.. starts];
    }

    private StartPlace? Start(StartShare share)
    {
        var state = share.State.ResolveStart(Model.Families, Model.Space, out var trouble);
        if (trouble is not null) plan.Problems.Error(share.State.At, $"the start state '{share.State.Text}'", trouble);
        if (trouble is not null || expressions.Compile(share.Share, null) is not { } node) return null;
        plan.Check(new NumberCheck(node, 0, 1 + NumberCheck.Rounding, -1, AtStart: true, strategy, $"the start share of '{share.State.Text}'", Model.Space.States[state], share.Share));
        return new StartPlace(Place(state), plan.Root(node));
    }

    private void CheckStart(IReadOnlyList<StartShare> shares, StartPlace[] starts)
    {
        if (starts.Length == 0) return;
        var total = starts[0].Share;
        foreach (var (_, share) in starts.AsSpan(1..)) total = Graph.Add(total, share);
        const double Slack = 1e-9;   // people write shares such as 0.333333333
        plan.Check(new NumberCheck(total, 1 - Slack, 1 + Slack, -1, AtStart: true, strategy, "the sum of the start shares", null, shares[0].Share));
    }

    private EventInProgress? Begin(ModelEvent item, bool isAtStart)
    {
        var when = item.When is null ? Graph.Constant(1) : expressions.Compile(item.When, null);
        if (when is not { } condition || (Graph.IsConstant(condition, out var value) && value == 0)) return null;
        return new EventInProgress(item, condition, Graph.DependenceOf(condition), isAtStart, RulesOf(item));
    }

    private RulePlan[] RulesOf(ModelEvent item)
    {
        var rules = new RulePlan[item.Rules.Count];
        for (var r = 0; r < rules.Length; r++)
        {
            var rule = item.Rules[r];
            var (branches, rest, paid) = (new List<Branch>(), new List<Branch>(), new List<NamedAmount>());
            foreach (var branch in rule.Branches) (branch.Share is null ? rest : branches).Add(branch);
            foreach (var outcome in Model.Outcomes)
            {
                foreach (var reward in outcome.On)
                {
                    if (reward.Event == item.Name || reward.Event == rule.Name) paid.Add(new NamedAmount(plan.IndexOfOutcome(outcome.Name), reward.Amount, []));
                }
            }
            rules[r] = new RulePlan(rule, model.From(rule), [.. branches, .. rest], [.. paid]);
        }
        return rules;
    }

    private void Extend(EventInProgress item, int upTo)
    {
        for (; item.Seen < upTo; item.Seen++)
        {
            var state = _states[item.Seen];
            if (item.IsAtStart && !IsJustSet(state)) continue;
            if (OriginOf(item, item.Seen, state) is { } origin) item.Origins.Add(origin);
        }
        if (item.Origins.Count == 0 || item.Event.When is null) return;
        // A condition that differs between draws is part of each probability, and checked with it.
        if (!item.IsConditionInDraw)
            plan.Check(new NumberCheck(item.Condition, 0, 1, -1, item.IsAtStart, strategy, $"the condition of '{item.Event.Name}'", null, item.Event.When));
        if (item.When >= 0) plan.Root(item.When);
    }

    /// <summary>At time zero every clock has just been set.</summary>
    private static bool IsJustSet(HealthState state)
    {
        for (var d = 0; d < state.Positions.Count; d++)
        {
            if (state.Family.Dimensions[d] is ClockDimension && state.Positions[d] != ClockDimension.JustSet) return false;
        }
        return true;
    }

    private Origin? OriginOf(EventInProgress item, int place, HealthState state)
    {
        if (item.Event.IsByRates) return OriginByRates(item, place);
        var (moves, payments, leaving, probabilities) = (new List<Move>(), new List<PaidFlow>(), new List<int>(), new List<int>());
        foreach (var rule in item.Rules)
        {
            if (!rule.IsFrom[state.Index] || expressions.Compile(rule.Rule.Probability, state) is not { } probability) continue;
            if (item.IsConditionInDraw) probability = Graph.Select(item.Condition, probability, Graph.Constant(0));
            if (Graph.IsConstant(probability, out var value) && value == 0) continue;
            probabilities.Add(probability);
            if (IsUnchecked(item, probability)) Check(item, probability, $"the probability of '{item.Event.Name}'", state, rule.Rule.Probability);
            FindWays(item, rule, state);
            // Where a branch takes the rest, all of the rule's people move.
            AddLeaving(place, rule.IsWhole, probability, leaving);
            var payment = PaymentOf(rule, state);
            if (payment >= 0 && rule.IsWhole) payments.Add(new PaidFlow(payment, plan.Root(probability)));
            var first = moves.Count;
            foreach (var way in _ways) moves.Add(MoveOf(probability, way));
            for (var m = first; m < moves.Count; m++)
            {
                if (payment >= 0 && !rule.IsWhole) payments.Add(new PaidFlow(payment, moves[m].Probability, moves[m].Share));
            }
            for (var m = first; m < moves.Count; m++)
            {
                if (EntryOf(state, moves[m].Target) is >= 0 and var entry) payments.Add(new PaidFlow(entry, moves[m].Probability, moves[m].Share));
            }
        }
        if (probabilities.Count > 1)
        {
            var sum = Sum(probabilities);
            if (IsUnchecked(item, sum))
                Check(item, sum, $"the sum of the {probabilities.Count} probabilities of '{item.Event.Name}'", state, item.Event.Rules[0].Probability);
        }
        if (moves.Count == 0) return null;
        var stay = leaving.Count == 0 ? -1 : plan.Root(Graph.Subtract(Graph.Constant(1), Sum(leaving)));
        return new Origin(place, stay, [.. moves], [.. payments]);
    }

    private void AddLeaving(int place, bool isWhole, int probability, List<int> leaving)
    {
        if (isWhole && !_ways.Exists(way => way.Target == place))
        {
            leaving.Add(probability);
            return;
        }
        foreach (var (target, share) in _ways)
        {
            if (target != place) leaving.Add(Graph.Multiply(probability, share));
        }
    }

    /// <summary>People of a rule who go one way.</summary>
    /// <remarks>
    /// A product that is the same in all cycles is calculated once. One that changes is left to those who multiply by it, so that people whose ways have the same shares
    /// can be added up before they part.
    /// </remarks>
    private Move MoveOf(int probability, Way way)
    {
        var product = Graph.Multiply(probability, way.Share);
        var changes = Graph.DependenceOf(product) == (Dependence.Draw | Dependence.Cycle);
        return changes && product != probability ? new Move(way.Target, plan.Root(probability), plan.Root(way.Share)) : new Move(way.Target, plan.Root(product));
    }

    /// <summary>The node of the sum of some nodes, one at least.</summary>
    private int Sum(List<int> nodes)
    {
        var sum = nodes[0];
        for (var i = 1; i < nodes.Count; i++) sum = Graph.Add(sum, nodes[i]);
        return sum;
    }

    /// <summary>What people of a state earn when a rule moves them, by its place among the payments; -1 for nothing.</summary>
    private int PaymentOf(RulePlan rule, HealthState state)
    {
        _earned.Clear();
        foreach (var paid in rule.Paid) Earn(paid, state);
        return _payments.Add(CollectionsMarshal.AsSpan(_earned));
    }

    /// <summary>What a move earns by where it leads, by its place among the payments; -1 for nothing, as moves within the states that pay earn.</summary>
    private int EntryOf(HealthState from, int target)
    {
        if (_entered.Count == 0) return -1;
        var to = _states[target];
        _earned.Clear();
        foreach (var entry in _entered)
        {
            if (entry.Selected[to.Index] && !entry.Selected[from.Index]) Earn(entry, to);
        }
        return _payments.Add(CollectionsMarshal.AsSpan(_earned));
    }

    /// <summary>Where a rule's people of a state go, and which share of them.</summary>
    private void FindWays(EventInProgress item, RulePlan rule, HealthState state)
    {
        _ways.Clear();
        var rest = Graph.Constant(1);
        foreach (var branch in rule.Branches)
        {
            var share = rest;
            if (branch.Share is not null)
            {
                if (expressions.Compile(branch.Share, state) is not { } own) continue;
                (share, rest) = (own, Graph.Subtract(rest, own));
            }
            if (rule.Branches.Length > 1 && IsUnchecked(item, share))
                Check(item, share, $"the share of '{branch.Target.Text}' in '{item.Event.Name}'", state, branch.Share ?? rule.Rule.Probability);
            if (Graph.IsConstant(share, out var none) && none == 0) continue;
            var target = branch.Target.Resolve(state, Model.Space, out _);   // the model's reader has resolved it from every state
            _ways.Add(new Way(Place(target), share));
        }
    }

    /// <summary>Whether a number is still to be checked: most states use numbers that others use, and so need no words for them.</summary>
    private bool IsUnchecked(EventInProgress item, int node) =>
        plan.IsUnchecked(new CheckKey(node, item.When, item.IsAtStart, -NumberCheck.Rounding, 1 + NumberCheck.Rounding));

    private void Check(EventInProgress item, int node, string what, HealthState state, Expression expression) =>
        plan.Check(new NumberCheck(node, -NumberCheck.Rounding, 1 + NumberCheck.Rounding, item.When, item.IsAtStart, strategy, what, state, expression));

    private int RewardOf(HealthState state)
    {
        _earned.Clear();
        foreach (var reward in _rewarded)
        {
            if (reward.Selected[state.Index]) Earn(reward, state);
        }
        return _rewards.Add(CollectionsMarshal.AsSpan(_earned));
    }

    private void Earn(NamedAmount amount, HealthState state)
    {
        if (expressions.Compile(amount.Amount, state) is not { } node || (Graph.IsConstant(node, out var value) && value == 0)) return;
        foreach (var term in AmountTerms.Of(Graph, node)) _earned.Add(Earn(amount.Outcome, term, state, amount.Amount));
    }

    private Earning Earn(int outcome, int amount, HealthState? state, Expression expression)
    {
        plan.Remember(amount, outcome, strategy, state, expression);
        return new Earning(outcome, plan.Root(amount));
    }

    /// <summary>Where some of a rule's people go.</summary>
    /// <param name="Target">The state.</param>
    /// <param name="Share">The node of their share.</param>
    private readonly record struct Way(int Target, int Share);

    /// <summary>An event whose origins are being collected.</summary>
    private sealed class EventInProgress(ModelEvent item, int condition, Dependence dependence, bool isAtStart, RulePlan[] rules)
    {
        public ModelEvent Event => item;

        public RulePlan[] Rules => rules;

        public bool IsAtStart => isAtStart;

        /// <summary>The node of its condition.</summary>
        public int Condition => condition;

        /// <summary>A condition that differs between draws becomes part of each probability.</summary>
        public bool IsConditionInDraw => dependence.HasFlag(Dependence.Draw);

        /// <summary>The node of a condition that decides for all draws at once; -1 where there is none.</summary>
        public int When => dependence == Dependence.Cycle ? condition : -1;

        /// <summary>How many of the strategy's states it has been compiled for.</summary>
        public int Seen { get; set; }

        public List<Origin> Origins { get; } = [];

        /// <summary>Of an event by rates, who leaves each state that has been looked at.</summary>
        public Dictionary<int, RateFlow[]> Flows { get; } = [];

        public EventStep Finish() => new(Event.Name, When, [.. Origins]);
    }
}
