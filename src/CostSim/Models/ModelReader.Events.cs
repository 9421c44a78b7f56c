using CostSim.Documents;
using CostSim.Language;
using CostSim.Units;

namespace CostSim.Models;

/// <content>Events and their rules.</content>
public sealed partial class ModelReader
{
    /// <summary>The share of a branch that takes whoever is left.</summary>
    private const string Rest = "rest";

    private List<ModelEvent> ReadEvents(IReadOnlyList<Node> nodes, StateSpace space, bool isAtStart)
    {
        var events = new List<ModelEvent>();
        foreach (var node in nodes)
        {
            if (node is not MappingNode mapping)
            {
                _problems.Error(node.At, $"{node.Kind} as an event", "a mapping with 'name' and 'rules'");
                continue;
            }
            var fields = new Fields(mapping, "an event", _problems);
            var name = fields.Scalar("name", "the event's name", required: true);
            var when = fields.Scalar("when", "a condition on settings, age and time");
            var rules = fields.List("rules", "a list of rules", required: true).SelectMany(rule => ReadRule(rule, space)).ToList();
            fields.RefuseOthers();
            if (name is null) continue;
            _names.Declare(name, "an event");
            DeclareRules(rules);
            if (rules.Find(rule => rule.IsRate != rules[0].IsRate) is { } other)
                _problems.Error(other.At, $"a {(other.IsRate ? "rate" : "probability")} beside a {(other.IsRate ? "probability" : "rate")} in '{name.Text}'", "rates only or probabilities only in one event; two events happen one after the other");
            if (isAtStart && rules.Find(rule => rule.IsRate) is { } timeless)
                _problems.Error(timeless.At, $"a rate in '{name.Text}', which takes no time", "'probability:' in the events of 'at_start'");
            events.Add(new ModelEvent(name.Text, name.At, when is null ? null : _names.ReadTruth(when, Names.Everywhere, "a condition"), rules));
        }
        return events;
    }

    /// <summary>Rules of one event may share a name: outcomes then mean them together.</summary>
    private void DeclareRules(List<Rule> rules)
    {
        foreach (var named in rules.Where(rule => rule.Name is not null).DistinctBy(rule => rule.Name))
            _names.Declare(new ScalarNode(named.NameAt, named.Name!, Quoted: false), "a rule");
    }

    /// <returns>The rule, and a second one where it has a destination for those whom a relative risk spares; none after a problem.</returns>
    private List<Rule> ReadRule(Node node, StateSpace space)
    {
        if (node is not MappingNode mapping)
        {
            _problems.Error(node.At, $"{node.Kind} as a rule", "a mapping such as '{ from: sick, to: dead, probability: … }'");
            return [];
        }
        var fields = new Fields(mapping, "a rule", _problems);
        var name = fields.Scalar("name", "the rule's name");
        var from = fields.List("from", "the states it concerns", required: true).Select(ReadSelector).OfType<Selector>().ToList();
        var to = fields.Required("to", "where people go");
        var probability = fields.Scalar("probability", "the share that moves in a cycle");
        var rate = fields.Scalar("rate", "how many move per year");
        var risk = fields.Scalar("relative_risk", "what the probability is multiplied by");
        var spared = fields.Scalar("spared_to", "where those go whom the relative risk spares");
        fields.RefuseOthers();
        if (probability is null == rate is null)
            _problems.Error(mapping.At, probability is null ? "a rule without 'probability' and 'rate'" : "a rule with both 'probability' and 'rate'", "'probability:' per cycle, or 'rate:' per year");
        if (risk is not null && rate is not null) _problems.Error(risk.At, "'relative_risk' beside 'rate'", "'probability:'; a rate is multiplied by a hazard ratio: 'rate: r * hr'");
        if (spared is not null && risk is null) _problems.Error(spared.At, "'spared_to' without 'relative_risk'", "'relative_risk:', which says whom it spares");
        if (to is null || from.Count == 0 || (probability ?? rate) is not { } text) return [];

        var amount = Read(text, rate is null ? Unit.Probability : Unit.PerYear, rate is null ? "the probability of a rule" : "the rate of a rule");
        var ratio = risk is null ? null : Read(risk, Unit.None, "a relative risk");
        var branches = ReadBranches(to, from);
        var sparedTarget = spared is null ? null : TargetReader.Read(spared, _families, _problems);
        if (amount is null || branches.Count == 0 || (risk is not null && ratio is null)) return [];

        var rules = new List<Rule> { new(name?.Text, mapping.At, from, ratio is null ? amount : new BinaryExpression(amount.At, BinaryOperator.Multiply, amount, ratio), branches, rate is not null) { NameAt = name?.At ?? mapping.At } };
        if (sparedTarget is not null && ratio is not null)
        {
            var rest = new BinaryExpression(ratio.At, BinaryOperator.Subtract, new NumberExpression(ratio.At, 1, Unit.None, "1"), ratio);
            rules.Add(new Rule(null, mapping.At, from, new BinaryExpression(ratio.At, BinaryOperator.Multiply, amount, rest), [new Branch(sparedTarget, null)], IsRate: false) { NameAt = mapping.At });
        }
        rules.ForEach(rule => CheckTargets(rule, space));
        return rules;

        Expression? Read(ScalarNode scalar, Unit unit, string what) => from.Select(selector => _names.Read(scalar, selector.Family, unit, what)).ToList()[0];
    }

