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
        var spec = (JsonObject)figure.Spec.DeepClone();
        var config = spec["config"]!.AsObject();
        foreach (var (name, value) in theme.ToJson().ToList()) config[name] = value?.DeepClone();
        if (width is not { } pixels) return spec;
        if (spec["spec"]?["width"] is { } panel) spec["columns"] = Math.Max(1, Math.Min((int)spec["columns"]!, (int)(pixels / ((double)panel + AxisRoom))));
        else spec["width"] = Math.Max(AxisRoom, pixels - AxisRoom);
        return spec;
    }
}
