using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CostSim.Cli.Files;
using CostSim.Reporting;

namespace CostSim.Cli.Tests.Files;

/// <summary>The code that the build makes for JSON writes and reads what reflection would, and reflection is not asked.</summary>
public sealed class OutputTypesTests : IDisposable
{
    private static readonly JsonSerializerOptions Reflected = new(RunRecordReader.Json) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private readonly TemporaryFolder _folder = new();

    public OutputTypesTests()
    {
        var scenario = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios", "illness-profiles.yaml");
        Assert.Equal(ExitCode.Done, CostSimProgram.Run(_folder.Path, "run", scenario, "-o", "out", "--draws", "50", "--verify", "--set", "c_tablets=310").ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_type_that_is_not_listed_cannot_be_written_or_read()
    {
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Serialize(new Stranger(1), Summary.Json));
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Stranger>("{ \"number\": 1 }", RunRecordReader.Json));
        // And options that someone makes without the list know no type at all in the program itself.
        var settings = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(typeof(Summary).Assembly.Location, ".runtimeconfig.json")))!["runtimeOptions"]!["configProperties"]!;
        Assert.False((bool)settings["System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault"]!);
    }

    [Fact]
    public void Files_are_written_as_reflection_writes_them()
    {
        Same<Manifest>(Manifest.Name);
        Same<Summary>(Summary.Name);
        Same<ResolvedScenario>(RunRecordReader.ScenarioName);
        Same<Cli.Commands.Inspection.VerificationRecord>(Cli.Commands.Inspection.VerificationRecord.Name);

        void Same<T>(string name)
        {
            var text = _folder.Read($"out/{name}");
            Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(text, Reflected), Reflected) + "\n");
        }
    }

    [Fact]
    public void Members_that_are_missing_or_null_or_of_another_kind_are_read_as_reflection_reads_them()
    {
        var refused = Alike<Manifest>(Manifest.Name) + Alike<Summary>(Summary.Name) + Alike<ResolvedScenario>(RunRecordReader.ScenarioName);

        Assert.InRange(refused, 200, 2_000);
    }

    /// <returns>How many changed files are refused.</returns>
    private int Alike<T>(string name)
    {
        var text = _folder.Read($"out/{name}");
        var (places, refused) = (Places(JsonNode.Parse(text)!, []).ToList(), 0);
        foreach (var place in places)
        {
            foreach (var change in (Action<JsonObject, string>[])[(item, member) => item.Remove(member), (item, member) => item[member] = null, (item, member) => item[member] = new JsonArray(true)])
            {
                var root = JsonNode.Parse(text)!;
                JsonNode parent = root;
                foreach (var step in place[..^1]) parent = step is int index ? parent[index]! : parent[(string)step]!;
                change(parent.AsObject(), (string)place[^1]);
                var changed = root.ToJsonString();
                var expected = Outcome<T>(changed, Reflected);
                Assert.Equal(expected, Outcome<T>(changed, RunRecordReader.Json));
                if (expected.StartsWith("refused", StringComparison.Ordinal)) refused++;
            }
        }
        return refused;
    }

    /// <summary>Every member of every object, of lists the first item.</summary>
    private static IEnumerable<object[]> Places(JsonNode? node, object[] way) => node switch
    {
        JsonObject item => item.SelectMany(pair => Places(pair.Value, [.. way, pair.Key]).Prepend([.. way, pair.Key])),
        JsonArray { Count: > 0 } items => Places(items[0], [.. way, 0]),
        _ => [],
    };

    private static string Outcome<T>(string text, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Serialize(JsonSerializer.Deserialize<T>(text, options), Reflected);
        }
        catch (JsonException refused)
        {
            return $"refused at {refused.Path}";   // the words tell members from parameters, which the build's code sets alike
        }
    }

    private sealed record Stranger(int Number);
}
