namespace CostSim.Reporting.VegaLite;

/// <summary>From data to position or colour.</summary>
internal sealed record Scale
{
    public string? Type { get; init; }

    /// <summary>Numbers, or names in their order.</summary>
    public object? Domain { get; init; }

    /// <summary>Colours, shapes, or the name of a range that the theme holds.</summary>
    public object? Range { get; init; }

    public bool? Nice { get; init; }

    public bool? Zero { get; init; }

    public bool? Reverse { get; init; }
}

/// <summary>An axis; null parts are the theme's.</summary>
internal sealed record Axis
{
    /// <summary>A d3 format.</summary>
    public string? Format { get; init; }

    public int? TickCount { get; init; }

    public IReadOnlyList<double>? Values { get; init; }

    public bool? Grid { get; init; }

    public bool? Labels { get; init; }

    public bool? Ticks { get; init; }

    /// <summary>In pixels; longer texts end in "…".</summary>
    public double? LabelLimit { get; init; }

    /// <summary>Where its title stands, "end": a title longer than the axis then reaches beneath what stands before it. Null for the middle.</summary>
    public string? TitleAnchor { get; init; }
}

/// <summary>What colours and shapes mean.</summary>
internal sealed record Legend
{
    /// <summary>A text, or <see cref="Nothing"/>.</summary>
    public object? Title { get; init; }

    public string? Orient { get; init; }

    /// <summary>A number, or an <see cref="Expression"/> of the width.</summary>
    public object? Columns { get; init; }

    /// <summary>Only these.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public double? LabelLimit { get; init; }

    public double? SymbolOpacity { get; init; }

    public double? SymbolSize { get; init; }

    public string? SymbolType { get; init; }

    public double? SymbolStrokeWidth { get; init; }

    public string? SymbolFillColor { get; init; }

    public string? SymbolStrokeColor { get; init; }
}

/// <summary>The title of one of several small multiples.</summary>
internal sealed record Header
{
    /// <summary>A text, or <see cref="Nothing"/>.</summary>
    public object? Title { get; init; }

    public double? LabelLimit { get; init; }

    public double? LabelFontSize { get; init; }

    public string? LabelFontWeight { get; init; }

    public string? LabelAnchor { get; init; }

    public double? LabelPadding { get; init; }
}
