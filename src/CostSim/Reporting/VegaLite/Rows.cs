using System.Text.Json;
using System.Text.Json.Serialization;

namespace CostSim.Reporting.VegaLite;

/// <summary>Rows of inline data. Names of columns are constants of this program; values may be anything.</summary>
[JsonConverter(typeof(Writer))]
internal sealed class Rows
{
    /// <summary>Digits of a number that is drawn: more than any screen shows, far fewer bytes.</summary>
    public const int DrawnDigits = 5;

    private readonly List<(string Column, object Value)[]> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Adds a row.</summary>
    /// <param name="cells">Texts, and finite numbers, which are rounded to <see cref="DrawnDigits"/> significant digits.</param>
    public void Add(params (string Column, object Value)[] cells) => _rows.Add(cells);

    /// <summary>A number as it is drawn.</summary>
    internal static double Drawn(double number)
    {
        if (!double.IsFinite(number)) throw new ArgumentOutOfRangeException(nameof(number), number, "A figure draws finite numbers.");
        return double.Parse(number.ToString($"G{DrawnDigits}"));
    }

    private sealed class Writer : JsonConverter<Rows>
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

        private static void Write(Utf8JsonWriter writer, string column, object cell)
        {
            switch (cell)
            {
                case double number:
                    writer.WriteNumber(column, Drawn(number));
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
