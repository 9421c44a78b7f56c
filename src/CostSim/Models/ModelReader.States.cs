using CostSim.Documents;
using CostSim.Language.Types;
using CostSim.Units;

namespace CostSim.Models;

/// <content>States: a list of names, or a mapping of families to their dimensions.</content>
public sealed partial class ModelReader
{
    private void ReadStates(Node? node)
    {
        switch (node)
        {
            case SequenceNode { Items.Count: 0 } or MappingNode { Entries.Count: 0 }:
                _problems.Error(node.At, $"{node.Kind} without a state", "at least one state");
                break;
            case SequenceNode sequence:
                foreach (var item in sequence.Items)
                {
                    if (item is ScalarNode name) AddFamily(name, []);
                    else _problems.Error(item.At, item.Kind, "the name of a state; families with dimensions are written as a mapping");
                }
                break;
            case MappingNode mapping:
                foreach (var entry in mapping.Entries) ReadFamily(entry);
                break;
            case not null:
                _problems.Error(node.At, $"{node.Kind} as 'states'", "a list of names, or a mapping of families to their dimensions");
                break;
        }

        var total = 0.0;
        foreach (var family in _families) total += family.States;
        if (total > StateSpace.MaximumStates)
        {
            _problems.Error(node!.At, $"{total:N0} states: {string.Join(", ", _families.Select(family => $"{family.Name} {family.States:N0}"))}", $"at most {StateSpace.MaximumStates:N0}");
            _families.Clear();
        }
    }

    private void AddFamily(ScalarNode name, IReadOnlyList<Dimension> dimensions)
    {
        _names.Declare(name, "a state");
        _families.Add(new StateFamily(name.Text, name.At, dimensions));
    }

    private void ReadFamily(Entry entry)
    {
        var dimensions = new List<Dimension>();
        if (entry.Value is MappingNode mapping)
        {
            foreach (var item in mapping.Entries.Where(item => item.Value is SequenceNode)) AddIfRead(ReadLabels(item.Key, (SequenceNode)item.Value));
            // Clocks come second, whatever the order of the file: they refer to the label dimensions.
            foreach (var item in mapping.Entries.Where(item => item.Value is not SequenceNode)) AddIfRead(ReadClock(item, dimensions));
        }
        else if (entry.Value is not ScalarNode { Text.Length: 0 })
        {
            _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the dimensions of '{entry.Name}'", "a mapping such as '{ kl: [1, 2, 3, 4] }', or '{}' for a plain state");
        }
        AddFamily(entry.Key, dimensions);

        void AddIfRead(Dimension? dimension)
        {
            if (dimension is not null) dimensions.Add(dimension);
        }
    }

    private LabelDimension? ReadLabels(ScalarNode name, SequenceNode sequence)
    {
        var labels = ReadLabelList(sequence, $"'{name.Text}'");
        if (labels.Count == 0) return null;
        var dimension = new LabelDimension(new LabelSet(name.Text, labels));
        var earlier = _families.SelectMany(family => family.Dimensions).FirstOrDefault(other => other.Name == name.Text);
        if (earlier is null)
            _names.Declare(name, "a dimension");
        else if (earlier is not LabelDimension same || !same.Labels.SequenceEqual(labels))
            _problems.Error(name.At, $"'{name.Text}' with other labels than in an earlier family", "the same labels wherever the name is used, or another name");
        else
            return same;
        return dimension;
    }

    private ClockDimension? ReadClock(Entry entry, List<Dimension> siblings)
    {
        if (entry.Value is not MappingNode mapping)
        {
            _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the dimension '{entry.Name}'", "a list of labels, or a clock such as '{ clock: entry, up_to: 5 years }'");
            return null;
        }
        var fields = new Fields(mapping, $"the clock '{entry.Name}'", _problems);
        var of = fields.Scalar("clock", "'entry', or the dimension whose setting restarts it", required: true);
        var upTo = ReadDuration(fields.Scalar("up_to", "the longest time that is told apart, such as '5 years'", required: true));
        fields.RefuseOthers();
        if (of is null || upTo is null) return null;

        LabelDimension? restart = null;
        if (of.Text != "entry")
        {
            var known = siblings.OfType<LabelDimension>().Select(dimension => dimension.Name).Append("entry").ToArray();
            restart = siblings.OfType<LabelDimension>().FirstOrDefault(dimension => dimension.Name == of.Text);
            if (restart is null)
            {
                _problems.Error(of.At, $"a clock of '{of.Text}'", $"one of {string.Join(", ", known)}", of.Text, known);
                return null;
            }
        }
        if (upTo.Value.WholeNumberOf(_cycle) is not { } cycles)
        {
            _problems.Error(fields.PlaceOf("up_to"), $"{upTo.Value.Years:G6} years, which is no whole number of cycles of {_cycle.Years:G6} years", "a whole number of cycles");
            return null;
        }
        if (!_families.SelectMany(family => family.Dimensions).Any(other => other is ClockDimension && other.Name == entry.Name)) _names.Declare(entry.Key, "a clock");
        return new ClockDimension(entry.Name, restart, cycles);
    }

    private List<string> ReadLabelList(SequenceNode sequence, string what)
    {
        var labels = new List<string>();
        foreach (var item in sequence.Items)
        {
            if (item is not ScalarNode label || !Names.IsLabel(label.Text))
                _problems.Error(item.At, $"{item.Kind} as a label of {what}", "a word of letters, digits and '_'");
            else if (labels.Contains(label.Text))
                _problems.Error(item.At, $"the label '{label.Text}' of {what} a second time", "each label once");
            else
                labels.Add(label.Text);
        }
        if (sequence.Items.Count == 0) _problems.Error(sequence.At, $"no labels for {what}", "at least one label");
        return labels;
    }

    private List<StartShare> ReadStart(MappingNode? mapping)
    {
        var shares = new List<StartShare>();
        foreach (var entry in mapping?.Entries ?? [])
        {
            var target = TargetReader.Read(entry.Key, _families, _problems);
            if (entry.Value is not ScalarNode share)
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as a share of the cohort", "a number between 0 and 1, or an expression");
            else if (_names.Read(share, Names.Everywhere, Unit.Probability, "a share of the cohort") is { } expression && target is not null)
                shares.Add(new StartShare(target, expression));
        }
        return shares;
    }
}
