namespace CostSim.Reporting.Page.Tables;

/// <summary>The slider with which a reader chooses a willingness to pay; answer, tables and figures follow it.</summary>
internal static class ThresholdBar
{
    public static void Write(HtmlWriter html, PageFrame frame)
    {
        var text = $"{frame.ThresholdAt(frame.Run.DefaultPoint)} {frame.PerQaly}";
        html.Open("div", ("class", "threshold"), ("role", "group"), ("aria-label", "Willingness to pay"));
        html.Element("label", "Willingness to pay", ("for", "wtp"));
        html.Empty(
            "input",
            ("type", "range"), ("id", "wtp"), ("min", "0"), ("max", $"{frame.Points.Count - 1}"), ("step", "1"), ("value", $"{frame.DefaultPlace}"), ("aria-valuetext", text));
        html.Element("output", text, ("for", "wtp"), ("id", "wtp-text"));
        html.Open("div", ("class", "presets"));
        foreach (var threshold in frame.Run.Scenario.Thresholds)
            html.Element("button", frame.Money(threshold), ("type", "button"), ("data-place", $"{frame.Points.ToList().IndexOf(frame.PointNear(threshold))}"));
        html.Close("div").Close("div");
        html.Open("noscript").Element("p", $"Without scripts this page shows the results at {text}, and no figures.").Close("noscript");
    }
}
