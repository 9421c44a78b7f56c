using System.Text;
using CostSim.Cli.Web;
using CostSim.Reporting;
using CostSim.Reporting.Figures;
using CostSim.Reporting.Page;

namespace CostSim.Cli.Files;

/// <summary><c>report.html</c>: the page of a run, with all that it needs inside.</summary>
internal static class ReportFile
{
    public const string Name = "report.html";

    private static readonly Lazy<Task<PageAssets>> Assets = new(() => Task.Run(() => new PageAssets(
        Bundle.ReportStyle.Text,
        [Bundle.Vega.TextForPage, Bundle.VegaLite.TextForPage, Bundle.VegaEmbed.TextForPage, Bundle.Report.TextForPage])));

    /// <summary>Begins to get style and scripts ready, which depend on no run, while its files are read.</summary>
    public static void Prepare() => _ = Assets.Value;

    /// <summary>The page's bytes: the same for the same record.</summary>
    public static byte[] Of(RunRecord run, IReadOnlyList<Figure> figures) =>
        Encoding.UTF8.GetBytes(ReportPage.Of(run, figures, Assets.Value.GetAwaiter().GetResult()));
}
