using CostSim.Outcomes;
using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>How the mean net benefit against the reference settles as draws are added.</summary>
internal static class ConvergenceFigure
{
    public const string Name = "convergence";

    private const int Points = 40;
    private const int FirstPoint = 20;
    private const double PanelHeight = 110;

    public static Figure? Of(FigureFrame frame)
    {
        var run = frame.Run;
        var sample = run.Sample.Outcomes;
        if (run.Increments.Count == 0 || sample.Draws < 2 * FirstPoint) return null;
        var reference = frame.Strategies.ToList().IndexOf(run.Scenario.Reference);
        int[] numbers = [.. Enumerable.Range(0, Points).Select(i => (int)Math.Round(FirstPoint * Math.Pow((double)sample.Draws / FirstPoint, (double)i / (Points - 1)))).Distinct()];
        var rows = new Rows();
        var table = new List<IReadOnlyList<FigureCell>>();
        for (int s = 0, panel = 0; s < frame.Strategies.Count; s++)
        {
            if (s == reference) continue;
            foreach (var (number, mean, error) in Running(sample, s, reference, run.DefaultThreshold, numbers))
            {
                rows.Add(("strategy", frame.Strategies[s]), ("panel", panel), ("draws", number), ("mean", mean), ("lower", mean - 1.96 * error), ("upper", mean + 1.96 * error));
                if (number == numbers[^1] || number == numbers[numbers.Length / 2]) table.Add([frame.Strategies[s], (double)number, mean, error]);
            }
            panel++;
        }
        var (width, columns) = OccupancyFigure.Panels([.. run.Increments.Select(increment => increment.Strategy)], 46);
        var x = Channel.Number("draws") with { Title = "draws", Scale = new Scale { Type = "log", Nice = false }, Axis = new Axis { Grid = false, Values = [.. ((double[])[1, 10, 100, 1_000, 10_000]).Where(tick => tick >= numbers[0] && tick <= numbers[^1])], Format = ",~f" } };
        var view = new View
        {
            Data = new Data(rows),
            Facet = Channel.Name("strategy", orderedBy: "panel") with { Title = Nothing.Here, Header = new Header { LabelLimit = width, LabelAnchor = "start", LabelFontWeight = "bold" } },
            Columns = columns,
            Bounds = "flush",
            Spacing = new Spacing(84, 64),
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
        var threshold = $"{frame.Text(run.DefaultThreshold, NumberFormat.Decimals(0))} {frame.PerQaly}";
        return frame.Make(
            Name,
            "Convergence",
            $"The mean net benefit more than {run.Scenario.Reference} ({frame.PerPerson}, at {threshold}) over the first draws, with its 95% Monte Carlo interval: a line that still wanders asks for "
                + $"more draws. The first {sample.Draws:N0} of {run.Draws:N0} draws are shown.{Caution(run)}",
            $"Running mean of the incremental net benefit of {run.Increments.Count} strategies over {sample.Draws:N0} draws.",
            view,
            new FigureTable(
                $"Mean net benefit more than {run.Scenario.Reference} over the first draws, at {threshold}",
                [new("strategy"), new("draws", "", NumberFormat.Decimals(0)), new("mean", frame.PerPerson, NumberFormat.Decimals(0)), new("standard error", frame.PerPerson, NumberFormat.Decimals(0))],
                table));
    }

    /// <summary>The interval of independent draws is too wide for draws that are spread evenly.</summary>
    private static string Caution(RunRecord run) =>
        run.Provenance.Sampling is "random" ? "" : $" The interval is that of independent draws, and too wide where sampling ({run.Provenance.Sampling}) spreads draws evenly.";

    /// <summary>Mean and standard error of the first draws, by Welford's (1962) recurrence.</summary>
    private static List<(int Draws, double Mean, double Error)> Running(OutcomeTable sample, int strategy, int reference, double wtp, int[] numbers)
    {
        var found = new List<(int Draws, double Mean, double Error)>();
        var (mean, squares, next) = (0.0, 0.0, 0);
        var cost = sample[strategy, OutcomeTable.Cost];
        var qaly = sample[strategy, OutcomeTable.Qaly];
        var referenceCost = sample[reference, OutcomeTable.Cost];
        var referenceQaly = sample[reference, OutcomeTable.Qaly];
        for (var draw = 0; draw < sample.Draws && next < numbers.Length; draw++)
        {
            var value = wtp * (qaly[draw] - referenceQaly[draw]) - (cost[draw] - referenceCost[draw]);
            var before = value - mean;
            mean += before / (draw + 1);
            squares += before * (value - mean);
            if (draw + 1 != numbers[next]) continue;
            found.Add((draw + 1, mean, Math.Sqrt(squares / draw / (draw + 1))));
            next++;
        }
        return found;
    }
}
