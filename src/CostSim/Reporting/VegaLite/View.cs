using System.Diagnostics.CodeAnalysis;

namespace CostSim.Reporting.VegaLite;

/// <summary>A Vega-Lite view: one mark with its encoding, layers, or small multiples. What is null is left to Vega-Lite.</summary>
/// <remarks>
/// The part of https://vega.github.io/schema/vega-lite/v6.json that figures use, under the schema's own names. Texts of users may stand in data, in
/// domains and in titles, and nowhere else: field names and expressions are constants of this program (CA1857 is an error), so that a
/// name in a scenario cannot become code.
/// </remarks>
internal record View
{
    public Data? Data { get; init; }

    public IReadOnlyList<Transform>? Transform { get; init; }

    public Mark? Mark { get; init; }

    public Encoding? Encoding { get; init; }

    public IReadOnlyList<View>? Layer { get; init; }

    /// <summary>In pixels.</summary>
    public double? Width { get; init; }

    /// <summary>In pixels.</summary>
    public double? Height { get; init; }

    /// <summary>The channel that parts small multiples; with <see cref="Spec"/> and <see cref="Columns"/>.</summary>
    public Channel? Facet { get; init; }

    /// <summary>Whether the width is that of the plot, or of all with the names beside it.</summary>
    public Autosize? Autosize { get; init; }

    /// <summary>Of small multiples: how many stand side by side.</summary>
    public int? Columns { get; init; }

    /// <summary>Of small multiples: what each shows.</summary>
    public View? Spec { get; init; }

    public Resolve? Resolve { get; init; }

    /// <summary>Of small multiples: "flush" puts plots in rows and columns by their own edges; then <see cref="Spacing"/> must leave room for axes.</summary>
    public string? Bounds { get; init; }

    public Spacing? Spacing { get; init; }
}

/// <summary>Between small multiples, in pixels.</summary>
internal sealed record Spacing(double Row, double Column);

/// <summary>Whether small multiples share scales and axes.</summary>
internal sealed record Resolve
{
    public Shared? Scale { get; init; }

    public Shared? Axis { get; init; }
}

/// <summary>"independent", or null for shared.</summary>
internal sealed record Shared(string? X, string? Y = null);

/// <summary>What the width of a view holds.</summary>
internal sealed record Autosize(string Type, string Contains)
{
    /// <summary>Axes and their names too: for names that may be long.</summary>
    public static Autosize FitWidth { get; } = new("fit-x", "padding");
}

/// <summary>Inline rows.</summary>
internal sealed record Data(Rows Values);

/// <summary>A step between data and marks.</summary>
internal sealed record Transform
{
    private Transform()
    {
    }

    public string? Calculate { get; private init; }

    public string? As { get; private init; }

    public object? Filter { get; private init; }

    /// <summary>A column from others, and from parameters of the figure.</summary>
    public static Transform Calculated([ConstantExpected] string expression, [ConstantExpected] string into) => new() { Calculate = expression, As = into };

    /// <summary>Only rows of which this is true.</summary>
    public static Transform Where([ConstantExpected] string expression) => new() { Filter = expression };
}

/// <summary>A Vega expression: a constant of this program.</summary>
internal sealed record Expression
{
    private Expression(string expr) => Expr = expr;

    public string Expr { get; }

    public static Expression Of([ConstantExpected] string expression) => new(expression);
}

/// <summary>A number that expressions use and a page can change.</summary>
/// <param name="Name">A constant of this program.</param>
internal sealed record Parameter(string Name, double Value);
