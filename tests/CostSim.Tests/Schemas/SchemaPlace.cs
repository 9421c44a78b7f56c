using System.Text.Json.Nodes;

namespace CostSim.Tests.Schemas;

/// <summary>What a schema says of one place of a document: the alternatives that may stand there.</summary>
/// <param name="document">The whole schema.</param>
/// <param name="pointer">Where in it the place is described: for messages, and to know a place again.</param>
/// <param name="schema">The description.</param>
internal sealed class SchemaPlace(JsonObject document, string pointer, JsonObject schema)
{
    public string Pointer => pointer;

    /// <summary>The descriptions of mappings among the alternatives.</summary>
    public IEnumerable<JsonObject> Mappings() => Alternatives(schema).Where(alternative => alternative["type"] is JsonValue type && type.TryGetValue<string>(out var name) && name == "object");

    /// <summary>The names that a mapping's description gives.</summary>
    public static HashSet<string> KeysOf(JsonObject mapping) => [.. (mapping["properties"] as JsonObject ?? []).Select(property => property.Key)];

    public static bool IsClosed(JsonObject mapping) => mapping["additionalProperties"] is JsonValue;

    /// <summary>What may stand under a key; several places where the alternatives differ.</summary>
    public IEnumerable<SchemaPlace> Under(string key) => Mappings().SelectMany(mapping =>
        mapping["properties"]?[key] is JsonObject own ? [new SchemaPlace(document, $"{mapping.GetPath()}.{key}", own)]
        : mapping["additionalProperties"] is JsonObject others && IsName(mapping, key) ? [new SchemaPlace(document, $"{mapping.GetPath()}.*", others)]
        : Array.Empty<SchemaPlace>());

    public IEnumerable<SchemaPlace> Items() => Alternatives(schema).Select(alternative => alternative["items"]).OfType<JsonObject>().Select(item => new SchemaPlace(document, item.GetPath(), item));

    private static bool IsName(JsonObject mapping, string key) => mapping["propertyNames"]?["not"]?["enum"] is not JsonArray taken || taken.All(name => name!.GetValue<string>() != key);

    private IEnumerable<JsonObject> Alternatives(JsonObject from)
    {
        if (from["$ref"]?.GetValue<string>() is { } reference) return Alternatives(document["$defs"]![reference["#/$defs/".Length..]]!.AsObject());
        if (from["else"] is JsonObject otherwise) return Alternatives(otherwise);
        return from["type"] is null && from["anyOf"] is JsonArray choices ? choices.SelectMany(choice => Alternatives(choice!.AsObject())) : [from];
    }
}
