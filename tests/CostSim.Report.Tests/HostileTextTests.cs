using Microsoft.Playwright;

namespace CostSim.Report.Tests;

/// <summary>Names, sources and notes of a scenario stay texts, whatever they look like.</summary>
public sealed class HostileTextTests(ReportBrowser browser) : IClassFixture<ReportBrowser>
{
    [BrowserTheory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nothing_of_it_runs_loads_or_becomes_markup(ColorScheme scheme)
    {
        await using var open = await browser.OpenAsync("hostile", 1200, scheme);
        var page = open.Page;
        await page.Locator("#wtp").FillAsync("7");
        await page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
        foreach (var chart in await page.Locator(".chart svg:visible").AllAsync()) await chart.HoverAsync(new LocatorHoverOptions { Force = true });

        Assert.Empty(open.Complaints);
        Assert.Single(open.Requests);
        Assert.True(await page.EvaluateAsync<bool>("window.owned === undefined"));
        Assert.Equal(0, await page.Locator("img, iframe, object, embed, form, base, link, body style").CountAsync());
        Assert.Equal(6, await page.Locator("script").CountAsync());
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('*')].flatMap(element => [...element.attributes]).filter(attribute => /^on|^srcdoc$|^src$/i.test(attribute.name)).map(attribute => attribute.name)"));
        Assert.All(
            await page.EvaluateAsync<string[]>("[...document.querySelectorAll('[href]')].map(element => element.getAttribute('href'))"),
            address => Assert.Matches(@"^(#[\w-]+|https://doi\.org/10\.[0-9]+/[\w.:;/-]+|https://pmc\.ncbi\.nlm\.nih\.gov/articles/PMC[0-9]+/)$", address));
    }

    [BrowserFact]
    public async Task It_is_shown_as_it_is_but_for_signs_that_hide_or_turn_it()
    {
        await using var open = await browser.OpenAsync("hostile");
        var page = open.Page;

        Assert.Equal("<script>window.owned = 1</script> Which of {{7*7}} ${7*7} is \"worth\" its 'price'?", await page.TitleAsync());
        Assert.Equal(await page.TitleAsync(), await page.Locator("h1").TextContentAsync());
        Assert.Equal(
            ["</script><script>window.owned = 10</script>", "\"><img src=x onerror=window.owned=11>", "datum['x'] + window.owned", "{\"signal\": \"1+1\"} \\u003c {{x}}", "\uFFFDевл\uFFFD & <b>co</b>"],
            await page.Locator("tr[data-strategy] th").AllTextContentsAsync());
        var text = await page.EvaluateAsync<string>("document.documentElement.textContent");
        Assert.DoesNotContain(text, sign => sign is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (< ' ' and not ('\n' or '\t')));
        Assert.Contains("datum['x'] + window.owned", await page.Locator(".chart[data-figure='acceptability'] svg text").AllTextContentsAsync());
        var studies = await page.Locator(".chart[data-figure='forest-hr_tablets'] svg text").AllTextContentsAsync();
        Assert.Contains("datum['name'] + window.owned", studies);
        Assert.Contains("Pooled effect (2)", studies);
    }

    [BrowserFact]
    public async Task The_policy_of_the_page_lets_nothing_else_run()
    {
        await using var open = await browser.OpenAsync("illness");

        await open.Page.EvaluateAsync(
            """
            () => {
              const script = document.createElement('script');
              script.textContent = 'window.owned = 1';
              document.body.append(script);
              document.body.insertAdjacentHTML('beforeend', '<img src="https://example.invalid/x" onerror="window.owned = 2">');
            }
            """);
        await open.Page.WaitForTimeoutAsync(200);

        Assert.True(await open.Page.EvaluateAsync<bool>("window.owned === undefined"));
        Assert.NotEmpty(open.Complaints);
        var policy = await open.Page.Locator("meta[http-equiv='Content-Security-Policy']").GetAttributeAsync("content") ?? "";
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
    }
}
