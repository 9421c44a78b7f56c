using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>How often countable events happen to a person over the horizon: a panel for each outcome that is a count.</summary>
internal static class EventsFigure
{
    public const string Name = "events";

    private const double PanelWidth = 190;

    public static Figure? Of(FigureFrame frame)
    {
        var counts = frame.Run.Scenario.Outcomes.Where(outcome => outcome.IsCount).ToList();
        if (counts.Count == 0) return null;
        var rows = new Rows();
        var table = new List<IReadOnlyList<FigureCell>>();
        for (var c = 0; c < counts.Count; c++)
        {
            foreach (var strategy in frame.Run.Strategies)
            {
                var estimate = strategy.OtherOutcomes.First(outcome => outcome.Name == counts[c].Name).Estimate;
                rows.Add(("event", counts[c].Name), ("panel", c), ("strategy", strategy.Name), ("mean", estimate.Mean), ("lower", estimate.Lower), ("upper", estimate.Upper));
                table.Add([counts[c].Name, strategy.Name, estimate.Mean, estimate.Lower, estimate.Upper]);
            }
        }
        var y = Channel.Name("strategy") with { Title = Nothing.Here, Scale = new Scale { Domain = frame.Strategies }, Axis = new Axis { LabelLimit = 200, Ticks = false } };
        var x = Channel.Number("mean") with { Title = "per person", Axis = new Axis { TickCount = 4 } };
        var view = new View
        {
            Data = new Data(rows),
            Facet = Channel.Name("event", orderedBy: "panel") with { Title = Nothing.Here, Header = new Header { LabelLimit = PanelWidth, LabelAnchor = "start", LabelFontWeight = "bold" } },
            Columns = Math.Min(3, counts.Count),
            Bounds = "flush",
            Spacing = new Spacing(74, 24),
            Resolve = new Resolve { Scale = new Shared("independent") },
            Spec = new View
            {
                Width = PanelWidth,
                Height = 24 * frame.Strategies.Count + 6,
                Layer =
                [
                    new View
                    {
                        Mark = new Mark("bar") { Opacity = 0.85 },
                        Encoding = new Encoding
                        {
                            Y = y,
                            X = x,
                            Color = frame.StrategyColour() with { Legend = Nothing.Here },
                            Tooltip = [Tip.Name("strategy"), Tip.Name("event"), Tip.Number("mean", "mean", ".3~f"), Tip.Number("lower", "lower", ".3~f"), Tip.Number("upper", "upper", ".3~f")],
                        },
                    },
                    new View
                    {
                        Mark = new Mark("rule") { Color = Mark.Neutral, StrokeWidth = 2 },
                        Encoding = new Encoding { Y = y, X = Channel.Number("lower") with { Title = "per person" }, X2 = Channel.End("upper") },
                    },
                ],
            },
        };
        return frame.Make(
            Name,
            "Events over the horizon",
            $"How often each event happens to a person on average, until death or the horizon{Discounting(frame, counts)}; the line is the 95% interval of what the parameters leave open.",
            $"Bar charts of events per person: {string.Join(", ", counts.Select(outcome => outcome.About.Length > 0 ? outcome.About : outcome.Name))}.",
            view,
            new FigureTable(
                "Events per person over the horizon: mean and 95% interval",
                [new("event"), new("strategy"), new("mean", "per person", NumberFormat.Decimals(3)), new("from", "per person", NumberFormat.Decimals(3)), new("to", "per person", NumberFormat.Decimals(3))],
                table));
    }

    private static string Discounting(FigureFrame frame, List<ResolvedOutcome> counts)
    {
        string[] discounted = [.. counts.Where(outcome => frame.Run.Scenario.Discount.GetValueOrDefault(outcome.Name) != 0).Select(outcome => outcome.Name)];
        if (discounted.Length == 0) return ", not discounted";
        return discounted.Length == counts.Count ? ", discounted" : $", not discounted but for {string.Join(", ", discounted)}";
    }
}
