using CostSim.Documents;
using CostSim.Units;

namespace CostSim.Models;

/// <content>A decision tree in front of the model.</content>
public sealed partial class ModelReader
{
    private List<TreeBranch> ReadTree(MappingNode? mapping, List<Outcome> outcomes)
    {
        var branches = new List<TreeBranch>();
        var rests = 0;
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (!Names.IsName(entry.Name)) _problems.Error(entry.Key.At, $"'{entry.Name}' as the name of a branch", "a word of letters, digits and '_'");
            if (entry.Value is not MappingNode body)
            {
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the branch '{entry.Name}'", "a mapping such as '{ probability: …, to: sick }'");
                continue;
            }
            var fields = new Fields(body, $"the branch '{entry.Name}'", _problems);
            var probability = fields.Scalar("probability", $"the share of those who come to this point, or '{Rest}'", required: true);
            var earns = fields.Mapping("earns", "what everybody earns who takes it, by outcome");
            var to = fields.Scalar("to", "the state in which it ends");
            var then = fields.Mapping("then", "the branches into which it divides");
            fields.RefuseOthers();
            if (to is null == then is null)
                _problems.Error(body.At, $"the branch '{entry.Name}' {(to is null ? "without 'to' and 'then'" : "with both 'to' and 'then'")}", "'to:' with the state in which it ends, or 'then:' with further branches");
            var isRest = probability is { Text: Rest };
            if (isRest && ++rests > 1) _problems.Error(probability!.At, $"a second '{Rest}'", "one branch that takes whoever is left");
            var share = probability is null || isRest ? null : _names.Read(probability, Names.Everywhere, Unit.Probability, $"the probability of '{entry.Name}'");
            branches.Add(new TreeBranch(entry.Name, entry.Key.At, share, ReadEarnings(earns, outcomes), ReadEnd(to), ReadTree(then, outcomes)));
        }
        if (mapping is not null && rests == 0) _problems.Error(mapping.At, "branches of which none takes the rest", $"one of them with 'probability: {Rest}', so that the probabilities sum to one");
        return branches;
    }

    private List<TreeEarning> ReadEarnings(MappingNode? mapping, List<Outcome> outcomes)
    {
        var earnings = new List<TreeEarning>();
        var known = outcomes.Select(outcome => outcome.Name).ToArray();
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (outcomes.Find(outcome => outcome.Name == entry.Name) is not { } outcome)
                _problems.Error(entry.Key.At, $"unknown outcome '{entry.Name}'", $"one of {string.Join(", ", known)}", entry.Name, known);
            else if (entry.Value is not ScalarNode text)
                _problems.Error(entry.Value.At, $"{entry.Value.Kind} as what the branch earns", "an expression");
            else if (_names.Read(text, Names.Everywhere, outcome.Unit, $"what a branch earns of '{entry.Name}'") is { } amount)
                earnings.Add(new TreeEarning(entry.Name, amount));
        }
        return earnings;
    }

    private Target? ReadEnd(ScalarNode? to)
    {
        if (to is null || TargetReader.Read(to, _families, _problems) is not { } target) return null;
        _ = target.ResolveStart(_families, _space, out var trouble);
        if (trouble is not null) _problems.Error(target.At, $"the target '{target.Text}'", trouble);
        return target;
    }
}
