using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using CostSim.Reporting.Figures;
using CostSim.Reporting.Page.Tables;
using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Page;

/// <summary>What the page's script needs, as JSON within the page: texts for every place of the slider, and the figures. The script computes no result.</summary>
/// <remarks>It is written as it is made: as nodes, its hundred thousand numbers and texts would take longer than all else that the page consists of.</remarks>
internal static class PageData
{
    /// <summary>Escapes <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c> and quotes, so that no text can end the element that holds it.</summary>
    private static readonly JsonWriterOptions Escaping = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Texts for every place of the slider.</summary>
    public static string Thresholds(PageFrame frame) => Written(json =>
    {
        var (table, profiles) = (new ThresholdTable(frame), new ProfilesTable(frame));
        json.WriteStartObject();
        json.WriteString("unit", frame.PerQaly);
        json.WriteStartArray("places");
        foreach (var point in frame.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("wtp", frame.Run.Curves.WillingnessToPay[point]);
            json.WriteString("text", frame.ThresholdAt(point));
            json.WritePropertyName("answer");
            WriteTexts(json, frame.AnswerAt(point));
            json.WriteNumber("best", table.BestAt(point));
            json.WriteString("evpi", table.EvpiAt(point));
            json.WriteStartArray("cells");
            for (var strategy = 0; strategy < frame.Run.Strategies.Count; strategy++) WriteTexts(json, table.CellsAt(point, strategy));
            json.WriteEndArray();
            json.WriteStartArray("profiles");
            for (var profile = 0; profile < frame.Run.Profiles.Count; profile++) WriteTexts(json, profiles.CellsAt(point, profile));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Specifications without their titles, which the page writes itself, and the themes for both grounds.</summary>
    public static string Figures(IReadOnlyList<Figure> figures) => Written(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("light");
        Theme.Light.ToJson().WriteTo(json);
        json.WritePropertyName("dark");
        Theme.Dark.ToJson().WriteTo(json);
        json.WriteStartArray("figures");
        foreach (var figure in figures)
        {
            json.WriteStartObject();
            json.WriteString("name", figure.Name);
            json.WritePropertyName("spec");
            WriteWithoutTitle(json, figure.Json.Span);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Escaping)) write(json);
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTexts(Utf8JsonWriter json, IReadOnlyList<string> texts)
    {
        json.WriteStartArray();
        foreach (var text in texts) json.WriteStringValue(HtmlWriter.Visible(text));
        json.WriteEndArray();
    }

    /// <summary>Copies a specification, with every text as <see cref="HtmlWriter.Visible"/> shows it; names of properties are the program's own.</summary>
    private static void WriteWithoutTitle(Utf8JsonWriter json, ReadOnlySpan<byte> specification)
    {
        var reader = new Utf8JsonReader(specification);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when reader.CurrentDepth == 1 && reader.ValueTextEquals("title"u8):
                    reader.Skip();
                    break;
                case JsonTokenType.PropertyName:
                    json.WritePropertyName(reader.ValueSpan);
                    break;
                case JsonTokenType.String:
                    WriteText(json, ref reader);
                    break;
                case JsonTokenType.Number:
                    json.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    json.WriteBooleanValue(reader.GetBoolean());
                    break;
                case JsonTokenType.Null:
                    json.WriteNullValue();
                    break;
                case JsonTokenType.StartObject:
                    json.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    json.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    json.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    json.WriteEndArray();
                    break;
                default:
                    throw new InvalidOperationException($"A specification has no {reader.TokenType}.");
            }
        }
    }

    /// <summary>Most texts are names in plain letters, in which there is nothing to look for: they are copied as they are.</summary>
    private static void WriteText(Utf8JsonWriter json, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped && !reader.ValueSpan.ContainsAnyExceptInRange((byte)' ', (byte)'~')) json.WriteStringValue(reader.ValueSpan);
        else json.WriteStringValue(HtmlWriter.Visible(reader.GetString()!));
    }
}
