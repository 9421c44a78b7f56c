using System.Text.Json.Nodes;

namespace CostSim.Schemas;

/// <summary>What may stand in a scenario that extends another: nothing is needed, since the other has it, and <c>null</c> takes a key away.</summary>
internal static class Extending
{
    /// <summary>What stands for the definitions of a scenario that extends none.</summary>
    public const string Prefix = "changed_";

    /// <summary>The definitions that have another form here. A value is given anew as a whole, so it keeps its own.</summary>
    public static readonly string[] Changed = ["parameter", "table"];

    /// <summary>Words of a schema that ask for something to be there.</summary>
    private static readonly string[] Demands = ["required", "minProperties", "anyOf"];

    private const string Start = "#/$defs/";

    /// <summary>A schema that asks for nothing below it; a copy.</summary>
    public static JsonObject Loosened(JsonObject schema)
    {
        var copy = schema.DeepClone().AsObject();
        Loosen(copy);
        return copy;
    }

    private static void Loosen(JsonObject schema)
    {
        foreach (var name in Demands.Where(name => schema["type"] is not null)) schema.Remove(name);
        if (schema["$ref"]?.GetValue<string>() is { } reference && Changed.Contains(reference[Start.Length..])) schema["$ref"] = $"{Start}{Prefix}{reference[Start.Length..]}";
        foreach (var choice in (schema["anyOf"] as JsonArray ?? []).OfType<JsonObject>()) Loosen(choice);
        foreach (var (name, value) in (schema["properties"] as JsonObject ?? []).ToList()) schema["properties"]![name] = OrNothing(value!.AsObject());
        if (schema["additionalProperties"] is JsonObject others) schema["additionalProperties"] = OrNothing(others);
    }

    private static JsonObject OrNothing(JsonObject schema)
    {
        var copy = Loosened(schema);
        var removable = Shape.AnyOf(copy, Shape.Nothing());
        if (!copy.TryGetPropertyValue("description", out var about)) return removable;
        copy.Remove("description");
        removable["description"] = about!.DeepClone();
        return removable;
    }
}
