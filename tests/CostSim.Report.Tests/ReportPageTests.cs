using System.Globalization;
using CostSim.Parquet;
using CostSim.Reporting.Answers;
using Microsoft.Playwright;

namespace CostSim.Report.Tests;

/// <summary>report.html in a real browser, from its file.</summary>
public sealed class ReportPageTests(ReportBrowser browser) : IClassFixture<ReportBrowser>
{
    [BrowserFact]
    public async Task The_page_opens_without_a_complaint_and_asks_for_nothing_but_itself()
    {
        await using var open = await browser.OpenAsync("illness");

        Assert.Empty(open.Complaints);
        Assert.Equal([new Uri(browser.PathOf("illness", "report.html")).AbsoluteUri], open.Requests);
        Assert.Equal("Which of five treatments of an illness is worth its price?", await open.Page.TitleAsync());
    }

    [BrowserFact]
    public async Task Every_figure_is_drawn()
    {
        await using var open = await browser.OpenAsync("illness");

        var charts = await open.Page.Locator(".chart").CountAsync();
        var marks = await open.Page.EvaluateAsync<int[]>("[...document.querySelectorAll('.chart')].map(chart => chart.querySelectorAll('svg.marks .role-mark path, svg.marks .role-mark line').length)");

        Assert.True(charts >= 8, $"{charts} figures");
        Assert.Equal(charts, marks.Length);
        Assert.All(marks, count => Assert.True(count > 0));
        Assert.Equal(0, await open.Page.Locator(".failed").CountAsync());
        Assert.Equal(charts, await open.Page.Locator("figure:has(.chart) details table caption").CountAsync());
    }

