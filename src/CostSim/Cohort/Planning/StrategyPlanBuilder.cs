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
    private readonly Dictionary<Rule, (int, Expression)[]> _paid = new(ReferenceEqualityComparer.Instance);
    private readonly (int Outcome, bool[] Selected, Expression PerYear)[] _rewarded =
        [.. model.Model.Outcomes.SelectMany(outcome => outcome.In.Select(reward => (plan.IndexOfOutcome(outcome.Name), model.Selected(reward.In), reward.PerYear)))];

    private readonly (int Outcome, bool[] Selected, Expression Amount)[] _entered =
        [.. model.Model.Outcomes.SelectMany(outcome => outcome.Into.Select(entry => (plan.IndexOfOutcome(outcome.Name), model.Selected(entry.Into), entry.Amount)))];

    private Model Model => model.Model;

    private Graph Graph => plan.Graph;

    public StrategyPlan Build(IReadOnlyList<StartShare> start)
    {
        // A tree says where people start, unless shares are given.
        StartPlace[] starts = start.Count == 0 ? Grow(Model.Tree) : [.. start.Select(Start).OfType<StartPlace>()];
        if (start.Count > 0) CheckStart(start, starts);
        EarnAtStart();

        var atStart = new List<EventInProgress>();
        foreach (var item in Model.AtStart.Select(item => Begin(item, isAtStart: true)).OfType<EventInProgress>())
        {
            // The event sees those who are there when it begins; whom it moves itself are there for the next one.
            Extend(item, _states.Count);
            atStart.Add(item);
        }

        var events = Model.Events.Select(item => Begin(item, isAtStart: false)).OfType<EventInProgress>().ToList();
        // Moves reach new states, from which other events move on: round after round until no event finds a state that it has not seen.
        while (events.Exists(item => item.Seen < _states.Count)) events.ForEach(item => Extend(item, _states.Count));

        return new StrategyPlan
        {
            Name = name,
            States = [.. _states],
            ClockChains = [.. Model.Space.ClockChains.Where(chain => _placeOf.ContainsKey(chain[0])).Select(chain => chain.Select(state => _placeOf[state]).ToArray())],
            Start = starts,
            StartEarnings = [.. _startEarnings],
            // An event that moves nobody is left out: its condition is not even calculated.
            AtStart = [.. atStart.Where(item => item.Origins.Count > 0).Select(item => item.Finish())],
            Events = [.. events.Where(item => item.Origins.Count > 0).Select(item => item.Finish())],
            RewardOf = [.. _states.Select(RewardOf)],
            Rewards = _rewards.ToArray(),
            Payments = _payments.ToArray(),
        };
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
        var total = starts.Select(start => start.Share).Aggregate(Graph.Add);
        const double Slack = 1e-9;   // people write shares such as 0.333333333
        plan.Check(new NumberCheck(total, 1 - Slack, 1 + Slack, -1, AtStart: true, strategy, "the sum of the start shares", null, shares[0].Share));
    }

    private EventInProgress? Begin(ModelEvent item, bool isAtStart)
    {
        var when = item.When is null ? Graph.Constant(1) : expressions.Compile(item.When, null);
        if (when is not { } condition || (Graph.IsConstant(condition, out var value) && value == 0)) return null;
        return new EventInProgress(item, condition, Graph.DependenceOf(condition), isAtStart);
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
    private static bool IsJustSet(HealthState state) =>
        !state.Family.Dimensions.Where((dimension, d) => dimension is ClockDimension && state.Positions[d] != ClockDimension.JustSet).Any();

    private Origin? OriginOf(EventInProgress item, int place, HealthState state)
    {
        if (item.Event.IsByRates) return OriginByRates(item, place);
        var moves = new List<Move>();
        var payments = new List<PaidFlow>();
        var leaving = new List<int>();
        var probabilities = new List<int>();
        foreach (var rule in RulesFrom(item, state))
        {
            if (expressions.Compile(rule.Probability, state) is not { } probability) continue;
            if (item.IsConditionInDraw) probability = Graph.Select(item.Condition, probability, Graph.Constant(0));
            if (Graph.IsConstant(probability, out var value) && value == 0) continue;
            probabilities.Add(probability);
            Check(item, probability, $"the probability of '{item.Event.Name}'", state, rule.Probability);
            var own = MovesOf(item, rule, probability, state);
            // Where a branch takes the rest, all of the rule's people move.
            var isWhole = rule.Branches.Any(branch => branch.Share is null);
            leaving.AddRange(isWhole && !own.Exists(move => move.Target == place) ? [probability] : own.Where(move => move.Target != place).Select(move => move.Probability));
            var payment = PaymentOf(item, rule, state);
            if (payment >= 0) payments.AddRange((isWhole ? [probability] : own.Select(move => move.Probability)).Select(flow => new PaidFlow(payment, plan.Root(flow))));
            payments.AddRange(EntriesOf(state, own).Select(entry => new PaidFlow(entry.Payment, plan.Root(entry.Move.Probability))));
            moves.AddRange(own);
        }
        if (probabilities.Count > 1)
            Check(item, probabilities.Aggregate(Graph.Add), $"the sum of the {probabilities.Count} probabilities of '{item.Event.Name}'", state, item.Event.Rules[0].Probability);
        if (moves.Count == 0) return null;
        var stay = leaving.Count == 0 ? -1 : plan.Root(Graph.Subtract(Graph.Constant(1), leaving.Aggregate(Graph.Add)));
        return new Origin(place, stay, [.. moves], [.. payments]);
    }

    private IEnumerable<Rule> RulesFrom(EventInProgress item, HealthState state) =>
        item.Event.Rules.Where(rule => rule.From.Any(selector => model.Selected(selector)[state.Index]));

    /// <summary>What people of a state earn when a rule moves them, by its place among the payments; -1 for nothing.</summary>
    private int PaymentOf(EventInProgress item, Rule rule, HealthState state)
    {
        if (!_paid.TryGetValue(rule, out var paid))
        {
            _paid[rule] = paid = [.. Model.Outcomes.SelectMany(outcome => outcome.On.Where(reward => reward.Event == item.Event.Name || reward.Event == rule.Name)
                .Select(reward => (plan.IndexOfOutcome(outcome.Name), reward.Amount)))];
        }
        return _payments.Add(Earned(state, paid));
    }

    /// <summary>What moves earn by where they lead, by its place among the payments; moves within the states that pay earn nothing.</summary>
    private IEnumerable<(Move Move, int Payment)> EntriesOf(HealthState from, List<Move> moves)
    {
        if (_entered.Length == 0) yield break;
        foreach (var move in moves)
        {
            var to = _states[move.Target];
            var payment = _payments.Add(Earned(to, _entered.Where(entry => entry.Selected[to.Index] && !entry.Selected[from.Index]).Select(entry => (entry.Outcome, entry.Amount))));
            if (payment >= 0) yield return (move, payment);
        }
    }

    private List<Move> MovesOf(EventInProgress item, Rule rule, int probability, HealthState state)
    {
        var moves = new List<Move>();
        var rest = Graph.Constant(1);
        foreach (var branch in rule.Branches.OrderBy(branch => branch.Share is null))   // the rest comes last
        {
            var share = rest;
            if (branch.Share is not null)
            {
                if (expressions.Compile(branch.Share, state) is not { } own) continue;
                (share, rest) = (own, Graph.Subtract(rest, own));
            }
            if (rule.Branches.Count > 1) Check(item, share, $"the share of '{branch.Target.Text}' in '{item.Event.Name}'", state, branch.Share ?? rule.Probability);
            if (Graph.IsConstant(share, out var none) && none == 0) continue;
            var target = branch.Target.Resolve(state, Model.Space, out _);   // the model's reader has resolved it from every state
            moves.Add(new Move(Place(target), plan.Root(Graph.Multiply(probability, share))));
        }
        return moves;
    }

    private void Check(EventInProgress item, int node, string what, HealthState state, Expression expression) =>
        plan.Check(new NumberCheck(node, -NumberCheck.Rounding, 1 + NumberCheck.Rounding, item.When, item.IsAtStart, strategy, what, state, expression));

    private int RewardOf(HealthState state) => _rewards.Add(Earned(state, _rewarded.Where(reward => reward.Selected[state.Index]).Select(reward => (reward.Outcome, reward.PerYear))));

    private Earning[] Earned(HealthState state, IEnumerable<(int Outcome, Expression Amount)> rewards)
    {
        var earned = new List<Earning>();
        foreach (var (outcome, expression) in rewards)
        {
            if (expressions.Compile(expression, state) is not { } amount || (Graph.IsConstant(amount, out var value) && value == 0)) continue;
            earned.Add(Earn(outcome, amount, state, expression));
        }
        return [.. earned];
    }

    private Earning Earn(int outcome, int amount, HealthState? state, Expression expression)
    {
        plan.Remember(new Amount(amount, outcome, strategy, state, expression));
        return new Earning(outcome, plan.Root(amount));
    }

    /// <summary>An event whose origins are being collected.</summary>
    private sealed class EventInProgress(ModelEvent item, int condition, Dependence dependence, bool isAtStart)
    {
        public ModelEvent Event => item;

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
