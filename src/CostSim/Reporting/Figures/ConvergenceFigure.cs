using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>How each strategy's mean net benefit settled as draws were added: what the run noted while it went on.</summary>
internal static class ConvergenceFigure
{
    public const string Name = "convergence";

    private const double PanelHeight = 110;

    public static Figure? Of(FigureFrame frame)
    {
        var run = frame.Run;
        var points = run.Convergence.Points.Where(point => point.NetBenefit.StandardError is not null).ToList();
        long[] numbers = [.. points.Select(point => point.Draws).Distinct()];
        if (numbers.Length < 2) return null;
        var rows = new Rows();
        var table = new List<IReadOnlyList<FigureCell>>();
        for (var s = 0; s < frame.Strategies.Count; s++)
        {
            foreach (var (draws, _, _, _, (mean, standardError), _) in points.Where(point => point.Strategy == frame.Strategies[s]))
            {
                var error = standardError!.Value;
                rows.Add(("strategy", frame.Strategies[s]), ("panel", s), ("draws", (double)draws), ("mean", mean), ("lower", mean - 1.96 * error), ("upper", mean + 1.96 * error));
                if (draws == numbers[^1] || draws == numbers[(numbers.Length - 1) / 2]) table.Add([frame.Strategies[s], (double)draws, mean, error]);
            }
        }
        var (width, columns) = OccupancyFigure.Panels(frame.Strategies, axis: 58, widest: 270);
        var x = Channel.Number("draws") with { Title = "draws", Scale = new Scale { Type = "log", Nice = false }, Axis = new Axis { Grid = false, Values = Ticks(numbers[0], numbers[^1]), Format = ",~f" } };
        var view = new View
        {
            Data = new Data(rows),
            Facet = Channel.Name("strategy", orderedBy: "panel") with { Title = Nothing.Here, Header = new Header { LabelLimit = width, LabelAnchor = "start", LabelFontWeight = "bold" } },
            Columns = columns,
            Bounds = "flush",
            Spacing = new Spacing(84, 76),
            Resolve = new Resolve { Scale = new Shared(null, "independent"), Axis = new Shared("independent") },
            Spec = new View
            {
                Width = width,
                Height = PanelHeight,
                Layer =
                [
                    new View
                    {
                        Mark = new Mark("area") { Opacity = 0.25 },
                        Encoding = new Encoding
                        {
                            X = x,
                            Y = Channel.Number("lower") with { Title = Nothing.Here, Scale = new Scale { Zero = false, Nice = false }, Axis = new Axis { Format = ",~f", TickCount = 4 } },
                            Y2 = Channel.End("upper"),
                            Color = frame.StrategyColour() with { Legend = Nothing.Here },
                        },
                    },
                    new View
                    {
                        Mark = new Mark("line") { StrokeWidth = 1.5 },
                        Encoding = new Encoding { X = x, Y = Channel.Number("mean") with { Title = Nothing.Here }, Color = frame.StrategyColour() with { Legend = Nothing.Here } },
                    },
                ],
            },
        };
        var threshold = $"{frame.Text(run.Convergence.WillingnessToPay, NumberFormat.Decimals(0))} {frame.PerQaly}";
        return frame.Make(
            Name,
            "Convergence",
            $"The mean net benefit of each strategy ({frame.PerPerson}, at {threshold}) as draws were added, with a band of 1.96 Monte Carlo standard errors on each side{Basis(run)}: a line that still wanders "
                + "asks for more draws. Each panel has its own scale.",
            $"Running mean of the net benefit, strategy by strategy, over {frame.Text(numbers[^1], NumberFormat.Decimals(0))} draws.",
            view,
            new FigureTable(
                $"Mean net benefit over the first draws, at {threshold}",
                [new("strategy"), new("draws", "", NumberFormat.Decimals(0)), new("mean", frame.PerPerson, NumberFormat.Decimals(0)), new("standard error", frame.PerPerson, NumberFormat.Decimals(0))],
                table));
    }

    /// <summary>What the standard error rests on, where that is not the spread of independent draws.</summary>
    private static string Basis(RunRecord run) =>
        run.Provenance.Sampling is "random" or "supplied" ? "" : $", from the spread between replicates of the sampling ({run.Provenance.Sampling})";

    /// <summary>Powers of ten within a range, with their doubles and fivefold where they are few; the ends where there are none.</summary>
    private static double[] Ticks(long first, long last)
    {
        double[] steps = last / first >= 50 ? [1] : [1, 2, 5];
        var powers = Enumerable.Range(0, 19).Select(exponent => Math.Pow(10, exponent));
        double[] ticks = [.. powers.SelectMany(_ => steps, (power, step) => step * power).Where(tick => tick >= first && tick <= last)];
        return ticks.Length > 0 ? ticks : [first, last];
    }
}
