using CostSim.Documents;
using CostSim.Language;
using CostSim.Units;

namespace CostSim.Models;

/// <content>Outcomes and perspectives.</content>
public sealed partial class ModelReader
{
    private List<Outcome> ReadOutcomes(MappingNode? mapping, List<ModelEvent> events)
    {
        var outcomes = new List<Outcome>();
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (entry.Value is not MappingNode body)
            {
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the outcome '{entry.Name}'", "a mapping with 'unit' and 'in' or 'on'");
                continue;
            }
            if (!Names.IsName(entry.Name)) _problems.Error(entry.Key.At, $"'{entry.Name}' as the name of an outcome", "a word of letters, digits and '_'");
            var fields = new Fields(body, $"the outcome '{entry.Name}'", _problems);
            var unit = ReadUnit(fields.Scalar("unit", "'money', 'qaly', 'years' or 'count'", required: true), fields: null);
            var about = fields.Scalar("about", "what it means")?.Text ?? "";
            var rewards = fields.Mapping("in", "what is earned per year, by state");
            var payments = fields.Mapping("on", "what is earned once, by event");
            var entries = fields.Mapping("into", "what is earned once by coming into a state from others");
            var atStart = fields.Scalar("at_start", "what everybody earns once at time zero");
            fields.RefuseOthers();
            if (rewards is null && payments is null && entries is null && atStart is null)
                _problems.Error(body.At, $"the outcome '{entry.Name}' without 'in', 'on', 'into' and 'at_start'", "what is earned per year in a state (in), or once: on an event (on), on entry (into), at time zero (at_start)");
            if (unit is null) continue;
            outcomes.Add(new Outcome(entry.Name, entry.Key.At, unit, about, ReadRewards(rewards, unit, entry.Name), ReadPayments(payments, unit, entry.Name, events))
            {
                Into = ReadEntries(entries, unit, entry.Name),
                AtStart = atStart is null ? null : _names.Read(atStart, Names.Everywhere, unit, $"what '{entry.Name}' earns at the start"),
            });
        }
        return outcomes;
    }

    private List<StateReward> ReadRewards(MappingNode? mapping, Unit unit, string outcome)
    {
        var rewards = new List<StateReward>();
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (ReadSelector(entry.Key) is not { } selector) continue;
            if (entry.Value is not ScalarNode text)
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as what '{entry.Name}' earns", "an expression");
            else if (_names.Read(text, selector.Family, unit * Unit.PerYear, $"what '{outcome}' earns per year") is { } expression)
                rewards.Add(new StateReward(selector, expression));
        }
        return rewards;
    }

    private List<EntryReward> ReadEntries(MappingNode? mapping, Unit unit, string outcome)
    {
        var rewards = new List<EntryReward>();
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (ReadSelector(entry.Key) is not { } selector) continue;
            // Time takes people along a clock, no event: they would come into such states unseen.
            var clocks = selector.Family.Dimensions.OfType<ClockDimension>().Select(clock => clock.Name).ToArray();
            if (selector.Where is not null && FreeNames.NamesIn(selector.Where).FirstOrDefault(use => clocks.Contains(use.Name)) is { Name: { } clock })
                _problems.Error(entry.Key.At, $"the clock '{clock}' in 'into'", "dimensions with labels: time, not an event, moves people along a clock");
            else if (entry.Value is not ScalarNode text)
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as what '{entry.Name}' earns", "an expression");
            else if (_names.Read(text, selector.Family, unit, $"what '{outcome}' earns on entry") is { } expression)
                rewards.Add(new EntryReward(selector, expression));
        }
        return rewards;
    }

    private List<EventReward> ReadPayments(MappingNode? mapping, Unit unit, string outcome, List<ModelEvent> events)
    {
        var payments = new List<EventReward>();
        foreach (var entry in mapping?.Entries ?? [])
        {
            var families = events.SelectMany(item => item.Rules.Where(rule => item.Name == entry.Name || rule.Name == entry.Name))
                .SelectMany(rule => rule.From).Select(selector => selector.Family).Distinct().ToList();
            var known = events.Select(item => item.Name).Concat(events.SelectMany(item => item.Rules).Select(rule => rule.Name).OfType<string>()).ToArray();
            if (!known.Contains(entry.Name))
                _problems.Error(entry.Key.At, $"unknown event '{entry.Name}'", $"one of {string.Join(", ", known)}", entry.Name, known);
            else if (entry.Value is not ScalarNode text)
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as what '{entry.Name}' earns", "an expression");
            else if (families.Select(family => _names.Read(text, family, unit, $"what '{outcome}' earns on an event")).ToList() is [{ } expression, ..])
                payments.Add(new EventReward(entry.Name, entry.Key.At, expression));
        }
        return payments;
    }

    private Dictionary<string, IReadOnlyList<string>> ReadPerspectives(MappingNode? mapping, List<Outcome> outcomes)
    {
        var perspectives = new Dictionary<string, IReadOnlyList<string>>();
        var costs = outcomes.Where(outcome => outcome.Unit == Unit.Money).Select(outcome => outcome.Name).ToArray();
        foreach (var entry in mapping?.Entries ?? [])
        {
            var included = new List<string>();
            foreach (var node in entry.Value is SequenceNode sequence ? sequence.Items : [entry.Value])
            {
                if (node is ScalarNode name && costs.Contains(name.Text) && !included.Contains(name.Text)) included.Add(name.Text);
                else _problems.Error(node.At, $"{node.Kind} in the perspective '{entry.Name}'", $"outcomes in money, each once: {string.Join(", ", costs)}", (node as ScalarNode)?.Text, costs);
            }
            perspectives[entry.Name] = included;
        }
        return perspectives;
    }
}
