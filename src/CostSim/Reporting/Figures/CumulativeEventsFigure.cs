using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>How often events have happened to a person until each time: lines by strategy, a panel for each event.</summary>
internal static class CumulativeEventsFigure
{
    public const string Name = "cumulative-events";

    private const int MostBoundaries = 41;
    private const double PanelHeight = 190;

    /// <summary>Between panels, for the numbers and the title of an axis.</summary>
    private const double AxisRoom = 62;

    /// <summary>Bands of more strategies hide each other.</summary>
    private const int MostBands = 3;

    public static Figure? Of(FigureFrame frame)
    {
        var strategies = frame.Run.Events;
        if (strategies.Count == 0 || strategies[0].Boundaries < 2) return null;
        var events = strategies[0].Events;
        var hasBands = strategies.Count <= MostBands;
        var view = ViewOf(frame, events, hasBands);
        var times = FigureFrame.Evenly(strategies[0].Boundaries, 6);
        var alike = strategies.Count > 1 ? " Lines on top of each other mean that strategies do not differ." : "";
        var band = hasBands ? " The band is the 95% interval of what the parameters leave open." : " The table tells the 95% interval at the end.";
        var part = strategies[0].Draws < frame.Run.Draws
            ? $" Lines rest on the first {frame.Text(strategies[0].Draws, NumberFormat.Decimals(0))} of {frame.Text(frame.Run.Draws, NumberFormat.Decimals(0))} draws, the same for all strategies: they may end a little beside the means of all."
            : "";
        return frame.Make(
            Name,
            events.Count == 1 ? $"Cumulative {WordsOf(events[0])}" : "Cumulative events",
            $"The height of a line is how often the event has happened to a person by that time, on average over all who started, the dead included; counted when it happens, not discounted.{band}{alike}{part}",
            $"Line charts of events per person since the start. {string.Join(" ", events.Select((item, e) => $"{WordsOf(item)} {OccupancyFigure.YearsIn(frame, times[^1])}: {EndsOf(frame, e)}."))}",
            view,
            Table(frame, events, times));
    }

    /// <summary>"revisions" for <c>revisions</c>, "first strokes" for <c>first_strokes</c>.</summary>
    internal static string WordsOf(string name) => name.Replace('_', ' ');

    private static View ViewOf(FigureFrame frame, IReadOnlyList<string> events, bool hasBands)
    {
        var rows = new Rows();
        foreach (var strategy in frame.Run.Events)
        {
            for (var e = 0; e < events.Count; e++)
            {
                foreach (var boundary in FigureFrame.Evenly(strategy.Boundaries, MostBoundaries))
                {
                    (string, object)[] cells = [("event", WordsOf(events[e])), ("panel", e), ("strategy", strategy.Strategy), ("years", boundary * frame.Run.Scenario.CycleYears), ("mean", strategy.Mean[e][boundary])];
                    rows.Add(hasBands ? [.. cells, ("lower", strategy.Lower[e][boundary]), ("upper", strategy.Upper[e][boundary])] : cells);
                }
            }
        }
        var isOne = events.Count == 1;
        // Two and four stand in rows of two, all others in rows of three.
        var (panel, columns) = events.Count is 2 or 4 ? (280, 2) : (190, 3);
        var x = Channel.Number("years") with { Title = "years", Axis = new Axis { Grid = false, TickCount = isOne ? 10 : 5 }, Scale = new Scale { Nice = false } };
        var y = Channel.Number("mean") with { Title = "events per person", Axis = new Axis { TickCount = 5, Format = "~g" }, Scale = new Scale { Zero = true } };
        var colour = frame.StrategyColour();
        var dash = frame.StrategyDash();
        if (!isOne)
        {
            // Small multiples know no width: their legend has as many columns as fit below them.
            var legend = frame.StrategyLegendOf(columns * (panel + AxisRoom));
            (colour, dash) = (colour with { Legend = legend }, dash is null ? null : dash with { Legend = legend });
        }
        View line = new()
        {
            Mark = new Mark("line") { StrokeWidth = 2 },
            Encoding = new Encoding
            {
                Y = y,
                StrokeDash = dash,
                Tooltip = [Tip.Name("event"), Tip.Name("strategy"), Tip.Number("years", "years", ".3~f"), Tip.Number("mean", "per person", ".3~f")],
            },
        };
        View band = new()
        {
            Mark = new Mark("area") { Opacity = 0.15 },
            Encoding = new Encoding { Y = Channel.Number("lower") with { Title = "events per person", Stack = Channel.Unstacked }, Y2 = Channel.End("upper") },
        };
        var plot = new View
        {
            Width = isOne ? FigureFrame.Width : panel,
            Height = isOne ? FigureFrame.Height - 60 : PanelHeight,
            Encoding = new Encoding { X = x, Color = colour },
            Layer = hasBands ? [band, line] : [line],
        };
        if (isOne) return plot with { Data = new Data(rows) };
        return new View
        {
            Data = new Data(rows),
            Facet = Channel.Name("event", orderedBy: "panel") with { Title = Nothing.Here, Header = new Header { LabelLimit = panel, LabelAnchor = "start", LabelFontWeight = "bold" } },
            Columns = columns,
            Bounds = "flush",
            Spacing = new Spacing(84, AxisRoom),
            Resolve = new Resolve { Scale = new Shared(null, "independent"), Axis = new Shared("independent", "independent") },
            Spec = plot,
        };
    }

    /// <summary>What each strategy comes to at the horizon.</summary>
    private static string EndsOf(FigureFrame frame, int item) =>
        string.Join(", ", frame.Run.Events.Select(strategy => $"{strategy.Strategy} {frame.Text(strategy.Mean[item][^1], NumberFormat.Decimals(2))}"));

    private static FigureTable Table(FigureFrame frame, IReadOnlyList<string> events, int[] times)
    {
        var number = NumberFormat.Decimals(3);
        var rows = events.SelectMany((item, e) => frame.Run.Events.Select(strategy => (FigureCell[])
            [item, strategy.Strategy, .. times.Select(time => (FigureCell)strategy.Mean[e][time]), strategy.Lower[e][^1], strategy.Upper[e][^1]]));
        return new FigureTable(
            "Events per person since the start, not discounted: mean of the draws, and the 95% interval at the end",
            [new("event"), new("strategy"), .. times.Select(time => new FigureColumn(OccupancyFigure.YearsIn(frame, time), "per person", number)), new("95% from", "per person", number), new("95% to", "per person", number)],
            [.. rows]);
    }
}
