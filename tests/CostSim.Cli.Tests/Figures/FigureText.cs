using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Reporting.Figures;
using CostSim.Scenarios;

namespace CostSim.Cli.Tests.Figures;

/// <summary>A figure as a text that a person can read and compare: a row of data on a line, the table as a table, what all figures share left out.</summary>
internal static class FigureText
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Figure figure, Locale locale)
    {
        var text = new StringBuilder().Append($"# {figure.Title}\n{figure.HowToRead}\n\n");
        var spec = (JsonObject)figure.Spec.DeepClone();
        spec.Remove("config");
        Write(text, spec, 0);
        text.Append($"\n\n{figure.Table.Caption}\n");
        text.Append(string.Join(" | ", figure.Table.Columns.Select(column => column.Unit.Length == 0 ? column.Name : $"{column.Name} [{column.Unit}]"))).Append('\n');
        foreach (var row in figure.Table.Rows)
            text.Append(string.Join(" | ", row.Select((cell, c) => cell.Shown(figure.Table.Columns[c], locale)))).Append('\n');
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        var inner = new string(' ', 2 * depth + 2);
        switch (node)
        {
            case JsonObject item when item.Any(pair => pair.Value is JsonObject or JsonArray { Count: > 3 } or JsonArray { Count: > 0 } and [JsonObject, ..]):
                text.Append('{');
                foreach (var (pair, i) in item.Select((pair, i) => (pair, i)))
                {
                    text.Append(i > 0 ? ",\n" : "\n").Append(inner).Append($"\"{pair.Key}\": ");
                    Write(text, pair.Value, depth + 1);
                }
                text.Append('\n').Append(inner[2..]).Append('}');
                break;
            case JsonArray items when items.Any(item => item is JsonObject):
                text.Append('[');
                foreach (var (item, i) in items.Select((item, i) => (item, i)))
                {
                    text.Append(i > 0 ? ",\n" : "\n").Append(inner);
                    Write(text, item, depth + 1);
                }
                text.Append('\n').Append(inner[2..]).Append(']');
                break;
            default:
                text.Append(node is null ? "null" : node.ToJsonString(Json));
                break;
        }
    }
}
