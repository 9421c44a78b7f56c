using CostSim.Documents;
using CostSim.Units;

namespace CostSim.Models;

/// <content>Events and their rules.</content>
public sealed partial class ModelReader
{
    /// <summary>The share of a branch that takes whoever is left.</summary>
    private const string Rest = "rest";

    private List<ModelEvent> ReadEvents(IReadOnlyList<Node> nodes, StateSpace space)
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
            var rules = fields.List("rules", "a list of rules", required: true).Select(rule => ReadRule(rule, space)).OfType<Rule>().ToList();
            fields.RefuseOthers();
            if (name is null) continue;
            _names.Declare(name, "an event");
            events.Add(new ModelEvent(name.Text, name.At, when is null ? null : _names.ReadTruth(when, Names.Everywhere, "a condition"), rules));
        }
        return events;
    }

    private Rule? ReadRule(Node node, StateSpace space)
    {
        if (node is not MappingNode mapping)
        {
            _problems.Error(node.At, $"{node.Kind} as a rule", "a mapping such as '{ from: sick, to: dead, probability: … }'");
            return null;
        }
        var fields = new Fields(mapping, "a rule", _problems);
        var name = fields.Scalar("name", "the rule's name");
        if (name is not null) _names.Declare(name, "a rule");
        var from = fields.List("from", "the states it concerns", required: true).Select(ReadSelector).OfType<Selector>().ToList();
        var to = fields.Required("to", "where people go");
        var probability = fields.Scalar("probability", "the share that moves in a cycle", required: true);
        fields.RefuseOthers();
        if (to is null || probability is null || from.Count == 0) return null;

        var share = from.Select(selector => _names.Read(probability, selector.Family, Unit.Probability, "the probability of a rule")).ToList()[0];
        var branches = ReadBranches(to, from);
        if (share is null || branches.Count == 0) return null;
        var rule = new Rule(name?.Text, mapping.At, from, share, branches);
        CheckTargets(rule, space);
        return rule;
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
                foreach (var state in space.States.Where(state => selector.Includes(state, _cycle)))
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
