using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>What uncertainty means for the decision, over willingness to pay: acceptability, its frontier, expected loss, EVPI.</summary>
internal static class CurveFigures
{
    public const string Acceptability = "acceptability";
    public const string AcceptabilityFrontier = "acceptability-frontier";
    public const string ExpectedLoss = "expected-loss";
    public const string Evpi = "evpi";

    private static readonly Channel Probability = Channel.Number("value") with
    {
        Title = "probability of being the best",
        Scale = new Scale { Domain = (double[])[0, 1] },
        Axis = new Axis { Format = ".0%" },
    };

    private static readonly Tip[] ProbabilityTips = [Tip.Name("strategy"), Tip.Number("wtp", "willingness to pay", ",.0f"), Tip.Number("value", "probability", ".1%")];

    private static readonly Tip[] LossTips = [Tip.Name("strategy"), Tip.Number("wtp", "willingness to pay", ",.0f"), Tip.Number("value", "expected loss", ",.0f")];

    public static Figure OfAcceptability(FigureFrame frame)
    {
        var curves = frame.Run.Curves;
        return frame.Make(
            Acceptability,
            "Acceptability curves (CEAC)",
            "How likely each strategy is to have the highest net benefit, given what is known, at each willingness to pay. The most likely one need not be the best on "
                + "average: that is what the frontier below is for.",
            $"Line chart of the probability of being the best for {frame.Strategies.Count} strategies. {AtDefault(frame, curves.ProbabilityBest, NumberFormat.Percent(0))}",
            Lines(frame, Curve(frame, curves.ProbabilityBest), Probability, ProbabilityTips),
            AtThresholds(frame, "Probability of having the highest net benefit", "", NumberFormat.Percent(1), (strategy, k) => frame.Run.Strategies[strategy].ProbabilityBest[k].Value),
            followsThreshold: true);
    }

    public static Figure OfFrontier(FigureFrame frame)
    {
        var curves = frame.Run.Curves;
        var rows = new Rows();
        var (points, part) = (frame.CurvePoints, 0);
        for (var i = 0; i < points.Length; i++)
        {
            var (k, best) = (points[i], curves.Best[points[i]]);
            if (i > 0 && curves.Best[points[i - 1]] != best) part++;
            rows.Add(("strategy", frame.Strategies[best]), ("wtp", curves.WillingnessToPay[k]), ("value", curves.ProbabilityBest[best][k]), ("part", part));
        }
        string[] shown = [.. frame.Strategies.Where((_, s) => curves.Best.Contains(s))];
        var view = Lines(frame, rows, Probability with { Title = "probability that it is the best" }, ProbabilityTips, shown, Channel.Group("part"), strokeWidth: 3);
        return frame.Make(
            AcceptabilityFrontier,
            "Acceptability frontier (CEAF)",
            "The colour tells which strategy has the highest mean net benefit, the one to choose; the height how likely that choice is right.",
            $"Line of the strategy to choose at each willingness to pay, and the probability that it is the best: {string.Join("; ", Ranges(frame).Select(range => $"{range.Strategy} from {frame.Text(range.From, NumberFormat.Decimals(0))} to {frame.Text(range.To, NumberFormat.Decimals(0))}"))} {frame.PerQaly}.",
            view,
            new FigureTable(
                "Which strategy has the highest mean net benefit, and how likely it is the best at both ends of its range",
                [
                    new("from", frame.PerQaly, NumberFormat.Decimals(0)), new("to", frame.PerQaly, NumberFormat.Decimals(0)), new("strategy"),
                    new("probability at the start", "", NumberFormat.Percent(1)), new("probability at the end", "", NumberFormat.Percent(1)),
                ],
                [.. Ranges(frame).Select(range => (FigureCell[])[range.From, range.To, range.Strategy, range.AtStart, range.AtEnd])]),
            followsThreshold: true);
    }

    public static Figure OfExpectedLoss(FigureFrame frame)
    {
        var curves = frame.Run.Curves;
        var y = Channel.Number("value") with { Title = $"expected loss ({frame.PerPerson})", Scale = new Scale { Zero = true }, Axis = new Axis { Format = ",~f" } };
        return frame.Make(
            ExpectedLoss,
            "Expected loss",
            "What choosing a strategy costs on average, in net benefit forgone, because another may be the better one. The lowest line is the strategy to choose, and its "
                + "height is the value of perfect information.",
            $"Line chart of the expected loss of {frame.Strategies.Count} strategies. {AtDefault(frame, curves.ExpectedLoss, NumberFormat.Significant(3))}",
            Lines(frame, Curve(frame, curves.ExpectedLoss), y, LossTips),
            AtThresholds(frame, "Expected loss of choosing each strategy", frame.PerPerson, NumberFormat.Decimals(0), (strategy, k) => LossAtThreshold(frame.Run, strategy, k)),
            followsThreshold: true);
    }

