using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using CostSim.Reporting.Figures;
using CostSim.Reporting.Page.Tables;
using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Page;

/// <summary>What the page's script needs, as JSON within the page: texts for every place of the slider, and the figures. The script computes no result.</summary>
internal static class PageData
{
    /// <summary>Escapes <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and quotes, so that no text can end the element that holds it.</summary>
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Texts for every place of the slider.</summary>
    public static string Thresholds(PageFrame frame)
    {
        var (table, profiles) = (new ThresholdTable(frame), new ProfilesTable(frame));
        var strategies = frame.Run.Strategies.Count;
        var places = frame.Points.Select(point => new JsonObject
        {
            ["wtp"] = frame.Run.Curves.WillingnessToPay[point],
            ["text"] = frame.ThresholdAt(point),
            ["answer"] = Texts(frame.AnswerAt(point)),
            ["best"] = table.BestAt(point),
            ["evpi"] = table.EvpiAt(point),
            ["cells"] = new JsonArray([.. Enumerable.Range(0, strategies).Select(strategy => Texts(table.CellsAt(point, strategy)))]),
            ["profiles"] = new JsonArray([.. Enumerable.Range(0, frame.Run.Profiles.Count).Select(profile => Texts(profiles.CellsAt(point, profile)))]),
        });
        return new JsonObject { ["unit"] = frame.PerQaly, ["places"] = new JsonArray([.. places]) }.ToJsonString(Json);
    }

    /// <summary>Specifications without their titles, which the page writes itself, and the themes for both grounds.</summary>
    public static string Figures(IReadOnlyList<Figure> figures) => new JsonObject
    {
        ["light"] = Theme.Light.ToJson(),
        ["dark"] = Theme.Dark.ToJson(),
        ["figures"] = new JsonArray([.. figures.Select(figure =>
        {
            var spec = (JsonObject)Visible(figure.Spec)!;
            spec.Remove("title");
            return new JsonObject { ["name"] = figure.Name, ["spec"] = spec };
        })]),
    }.ToJsonString(Json);

    /// <summary>The same with every text as <see cref="HtmlWriter.Visible"/> shows it; names of properties are the program's own.</summary>
    private static JsonNode? Visible(JsonNode? node) => node switch
    {
        JsonObject properties => new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, Visible(property.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Visible)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => HtmlWriter.Visible(value.GetValue<string>()),
        _ => node?.DeepClone(),
    };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)HtmlWriter.Visible(text))]);
}
