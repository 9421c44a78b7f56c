using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostSim.Documents;

namespace CostSim.Tests.Schemas;

/// <summary>Nodes as YAML text again, and as the JSON that an editor sees in their place.</summary>
internal static partial class WrittenNode
{
    private static readonly JsonSerializerOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>YAML that reads as these nodes.</summary>
    public static string ToYaml(Node node)
    {
        var text = new StringBuilder();
        Write(node, text, indent: 0);
        return text.ToString().TrimStart('\n') + "\n";
    }

    /// <summary>By the core schema of YAML 1.2, which editors use: <c>3</c> is a number, <c>true</c> a truth value, <c>3%</c> and <c>yes</c> are texts.</summary>
    public static JsonNode? ToJson(Node node) => node switch
    {
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Name, ToJson(entry.Value)))),
        SequenceNode sequence => new JsonArray([.. sequence.Items.Select(ToJson)]),
        ScalarNode { Quoted: true } quoted => JsonValue.Create(quoted.Text),
        ScalarNode { Text: "" or "~" or "null" or "Null" or "NULL" } => null,
        ScalarNode { Text: "true" or "True" or "TRUE" } => JsonValue.Create(true),
        ScalarNode { Text: "false" or "False" or "FALSE" } => JsonValue.Create(false),
        ScalarNode whole when Whole().IsMatch(whole.Text) && long.TryParse(whole.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        ScalarNode fraction when Number().IsMatch(fraction.Text) => JsonValue.Create(double.Parse(fraction.Text, CultureInfo.InvariantCulture)),
        ScalarNode text => JsonValue.Create(text.Text),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "Unknown kind of node."),
    };

    private static void Write(Node node, StringBuilder text, int indent)
    {
        var margin = "\n" + new string(' ', indent);
        switch (node)
        {
            case MappingNode { Entries.Count: 0 }:
                text.Append("{}");
                break;
            case SequenceNode { Items.Count: 0 }:
                text.Append("[]");
                break;
            case MappingNode mapping:
                foreach (var entry in mapping.Entries)
                {
                    text.Append(margin).Append(JsonSerializer.Serialize(entry.Name, Plainly)).Append(": ");
                    Write(entry.Value, text, indent + 2);
                }
                break;
            case SequenceNode sequence:
                foreach (var item in sequence.Items)
                {
                    text.Append(margin).Append("- ");
                    Write(item, text, indent + 2);
                }
                break;
            case ScalarNode scalar:
                text.Append(scalar.Quoted || scalar.Text.Contains('\n') ? JsonSerializer.Serialize(scalar.Text, Plainly) : scalar.Text);
                break;
        }
    }

    [GeneratedRegex(@"^[-+]?[0-9]+$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