    public static Figure OfEvpi(FigureFrame frame)
    {
        var (curves, rows) = (frame.Run.Curves, new Rows());
        foreach (var k in frame.CurvePoints) rows.Add(("wtp", curves.WillingnessToPay[k]), ("value", curves.Evpi[k]));
        var y = Channel.Number("value") with { Title = $"EVPI ({frame.PerPerson})", Scale = new Scale { Zero = true }, Axis = new Axis { Format = ",~f" } };
        var view = new View
        {
            Width = FigureFrame.Width,
            Height = FigureFrame.Height - 80,
            Layer =
            [
                new View
                {
                    Data = new Data(rows),
                    Mark = new Mark("area") { Color = Mark.Neutral, Opacity = 0.25 },
                    Encoding = new Encoding { X = frame.WillingnessToPay, Y = y },
                },
                new View
                {
                    Data = new Data(rows),
                    Mark = new Mark("line") { Color = Mark.Neutral, StrokeWidth = 2.5 },
                    Encoding = new Encoding { X = frame.WillingnessToPay, Y = y },
                },
                FigureFrame.ThresholdRule,
            ],
        };
        return frame.Make(
            Evpi,
            "Expected value of perfect information (EVPI)",
            "What it would be worth per person to know every input for certain before deciding; research that costs more than this for all who are affected cannot pay. "
                + "It peaks where the choice changes.",
            $"Area chart of the EVPI per person over willingness to pay; {frame.Text(curves.Evpi[frame.Run.DefaultPoint], NumberFormat.Significant(3))} {frame.Currency} at {frame.Text(frame.Run.DefaultThreshold, NumberFormat.Decimals(0))} {frame.PerQaly}.",
            view,
            new FigureTable(
                "EVPI at the thresholds of the scenario",
                [new("willingness to pay", frame.PerQaly, NumberFormat.Decimals(0)), new("EVPI", frame.PerPerson, NumberFormat.Decimals(0))],
                [.. frame.Run.Evpi.Select(value => (FigureCell[])[value.WillingnessToPay, value.Value])]),
            followsThreshold: true);
    }

    private static View Lines(FigureFrame frame, Rows rows, Channel y, IReadOnlyList<Tip> tips, IReadOnlyList<string>? shown = null, Channel? detail = null, double strokeWidth = 2) => new()
    {
        Width = FigureFrame.Width,
        Height = FigureFrame.Height,
        Layer =
        [
            new View
            {
                Data = new Data(rows),
                Mark = new Mark("line") { StrokeWidth = strokeWidth },
                Encoding = new Encoding
                {
                    X = frame.WillingnessToPay,
                    Y = y,
                    Color = frame.StrategyColour(shown),
                    StrokeDash = shown is null ? frame.StrategyDash() : null,
                    Detail = detail,
                    Tooltip = tips,
                },
            },
            FigureFrame.ThresholdRule,
        ],
    };

    private static Rows Curve(FigureFrame frame, double[][] values)
    {
        var rows = new Rows();
        for (var s = 0; s < values.Length; s++)
        {
            foreach (var k in frame.CurvePoints) rows.Add(("strategy", frame.Strategies[s]), ("wtp", frame.Run.Curves.WillingnessToPay[k]), ("value", values[s][k]));
        }
        return rows;
    }

    private static string AtDefault(FigureFrame frame, double[][] values, NumberFormat format)
    {
        var point = frame.Run.DefaultPoint;
        return $"At {frame.Text(frame.Run.DefaultThreshold, NumberFormat.Decimals(0))} {frame.PerQaly}: "
            + string.Join(", ", frame.Strategies.Select((name, s) => $"{name} {frame.Text(values[s][point], format)}")) + ".";
    }

    private static FigureTable AtThresholds(FigureFrame frame, string caption, string unit, NumberFormat format, Func<int, int, double> value) => new(
        $"{caption}, at the thresholds of the scenario ({frame.PerQaly})",
        [new("strategy"), .. frame.Run.Scenario.Thresholds.Select(threshold => new FigureColumn($"at {frame.Text(threshold, NumberFormat.Decimals(0))}", unit, format))],
        [.. frame.Strategies.Select((name, s) => (FigureCell[])[name, .. frame.Run.Scenario.Thresholds.Select((_, k) => (FigureCell)value(s, k))])]);

    /// <summary>As <see cref="Analysis.Acceptability"/> computes it from the same numbers: EVPI and how far the mean net benefit is below the highest.</summary>
    private static double LossAtThreshold(RunRecord run, int strategy, int threshold) =>
        run.Evpi[threshold].Value + (run.Strategies.Max(other => other.NetBenefit[threshold].Mean) - run.Strategies[strategy].NetBenefit[threshold].Mean);

    private static IEnumerable<Range> Ranges(FigureFrame frame)
    {
        var curves = frame.Run.Curves;
        for (var from = 0; from < curves.Best.Length;)
        {
            var to = from;
            while (to + 1 < curves.Best.Length && curves.Best[to + 1] == curves.Best[from]) to++;
            var probability = curves.ProbabilityBest[curves.Best[from]];
            yield return new Range(curves.WillingnessToPay[from], curves.WillingnessToPay[to], frame.Strategies[curves.Best[from]], probability[from], probability[to]);
            from = to + 1;
        }
    }

    private sealed record Range(double From, double To, string Strategy, double AtStart, double AtEnd);
}
