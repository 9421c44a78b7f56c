using System.Security.Cryptography;
using System.Text;
using CostSim.Reporting.Figures;
using CostSim.Reporting.Page.Sections;
using CostSim.Reporting.Page.Tables;

namespace CostSim.Reporting.Page;

/// <summary>What the page is shown with: its style and its scripts, which are the program's own and not of the run.</summary>
/// <param name="Style">CSS.</param>
/// <param name="Scripts">In the order in which they run; none holds what could end its element.</param>
public sealed record PageAssets(string Style, IReadOnlyList<string> Scripts)
{
    /// <summary>What the page's security policy knows the style by.</summary>
    internal string StyleHash { get; } = HashOf(Style);

    /// <summary>What it knows each script by.</summary>
    internal IReadOnlyList<string> ScriptHashes { get; } = [.. Scripts.Select(HashOf)];

    private static string HashOf(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}

/// <summary><c>report.html</c>: one page that a payer reads, with all that it needs inside.</summary>
public static class ReportPage
{
    private static readonly (string Id, string Title)[] Contents =
    [
        (AnswerSection.Id, AnswerSection.Title), (ResultsSection.Id, ResultsSection.Title), (FiguresSection.Id, FiguresSection.Title),
        (InputsSection.Id, InputsSection.Title), (TrustSection.Id, TrustSection.Title), (ReproduceSection.Id, ReproduceSection.Title),
    ];

    /// <param name="run">The run.</param>
    /// <param name="figures">In the order of the page.</param>
    /// <param name="assets">Style and scripts.</param>
    /// <returns>A whole HTML document; the same bytes for the same arguments.</returns>
    public static string Of(RunRecord run, IReadOnlyList<Figure> figures, PageAssets assets)
    {
        var frame = new PageFrame(run);
        // They depend on nothing that is written before them, and are made on other processors meanwhile.
        var (thresholds, drawings) = (Task.Run(() => PageData.Thresholds(frame)), Task.Run(() => PageData.Figures(figures)));
        var html = new HtmlWriter();
        html.Open("html", ("lang", "en"));
        Head(html, frame, assets);
        html.Open("body").Element("a", "Skip to the answer", ("class", "skip"), ("href", $"#{AnswerSection.Id}"));
        Header(html, frame);
        html.Open("main");
        // The slider stays in sight as long as something that follows it is.
        html.Open("div", ("class", "follows"));
        ThresholdBar.Write(html, frame);
        AnswerSection.Write(html, frame);
        ResultsSection.Write(html, frame);
        FiguresSection.Write(html, frame, figures);
        html.Close("div");
        InputsSection.Write(html, frame, figures);
        TrustSection.Write(html, frame);
        ReproduceSection.Write(html, frame);
        html.Close("main");
        html.Open("footer").Element("p", $"Made by CostSim {run.Provenance.Version}. Nothing on this page was computed by hand, and nothing is loaded from elsewhere.").Close("footer");
        html.Raw("script", thresholds.GetAwaiter().GetResult(), ("type", "application/json"), ("id", "thresholds"));
        html.Raw("script", drawings.GetAwaiter().GetResult(), ("type", "application/json"), ("id", "figure-data"));
        foreach (var script in assets.Scripts) html.Raw("script", script);
        return "<!DOCTYPE html>\n" + html.Close("body").Close("html");
    }

    private static void Head(HtmlWriter html, PageFrame frame, PageAssets assets)
    {
        html.Open("head").Empty("meta", ("charset", "utf-8"));
        // Nothing is loaded, nothing runs and nothing is styled but what has these hashes; no text of a scenario can add to it.
        html.Empty(
            "meta",
            ("http-equiv", "Content-Security-Policy"),
            ("content", $"default-src 'none'; script-src {string.Join(' ', assets.ScriptHashes)}; style-src {assets.StyleHash}; base-uri 'none'; form-action 'none'"));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Empty("meta", ("name", "generator"), ("content", $"CostSim {frame.Run.Provenance.Version}"));
        html.Element("title", frame.Run.Scenario.Name).Raw("style", assets.Style).Close("head");
    }

    private static void Header(HtmlWriter html, PageFrame frame)
    {
        var scenario = frame.Run.Scenario;
        html.Open("header").Element("p", "Cost-effectiveness analysis", ("class", "kind")).Element("h1", scenario.Name);
        if (scenario.About.Length > 0) html.Element("p", scenario.About, ("class", "about"));
        html.Open("nav", ("aria-label", "Contents")).Open("ul");
        foreach (var (id, title) in Contents) html.Open("li").Element("a", title, ("href", $"#{id}")).Close("li");
        html.Close("ul").Close("nav").Close("header");
    }
}
