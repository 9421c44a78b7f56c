using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>Who is in which state when, stacked, one panel for each strategy.</summary>
internal static class OccupancyFigure
{
    public const string Name = "occupancy";

    private const int MostBoundaries = 41;
    private const double PanelHeight = 150;
    private const double NarrowestPanel = 150;

    public static Figure? Of(FigureFrame frame)
    {
        var traces = frame.Run.Traces;
        if (traces.Count == 0 || traces[0].Boundaries < 2) return null;
        var groups = StateGroups.Of(traces);
        var boundaries = FigureFrame.Evenly(traces[0].Boundaries, MostBoundaries);
        var rows = new Rows();
        for (var s = 0; s < traces.Count; s++)
        {
            var shares = Shares(traces[s], groups);
            for (var g = 0; g < groups.Names.Count; g++)
            {
                if (shares[g] is not { } share) continue;
                foreach (var boundary in boundaries)
                    rows.Add(("strategy", traces[s].Strategy), ("panel", s), ("state", groups.Names[g]), ("rank", g), ("years", boundary * frame.Run.Scenario.CycleYears), ("share", share[boundary]));
            }
        }
        var (panel, columns) = Panels(frame.Strategies);
        var view = new View
        {
            Data = new Data(rows),
            Facet = Channel.Name("strategy", orderedBy: "panel") with { Title = Nothing.Here, Header = new Header { LabelLimit = panel, LabelAnchor = "start", LabelFontWeight = "bold" } },
            Columns = columns,
            Bounds = "flush",
            Spacing = new Spacing(74, 18),
            // An axis of its own for each panel: a shared one would be drawn below panels that are not there, too.
            Resolve = new Resolve { Axis = new Shared("independent") },
            Spec = new View
            {
                Width = panel,
                Height = PanelHeight,
                Mark = new Mark("area") { Opacity = 1 },
                Encoding = new Encoding
                {
                    X = Channel.Number("years") with { Title = "years", Axis = new Axis { Grid = false, TickCount = 5 }, Scale = new Scale { Nice = false } },
                    Y = Channel.Number("share") with { Title = "share of the cohort", Stack = "zero", Axis = new Axis { Format = ".0%", TickCount = 5 }, Scale = new Scale { Domain = (double[])[0, 1] } },
                    Color = Channel.Name("state") with
                    {
                        Title = Nothing.Here,
                        Scale = new Scale { Domain = Domain(groups, frame.Run.Scenario.Model.DeadStates), Range = "ordinal" },
                        Legend = new Legend { Values = groups.Names, Orient = "bottom", Columns = FigureFrame.LegendColumns(groups.Names, columns * (panel + 60)), SymbolType = "square", SymbolOpacity = 1 },
                    },
                    Order = Channel.Number("rank"),
                    Tooltip = [Tip.Name("strategy"), Tip.Name("state"), Tip.Number("years", "years", ".3~f"), Tip.Number("share", "share", ".1%")],
                },
            },
        };
        var merged = groups.Names.Count < traces.SelectMany(trace => trace.States).Distinct().Count() ? " States are merged by their family and first label where there are many." : "";
        return frame.Make(
            Name,
            "State occupancy over time",
            $"The height of a colour is the share of the cohort in that state at that time; all colours together are the whole cohort, with the dead.{merged}",
            $"Stacked areas, a panel for each of {traces.Count} strategies: {string.Join(", ", groups.Names)}, over {frame.Run.Scenario.Cycles * frame.Run.Scenario.CycleYears:0.#} years.",
            view,
            Table(frame, groups));
    }

    /// <summary>With names that nobody bears between the living and the dead, so that the dead get the last colour, a grey.</summary>
    private static IReadOnlyList<string> Domain(StateGroups groups, IReadOnlyList<string> deadStates)
    {
        var dead = deadStates.Select(groups.Of).Distinct().ToList();
        if (groups.Names[^1] != dead.SingleOrDefault()) return groups.Names;
        return [.. groups.Names.SkipLast(1), .. Enumerable.Range(0, StateGroups.Most - groups.Names.Count).Select(i => new string('\u200b', i + 1)), groups.Names[^1]];
    }

    /// <summary>Wide enough for the longest name, as many side by side as a page holds.</summary>
    /// <param name="axis">Room between panels for an axis, beyond the usual.</param>
    /// <param name="widest">A longer name ends in "…".</param>
    internal static (double Width, int Columns) Panels(IReadOnlyList<string> names, double axis = 0, double widest = 300)
    {
        var width = Math.Clamp(7.0 * names.Max(name => name.Length), NarrowestPanel, widest);
        return (width, Math.Clamp((int)((FigureFrame.Width + 60) / (width + 18 + axis)), 1, Math.Min(4, names.Count)));
    }

    /// <summary>Of each group at each boundary; null for one that the strategy cannot reach.</summary>
    private static double[]?[] Shares(StrategyTrace trace, StateGroups groups)
    {
        var shares = new double[]?[groups.Names.Count];
        for (var state = 0; state < trace.States.Count; state++)
        {
            var group = groups.Names.ToList().IndexOf(groups.Of(trace.States[state]));
            var sum = shares[group] ??= new double[trace.Boundaries];
            for (var boundary = 0; boundary < sum.Length; boundary++) sum[boundary] += trace.Mean[state][boundary];
        }
        return shares;
    }

    private static FigureTable Table(FigureFrame frame, StateGroups groups)
    {
        var times = FigureFrame.Evenly(frame.Run.Traces[0].Boundaries, 6);
        var rows = new List<IReadOnlyList<FigureCell>>();
        foreach (var trace in frame.Run.Traces)
        {
            var shares = Shares(trace, groups);
            for (var g = 0; g < groups.Names.Count; g++)
            {
                if (shares[g] is { } share) rows.Add([trace.Strategy, groups.Names[g], .. times.Select(time => (FigureCell)share[time])]);
            }
        }
        return new FigureTable(
            "Share of the cohort in each state, mean of the draws",
            [new("strategy"), new("state"), .. times.Select(time => new FigureColumn(YearsIn(frame, time), "", NumberFormat.Percent(1)))],
            rows);
    }

    /// <summary>"after 10 years".</summary>
    internal static string YearsIn(FigureFrame frame, int boundary) =>
        boundary == 0 ? "at the start" : $"after {frame.Text(boundary * frame.Run.Scenario.CycleYears, NumberFormat.Significant(3))} years";
}
