using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostSim.Reporting.VegaLite;

/// <summary>Writes texts, but those that are names of members of every JavaScript object: Vega finds these where it looks for its own entries.</summary>
/// <remarks>A space of no width behind such a name looks the same and is another name: a strategy called <c>constructor</c> is drawn like any other.</remarks>
internal sealed class TextWriter : JsonConverter<string>
{
    private static readonly HashSet<string> Members =
    [
        "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "toString", "valueOf", "__proto__", "__defineGetter__", "__defineSetter__",
        "__lookupGetter__", "__lookupSetter__",
    ];

    /// <summary>A text as it is written.</summary>
    public static string Written(string text) => Members.Contains(text) ? text + "\u200b" : text;

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Written(value));
}
