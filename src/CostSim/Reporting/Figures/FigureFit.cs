using System.Text.Json.Nodes;
using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>Changes a figure to fit where it is shown.</summary>
public static class FigureFit
{
    /// <summary>Room for the numbers of an axis, in pixels.</summary>
    private const double AxisRoom = 60;

    /// <summary>The specification for a width and a ground.</summary>
    /// <param name="width">Of the whole figure, in pixels; null for the figure's own.</param>
    public static JsonObject Fitted(this Figure figure, int? width, Theme theme)
    {
        var spec = figure.Spec;
        var config = spec["config"]!.AsObject();
        foreach (var (name, value) in theme.ToJson().ToList()) config[name] = value?.DeepClone();
        if (width is not { } pixels) return spec;
        if (spec["spec"]?["width"] is { } panel) SetColumns(spec, (double)panel, pixels);
        else spec["width"] = spec["autosize"] is null ? Math.Max(AxisRoom, pixels - AxisRoom) : pixels;
        return spec;
    }

    /// <summary>As many small multiples side by side as fit, at most as many as there were, and a legend below them that is as much narrower.</summary>
    private static void SetColumns(JsonObject spec, double panel, int pixels)
    {
        var (before, gap) = ((int)spec["columns"]!, (double)spec["spacing"]!["column"]!);
        var now = Math.Clamp((int)((pixels - AxisRoom + gap) / (panel + gap)), 1, before);
        spec["columns"] = now;
        foreach (var legend in (JsonNode?[])[spec["spec"]!["encoding"]?["color"]?["legend"], (spec["spec"]!["layer"] as JsonArray)?[^1]?["encoding"]?["strokeDash"]?["legend"]])
        {
            if (legend is JsonObject entries && entries["columns"] is { } columns) entries["columns"] = Math.Max(1, (int)columns * now / before);
        }
    }
}
