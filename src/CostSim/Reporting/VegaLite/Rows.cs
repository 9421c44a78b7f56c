using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostSim.Reporting.VegaLite;

/// <summary>Rows of inline data. Names of columns are constants of this program; values may be anything.</summary>
[JsonConverter(typeof(Writer))]
internal sealed class Rows
{
    /// <summary>Five digits of a number that is drawn: more than any screen shows, far fewer bytes.</summary>
    private const string Format = "G5";

    private readonly List<(string Column, object Value)[]> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Texts, and finite numbers, which are rounded to five significant digits.</param>
    public void Add(params (string Column, object Value)[] cells) => _rows.Add(cells);

    /// <summary>A number as it is drawn.</summary>
    internal static double Drawn(double number)
    {
        if (!double.IsFinite(number)) throw new ArgumentOutOfRangeException(nameof(number), number, "A figure draws finite numbers.");
        return double.Parse(number.ToString(Format));
    }

    internal sealed class Writer : JsonConverter<Rows>
    {
        public override Rows Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Rows value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var row in value._rows)
            {
                writer.WriteStartObject();
                foreach (var (column, cell) in row) Write(writer, column, cell);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }

        /// <summary>The text of <see cref="Drawn"/>.</summary>
        /// <remarks>So few digits without an exponent are what their number is written with, so that nothing need be read back, in figures of 40,000 numbers.</remarks>
        private static void WriteDrawn(Utf8JsonWriter writer, double number)
        {
            Span<byte> text = stackalloc byte[32];
            if (double.IsFinite(number) && number.TryFormat(text, out var length, Format) && !text[..length].Contains((byte)'E')) writer.WriteRawValue(text[..length], skipInputValidation: true);
            else writer.WriteNumberValue(Drawn(number));
        }

        private static void Write(Utf8JsonWriter writer, string column, object cell)
        {
            switch (cell)
            {
                case double number:
                    writer.WritePropertyName(column);
                    WriteDrawn(writer, number);
                    break;
                case int number:
                    writer.WriteNumber(column, number);
                    break;
                case string text:
                    writer.WriteString(column, TextWriter.Written(text));
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(cell), cell, "Expected a number or a text.");
            }
        }
    }
}
