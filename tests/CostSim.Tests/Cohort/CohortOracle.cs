using CostSim.Language.Types;
using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Scenarios.Conventions;

namespace CostSim.Tests.Cohort;

/// <summary>The cohort engine once more, plain and slow: one draw, one number at a time, a dictionary from exact state to share of the cohort.</summary>
/// <remarks>Written from the documentation of models, cycle corrections and discounting; it shares only the readers with the engine.</remarks>
internal sealed class CohortOracle
{
    private readonly Scenario _scenario;
    private readonly Strategy _strategy;
    private readonly Dictionary<string, double> _parameters = [];
    private readonly double _cycleYears;
    private Dictionary<string, (OracleState State, double Share)> _people = [];
    private int _cycle;
    private OracleState? _here;

    private CohortOracle(Scenario scenario, Strategy strategy, IReadOnlyDictionary<string, double> drawn)
    {
        (_scenario, _strategy, _cycleYears) = (scenario, strategy, scenario.Model.Cycle.Years);
        Expressions = new OracleExpressions(Find, _cycleYears);
        var ofParameters = new OracleExpressions(name => _parameters.TryGetValue(name, out var value) ? OracleValue.Of(value) : null, _cycleYears);
        foreach (var parameter in scenario.Parameters)
            _parameters[parameter.Name] = parameter.Value is DerivedValue derived ? ofParameters.Number(derived.Expression) : drawn[parameter.Name];
    }

    private OracleExpressions Expressions { get; }

    private Model Model => _strategy.Model ?? _scenario.Model;

    /// <summary>Discounted totals per person, by outcome.</summary>
    public Dictionary<string, double> Totals { get; } = [];

    /// <summary>For each boundary, the share of the cohort by state without clocks.</summary>
    public List<Dictionary<string, double>> Trace { get; } = [];

    /// <summary>All of the draw's parameters, the calculated ones too.</summary>
    public IReadOnlyDictionary<string, double> Parameters => _parameters;

    /// <summary>Simulates one strategy in one draw.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="strategy">One of its strategies.</param>
    /// <param name="drawn">The values of the parameters that are not calculated from others.</param>
    public static CohortOracle Simulate(Scenario scenario, Strategy strategy, IReadOnlyDictionary<string, double> drawn)
    {
        var oracle = new CohortOracle(scenario, strategy, drawn);
        oracle.Run();
        return oracle;
    }

    private void Run()
    {
        foreach (var outcome in Model.Outcomes) Totals[outcome.Name] = 0;
        var start = _strategy.Start ?? (_strategy.Model is null ? _scenario.Population.Start : Model.Start);
        foreach (var share in start) Arrive(_people, OracleState.Start(share.State, Model.Families), Expressions.Number(share.Share));
        if (start.Count == 0) Grow(Model.Tree, 1);
        foreach (var outcome in Model.Outcomes.Where(outcome => outcome.AtStart is not null)) Totals[outcome.Name] += Expressions.Number(outcome.AtStart!);
        foreach (var item in Model.AtStart) Happen(item, _ => 1);
        EndCycle();
        for (_cycle = 0; _cycle <= _scenario.Cycles; _cycle++)
        {
            Count();
            if (_cycle == _scenario.Cycles) break;
            foreach (var item in Model.Events) Happen(item, outcome => Discount(outcome, _cycle + WhenEventsHappen()));
            EndCycle();
        }
        if (Model.Perspectives.TryGetValue(_scenario.Perspective, out var costs)) Totals[Outcome.Cost] = costs.Sum(cost => Totals[cost]);
    }

    private void Grow(IReadOnlyList<TreeBranch> branches, double arriving)
    {
        var rest = 1 - branches.Where(branch => branch.Probability is not null).Sum(branch => Expressions.Number(branch.Probability!));
        foreach (var branch in branches)
        {
            var share = arriving * (branch.Probability is null ? rest : Expressions.Number(branch.Probability));
            foreach (var earning in branch.Earns) Totals[earning.Outcome] += share * Expressions.Number(earning.Amount);
            if (branch.To is not null) Arrive(_people, OracleState.Start(branch.To, Model.Families), share);
            Grow(branch.Then, share);
        }
    }

