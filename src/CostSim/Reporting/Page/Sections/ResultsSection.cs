using CostSim.Analysis.Frontiers;
using CostSim.Reporting.Page.Tables;

namespace CostSim.Reporting.Page.Sections;

/// <summary>What each strategy costs and gains, and what it is worth at the chosen willingness to pay.</summary>
internal static class ResultsSection
{
    public const string Id = "results";
    public const string Title = "Results";

    public static void Write(HtmlWriter html, PageFrame frame)
    {
        html.Open("section", ("id", Id), ("aria-labelledby", $"{Id}-title")).Element("h2", Title, ("id", $"{Id}-title"));
        Means(html, frame);
        AtThreshold(html, frame);
        if (frame.Run.Profiles.Count > 0) new ProfilesTable(frame).Write(html);
        if (frame.Run.Increments.Count > 0) Increments(html, frame);
        html.Element(
            "p",
            $"Per person. Intervals hold 95% of the {frame.Whole(frame.Run.Draws)} draws: what is not known of the parameters. Means are rounded to what so many draws can tell; "
                + "all digits are in summary.json.",
            ("class", "note"));
        html.Close("section");
    }

    private static void Means(HtmlWriter html, PageFrame frame)
    {
        var (run, locale) = (frame.Run, frame.Locale);
        var byName = run.Strategies.ToDictionary(strategy => strategy.Name);
        var cost = Rounding.By(run.Strategies.Select(strategy => strategy.Cost.StandardError), otherwise: 0);
        var qaly = Rounding.By(run.Strategies.Select(strategy => strategy.Qaly.StandardError), otherwise: -3);
        var years = Rounding.By(run.Strategies.Select(strategy => strategy.LifeYears?.StandardError), otherwise: -2);
        years = years with { Exponent = Math.Max(years.Exponent, -2) };
        var hasLifeYears = run.Strategies.All(strategy => strategy.LifeYears is not null);
        List<HtmlColumn> columns =
        [
            new("Strategy"), new("Cost", IsNumber: true, frame.Currency), new("95% interval", IsNumber: true), new("QALYs", IsNumber: true), new("95% interval", IsNumber: true),
            new("ICER", IsNumber: true, frame.PerQaly), new("Standing"),
        ];
        if (hasLifeYears) columns.Insert(5, new HtmlColumn("Life years", IsNumber: true));
        HtmlTable.Write(html, "Cost, health and the efficient frontier, by ascending cost", columns, run.Frontier.Select(entry =>
        {
            var strategy = byName[entry.Name];
            List<string> cells =
            [
                entry.Name, cost.Text(entry.Cost, locale), cost.Interval(strategy.Cost.Lower, strategy.Cost.Upper, locale),
                qaly.Text(entry.Effect, locale), Wider(qaly).Interval(strategy.Qaly.Lower, strategy.Qaly.Upper, locale),
                entry.Icer is { } icer ? frame.Significant(icer) : "", Standing(entry),
            ];
            if (hasLifeYears) cells.Insert(5, years.Text(strategy.LifeYears!.Mean, locale));
            return cells;
        }));
    }

    /// <summary>Percentiles are less certain than means: a digit less.</summary>
    private static Rounding Wider(Rounding rounding) => new(Math.Min(rounding.Exponent + 1, -1));

    private static string Standing(FrontierEntry entry) => entry.Status switch
    {
        FrontierStatus.Reference => "least costly on the frontier",
        FrontierStatus.OnFrontier => "on the frontier",
        _ => $"{entry.StatusInWords} by {string.Join(" and ", entry.By)}",
    };

    private static void AtThreshold(HtmlWriter html, PageFrame frame)
    {
        var (run, table) = (frame.Run, new ThresholdTable(frame));
        var (point, columns) = (run.DefaultPoint, table.Columns);
        html.Open("h3").Text("At ").Element("span", $"{frame.ThresholdAt(point)} {frame.PerQaly}", ("class", "wtp-text")).Close("h3");
        HtmlTable.Open(html, "Net benefit and the probability of being best, at the chosen willingness to pay", columns);
        for (var s = 0; s < run.Strategies.Count; s++)
        {
            if (s == table.BestAt(point)) html.Open("tr", ("data-strategy", $"{s}"), ("class", "best"));
            else html.Open("tr", ("data-strategy", $"{s}"));
            HtmlTable.Cell(html, columns[0], run.Strategies[s].Name, isHeading: true);
            foreach (var (cell, column) in table.CellsAt(point, s).Zip(columns.Skip(1))) HtmlTable.Cell(html, column, cell);
            html.Close("tr");
        }
        HtmlTable.Close(html);
        html.Open("p").Text("Expected value of perfect information: ").Element("strong", table.EvpiAt(point), ("id", "evpi")).Text($" {frame.Currency} per person.").Close("p");
    }

    private static void Increments(HtmlWriter html, PageFrame frame)
    {
        var (run, locale) = (frame.Run, frame.Locale);
        var cost = Rounding.By(run.Increments.Select(increment => increment.Cost.StandardError), otherwise: 0);
        var qaly = Rounding.By(run.Increments.Select(increment => increment.Effect.StandardError), otherwise: -3);
        HtmlTable.Write(
            html,
            $"Each strategy against {run.Scenario.Reference}",
            [
                new("Strategy"), new("More cost", IsNumber: true, frame.Currency), new("95% interval", IsNumber: true), new("More QALYs", IsNumber: true), new("95% interval", IsNumber: true),
                new("ICER", IsNumber: true, frame.PerQaly), new("In words"),
            ],
            run.Increments.Select(increment => new[]
            {
                increment.Strategy, cost.Text(increment.Cost.Mean, locale), cost.Interval(increment.Cost.Lower, increment.Cost.Upper, locale),
                qaly.Text(increment.Effect.Mean, locale), Wider(qaly).Interval(increment.Effect.Lower, increment.Effect.Upper, locale),
                increment.Comparison.Icer is { } icer ? frame.Significant(icer) : "", increment.Comparison.Words,
            }));
    }
}
