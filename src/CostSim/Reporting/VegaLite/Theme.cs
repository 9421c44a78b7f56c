using System.Text.Json.Nodes;

namespace CostSim.Reporting.VegaLite;

/// <summary>Colours and fonts: the Vega-Lite <c>config</c> of every figure.</summary>
/// <remarks>A specification holds the light one; a page on a dark ground replaces it with the dark one, property by property.</remarks>
public sealed record Theme
{
    private const string Font = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', 'DejaVu Sans', Arial, sans-serif";

    private Theme(string ground, string text, string muted, string grid, Palette palette) =>
        (Ground, Text, Muted, Grid, Palette) = (ground, text, muted, grid, palette);

    /// <summary>For a white ground.</summary>
    public static Theme Light { get; } = new("#ffffff", "#1f2328", "#57606a", "#e4e7eb", Palette.OnLight);

    /// <summary>For a dark ground.</summary>
    public static Theme Dark { get; } = new("#16191d", "#e6e8eb", "#a3abb4", "#31363d", Palette.OnDark);

    public string Ground { get; }

    public string Text { get; }

    /// <summary>Of axes' numbers.</summary>
    public string Muted { get; }

    public string Grid { get; }

    public Palette Palette { get; }

    /// <summary>As Vega-Lite's <c>config</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["background"] = Ground,
        ["font"] = Font,
        ["view"] = new JsonObject { ["stroke"] = Grid },
        ["title"] = new JsonObject { ["color"] = Text, ["anchor"] = "start", ["fontSize"] = 15, ["fontWeight"] = 600, ["offset"] = 12 },
        ["axis"] = new JsonObject
        {
            ["labelColor"] = Muted,
            ["titleColor"] = Text,
            ["gridColor"] = Grid,
            ["domainColor"] = Muted,
            ["tickColor"] = Muted,
            ["labelFontSize"] = 11,
            ["titleFontSize"] = 12,
            ["titleFontWeight"] = 500,
            ["titlePadding"] = 8,
            ["labelOverlap"] = true,
            ["labelSeparation"] = 6,
        },
        ["legend"] = new JsonObject
        {
            ["labelColor"] = Text,
            ["titleColor"] = Text,
            ["labelFontSize"] = 12,
            ["titleFontSize"] = 12,
            ["titleFontWeight"] = 500,
            ["labelLimit"] = 300,
            ["columnPadding"] = 14,
            ["rowPadding"] = 4,
        },
        ["header"] = new JsonObject { ["labelColor"] = Text, ["titleColor"] = Text, ["labelFontSize"] = 12 },
        ["text"] = new JsonObject { ["color"] = Text, ["fill"] = Text },
        ["range"] = new JsonObject { ["category"] = Palette.Strategies.ToJson(), ["ordinal"] = Palette.States.ToJson() },
    };
}