    private void Count()
    {
        Trace.Add(_people.Values.GroupBy(pair => pair.State.Name).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Share)));
        foreach (var (state, share) in _people.Values)
        {
            _here = state;
            foreach (var outcome in Model.Outcomes)
            {
                foreach (var reward in outcome.In.Where(reward => Includes(reward.In, state)))
                    Totals[outcome.Name] += share * Expressions.Number(reward.PerYear) * _cycleYears * CyclesThatCount() * Discount(outcome.Name, _cycle);
            }
        }
    }

    private void Happen(ModelEvent item, Func<string, double> discount)
    {
        _here = null;
        if (item.When is not null && !Expressions.Truth(item.When)) return;
        if (item.IsByRates)
        {
            Compete(item, discount);
            return;
        }
        var after = new Dictionary<string, (OracleState, double)>();
        foreach (var (state, share) in _people.Values)
        {
            _here = state;
            var staying = 1.0;
            foreach (var rule in item.Rules.Where(rule => rule.From.Any(selector => Includes(selector, state))))
            {
                var probability = Expressions.Number(rule.Probability);
                staying -= probability;
                var shares = rule.Branches.Select(branch => branch.Share is null ? (double?)null : Expressions.Number(branch.Share)).ToArray();
                var rest = 1 - shares.Sum(own => own ?? 0);
                for (var b = 0; b < shares.Length; b++)
                {
                    var target = state.Move(rule.Branches[b].Target);
                    Arrive(after, target, share * probability * (shares[b] ?? rest));
                    foreach (var (outcome, amount) in Entries(state, target)) Totals[outcome] += share * probability * (shares[b] ?? rest) * amount * discount(outcome);
                }
                _here = state;
                foreach (var outcome in Model.Outcomes)
                {
                    foreach (var payment in outcome.On.Where(payment => payment.Event == item.Name || payment.Event == rule.Name))
                        Totals[outcome.Name] += share * probability * Expressions.Number(payment.Amount) * discount(outcome.Name);
                }
            }
            Arrive(after, state, share * staying);
        }
        _people = after;
    }

    /// <summary>Rules that are rates: the people of each state by themselves, through the exponential of all states that they can reach.</summary>
    private void Compete(ModelEvent item, Func<string, double> discount)
    {
        var after = new Dictionary<string, (OracleState, double)>();
        foreach (var (origin, share) in _people.Values)
        {
            var reached = new List<OracleState> { origin };
            var flows = new List<(int From, OracleState To, double PerYear)>();
            var earned = new List<(int From, string Outcome, double PerYear)>();
            for (var next = 0; next < reached.Count; next++)
            {
                var here = reached[next];
                foreach (var rule in item.Rules.Where(rule => rule.From.Any(selector => Includes(selector, here))))
                {
                    _here = here;
                    var rate = Expressions.Number(rule.Probability);
                    if (rate == 0) continue;
                    var shares = rule.Branches.Select(branch => branch.Share is null ? (double?)null : Expressions.Number(branch.Share)).ToArray();
                    var rest = 1 - shares.Sum(own => own ?? 0);
                    for (var b = 0; b < shares.Length; b++)
                    {
                        var target = here.Move(rule.Branches[b].Target);
                        flows.Add((next, target, rate * (shares[b] ?? rest)));
                        if (!reached.Exists(state => state.Key == target.Key)) reached.Add(target);
                        earned.AddRange(Entries(here, target).Select(entry => (next, entry.Outcome, rate * (shares[b] ?? rest) * entry.Amount)));
                    }
                    _here = here;
                    foreach (var outcome in Model.Outcomes)
                    {
                        foreach (var payment in outcome.On.Where(payment => payment.Event == item.Name || payment.Event == rule.Name))
                            earned.Add((next, outcome.Name, rate * Expressions.Number(payment.Amount)));
                    }
                }
            }
            var (probability, years) = OracleExponential.Of(reached.Count, [.. flows.Select(flow => (flow.From, reached.FindIndex(state => state.Key == flow.To.Key), flow.PerYear))], _cycleYears);
            for (var state = 0; state < reached.Count; state++) Arrive(after, reached[state], share * probability[state]);
            foreach (var (from, outcome, perYear) in earned) Totals[outcome] += share * years[from] * perYear * discount(outcome);
        }
        _people = after;
    }

    private List<(string Outcome, double Amount)> Entries(OracleState from, OracleState to)
    {
        var entries = new List<(string, double)>();
        foreach (var outcome in Model.Outcomes)
        {
            foreach (var entry in outcome.Into.Where(entry => Includes(entry.Into, to) && !Includes(entry.Into, from)))
            {
                _here = to;
                entries.Add((outcome.Name, Expressions.Number(entry.Amount)));
            }
        }
        return entries;
    }

    private void EndCycle()
    {
        var later = new Dictionary<string, (OracleState, double)>();
        foreach (var (state, share) in _people.Values) Arrive(later, state.CycleLater(), share);
        _people = later;
    }

    private static void Arrive(Dictionary<string, (OracleState State, double Share)> people, OracleState state, double share)
    {
        if (share != 0) people[state.Key] = (state, people.GetValueOrDefault(state.Key).Share + share);
    }

    private bool Includes(Selector selector, OracleState state)
    {
        _here = state;
        return selector.Family.Name == state.Family.Name && (selector.Where is null || Expressions.Truth(selector.Where));
    }

    private double CyclesThatCount()
    {
        var isEnd = _cycle == 0 || _cycle == _scenario.Cycles;
        return _scenario.Timing.Default.Correction switch
        {
            CycleCorrection.HalfCycle => isEnd ? 0.5 : 1,
            CycleCorrection.StartOfCycle => _cycle < _scenario.Cycles ? 1 : 0,
            CycleCorrection.EndOfCycle => _cycle > 0 ? 1 : 0,
            _ => 1,
        };
    }

    private double WhenEventsHappen() => _scenario.Timing.Default.Correction switch
    {
        CycleCorrection.HalfCycle => 0.5,
        CycleCorrection.StartOfCycle => 0,
        _ => 1,
    };

    private double Discount(string outcome, double cycles) => 1 / Math.Pow(1 + _scenario.Discount[outcome], cycles * _cycleYears);

    private OracleValue? Find(string name)
    {
        if (_here?.Read(name, _cycleYears) is { } dimension) return dimension;
        if (Model.Lets.FirstOrDefault(let => let.Name == name) is { } let)
            return let.Type is TruthType ? OracleValue.Of(Expressions.Truth(let.Expression)) : OracleValue.Of(Expressions.Number(let.Expression));
        switch (_strategy.Settings.GetValueOrDefault(name))
        {
            case FlagValue flag:
                return OracleValue.Of(flag.Value);
            case ChoiceValue choice:
                return OracleValue.Of(choice.Label);
            case NumberValue number:
                return OracleValue.Of(new OracleExpressions(parameter => OracleValue.Of(_parameters[parameter]), _cycleYears).Number(number.Expression));
        }
        if (_parameters.TryGetValue(name, out var value) || _scenario.Population.Attributes.TryGetValue(name, out value)) return OracleValue.Of(value);
        return name switch
        {
            "cycle" => OracleValue.Of(_cycleYears),
            "cycle_number" => OracleValue.Of(_cycle),
            "time" => OracleValue.Of(_cycle * _cycleYears),
            "age" => OracleValue.Of(_scenario.Population.Age!.Value + _cycle * _cycleYears),
            _ => null,
        };
    }
}
