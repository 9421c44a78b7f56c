using System.Text.Json.Nodes;
using CostSim.Diagnostics;
using CostSim.Documents;
using CostSim.Models;
using CostSim.Scenarios;
using CostSim.Schemas;
using CostSim.Tests.Published;
using Json.Schema;

namespace CostSim.Tests.Schemas;

/// <summary>The schemas know the keys that the readers know, and no other; and they refuse nothing that the readers take.</summary>
public sealed class JsonSchemasTests
{
    private const string Unknown = "zz_unknown";

    private static readonly (JsonObject Json, JsonSchema Schema) Models = Parse(JsonSchemas.OfModels());
    private static readonly (JsonObject Json, JsonSchema Schema) Scenarios = Parse(JsonSchemas.OfScenarios());

    [Theory]
    [InlineData("model.json")]
    [InlineData("scenario.json")]
    public void The_schemas_in_the_repository_are_current(string name)
    {
        var path = Path.Combine(Repository.Root, "docs", "schema", name);
        var text = name == "model.json" ? JsonSchemas.OfModels() : JsonSchemas.OfScenarios();
        if (Environment.GetEnvironmentVariable("COSTSIM_RENEW_GOLDENS") == "1") File.WriteAllText(path, text);

        Assert.Equal(File.ReadAllText(path), text);
    }

