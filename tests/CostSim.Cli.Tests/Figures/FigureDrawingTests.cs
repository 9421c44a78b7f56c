using CostSim.Reporting;
using CostSim.Reporting.Figures;

namespace CostSim.Cli.Tests.Figures;

/// <summary>Every figure is drawn by the program that readers use: nothing is taken for granted of Vega-Lite.</summary>
public class FigureDrawingTests
{
    [Fact]
    public void Every_specification_is_valid_compiles_without_warnings_and_draws_marks()
    {
        var figures = Situation.Small.SelectMany(situation => RunFigures.Of(Situation.Run(situation)).Select(figure => figure with { Name = $"{figure.Name} of {situation}" }))
            .Concat(SmallEvidence.Figures)
            .ToList();

        var checks = FigureCheck.Of(figures);

        Assert.Equal(figures.Select(figure => figure.Name), checks.Select(check => check.Name));
        foreach (var check in checks)
        {
            Assert.True(check.Errors.Count == 0, $"{check.Name}: {string.Join("; ", check.Errors)}");
            Assert.True(check.Warnings.Count == 0, $"{check.Name}: {string.Join("; ", check.Warnings)}");
            Assert.True(check.Marks.Values.Sum() > 0, $"{check.Name} draws nothing");
            Assert.False(check.Ids, $"{check.Name} draws what is no number");
            Assert.NotEmpty(check.Description);
        }
    }

    [Fact]
    public void Every_strategy_is_named_and_numbers_are_written_in_the_locale()
    {
        var checks = FigureCheck.Of(RunFigures.Of(Situation.Run("saves-but-worse"))).ToDictionary(check => check.Name);

        Assert.All(new[] { "frontier", "acceptability", "expected-loss", "occupancy", "costs", "survival" }, name => Assert.Subset(checks[name].Texts.ToHashSet(), new HashSet<string> { "hospital", "home" }));
        Assert.Contains("12.000", checks["frontier"].Texts);
        Assert.Contains("home", checks["plane"].Texts);
        Assert.DoesNotContain("hospital", checks["plane"].Texts);   // the reference is the origin
        Assert.Equal(20_000, checks["plane"].Wtp);
        Assert.Equal(20_000, checks["acceptability"].Wtp);
    }

    /// <summary>Names of strategies, states, parameters, outcomes and currencies may hold anything that YAML can.</summary>
    [Fact]
    public void Texts_of_a_scenario_are_shown_and_never_run()
    {
        string[] hostile =
        [
            "'+costsimRan()+'", "\"+costsimRan()+\"", "\\'+costsimRan()+\\'", "\\\"+costsimRan()+\\\"", "${costsimRan()}", "datum['x'].y", "a.b[0]\\", "</script><script>costsimRan()</script>",
            "<b>bold</b> & \"quoted\"", "width", "constructor", "__proto__", "toString", "line\nbreak", "\\u0022", "100%",
        ];
        var figures = hostile.SelectMany((text, i) => RunFigures.Of(Hostile(text)).Select(figure => figure with { Name = $"{figure.Name} {i}" })).ToList();

        var checks = FigureCheck.Of(figures).ToDictionary(check => check.Name);

        Assert.All(checks.Values, check => Assert.Equal((0, 0, ""), (check.Ran, check.Errors.Count, string.Join("; ", check.Warnings))));
        for (var i = 0; i < hostile.Length; i++)
        {
            var seen = hostile[i].Split('\n')[0];
            Assert.All(
                new[] { "frontier", "acceptability", "occupancy", "cumulative-events", "parameters", "plane", "forest-hr_pill" },
                name => Assert.Contains(checks[$"{name} {i}"].Texts, text => text.Contains(seen, StringComparison.Ordinal)));
        }
    }

    private static RunRecord Hostile(string text)
    {
        var run = SmallRun.Of(40, "en-US", new("usual care", 8_000, 6.1), new(text, 12_000, 6.2), new("new drug", 14_000, 6.6));
        return run with
        {
            Scenario = run.Scenario with
            {
                Currency = text,
                Parameters = [run.Scenario.Parameters[0] with { Name = text, Source = text }, run.Scenario.Parameters[1]],
                Outcomes = [.. run.Scenario.Outcomes.Select(outcome => outcome with { About = text })],
            },
            Events = [.. run.Events.Select(events => events with { Events = [text, "falls"], Mean = [events.Mean[0], events.Mean[0]], Lower = [events.Lower[0], events.Lower[0]], Upper = [events.Upper[0], events.Upper[0]] })],
            Evidence =
            [
                SmallEvidence.Ratio with { What = text, Rows = [SmallEvidence.Ratio.Rows[0] with { Name = text }, .. SmallEvidence.Ratio.Rows.Skip(1)] },
                SmallEvidence.Network with { Reference = text, Rows = [SmallEvidence.Network.Rows[0] with { Name = text }] },
            ],
            Traces = [.. run.Traces.Select(trace => trace with { States = [text, "ill", "dead"] })],
        };
    }
}
