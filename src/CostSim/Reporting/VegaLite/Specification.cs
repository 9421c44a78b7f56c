using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using CostSim.Scenarios;

namespace CostSim.Reporting.VegaLite;

/// <summary>A whole Vega-Lite specification: a view with title, alternative text, parameters, colours and number formats.</summary>
internal sealed record Specification : View
{
    private Specification(View view)
        : base(view)
    {
    }

    /// <summary>As files have them: on one line, since indented rows of data would be three times as large.</summary>
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new TextWriter() },
        TypeInfoResolver = ViewTypes.Default,
    };

    [JsonPropertyName("$schema"), JsonPropertyOrder(-5)]
    public string Schema { get; } = "https://vega.github.io/schema/vega-lite/v6.json";

    /// <summary>Above it.</summary>
    [JsonPropertyOrder(-4)]
    public required string Title { get; init; }

    /// <summary>For who can't see it: what is drawn, and what there is to see.</summary>
    [JsonPropertyOrder(-3)]
    public required string Description { get; init; }

    /// <summary>Colours, fonts and number formats.</summary>
    [JsonPropertyOrder(-2)]
    public required JsonObject Config { get; init; }

    /// <summary>That expressions use.</summary>
    [JsonPropertyName("params"), JsonPropertyOrder(-1)]
    public IReadOnlyList<Parameter>? Parameters { get; init; }

    /// <param name="view">What is drawn.</param>
    /// <param name="title">Above it.</param>
    /// <param name="description">For who can't see it.</param>
    /// <param name="parameters">That expressions use.</param>
    /// <param name="locale">How numbers are written.</param>
    /// <returns>JSON in UTF-8.</returns>
    public static ReadOnlyMemory<byte> Of(View view, string title, string description, IReadOnlyList<Parameter> parameters, Locale locale)
    {
        var config = Theme.Light.ToJson();
        config["locale"] = new JsonObject { ["number"] = NumberLocale(locale) };
        var specification = new Specification(view) { Title = title, Description = description, Config = config, Parameters = parameters.Count > 0 ? parameters : null };
        return JsonSerializer.SerializeToUtf8Bytes(specification, Options);
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