    [Fact]
    public void The_schemas_are_schemas()
    {
        foreach (var (json, _) in new[] { Models, Scenarios }) Assert.True(MetaSchemas.Draft202012.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(json)).IsValid);
    }

    [Fact]
    public void Everything_that_is_shipped_and_every_example_is_taken() =>
        AssertNone(Sample.All.Where(sample => !Takes(sample, sample.Root())).Select(sample => $"{sample.Name}: {Complaint(sample, sample.Root())}\n{sample.Text}"));

    [Fact]
    public void What_a_change_breaks_for_the_schema_it_breaks_for_the_readers_and_the_readers_know_the_schemas_keys()
    {
        var wrong = new List<string>();
        var seen = new HashSet<string>();
        var confirmed = new HashSet<string>();
        foreach (var sample in Sample.All)
        {
            var root = sample.Root();
            foreach (var (place, node) in Places(new SchemaPlace(SchemaOf(sample).Json, "$", SchemaOf(sample).Json), root).Where(pair => seen.Add($"{pair.Place.Pointer} {pair.Node.GetType().Name} {sample.IsScenario}")))
                Try(sample, root, place, node, wrong, confirmed);
        }

        AssertNone(wrong.Count == 0 ? [] : [.. wrong, "A key that a reader has learnt belongs into src/CostSim/Schemas too; tests/README.md tells how docs/schema is renewed."]);
        AssertNone(Closed(Models.Json).Concat(Closed(Scenarios.Json)).Select(mapping => mapping.GetPath() + " " + mapping.Root["title"]).Except(confirmed).Select(path => $"{path}: no example has such a mapping"));
    }

    /// <summary>The mistakes of shape among <c>BadInputs</c>: keys that are unknown or missing, lists and mappings where there can't be one.</summary>
    [Fact]
    public void Mistakes_of_shape_are_refused()
    {
        var folder = Path.Combine(Repository.Root, "tests", "CostSim.Cli.Tests", "BadInputs");
        var (refused, overlooked) = (0, new List<string>());
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            foreach (var group in File.ReadLines(Path.ChangeExtension(path, ".expected.txt")).Where(IsOfShape).GroupBy(line => line.Split(':')[0]))
            {
                var (schema, file) = (group.Key == name ? Scenarios : Models, Path.Combine(folder, group.Key));
                if (YamlReader.Read(file, File.ReadAllText(file), new Problems()) is not { } root) continue;
                if (schema.Schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(WrittenNode.ToJson(root))).IsValid) overlooked.Add($"{name}: {string.Join('\n', group)}");
                else refused++;
            }
        }

        AssertNone(overlooked);
        Assert.True(refused >= 8, $"{refused} refused");

        static bool IsOfShape(string line) =>
            line.Contains(": error: ", StringComparison.Ordinal)
            && (line.Contains("unknown key ", StringComparison.Ordinal) || line.Contains(" without '", StringComparison.Ordinal) || line.Contains("error: a list", StringComparison.Ordinal) || line.Contains("error: a mapping", StringComparison.Ordinal))
            // Which keys these have is the model's to say.
            && !line.Contains("in the parameter", StringComparison.Ordinal) && !line.Contains("a population without 'age'", StringComparison.Ordinal) && !line.Contains("in the strategy", StringComparison.Ordinal) && !line.Contains("in the population", StringComparison.Ordinal) && !line.Contains("life table", StringComparison.Ordinal);
    }

    private static void Try(Sample sample, MappingNode root, SchemaPlace place, Node node, List<string> wrong, HashSet<string> confirmed)
    {
        var extends = sample.IsScenario && root["extends"] is not null;
        if (node is MappingNode mapping)
        {
            TryUnknownKey(sample, root, place, mapping, wrong, confirmed);
            foreach (var entry in mapping.Entries)
            {
                var without = Change.Replace(root, entry.Value, null);
                var problems = Compare(sample, without, $"without '{entry.Name}' of {place.Pointer}", wrong);
                if (!extends && problems.Any(problem => problem.Found.Contains($"without '{entry.Name}'", StringComparison.Ordinal)) && Takes(sample, without) && IsFixed(place, entry.Name) && entry.Name != "age")   // a life table needs it
                    wrong.Add($"{sample.Name}: the reader needs '{entry.Name}', {place.Pointer} does not");
            }
        }
        if (ReferenceEquals(node, root)) return;
        foreach (var (other, kind) in new (Node, string)[] { (new SequenceNode(node.At, [Change.Word(node, Unknown)]), "a list"), (new MappingNode(node.At, [new Entry(Change.Word(node, Unknown), Change.Word(node, Unknown))]), "a mapping"), (Change.Word(node, Unknown), $"'{Unknown}'"), (Change.Word(node, "0.5"), "'0.5'") })
        {
            if (other.GetType() == node.GetType() && other is not ScalarNode) continue;
            var changed = Change.Replace(root, node, other);
            var problems = Compare(sample, changed, $"{kind} at {place.Pointer}", wrong);
            if (other is not ScalarNode && !extends && problems.Any(problem => problem.Found.StartsWith(kind, StringComparison.Ordinal)) && Takes(sample, changed))
                wrong.Add($"{sample.Name}: the reader refuses {kind} at {place.Pointer}, the schema does not: {string.Join("; ", problems)}");
        }
    }

    private static void TryUnknownKey(Sample sample, MappingNode root, SchemaPlace place, MappingNode mapping, List<string> wrong, HashSet<string> confirmed)
    {
        var changed = Change.Replace(root, mapping, Change.WithKey(mapping, Unknown, "1"));
        var refusal = Compare(sample, changed, $"'{Unknown}' in {place.Pointer}", wrong).FirstOrDefault(problem => problem.Found.StartsWith($"unknown key '{Unknown}'", StringComparison.Ordinal));
        var alternatives = place.Mappings().ToList();
        if (refusal is null)
        {
            // A distribution refuses other arguments in its own words.
            if (alternatives.TrueForAll(SchemaPlace.IsClosed) && Takes(sample, changed)) wrong.Add($"{sample.Name}: {place.Pointer} takes '{Unknown}'");
            foreach (var exact in alternatives.Where(IsExact)) confirmed.Add(exact.GetPath() + " " + exact.Root["title"]);
            return;
        }
        var known = refusal.Expected["one of ".Length..].Split(", ").ToHashSet();
        // A profile is read in two parts: what is its own, and the population that it makes with what is common to all.
        string[] own = place.Pointer.Contains(".profiles", StringComparison.Ordinal) ? ["name", "about", "weight"] : [];
        if (own.Length > 0) known = [.. known.Except(["profiles"]), .. own];
        if (alternatives.Find(alternative => SchemaPlace.IsClosed(alternative) && SchemaPlace.KeysOf(alternative).SetEquals(known)) is { } same)
            confirmed.Add(same.GetPath() + " " + same.Root["title"]);
        else if (!alternatives.Exists(alternative => !SchemaPlace.IsClosed(alternative) && SchemaPlace.KeysOf(alternative).IsSubsetOf(known) && known.Except(SchemaPlace.KeysOf(alternative)).All(name => own.Contains(name) || NamesOf(sample).Contains(name))))
            wrong.Add($"{sample.Name}: {refusal}\n  {place.Pointer} has {string.Join(" | ", alternatives.Select(alternative => string.Join(", ", SchemaPlace.KeysOf(alternative))))}");
    }

    /// <summary>A change that the schema refuses must be refused by the readers too.</summary>
    private static Problems Compare(Sample sample, Node changed, string what, List<string> wrong)
    {
        var problems = sample.ProblemsOf(WrittenNode.ToYaml(changed));
        // What is said of all patients is not looked at where every profile says something else.
        if (what.EndsWith(".population.start", StringComparison.Ordinal) && sample.Scenario()!.Profiles.Count > 0) return problems;
        if (!problems.HasErrors && !Takes(sample, changed)) wrong.Add($"{sample.Name}: {what}: the readers take it, the schema says {Complaint(sample, changed)}");
        return problems;
    }

    /// <summary>The names that a model gives to what its scenarios must say, and the labels of its distributions.</summary>
    private static HashSet<string> NamesOf(Sample sample)
    {
        if (sample.Scenario() is not { } scenario) return [];
        return
        [
            .. scenario.Models.SelectMany(model => model.Settings).Select(setting => setting.Name), .. scenario.Model.Attributes.Select(attribute => attribute.Name),
            .. scenario.Model.LifeTables.Select(table => table.Name), .. scenario.Model.Tables.Select(table => table.Name), .. scenario.Model.Outcomes.Select(outcome => outcome.Name),
            .. scenario.Model.Families.SelectMany(family => family.Dimensions).OfType<LabelDimension>().SelectMany(dimension => dimension.Labels), .. scenario.Model.Inputs.SelectMany(input => input.By).SelectMany(set => set.Labels),
            .. scenario.Parameters.Select(parameter => parameter.Value).OfType<JointValue>().SelectMany(value => value.Labels),
        ];
    }

    private static bool IsExact(JsonObject mapping) => mapping["anyOf"]?[0]?["maxProperties"] is not null;

    private static bool IsFixed(SchemaPlace place, string key) => place.Mappings().Any(mapping => SchemaPlace.KeysOf(mapping).Contains(key));

    private static IEnumerable<(SchemaPlace Place, Node Node)> Places(SchemaPlace place, Node node) => node switch
    {
        MappingNode mapping => [(place, node), .. mapping.Entries.SelectMany(entry => place.Under(entry.Name).SelectMany(under => Places(under, entry.Value)))],
        SequenceNode sequence => [(place, node), .. sequence.Items.SelectMany(item => place.Items().SelectMany(under => Places(under, item)))],
        _ => [(place, node)],
    };

    /// <summary>All descriptions of mappings that take no other keys, but for scenarios that extend another, which have the same.</summary>
    private static IEnumerable<JsonObject> Closed(JsonNode node, string key = "") => node switch
    {
        _ when key.StartsWith("changed_", StringComparison.Ordinal) || key == "extending_scenario" => [],
        JsonObject mapping => [.. SchemaPlace.IsClosed(mapping) ? [mapping] : Array.Empty<JsonObject>(), .. mapping.Where(entry => entry.Value is not null).SelectMany(entry => Closed(entry.Value!, entry.Key))],
        JsonArray list => list.SelectMany(item => Closed(item!)),
        _ => [],
    };

    private static bool Takes(Sample sample, Node document) => SchemaOf(sample).Schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(WrittenNode.ToJson(document))).IsValid;

    private static string Complaint(Sample sample, Node document)
    {
        var results = SchemaOf(sample).Schema.Evaluate(System.Text.Json.JsonSerializer.SerializeToElement(WrittenNode.ToJson(document)), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return string.Join("; ", (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")).Distinct().Take(12));
    }

    private static (JsonObject Json, JsonSchema Schema) SchemaOf(Sample sample) => sample.IsScenario ? Scenarios : Models;

    private static (JsonObject Json, JsonSchema Schema) Parse(string text) => (JsonNode.Parse(text)!.AsObject(), JsonSchema.FromText(text));

    private static void AssertNone(IEnumerable<string> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong));
}
