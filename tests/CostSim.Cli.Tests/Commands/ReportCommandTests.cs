using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostSim.Cli.Tests.Commands;

public sealed partial class ReportCommandTests
{
    /// <summary>What a page may weigh, so that it can be sent by e-mail.</summary>
    private const int MostBytes = 3_000_000;

    [Fact]
    public void The_report_made_again_is_the_report_that_the_run_left_to_the_byte()
    {
        using var folder = Run("illness.yaml", "--draws", "300");
        var left = File.ReadAllBytes(folder.PathOf("out/report.html"));
        var manifest = folder.Read("out/manifest.json");
        File.Delete(folder.PathOf("out/report.html"));

        var answer = CostSimProgram.Run(folder.Path, "report", "out");
        var elsewhere = CostSimProgram.Run(folder.Path, "report", "out/", "-o", "page.html");

        Assert.Equal((ExitCode.Done, "", $"{Path.Combine("out", "report.html")}\n"), (answer.ExitCode, answer.Error, answer.Out));
        Assert.Equal((ExitCode.Done, "", "page.html\n"), (elsewhere.ExitCode, elsewhere.Error, elsewhere.Out));
        Assert.Equal(left, File.ReadAllBytes(folder.PathOf("out/report.html")));
        Assert.Equal(left, File.ReadAllBytes(folder.PathOf("page.html")));
        Assert.Equal(manifest, folder.Read("out/manifest.json"));
        Assert.InRange(left.Length, 800_000, MostBytes);
    }

