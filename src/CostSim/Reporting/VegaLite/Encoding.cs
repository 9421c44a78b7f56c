using System.Diagnostics.CodeAnalysis;

namespace CostSim.Reporting.VegaLite;

/// <summary>What each channel of a mark shows.</summary>
internal sealed record Encoding
{
    public Channel? X { get; init; }

    public Channel? X2 { get; init; }

    public Channel? Y { get; init; }

    public Channel? Y2 { get; init; }

    public Channel? Color { get; init; }

    public Channel? Shape { get; init; }

    public Channel? Size { get; init; }

    public Channel? StrokeDash { get; init; }

    public Channel? Detail { get; init; }

    public Channel? Order { get; init; }

    public Channel? Text { get; init; }

    public IReadOnlyList<Tip>? Tooltip { get; init; }
}

/// <summary>A field or a value, and how it becomes a position, a colour, a text.</summary>
internal sealed record Channel
{
    private Channel()
    {
    }

    public string? Field { get; private init; }

    /// <summary>A value in the units of the data: a number or an <see cref="Expression"/>.</summary>
    public object? Datum { get; private init; }

    /// <summary>A value of the channel itself: pixels, a colour, a text.</summary>
    public object? Value { get; private init; }

    /// <summary>"quantitative", "nominal" or "ordinal".</summary>
    public string? Type { get; private init; }

    /// <summary>A text, or <see cref="Nothing"/>.</summary>
    public object? Title { get; init; }

    /// <summary>A d3 format of a text.</summary>
    public string? Format { get; init; }

    /// <summary>An <see cref="VegaLite.Axis"/>, or <see cref="Nothing"/>.</summary>
    public object? Axis { get; init; }

    /// <summary>A <see cref="VegaLite.Legend"/>, or <see cref="Nothing"/>.</summary>
    public object? Legend { get; init; }

    public Scale? Scale { get; init; }

    public Header? Header { get; init; }

    /// <summary>"zero", or <see cref="Unstacked"/>.</summary>
    public object? Stack { get; init; }

    /// <summary>The order of names: a <see cref="FieldOrder"/>, or <see cref="Nothing"/> for that of the data.</summary>
    public object? Sort { get; private init; }

    public static object Unstacked => false;

    public static Channel Number([ConstantExpected] string field) => new() { Field = field, Type = "quantitative" };

    /// <summary>Names, in the order of the scale's domain or of the data, never of the alphabet.</summary>
    public static Channel Name([ConstantExpected] string field) => new() { Field = field, Type = "nominal", Sort = Nothing.Here };

    /// <summary>What parts lines that are not told apart otherwise.</summary>
    public static Channel Group([ConstantExpected] string field) => new() { Field = field, Type = "nominal" };

    /// <summary>Names that are ordered by another column, a number.</summary>
    public static Channel Name([ConstantExpected] string field, [ConstantExpected] string orderedBy) => new() { Field = field, Type = "nominal", Sort = new FieldOrder(orderedBy) };

    /// <summary>The second end of a bar, a rule or an area.</summary>
    public static Channel End([ConstantExpected] string field) => new() { Field = field };

    public static Channel At(double datum) => new() { Datum = datum, Type = "quantitative" };

    public static Channel At(Expression datum) => new() { Datum = datum, Type = "quantitative" };

    /// <summary>A text or a number of the channel: a constant, or pixels.</summary>
    public static Channel Of(object value) => new() { Value = value };
}

/// <summary>Names in the order of a column of numbers.</summary>
internal sealed record FieldOrder(string Field)
{
    /// <summary>Of the rows that bear one name.</summary>
    public string Op { get; } = "min";
}

/// <summary>A line of a tooltip. Its title is a constant of this program: Vega-Lite makes it part of an expression.</summary>
internal sealed record Tip
{
    private Tip(string field, string type, string title, string? format) => (Field, Type, Title, Format) = (field, type, title, format);

    public string Field { get; }

    public string Type { get; }

    public string Title { get; }

    /// <summary>A d3 format; null for a text.</summary>
    public string? Format { get; }

    public static Tip Name([ConstantExpected] string field) => new(field, "nominal", field, null);

    public static Tip Number([ConstantExpected] string field, [ConstantExpected] string title, [ConstantExpected] string format) => new(field, "quantitative", title, format);
}
