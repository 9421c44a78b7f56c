using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostSim.Reporting.VegaLite;

/// <summary>JSON's null: no title, no legend, no sorting, where leaving the property out would bring Vega-Lite's default.</summary>
[JsonConverter(typeof(Writer))]
internal sealed class Nothing
{
    private Nothing()
    {
    }

    public static Nothing Here { get; } = new();

    internal sealed class Writer : JsonConverter<Nothing>
    {
        public override Nothing Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Nothing value, JsonSerializerOptions options) => writer.WriteNullValue();
    }
}