    [Fact]
    public void The_manifest_tells_of_a_report_that_was_made_by_another_version()
    {
        using var folder = Run("illness.yaml", "--draws", "20");
        var manifest = folder.Read("out/manifest.json");
        folder.Write("out/report.html", "an older page");
        folder.Write("out/manifest.json", Hash("report.html").Replace(manifest, new string('0', 64)));

        Assert.Equal(ExitCode.Done, CostSimProgram.Run(folder.Path, "report", "out").ExitCode);

        Assert.Equal(Outputs(manifest), Outputs(folder.Read("out/manifest.json")));

        static Regex Hash(string name) => new($"(?<=\"name\": \"{name}\",\\s*\"bytes\": [0-9]+,\\s*\"sha256\": \")[0-9a-f]+", RegexOptions.None, TimeSpan.FromSeconds(10));

        static string[] Outputs(string manifest)
        {
            using var json = JsonDocument.Parse(manifest);
            return [.. json.RootElement.GetProperty("outputs").EnumerateArray().Select(output => output.GetRawText()).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>−0.03 / √(0.04 × 0.05) = −0.67082; a Dirichlet's shares need no number.</summary>
    [Fact]
    public void Parameters_that_are_drawn_together_are_told_with_their_correlations()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios"))) folder.Write(Path.GetFileName(file), File.ReadAllText(file));
        folder.Write("together.yaml", """
            scenario: together
            extends: illness.yaml
            parameters:
              hazard:
                multivariate-normal: { mean: { early: -0.5, late: 0.4 }, covariance: [[0.04, -0.03], [-0.03, 0.05]], scale: log }
                unit: ratio
                source: invented
              after: { dirichlet: { death: 20, recovery: 200, neither: 780 }, source: invented }
              p_death: after.death
              r_recover: after.recovery * 1 per year
              r_ill: 0.05 per year * hazard.early * hazard.late
            correlations: [[u_ill, c_ill, -0.4], [hr_tablets, hr_infusion, 0.25]]
            """);

        var answer = CostSimProgram.Run(folder.Path, "run", "together.yaml", "-o", "out", "--draws", "20");

        Assert.True(answer.ExitCode == ExitCode.Done, answer.Error);
        using var json = JsonDocument.Parse(folder.Read("out/scenario.json"));
        var told = json.RootElement.GetProperty("dependences").EnumerateArray().Select(item =>
            $"{string.Join(" ", item.GetProperty("parameters").EnumerateArray())}: {item.GetProperty("how")} [{item.GetProperty("measure")}]"
            + string.Concat(item.GetProperty("correlations").EnumerateArray().Select(pair => $" {pair.GetProperty("first")} {pair.GetProperty("second")} {pair.GetProperty("value").GetDouble():F5}")));
        Assert.Equal(
            [
                "hazard.early hazard.late: multivariate-normal [the numbers on the scale on which they are normal] hazard.early hazard.late -0.67082",
                "after.recovery after.death after.neither: dirichlet []",
                "c_ill u_ill: correlations [ranks] u_ill c_ill -0.40000",
                "hr_tablets hr_infusion: correlations [ranks] hr_tablets hr_infusion 0.25000",
            ],
            told);
        var page = folder.Read("out/report.html");
        Assert.Contains("of the numbers on the scale on which they are normal: hazard.early and hazard.late −0.671", page, StringComparison.Ordinal);
        Assert.Contains("of ranks: u_ill and c_ill −0.4", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_run_and_no_place_for_a_page_is_told_at_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("thesis/chapter", "text");

        var answer = CostSimProgram.Run(folder.Path, "report", "thesis", "-o", "nowhere/page.html");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Empty(answer.Out);
        Assert.Equal(
            "-o nowhere/page.html:1:1: error: there is no folder for 'nowhere/page.html'; expected a file in a folder that exists\n"
                + "thesis:1:1: error: a folder without manifest.json: it holds no run; expected a folder that 'costsim run' wrote\n2 problems\n",
            answer.Error);
        Assert.Equal(["thesis", "thesis/chapter"], folder.Entries);
    }

    [Fact]
    public void A_folder_is_no_place_for_a_page()
    {
        using var folder = Run("illness.yaml", "--draws", "20");

        Assert.Equal("-o in:1:1: error: 'in' is a folder; expected the name of a file\n1 problem\n", CostSimProgram.Run(folder.Path, "report", "out", "-o", "in").Error);
    }

    [Fact]
    public void Checks_of_the_model_are_told_where_the_run_was_asked_for_them()
    {
        using var folder = Run("illness.yaml", "--draws", "512", "--verify");
        var verified = CostSimProgram.Run(folder.Path, "verify", "in/illness.yaml", "--json");

        Assert.Equal(verified.Out, folder.Read("out/verification.json"));
        var page = folder.Read("out/report.html");
        Assert.Contains("<td>pass</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("was not asked for them", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_fails_is_a_warning_of_the_run()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios")))
            folder.Write($"in/{Path.GetFileName(file)}", File.ReadAllText(file).Replace("ly:   { unit: years, in: { healthy: 1, ill: 1 } }", "ly:   { unit: years, in: { healthy: 1, ill: 2 } }", StringComparison.Ordinal));

        var answer = CostSimProgram.Run(folder.Path, "run", "in/illness.yaml", "-o", "out", "--draws", "20", "--verify");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Contains("The model fails the check ", answer.Out, StringComparison.Ordinal);
        Assert.Contains("<li>The model fails the check ", folder.Read("out/report.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("illness")]
    [InlineData("hostile")]
    public void The_page_says_what_somebody_has_read_and_found_right(string scenario)
    {
        using var folder = Run($"{scenario}.yaml", "--draws", "500");

        Golden.Equal($"report-{scenario}.html", Written(folder.Read("out/report.html")));
    }

    /// <summary>What is written for people: without style, scripts and the tables behind the figures, which have goldens of their own; and without what changes from day to day.</summary>
    private static string Written(string page)
    {
        var body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("<script type=\"application/json\"", StringComparison.Ordinal)];
        return RunOn().Replace(Behind().Replace(body, "<details>…</details>"), "…");
    }

    private static TemporaryFolder Run(string scenario, params string[] more)
    {
        var folder = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios"))) folder.Write($"in/{Path.GetFileName(file)}", File.ReadAllText(file));
        var answer = CostSimProgram.Run(folder.Path, ["run", $"in/{scenario}", "-o", "out", .. more]);
        Assert.True(answer.ExitCode == ExitCode.Done, answer.Error);
        return folder;
    }

    [GeneratedRegex("<details>.*?</details>", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Behind();

    [GeneratedRegex("(?<=<dt>Run on</dt>\n<dd>)[^<]*", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex RunOn();
}
