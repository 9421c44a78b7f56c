using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CostSim.Scenarios;

namespace CostSim.Reporting.VegaLite;

/// <summary>Makes a whole Vega-Lite specification of a view: title, alternative text, parameters, colours, number formats, data and all.</summary>
internal static class Specification
{
    private const string Schema = "https://vega.github.io/schema/vega-lite/v6.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new TextWriter() } };

    /// <param name="view">What is drawn.</param>
    /// <param name="title">Above it.</param>
    /// <param name="description">For who can't see it: what is drawn, and what there is to see.</param>
    /// <param name="parameters">That expressions use.</param>
    /// <param name="locale">How numbers are written.</param>
    public static JsonObject Of(View view, string title, string description, IReadOnlyList<Parameter> parameters, Locale locale)
    {
        var config = Theme.Light.ToJson();
        config["locale"] = new JsonObject { ["number"] = NumberLocale(locale) };
        var specification = new JsonObject
        {
            ["$schema"] = Schema,
            ["title"] = title,
            ["description"] = description,
            ["config"] = config,
        };
        if (parameters.Count > 0) specification["params"] = JsonSerializer.SerializeToNode(parameters, Options);
        foreach (var (name, value) in JsonSerializer.SerializeToNode(view, Options)!.AsObject().ToList())
            specification[name] = value?.DeepClone();
        return specification;
    }

    /// <summary>https://d3js.org/d3-format#formatLocale</summary>
    private static JsonObject NumberLocale(Locale locale) => new()
    {
        ["decimal"] = locale.Decimal,
        ["thousands"] = locale.Thousands,
        ["grouping"] = new JsonArray(3),
        ["currency"] = new JsonArray("", ""),
        ["percent"] = locale.Percent,
    };
}
