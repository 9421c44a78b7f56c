namespace CostSim.Reporting.VegaLite;

/// <summary>How rows are drawn: <c>line</c>, <c>point</c>, <c>area</c>, <c>bar</c>, <c>rule</c>, <c>tick</c>, <c>text</c>.</summary>
internal sealed record Mark(string Type)
{
    /// <summary>Whether what leaves the plot is cut off.</summary>
    public bool? Clip { get; init; }

    public bool? Filled { get; init; }

    public string? Color { get; init; }

    public string? Shape { get; init; }

    public double? Opacity { get; init; }

    /// <summary>Area of a point, in square pixels.</summary>
    public double? Size { get; init; }

    public double? StrokeWidth { get; init; }

    public IReadOnlyList<double>? StrokeDash { get; init; }

    public string? Interpolate { get; init; }

    public string? Align { get; init; }

    public string? Baseline { get; init; }

    public double? Dx { get; init; }

    public double? Dy { get; init; }

    public double? FontSize { get; init; }

    /// <summary>Whether a screen reader reads each mark: it reads the figure's description and its table.</summary>
    public bool Aria { get; }

    /// <summary>
    /// Of each mark: none. Without one, Vega-Lite would make one as an expression that holds the titles of axes, escaped badly enough
    /// (<c>\"</c> ends the string) for a text of a scenario to become code.
    /// </summary>
    public string Description { get; } = "";

    /// <summary>A neutral colour that shows on a light and on a dark ground.</summary>
    public const string Neutral = "#808080";
}
