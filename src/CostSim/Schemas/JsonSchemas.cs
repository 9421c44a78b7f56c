using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CostSim.Schemas;

/// <summary>JSON Schemas (draft 2020-12) of the files that people write, so that editors complete and check them.</summary>
/// <remarks>
/// A schema knows the shape of a file, not its meaning: names of parameters, units and expressions are checked by the readers. It refuses nothing that
/// the readers take.
/// </remarks>
public static class JsonSchemas
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The schema of model files, as a text that ends with a line break.</summary>
    public static string OfModels() => Text("CostSim model", ModelSchema.Root(), ModelSchema.Definitions());

    /// <summary>The schema of scenario files, as a text that ends with a line break.</summary>
    public static string OfScenarios()
    {
        var whole = ScenarioSchema.Root();
        var definitions = ParameterSchema.Definitions();
        foreach (var name in Extending.Changed) definitions[Extending.Prefix + name] = Extending.Loosened(definitions[name]!.AsObject());
        definitions["extending_scenario"] = Extending.Loosened(whole);
        definitions["scenario"] = whole;
        var root = new JsonObject
        {
            ["type"] = "object",
            ["if"] = new JsonObject { ["required"] = Shape.Strings("extends") },
            ["then"] = Shape.Ref("extending_scenario"),
            ["else"] = Shape.Ref("scenario"),
        };
        return Text("CostSim scenario", root, definitions);
    }

    private static string Text(string title, JsonObject root, JsonObject definitions)
    {
        var document = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (name, value) in root.ToList())
        {
            root.Remove(name);
            document[name] = value;
        }
        document["$defs"] = definitions;
        return document.ToJsonString(Written) + "\n";
    }
}
