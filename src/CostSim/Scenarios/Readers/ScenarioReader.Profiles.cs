using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Language;
using CostSim.Language.Parsing;
using CostSim.Models;
using CostSim.Units;

namespace CostSim.Scenarios.Readers;

/// <content>Profiles: parts of the population, each with its weight.</content>
public sealed partial class ScenarioReader
{
    private const string ProfilesKey = "profiles";

    /// <summary>What tables call the weighted mean of all profiles.</summary>
    private const string Overall = "overall";

    private readonly List<Expression> _weights = [];

    /// <summary>A profile as written, and the population that it makes with what is common to all.</summary>
    private sealed record WrittenProfile(string Name, string About, Expression? Weight, SourceLocation At, MappingNode Population);

    /// <summary>Takes profiles apart; empty where there are none.</summary>
    private List<WrittenProfile> ReadProfiles(MappingNode? population)
    {
        var profiles = new List<WrittenProfile>();
        if (population?[ProfilesKey] is not { } node) return profiles;
        var common = new MappingNode(population.At, [.. population.Entries.Where(entry => entry.Name != ProfilesKey)]);
        foreach (var (name, body) in Bodies(node))
        {
            if (ReadProfile(name, body, common) is not { } profile) continue;
            if (profiles.Exists(other => other.Name == profile.Name)) _problems.Error(profile.At, $"a second profile '{profile.Name}'", "a name of its own for each profile");
            profiles.Add(profile);
        }
        if (node is SequenceNode { Items.Count: 0 } or MappingNode { Entries.Count: 0 }) _problems.Error(node.At, $"{node.Kind} without a profile", "at least one profile");
        CheckWeights(profiles, node.At);
        return profiles;
    }

    /// <summary>A list of profiles with their names, or a mapping by name, which a scenario that extends this one can change piece by piece.</summary>
    private IEnumerable<(ScalarNode? Name, MappingNode Body)> Bodies(Node node)
    {
        const string Expected = "'{ name: …, weight: … }' and what is different in this profile";
        switch (node)
        {
            case SequenceNode list:
                foreach (var item in list.Items)
                {
                    if (item is MappingNode body) yield return (null, body);
                    else _problems.Error(item.At, $"{item.Kind} as a profile", Expected);
                }
                break;
            case MappingNode byName:
                foreach (var entry in byName.Entries)
                {
                    if (entry.Value is MappingNode body) yield return (entry.Key, body);
                    else _problems.Error(entry.Value.At, $"{entry.Value.Kind} as the profile '{entry.Name}'", "'{ weight: … }' and what is different in this profile");
                }
                break;
            default:
                _problems.Error(node.At, $"{node.Kind} as '{ProfilesKey}'", "a list of profiles, or a mapping by name");
                break;
        }
    }

    private WrittenProfile? ReadProfile(ScalarNode? key, MappingNode body, MappingNode common)
    {
        string[] own = key is null ? ["name", "about", "weight"] : ["about", "weight"];
        var fields = new Fields(body with { Entries = [.. body.Entries.Where(entry => own.Contains(entry.Name))] }, "a profile", _problems);
        var name = key ?? fields.Scalar("name", "the profile's name", required: true);
        var about = fields.Scalar("about", "who they are")?.Text ?? "";
        var weight = fields.Scalar("weight", "the profile's share of the population, a number or an expression of parameters", required: true);
        if (name is null) return null;
        if (name.Text == Overall) _problems.Error(name.At, $"a profile '{Overall}'", "another name: this is that of all profiles together");
        var particular = body.Entries.Where(entry => !own.Contains(entry.Name)).ToList();
        var population = new MappingNode(body.At, [.. common.Entries.Where(entry => !particular.Exists(other => other.Name == entry.Name)), .. particular]);
        return new WrittenProfile(name.Text, about, weight is null ? null : ReadWeight(weight, name.Text), body.At, population);
    }

    private Expression? ReadWeight(ScalarNode weight, string profile)
    {
        if (Fields.TryNumber(weight, out var number) && number is not (> 0 and <= 1))
        {
            _problems.Error(weight.At, $"a weight of {number} for the profile '{profile}'", "a share of the population: above 0, at most 1");
            return null;
        }
        if (ExpressionParser.Parse(weight.Text, weight.TextAt, _problems) is not { } expression || !Fits(expression, Unit.Probability, $"the weight of the profile '{profile}'")) return null;
        _weights.Add(expression);
        return expression;
    }

    /// <summary>Weights that are plain numbers are checked here; others in every draw.</summary>
    private void CheckWeights(List<WrittenProfile> profiles, SourceLocation at)
    {
        if (profiles.Count == 0 || !profiles.TrueForAll(profile => profile.Weight is NumberExpression)) return;
        var sum = profiles.Sum(profile => ((NumberExpression)profile.Weight!).Value);
        if (Math.Abs(sum - 1) > Profile.Rounding) _problems.Error(at, $"weights of profiles that sum to {sum:G10}", "weights that sum to 1");
    }

    /// <summary>What every profile replaces is in none of them; it is read beside the first, so that a mistake in it is told all the same. Shares of the start may rest on parameters that are gone with them.</summary>
    private void ReadReplaced(MappingNode? population, List<WrittenProfile> written, Model model)
    {
        if (population is null || written.Count == 0) return;
        Entry[] replaced = [.. population.Entries.Where(entry => entry.Name is not (ProfilesKey or "start") && written.TrueForAll(profile => !ReferenceEquals(profile.Population[entry.Name], entry.Value)))];
        if (replaced.Length == 0) return;
        var others = written[0].Population.Entries.Where(entry => !Array.Exists(replaced, common => common.Name == entry.Name));
        // At the first profile's place, so that what is wrong with both is said once.
        _ = ReadPopulation(new MappingNode(written[0].Population.At, [.. replaced, .. others]), model, population.At);
    }

    private List<Profile> Complete(List<WrittenProfile> written, Model model, ScalarNode? horizon, Node? correction, MappingNode? lifeTables, SourceLocation at)
    {
        var profiles = new List<Profile>();
        foreach (var profile in written)
        {
            var patients = ReadPopulation(profile.Population, model, at);
            var cycles = ReadHorizon(horizon, model, patients);
            _ = ReadTiming(correction, model, cycles);
            var tables = ReadLifeTables(lifeTables, model, patients, cycles ?? 1, at);
            if (profile.Weight is { } weight) profiles.Add(new Profile(profile.Name, profile.About, weight, patients, tables, cycles ?? 1));
        }
        return profiles;
    }
}
