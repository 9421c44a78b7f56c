using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>The cost-effectiveness plane: each strategy against the reference, draw by draw, with the ellipse that holds 95% of a normal cloud.</summary>
internal static class PlaneFigure
{
    public const string Name = "plane";

    /// <summary>More would hide each other, and make the file large.</summary>
    private const int MostPointsInAll = 4_000;

    private const int PointsOfEllipse = 60;

    /// <summary>95% quantile of χ² with 2 degrees of freedom: the squared radius of an ellipse that holds 95% of a bivariate normal distribution.</summary>
    private static readonly double SquaredRadius = -2 * Math.Log(1 - 0.95);

    /// <summary>Letters of a strategy's name that stand beside an axis.</summary>
    private const int LongestInTitle = 26;

    public static Figure? Of(FigureFrame frame)
    {
        var run = frame.Run;
        if (run.Increments.Count == 0) return null;
        string[] compared = [.. run.Increments.Select(increment => increment.Strategy)];
        var shown = Math.Min(run.Sample.Outcomes.Draws, Math.Max(1, MostPointsInAll / compared.Length));
        var (cloud, ellipses, means) = (Cloud(frame, shown), Ellipses(run), Means(run));
        var (effects, costs) = (Extent(cloud, ellipses, point => point.Effect), Extent(cloud, ellipses, point => point.Cost));
        // A title is no longer than its axis.
        var reference = run.Scenario.Reference.Length <= LongestInTitle ? run.Scenario.Reference : "the reference";
        var x = Channel.Number("effect") with
        {
            Title = $"QALYs more than {reference} (per person)",
            Scale = new Scale { Domain = effects, Nice = false, Zero = false },
            Axis = new Axis { Grid = false, TickCount = 8 },
        };
        var y = Channel.Number("cost") with
        {
            Title = $"cost more than {reference} ({frame.PerPerson})",
            Scale = new Scale { Domain = costs, Nice = false, Zero = false },
            Axis = new Axis { Format = ",~f", Grid = false },
        };
        var view = new View
        {
            Width = FigureFrame.Width,
            Height = FigureFrame.Height + 60,
            Layer =
            [
                new View
                {
                    Data = Table(cloud),
                    Mark = new Mark("point") { Filled = true, Size = 12, Opacity = 0.35 },
                    Encoding = new Encoding { X = x, Y = y, Color = frame.StrategyColour(compared) },
                },
                Axis(new Encoding { X = Channel.At(0) }),
                Axis(new Encoding { Y = Channel.At(0) }),
                new View
                {
                    Data = Table(ellipses, isOrdered: true),
                    Mark = new Mark("line") { StrokeWidth = 2, Clip = true },
                    Encoding = new Encoding { X = x, Y = y, Color = frame.StrategyColour(compared), Order = Channel.Number("order") },
                },
                Threshold(effects, x, y),
                new View
                {
                    Data = Table(means),
                    Mark = new Mark("point") { Filled = true, Size = 90, Opacity = 1 },
                    Encoding = new Encoding
                    {
                        X = x,
                        Y = y,
                        Color = frame.StrategyColour(compared),
                        Shape = frame.StrategyShape(compared),
                        Tooltip = [Tip.Name("strategy"), Tip.Number("effect", "mean QALYs more", ".4~f"), Tip.Number("cost", "mean cost more", ",.0f")],
                    },
                },
            ],
        };
        var points = shown < run.Draws ? $"{shown:N0} of {run.Draws:N0} draws are shown as points; ellipses and means are those of all draws." : "Each draw is a point.";
        return frame.Make(
            Name,
            "Cost-effectiveness plane",
            $"Right is more health and up is more cost than {run.Scenario.Reference}; below the dashed line a strategy is worth its price at the chosen willingness to pay. "
                + $"An ellipse holds 95% of a strategy's draws if they are normally distributed, the large mark is its mean. {points}",
            $"Scatter plot of incremental cost against incremental QALYs of {compared.Length} strategies compared with {run.Scenario.Reference}, with 95% ellipses. "
                + string.Join(" ", run.Increments.Select(increment => $"{increment.Strategy} {increment.Comparison.Words}.")),
            view,
            Increments(frame),
            followsThreshold: true);
    }

    private static View Axis(Encoding encoding) => new()
    {
        Data = FigureFrame.OneRow,
        Mark = new Mark("rule") { Color = Mark.Neutral, StrokeWidth = 1 },
        Encoding = encoding,
    };