    [BrowserFact]
    public async Task Cumulative_events_have_a_line_for_each_strategy_that_ends_at_the_total()
    {
        await using var open = await browser.OpenAsync("illness");
        var record = browser.Record("illness");
        var figure = open.Page.Locator("#figure-cumulative-events");

        Assert.Equal("Cumulative illnesses", await figure.Locator("h3").TextContentAsync());
        Assert.Equal(record.Strategies.Count, await figure.Locator("svg .mark-line.role-mark path").CountAsync());
        Assert.Contains("not discounted", await figure.Locator("figcaption").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains(record.Strategies[0].Name, await figure.Locator(".chart [role=graphics-document]").First.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        foreach (var (s, strategy) in record.Strategies.Index())
        {
            var cells = await figure.Locator("tbody tr").Nth(s).Locator("th, td").AllTextContentsAsync();
            Assert.Equal(["illnesses", strategy.Name], cells.Take(2));
            Near(strategy.OtherOutcomes.First(outcome => outcome.Name == "illnesses").Estimate.Mean, cells[^3], 0.00051);
        }
    }

    [BrowserFact]
    public async Task Studies_behind_a_parameter_stand_among_the_inputs_as_forest_and_funnel()
    {
        await using var open = await browser.OpenAsync("pooled");
        var evidence = Assert.Single(browser.Record("pooled").Evidence);
        var forest = open.Page.Locator("#inputs #figure-forest-hr_tablets");

        Assert.Empty(open.Complaints);
        Assert.Equal("Forest plot of hr_tablets: BCG vs no vaccine, tuberculosis", await forest.Locator("h4").TextContentAsync());
        var names = await forest.Locator("svg text").AllTextContentsAsync();
        Assert.All(evidence.Studies, study => Assert.Contains(study.Name, names));
        Assert.Equal(15, await forest.Locator("svg .mark-symbol.role-mark path").CountAsync());
        Assert.Equal(15, await forest.Locator("tbody tr").CountAsync());
        Assert.Equal(13, await open.Page.Locator("#inputs #figure-funnel-hr_tablets svg .mark-symbol.role-mark path").CountAsync());
        Assert.Equal(0, await open.Page.Locator("#figures [id^=figure-forest]").CountAsync());
    }

    [BrowserFact]
    public async Task The_slider_moves_answer_table_and_figures_as_the_curves_say()
    {
        await using var open = await browser.OpenAsync("illness");
        var page = open.Page;
        var (strategies, curves) = Curves();
        var record = browser.Record("illness");
        var answers = new HashSet<string>();

        foreach (var place in (int[])[0, 3, 10, 20])
        {
            await page.Locator("#wtp").FillAsync($"{place}");

            var wtp = curves[(strategies[0], place)].Wtp;
            Assert.StartsWith($"{wtp:N0} ", await page.Locator("#wtp-text").TextContentAsync(), StringComparison.Ordinal);
            foreach (var (s, strategy) in strategies.Index())
            {
                var row = page.Locator($"tr[data-strategy='{s}']");
                var cells = await row.Locator("td").AllTextContentsAsync();
                var expected = curves[(strategy, place)];
                Assert.Equal(strategy, await row.Locator("th").TextContentAsync());
                Near(expected.NetBenefit, cells[0], 500);
                if (s > 0) Near(expected.NetBenefit - curves[(strategies[0], place)].NetBenefit, cells[1], 50);
                Near(100 * expected.ProbabilityBest, cells[2].TrimEnd('%'), 0.05001);
                Near(expected.ExpectedLoss, cells[3], 50);
                Assert.Equal(expected.OnFrontier == 1, (await row.GetAttributeAsync("class"))?.Contains("best", StringComparison.Ordinal) ?? false);
            }
            Near(curves[(strategies[0], place)].Evpi, await page.Locator("#evpi").TextContentAsync() ?? "", 50);
            var answer = await page.Locator("#answer-text p").AllTextContentsAsync();
            Assert.Equal(PlainAnswer.At(record, place).Sentences, answer);
            answers.Add(string.Join(' ', answer));

            // The rule of the acceptability curves stands at the threshold.
            var (rule, width) = await RuleAsync(page, "acceptability");
            Assert.Equal(wtp / 100_000, rule / width, 0.002);
        }
        Assert.Equal(4, answers.Count);
        Assert.Empty(open.Complaints);
    }

    [BrowserFact]
    public async Task Keys_move_the_slider_and_buttons_jump_to_the_thresholds()
    {
        await using var open = await browser.OpenAsync("illness");
        var page = open.Page;

        await page.Locator("#wtp").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("25,000 USD 2024 per QALY", await page.Locator("#wtp").GetAttributeAsync("aria-valuetext"));

        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "50,000" }).PressAsync("Enter");
        Assert.Equal("50,000 USD 2024 per QALY", await page.Locator("h3 .wtp-text").TextContentAsync());
        Assert.Equal("true", await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "50,000" }).GetAttributeAsync("aria-pressed"));
    }

    [BrowserTheory]
    [InlineData("illness", 340)]
    [InlineData("illness", 768)]
    [InlineData("illness", 1600)]
    [InlineData("pooled", 340)]
    public async Task Nothing_is_wider_than_the_window(string run, int width)
    {
        await using var open = await browser.OpenAsync(run, width);

        Assert.True(await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
        Assert.Equal(0, await open.Page.EvaluateAsync<int>("[...document.querySelectorAll('.chart svg')].filter(svg => svg.getBoundingClientRect().right > document.documentElement.clientWidth).length"));
    }

    [BrowserFact]
    public async Task Long_names_and_distributions_leave_room_for_sources()
    {
        await using var open = await browser.OpenAsync("illness");
        var table = open.Page.Locator("table:has(.given)");
        await table.EvaluateAsync("""
            table => {
              for (const code of table.querySelectorAll('tbody .parameter code')) code.textContent = 'relief_when.cells.recent_corticosteroid';
              for (const code of table.querySelectorAll('tbody .given code')) code.textContent = 'triangular(min:0.0123456789,mode:0.02345678)';
              for (const cell of table.querySelectorAll('tbody td:last-child')) cell.innerHTML = '<a href="#inputs">10.1016/j.ocarto.2025.100641-and-the-rest</a>';
            }
            """);

        Assert.Equal(0, await table.EvaluateAsync<int>("table => Math.max(0, table.scrollWidth - table.parentElement.clientWidth)"));
    }

    [BrowserFact]
    public async Task On_paper_there_are_the_figures_for_white_ground_and_nothing_to_press()
    {
        await using var open = await browser.OpenAsync("illness", 1000, ColorScheme.Dark);
        var page = open.Page;
        var charts = await page.Locator(".chart").CountAsync();
        Assert.Equal(charts, await page.Locator(".for-screen:visible").CountAsync());

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.Equal(0, await page.Locator("#wtp:visible, button:visible, nav:visible, details:visible, .for-screen:visible").CountAsync());
        Assert.Equal(charts, await page.Locator(".for-paper:visible").CountAsync());
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        var pdf = await page.PdfAsync(new PagePdfOptions { Format = "A4" });
        Assert.True(pdf.Length > 50_000);
    }

    [BrowserFact]
    public async Task A_new_width_and_another_ground_draw_the_figures_again()
    {
        await using var open = await browser.OpenAsync("illness");
        var page = open.Page;
        var before = await page.Locator(".chart[data-figure='acceptability'] svg").GetAttributeAsync("width");

        await page.SetViewportSizeAsync(600, 900);
        await open.UntilAsync($"document.documentElement.dataset.figures === 'drawn' && document.querySelector(\".chart[data-figure='acceptability'] svg\").getAttribute('width') !== '{before}'");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await open.UntilAsync("document.documentElement.dataset.figures === 'drawn' && document.querySelectorAll('.for-paper svg').length === document.querySelectorAll('.chart').length");

        Assert.Empty(open.Complaints);
    }

    [BrowserTheory]
    [InlineData("illness", ColorScheme.Light, 1200)]
    [InlineData("illness", ColorScheme.Dark, 1200)]
    [InlineData("illness", ColorScheme.Light, 360)]
    [InlineData("pooled", ColorScheme.Light, 1200)]
    public async Task Axe_finds_nothing_serious(string run, ColorScheme scheme, int width)
    {
        await using var open = await browser.OpenAsync(run, width, scheme);
        await open.Page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
        await open.Page.EvaluateAsync(await File.ReadAllTextAsync(Repository.PathOf("src", "CostSim.Cli", "Web", "node_modules", "axe-core", "axe.min.js")));

        var found = await open.Page.EvaluateAsync<string[]>(
            """
            axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
              .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
              .map(violation => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | ')}`))
            """);

        Assert.Empty(found);
    }

    [BrowserFact]
    public async Task Without_scripts_the_page_still_tells_its_results()
    {
        var html = await File.ReadAllTextAsync(browser.PathOf("illness", "report.html"));

        Assert.Contains("<noscript><p>Without scripts this page shows the results at 20,000 USD 2024 per QALY, and no figures.</p>", html, StringComparison.Ordinal);
        Assert.Contains("data-strategy=\"0\"", html, StringComparison.Ordinal);
    }

    private static async Task<(double Rule, double Width)> RuleAsync(IPage page, string figure)
    {
        var numbers = await page.EvaluateAsync<double[]>(
            """
            figure => {
              const svg = document.querySelector(`.chart[data-figure="${figure}"] svg`);
              const rule = svg.querySelector('.mark-rule.role-mark line').getBoundingClientRect();
              const plot = svg.querySelector('.role-frame .background').getBoundingClientRect();
              return [(rule.left + rule.right) / 2 - plot.left, plot.width];
            }
            """,
            figure);
        return (numbers[0], numbers[1]);
    }

    private static void Near(double expected, string shown, double within) =>
        Assert.Equal(expected, double.Parse(shown.Replace('−', '-'), NumberStyles.Number, CultureInfo.InvariantCulture), within);

    private (List<string> Strategies, Dictionary<(string Strategy, int Place), CurvePoint> Points) Curves()
    {
        using var reader = new ParquetReader(File.OpenRead(browser.PathOf("illness", "acceptability.parquet")));
        var names = reader.ReadColumn(0, "strategy").Strings.ToArray();
        var columns = new[] { "wtp", "probability_best", "expected_loss", "net_benefit", "evpi" }.Select(column => reader.ReadColumn(0, column).Doubles.ToArray()).ToArray();
        var onFrontier = reader.ReadColumn(0, "on_frontier").Int32s.ToArray();
        var (strategies, points) = (new List<string>(), new Dictionary<(string Strategy, int Place), CurvePoint>());
        for (var row = 0; row < names.Length; row++)
        {
            if (!strategies.Contains(names[row]!)) strategies.Add(names[row]!);
            points[(names[row]!, row % 21)] = new CurvePoint(columns[0][row], columns[1][row], onFrontier[row], columns[2][row], columns[3][row], columns[4][row]);
        }
        return (strategies, points);
    }

    private sealed record CurvePoint(double Wtp, double ProbabilityBest, int OnFrontier, double ExpectedLoss, double NetBenefit, double Evpi);
}
