using System.Text.Json.Nodes;

namespace CostSim.Schemas;

/// <summary>The schemas of the pieces that models and scenarios are made of. Each call makes a new tree, since a node of one has one parent.</summary>
internal static class Shape
{
    private const string Name = "^[A-Za-z_][A-Za-z0-9_]*$";

    /// <summary>Any scalar that is not empty: YAML tells texts, numbers and truth values apart, the readers do not.</summary>
    public static JsonObject Text() => new() { ["type"] = Strings("string", "number", "boolean"), ["minLength"] = 1 };

    /// <summary>The path of a file, from the folder of the file that names it.</summary>
    public static JsonObject Path() => new() { ["type"] = "string", ["minLength"] = 1 };

    /// <summary>A number, which is an expression too, or a text.</summary>
    public static JsonObject Expression() => Text();

    /// <summary>A number such as <c>0.5</c>, <c>2e7</c> or <c>3%</c>.</summary>
    public static JsonObject Number(double? least = null, double? greatest = null, double? above = null, double? below = null)
    {
        var number = new JsonObject { ["type"] = "number" };
        if (least is not null) number["minimum"] = least;
        if (greatest is not null) number["maximum"] = greatest;
        if (above is not null) number["exclusiveMinimum"] = above;
        if (below is not null) number["exclusiveMaximum"] = below;
        return AnyOf(number, new JsonObject { ["type"] = "string", ["pattern"] = "^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?%$" });
    }

    public static JsonObject Whole(long least, long? greatest = null)
    {
        var whole = new JsonObject { ["type"] = "integer", ["minimum"] = least };
        if (greatest is not null) whole["maximum"] = greatest;
        return whole;
    }

    /// <summary>A length of time such as <c>3 months</c>.</summary>
    public static JsonObject Duration() => new() { ["type"] = "string", ["pattern"] = "^ *([0-9]+\\.?[0-9]*|\\.[0-9]+) +(year|month|week|day)s? *$" };

    /// <summary>A word, or a whole number where labels are meant.</summary>
    public static JsonObject Label() => AnyOf(new JsonObject { ["type"] = "string", ["pattern"] = "^([A-Za-z_][A-Za-z0-9_]*|[0-9]+)$" }, Whole(0), new JsonObject { ["type"] = "boolean" });

    /// <summary>One of the words that a reader knows.</summary>
    public static JsonObject OneOf(IEnumerable<string> words) => new() { ["enum"] = Strings([.. words]) };

    public static JsonObject List(JsonObject item, int least = 0)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item };
        if (least > 0) list["minItems"] = least;
        return list;
    }

    /// <summary>A list, or a single item in place of a list of that one.</summary>
    public static JsonObject ListOrOne(Func<JsonObject> item) => AnyOf(List(item()), item());

    public static JsonObject AnyOf(params JsonObject[] choices) => new() { ["anyOf"] = new JsonArray([.. choices]) };

    public static JsonObject Nothing() => new() { ["type"] = "null" };

    public static JsonObject Ref(string definition) => new() { ["$ref"] = $"#/$defs/{definition}" };

    /// <summary>A mapping whose reader refuses other keys than these.</summary>
    public static JsonObject Closed(params IReadOnlyList<Key> keys)
    {
        var mapping = Mapping(keys);
        mapping["additionalProperties"] = false;
        return mapping;
    }

    /// <summary>A mapping whose other keys are names that the author chooses.</summary>
    public static JsonObject Open(JsonObject value, params IReadOnlyList<Key> keys)
    {
        var mapping = Mapping(keys);
        mapping["additionalProperties"] = value;
        return mapping;
    }

    /// <summary>The same, where names may stand in expressions.</summary>
    public static JsonObject Declarations(JsonObject value)
    {
        var mapping = Open(value);
        mapping["propertyNames"] = new JsonObject { ["pattern"] = Name };
        return mapping;
    }

    /// <summary>A mapping with at least one of these sets of keys.</summary>
    public static JsonObject WithOneOf(this JsonObject mapping, params string[][] sets)
    {
        mapping["anyOf"] = new JsonArray([.. sets.Select(set => new JsonObject { ["required"] = Strings(set) })]);
        return mapping;
    }

    public static JsonArray Strings(params string[] texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonObject Mapping(IReadOnlyList<Key> keys)
    {
        var mapping = new JsonObject { ["type"] = "object" };
        if (keys.Count > 0) mapping["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)Described(key))));
        if (keys.Any(key => key.IsRequired)) mapping["required"] = Strings([.. keys.Where(key => key.IsRequired).Select(key => key.Name)]);
        return mapping;
    }

    private static JsonObject Described(Key key)
    {
        var described = new JsonObject { ["description"] = key.About };
        foreach (var (name, value) in key.Value.ToList())
        {
            key.Value.Remove(name);
            described[name] = value;
        }
        return described;
    }
}
