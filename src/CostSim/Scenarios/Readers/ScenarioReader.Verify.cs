using CostSim.Documents;
using CostSim.Models;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <content>What the author intends: the optional block <c>verify:</c>, for <c>costsim verify</c>. It changes no result.</content>
public sealed partial class ScenarioReader
{
    internal static readonly Dictionary<string, int> Directions = new() { ["up"] = 1, ["down"] = -1, ["none"] = 0 };

    private Expectations ReadExpectations(MappingNode? mapping, Scenario scenario)
    {
        if (mapping is null) return Expectations.None;
        var fields = new Fields(mapping, "'verify'", _problems);
        string[] strategies = [.. scenario.Strategies.Select(strategy => strategy.Name)];
        string[] parameters = [.. scenario.Parameters.Select(parameter => parameter.Name), .. _failed];
        string[] outcomes = [.. scenario.Model.Outcomes.Select(outcome => outcome.Name).Append(Outcome.Cost).Distinct()];
        var accepted = Entries(fields, "accept", "a reason for each check that may fail").Where(entry => entry.Value is ScalarNode { Text.Length: > 0 } || Refuse(entry.Value, "the reason why it may fail")).ToList();
        var expectations = new Expectations
        {
            Dead = Families(fields.List("dead", "the states of the dead"), scenario.Model),
            FromBestToWorst = Families(fields.List("from_best_to_worst", "states, each no better than the one before"), scenario.Model),
            Only = Entries(fields, "only", "for a parameter, the strategies that it may affect")
                .Where(entry => IsKnown(entry.Key, parameters, "parameter"))
                .ToDictionary(entry => entry.Name, entry => Known(entry.Value, strategies, "strategy")),
            Raising = [.. Entries(fields, "raising", "for a parameter, what raising it does to outcomes").Where(entry => IsKnown(entry.Key, parameters, "parameter")).SelectMany(entry => Effects(entry, outcomes))],
            Ascending = ByOutcome(fields, "ascending", "for an outcome, strategies from the least to the most of it", outcomes, strategies),
            Equal = ByOutcome(fields, "equal", "for an outcome, strategies that have equally much of it", outcomes, strategies),
            Stay = Stays(Entries(fields, "stay", "for a state, how long people stay who do not die"), scenario.Model),
            Accepted = accepted.ToDictionary(entry => entry.Name, entry => ((ScalarNode)entry.Value).Text),
            AcceptedAt = accepted.ToDictionary(entry => entry.Name, entry => entry.Key.At),
        };
        fields.RefuseOthers();
        return expectations;
    }

    private static IEnumerable<Entry> Entries(Fields fields, string name, string meaning) => fields.Mapping(name, meaning)?.Entries ?? [];

    private Dictionary<string, IReadOnlyList<string>> ByOutcome(Fields fields, string name, string meaning, string[] outcomes, string[] strategies) =>
        Entries(fields, name, meaning).Where(entry => IsKnown(entry.Key, outcomes, "outcome")).ToDictionary(entry => entry.Name, entry => Known(entry.Value, strategies, "strategy"));

    private IReadOnlyList<string> Known(Node node, string[] known, string what)
    {
        var items = node is SequenceNode sequence ? sequence.Items : [node];
        return [.. items.Where(item => item is ScalarNode name ? IsKnown(name, known, what) : Refuse(item, $"a {what}")).Select(item => ((ScalarNode)item).Text)];
    }

    private IEnumerable<ExpectedEffect> Effects(Entry parameter, string[] outcomes)
    {
        if (parameter.Value is not MappingNode mapping)
        {
            Refuse(parameter.Value, "a mapping such as '{ qaly: down, cost: none }'");
            yield break;
        }
        foreach (var entry in mapping.Entries)
        {
            if (!IsKnown(entry.Key, outcomes, "outcome")) continue;
            if (entry.Value is ScalarNode word && Directions.TryGetValue(word.Text, out var direction)) yield return new ExpectedEffect(parameter.Name, entry.Name, direction);
            else Refuse(entry.Value, "'up', 'down' or 'none'");
        }
    }

    private List<StateFamily> Families(IReadOnlyList<Node> nodes, Model model) => [.. nodes.Select(node => Family(node, model)).OfType<StateFamily>()];

    private StateFamily? Family(Node node, Model model)
    {
        if (node is ScalarNode name)
            return IsKnown(name, [.. model.Families.Select(family => family.Name)], "state") ? model.Families.First(family => family.Name == name.Text) : null;
        Refuse(node, "a state");
        return null;
    }

    private Dictionary<StateFamily, Duration> Stays(IEnumerable<Entry> entries, Model model)
    {
        var stays = new Dictionary<StateFamily, Duration>(ReferenceEqualityComparer.Instance);
        foreach (var entry in entries)
        {
            if (Family(entry.Key, model) is not { } family) continue;
            if (entry.Value is ScalarNode text && Duration.TryParse(text.Text, out var duration) && duration.WholeNumberOf(model.Cycle) is not null) stays[family] = duration;
            else Refuse(entry.Value, "a whole number of cycles, such as '2 years'");
        }
        return stays;
    }

    private bool IsKnown(ScalarNode name, string[] known, string what)
    {
        if (known.Contains(name.Text)) return true;
        _problems.Error(name.At, $"unknown {what} '{name.Text}' in 'verify'", $"one of {string.Join(", ", known)}", name.Text, known);
        return false;
    }

    private bool Refuse(Node node, string expected)
    {
        _problems.Error(node.At, $"{node.Kind} in 'verify'", expected);
        return false;
    }
}