    /// <summary>The line on which a strategy costs exactly what its effect is worth.</summary>
    private static View Threshold(double[] effects, Channel x, Channel y)
    {
        var ends = new Rows();
        foreach (var end in effects) ends.Add(("effect", end));
        return new View
        {
            Data = new Data(ends),
            Transform = [Transform.Calculated("datum.effect * wtp", "cost")],
            Mark = new Mark("line") { Color = Mark.Neutral, StrokeDash = [5, 4], StrokeWidth = 1.5, Clip = true },
            Encoding = new Encoding { X = x, Y = y },
        };
    }

    private static List<Point> Cloud(FigureFrame frame, int draws)
    {
        var (sample, reference) = (frame.Run.Sample.Outcomes, frame.Strategies.ToList().IndexOf(frame.Run.Scenario.Reference));
        var points = new List<Point>();
        // Draw by draw, so that no strategy lies on top of all others.
        for (var draw = 0; draw < draws; draw++)
        {
            for (var s = 0; s < frame.Strategies.Count; s++)
            {
                if (s == reference) continue;
                points.Add(new Point(
                    frame.Strategies[s],
                    sample[s, OutcomeTable.Qaly][draw] - sample[reference, OutcomeTable.Qaly][draw],
                    sample[s, OutcomeTable.Cost][draw] - sample[reference, OutcomeTable.Cost][draw]));
            }
        }
        return points;
    }

    /// <summary>By the Cholesky factor of the covariance: a unit circle, stretched and turned.</summary>
    private static List<Point> Ellipses(RunRecord run)
    {
        var radius = Math.Sqrt(SquaredRadius);
        var points = new List<Point>();
        foreach (var (increment, spread) in run.Increments.Zip(run.IncrementSpreads))
        {
            var effect = Math.Sqrt(spread.EffectVariance);
            var along = effect > 0 ? spread.Covariance / effect : 0;
            var across = Math.Sqrt(Math.Max(0, spread.CostVariance - along * along));   // rounding can leave a perfect correlation just below 0
            for (var i = 0; i <= PointsOfEllipse; i++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * i / PointsOfEllipse);
                points.Add(new Point(increment.Strategy, increment.Effect.Mean + radius * effect * cosine, increment.Cost.Mean + radius * (along * cosine + across * sine)));
            }
        }
        return points;
    }

    private static List<Point> Means(RunRecord run) => [.. run.Increments.Select(increment => new Point(increment.Strategy, increment.Effect.Mean, increment.Cost.Mean))];

    /// <summary>From the least to the greatest, zero among them, and a little room.</summary>
    private static double[] Extent(List<Point> cloud, List<Point> ellipses, Func<Point, double> value)
    {
        var (low, high) = (Math.Min(0, Math.Min(cloud.Min(value), ellipses.Min(value))), Math.Max(0, Math.Max(cloud.Max(value), ellipses.Max(value))));
        var room = high > low ? 0.04 * (high - low) : 1;
        return [Rows.Drawn(low - room), Rows.Drawn(high + room)];
    }

    private static Data Table(List<Point> points, bool isOrdered = false)
    {
        var rows = new Rows();
        for (var i = 0; i < points.Count; i++)
        {
            var (strategy, effect, cost) = points[i];
            if (isOrdered) rows.Add(("strategy", strategy), ("effect", effect), ("cost", cost), ("order", i));
            else rows.Add(("strategy", strategy), ("effect", effect), ("cost", cost));
        }
        return new Data(rows);
    }

    private static FigureTable Increments(FigureFrame frame)
    {
        var (money, health) = (NumberFormat.Decimals(0), NumberFormat.Decimals(4));
        return new FigureTable(
            $"Against {frame.Run.Scenario.Reference}, per person: mean difference and 95% interval",
            [
                new("strategy"), new("more cost", frame.Currency, money), new("from", frame.Currency, money), new("to", frame.Currency, money), new("more QALYs", "QALYs", health),
                new("from", "QALYs", health), new("to", "QALYs", health), new("ICER", frame.PerQaly, money), new("in words"),
            ],
            [.. frame.Run.Increments.Select(Row)]);

        static FigureCell[] Row(Increment increment) =>
        [
            increment.Strategy, increment.Cost.Mean, increment.Cost.Lower, increment.Cost.Upper, increment.Effect.Mean, increment.Effect.Lower, increment.Effect.Upper,
            FigureCell.Of(increment.Comparison.Icer), increment.Comparison.Words,
        ];
    }

    private sealed record Point(string Strategy, double Effect, double Cost);
}
