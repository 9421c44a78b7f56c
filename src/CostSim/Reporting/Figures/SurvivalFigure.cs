using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>The share of the cohort that is alive, over time.</summary>
internal static class SurvivalFigure
{
    public const string Name = "survival";

    private const int MostBoundaries = 81;

    public static Figure? Of(FigureFrame frame)
    {
        var traces = frame.Run.Traces;
        string[] dead = [.. frame.Run.Scenario.OtherModels.Prepend(frame.Run.Scenario.Model).SelectMany(model => model.DeadStates).Distinct()];
        // Where a strategy's model has no dead that are known as such, nobody can tell who is alive.
        if (traces.Count == 0 || traces[0].Boundaries < 2 || traces.Any(trace => !trace.States.Any(dead.Contains))) return null;
        double[][] alive = [.. traces.Select(trace => Alive(trace, dead))];
        var rows = new Rows();
        for (var s = 0; s < traces.Count; s++)
        {
            foreach (var boundary in FigureFrame.Evenly(traces[s].Boundaries, MostBoundaries))
                rows.Add(("strategy", traces[s].Strategy), ("years", boundary * frame.Run.Scenario.CycleYears), ("alive", alive[s][boundary]));
        }
        var view = new View
        {
            Width = FigureFrame.Width,
            Height = FigureFrame.Height - 60,
            Data = new Data(rows),
            Mark = new Mark("line") { StrokeWidth = 2 },
            Encoding = new Encoding
            {
                X = Channel.Number("years") with { Title = "years", Axis = new Axis { Grid = false, TickCount = 10 }, Scale = new Scale { Nice = false } },
                Y = Channel.Number("alive") with { Title = "share of the cohort alive", Axis = new Axis { Format = ".0%" }, Scale = new Scale { Domain = (double[])[0, 1] } },
                Color = frame.StrategyColour(),
                StrokeDash = frame.StrategyDash(),
                Tooltip = [Tip.Name("strategy"), Tip.Number("years", "years", ".3~f"), Tip.Number("alive", "alive", ".1%")],
            },
        };
        var times = FigureFrame.Evenly(traces[0].Boundaries, 6);
        var last = times[^1];
        return frame.Make(
            Name,
            "Survival",
            "The share of the cohort that is still alive; lines on top of each other mean that a strategy does not change how long people live.",
            $"Line chart of survival. {OccupancyFigure.YearsIn(frame, last)}: {string.Join(", ", traces.Select((trace, s) => $"{trace.Strategy} {frame.Text(alive[s][last], NumberFormat.Percent(1))}"))}.",
            view,
            new FigureTable(
                "Share of the cohort that is alive, mean of the draws",
                [new("strategy"), .. times.Select(time => new FigureColumn(OccupancyFigure.YearsIn(frame, time), "", NumberFormat.Percent(1)))],
                [.. traces.Select((trace, s) => (FigureCell[])[trace.Strategy, .. times.Select(time => (FigureCell)alive[s][time])])]));
    }

    private static double[] Alive(StrategyTrace trace, IReadOnlyList<string> dead)
    {
        var alive = new double[trace.Boundaries];
        for (var state = 0; state < trace.States.Count; state++)
        {
            if (dead.Contains(trace.States[state])) continue;
            for (var boundary = 0; boundary < alive.Length; boundary++) alive[boundary] += trace.Mean[state][boundary];
        }
        return alive;
    }
}