    /// <summary>Reads <c>to: dead</c>, or <c>to: { dead: p_death, replaced: rest }</c>.</summary>
    private List<Branch> ReadBranches(Node to, List<Selector> from)
    {
        var branches = new List<Branch>();
        if (to is ScalarNode single)
        {
            if (TargetReader.Read(single, _families, _problems) is { } target) branches.Add(new Branch(target, null));
            return branches;
        }
        if (to is not MappingNode mapping)
        {
            _problems.Error(to.At, $"{to.Kind} as 'to'", "a state, a change such as 'kl + 1', or a mapping of them to shares");
            return branches;
        }

        var rests = 0;
        foreach (var entry in mapping.Entries)
        {
            var target = TargetReader.Read(entry.Key, _families, _problems);
            if (entry.Value is not ScalarNode text)
            {
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the share of '{entry.Name}'", $"an expression, or '{Rest}'");
                continue;
            }
            var isRest = text.Text == Rest;
            if (isRest && ++rests > 1) _problems.Error(text.At, $"a second '{Rest}'", "one branch that takes whoever is left");
            var share = isRest ? null : from.Select(selector => _names.Read(text, selector.Family, Unit.Probability, $"the share of '{entry.Name}'")).ToList()[0];
            if (target is not null && (isRest || share is not null)) branches.Add(new Branch(target, share));
        }
        if (rests == 0) _problems.Error(mapping.At, "branches of which none takes the rest", $"one of them with the share '{Rest}', so that the shares sum to one");
        return branches;
    }

    private Selector? ReadSelector(Node node)
    {
        if (node is not ScalarNode scalar)
        {
            _problems.Error(node.At, node.Kind, "a state, or a family with a condition such as 'knee where kl < 4'");
            return null;
        }
        const string Where = " where ";
        var split = scalar.Text.IndexOf(Where, StringComparison.Ordinal);
        var name = (split < 0 ? scalar.Text : scalar.Text[..split]).Trim();
        var family = _families.Find(family => family.Name == name);
        if (family is null)
        {
            var known = _families.Select(family => family.Name).ToArray();
            _problems.Error(scalar.TextAt, $"unknown state '{name}'", $"one of {string.Join(", ", known)}", name, known);
            return null;
        }
        if (split < 0) return new Selector(family, null, scalar.At, scalar.Text);
        var condition = scalar with { Text = scalar.Text[(split + Where.Length)..], At = scalar.At.Right(split + Where.Length) };
        return _names.ReadCondition(condition, family) is { } where ? new Selector(family, where, scalar.At, scalar.Text) : null;
    }

    /// <summary>Resolves every target from every state that the rule leaves, so that no run can meet a move that leads nowhere.</summary>
    private void CheckTargets(Rule rule, StateSpace space)
    {
        foreach (var branch in rule.Branches)
        {
            foreach (var selector in rule.From)
            {
                var selected = selector.SelectedFrom(space, _cycle);
                foreach (var state in space.States.Where(state => selected[state.Index]))
                {
                    _ = branch.Target.Resolve(state, space, out var trouble);
                    if (trouble is null) continue;
                    _problems.Error(branch.Target.At, $"the target '{branch.Target.Text}'", trouble);
                    return;
                }
            }
        }
    }
}
