using CostSim.Analysis.Frontiers;
using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>Mean cost against mean QALYs, with the efficient frontier as a line.</summary>
internal static class FrontierFigure
{
    public const string Name = "frontier";

    private static readonly string[] Statuses = ["on the frontier", "extendedly dominated", "dominated"];

    public static Figure Of(FigureFrame frame)
    {
        var frontier = frame.Run.Frontier;
        var (all, line) = (new Rows(), new Rows());
        foreach (var strategy in frame.Strategies)
        {
            var entry = frontier.First(entry => entry.Name == strategy);
            all.Add(("strategy", strategy), ("qaly", entry.Effect), ("cost", entry.Cost), ("status", Status(entry)));
        }
        foreach (var entry in frontier.Where(IsOnFrontier)) line.Add(("qaly", entry.Effect), ("cost", entry.Cost));
        var x = Channel.Number("qaly") with { Title = "mean QALYs per person", Scale = Room(frontier, entry => entry.Effect), Axis = new Axis { TickCount = 8 } };
        var y = Channel.Number("cost") with { Title = $"mean cost ({frame.PerPerson})", Scale = Room(frontier, entry => entry.Cost), Axis = new Axis { Format = ",~f" } };
        var view = new View
        {
            Width = FigureFrame.Width,
            Height = FigureFrame.Height,
            Layer =
            [
                new View
                {
                    Data = new Data(line),
                    Mark = new Mark("line") { Color = Mark.Neutral, StrokeWidth = 2 },
                    Encoding = new Encoding { X = x, Y = y },
                },
                new View
                {
                    Data = new Data(all),
                    Mark = new Mark("point") { Filled = true, Size = 110, Opacity = 1 },
                    Encoding = new Encoding
                    {
                        X = x,
                        Y = y,
                        Color = frame.StrategyColour(),
                        Shape = Channel.Name("status") with
                        {
                            Title = Nothing.Here,
                            Scale = new Scale { Domain = Statuses, Range = (string[])["circle", "triangle-up", "cross"] },
                            Legend = new Legend { Orient = "top", SymbolFillColor = Mark.Neutral, SymbolStrokeColor = Mark.Neutral },
                        },
                        Tooltip =
                        [
                            Tip.Name("strategy"), Tip.Number("qaly", "mean QALYs", ".4~f"), Tip.Number("cost", "mean cost", ",.0f"),
                            Tip.Name("status"),
                        ],
                    },
                },
            ],
        };
        return frame.Make(
            Name,
            "Efficient frontier",
            "The line joins the strategies that are worth choosing at some willingness to pay: its slope is the price of a QALY (ICER), the steeper the dearer. "
                + "A dominated strategy costs more and gains less than another, an extendedly dominated one than a mix of two others.",
            $"Mean cost against mean QALYs of {frontier.Count} strategies. On the frontier, by ascending cost: {string.Join(", ", frontier.Where(IsOnFrontier).Select(entry => entry.Name))}.",
            view,
            Table(frame));
    }

    private static bool IsOnFrontier(FrontierEntry entry) => entry.Status is FrontierStatus.Reference or FrontierStatus.OnFrontier;

    private static string Status(FrontierEntry entry) => entry.Status switch
    {
        FrontierStatus.Dominated => Statuses[2],
        FrontierStatus.ExtendedlyDominated => Statuses[1],
        _ => Statuses[0],
    };

    private static Scale Room(IReadOnlyList<FrontierEntry> frontier, Func<FrontierEntry, double> value)
    {
        var (low, high) = (frontier.Min(value), frontier.Max(value));
        var room = high > low ? 0.08 * (high - low) : Math.Max(1e-3, 0.1 * Math.Abs(high));
        return new Scale { Domain = new[] { Rows.Drawn(low - room), Rows.Drawn(high + room) }, Nice = false, Zero = false };
    }

    private static FigureTable Table(FigureFrame frame) => new(
        "Full incremental analysis, by ascending mean cost",
        [
            new("strategy"), new("mean cost", frame.PerPerson, NumberFormat.Decimals(0)), new("mean QALYs", "QALYs per person", NumberFormat.Decimals(4)),
            new("ICER", frame.PerQaly, NumberFormat.Decimals(0)), new("status"),
        ],
        [
            .. frame.Run.Frontier.Select(entry => (FigureCell[])
            [
                entry.Name, entry.Cost, entry.Effect, FigureCell.Of(entry.Icer), entry.By.Count == 0 ? entry.StatusInWords : $"{entry.StatusInWords} by {string.Join(" and ", entry.By)}",
            ]),
        ]);
}
