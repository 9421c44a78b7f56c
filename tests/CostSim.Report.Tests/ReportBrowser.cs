using CostSim.Cli;
using CostSim.Cli.Files;
using CostSim.Diagnostics;
using CostSim.Reporting;
using Microsoft.Playwright;

namespace CostSim.Report.Tests;

/// <summary>A browser for all tests, and runs whose reports they look at.</summary>
#pragma warning disable CA1001 // The folder goes with the browser, in DisposeAsync: xunit asks for that.
public sealed class ReportBrowser : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly TemporaryFolder _folder = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Chromium.WhyNot is not null) return;
        Run(["tests", "CostSim.Cli.Tests", "Scenarios", "illness.yaml"], "illness", 300);
        Run(["tests", "CostSim.Cli.Tests", "Scenarios", "hostile.yaml"], "hostile", 50);
        Run(["tests", "CostSim.Cli.Tests", "Scenarios", "illness-pooled.yaml"], "pooled", 50);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        _folder.Dispose();
    }

    /// <summary>The path of a file of a run.</summary>
    public string PathOf(string run, string file) => _folder.PathOf(Path.Combine(run, file));

    /// <summary>What a run's folder says.</summary>
    public RunRecord Record(string run)
    {
        var problems = new Problems();
        return new RunRecordReader(_folder.PathOf(run), run).Read(problems) ?? throw new InvalidOperationException(string.Join("; ", problems));
    }

    /// <summary>Opens the report of a run and waits for its figures.</summary>
    internal async Task<OpenPage> OpenAsync(string run, int width = 1200, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        var open = new OpenPage(context, page);
        await page.GotoAsync(new Uri(PathOf(run, "report.html")).AbsoluteUri);
        await open.DrawnAsync();
        return open;
    }

    private void Run(string[] scenario, string name, int draws)
    {
        var answer = CostSimProgram.Run(_folder.Path, "run", Repository.PathOf(scenario), "-o", name, "--draws", $"{draws}");
        if (answer.ExitCode != ExitCode.Done) throw new InvalidOperationException(answer.Error);
    }
}

/// <summary>A report in the browser, and what went wrong with it.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add(message.Text);
        };
        page.PageError += (_, error) => Complaints.Add(error);
        page.Request += (_, request) => Requests.Add(request.Url);
        page.Dialog += async (_, dialog) =>
        {
            Complaints.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, exceptions, dialogs.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Addresses that the page asked for.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Waits until all figures are drawn.</summary>
    public Task DrawnAsync() => UntilAsync("document.documentElement.dataset.figures === 'drawn'");

    /// <summary>Waits until an expression is true; Playwright's own waiting would have the page evaluate a text, which its policy forbids.</summary>
    public async Task UntilAsync(string expression)
    {
        for (var waited = 0; !await Page.EvaluateAsync<bool>(expression); waited += 50)
        {
            if (waited > 60_000) throw new TimeoutException($"Not true within a minute: {expression}");
            await Task.Delay(50);
        }
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
