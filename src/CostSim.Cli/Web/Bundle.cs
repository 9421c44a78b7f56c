using System.Text.RegularExpressions;

namespace CostSim.Cli.Web;

/// <summary>A file of an npm package that travels inside this program: the build embeds those that CostSim.Cli.csproj lists.</summary>
internal sealed partial class Bundle
{
    private readonly string _resource;

    private Bundle(string resource) => _resource = resource;

    /// <summary>Draws figures; defines the global <c>vega</c>. BSD-3-Clause.</summary>
    public static Bundle Vega { get; } = new("vega.min.js");

    /// <summary>Compiles Vega-Lite to Vega; defines the global <c>vegaLite</c>. BSD-3-Clause.</summary>
    public static Bundle VegaLite { get; } = new("vega-lite.min.js");

    /// <summary>Puts a figure into a page; defines the global <c>vegaEmbed</c>; needs the two others before it. BSD-3-Clause.</summary>
    public static Bundle VegaEmbed { get; } = new("vega-embed.min.js");

    /// <summary>Makes PNG of SVG; defines the global <c>resvg</c>; needs <see cref="ResvgMachine"/>. MPL-2.0.</summary>
    public static Bundle Resvg { get; } = new("resvg.min.js");

    /// <summary>The WebAssembly of <see cref="Resvg"/>.</summary>
    public static Bundle ResvgMachine { get; } = new("resvg.wasm");

    /// <summary>DejaVu Sans, TrueType: the same letters on every machine.</summary>
    public static Bundle Font { get; } = new("DejaVuSans.ttf");

    /// <summary>DejaVu Sans Bold.</summary>
    public static Bundle BoldFont { get; } = new("DejaVuSans-Bold.ttf");

    /// <summary>Our own script for Node, which draws figures without a browser.</summary>
    public static Bundle Draw { get; } = new("draw.js");

    /// <summary>Our own style of the report.</summary>
    public static Bundle ReportStyle { get; } = new("report.css");

    /// <summary>Our own script of the report; needs Vega, Vega-Lite and vega-embed before it.</summary>
    public static Bundle Report { get; } = new("report.js");

    /// <summary>The file as it is.</summary>
    public byte[] Bytes
    {
        get
        {
            using var stream = typeof(Bundle).Assembly.GetManifestResourceStream($"web/{_resource}")
                ?? throw new InvalidOperationException($"The build embedded no web/{_resource}.");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    /// <summary>A script's text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>A script's text, ready to stand between <c>&lt;script&gt;</c> and <c>&lt;/script&gt;</c> of a page.</summary>
    public string TextForPage => Inlined(Text);

    /// <summary>
    /// Nothing in the text can end the element or begin an HTML comment, and nothing points to a file that is not there. Only for code in whose
    /// strings and patterns <c>\/</c> and <c>\!</c> mean the same as <c>/</c> and <c>!</c>.
    /// </summary>
    /// <remarks>https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements</remarks>
    internal static string Inlined(string script) => SourceMap().Replace(Closing().Replace(script, @"<\/"), "").Replace("<!--", @"<\!--");

    [GeneratedRegex("</(?=script)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Closing();

    [GeneratedRegex(@"^//# sourceMappingURL=.*$", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SourceMap();
}
