using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>What the mean cost of each strategy consists of.</summary>
internal static class CostFigure
{
    public const string Name = "costs";

    public static Figure? Of(FigureFrame frame)
    {
        var parts = frame.Run.Scenario.CostParts;
        if (parts.Count == 0) return null;
        string[] labels = [.. parts.Select(part => frame.Run.Scenario.Outcomes.First(outcome => outcome.Name == part)).Select(outcome => outcome.About.Length > 0 ? outcome.About : outcome.Name)];
        var rows = new Rows();
        foreach (var strategy in frame.Run.Strategies)
        {
            for (var p = 0; p < parts.Count; p++)
                rows.Add(("strategy", strategy.Name), ("part", labels[p]), ("rank", p), ("cost", Mean(strategy, parts[p])));
        }
        var view = new View
        {
            Width = FigureFrame.Width,
            Height = 30 * frame.Strategies.Count + 10,
            Data = new Data(rows),
            Mark = new Mark("bar"),
            Encoding = new Encoding
            {
                Y = Channel.Name("strategy") with { Title = Nothing.Here, Scale = new Scale { Domain = frame.Strategies }, Axis = new Axis { LabelLimit = 240, Ticks = false } },
                X = Channel.Number("cost") with { Title = $"mean cost ({frame.PerPerson})", Stack = "zero", Axis = new Axis { Format = ",~f", TickCount = 6 } },
                Color = Channel.Name("part") with
                {
                    Title = Nothing.Here,
                    Scale = new Scale { Domain = labels.Distinct().ToArray(), Range = "ordinal" },
                    Legend = new Legend { Orient = "bottom", Columns = FigureFrame.ColumnsOfLegend, SymbolType = "square" },
                },
                Order = Channel.Number("rank"),
                Tooltip = [Tip.Name("strategy"), Tip.Name("part"), Tip.Number("cost", "cost", ",.0f")],
            },
        };
        return frame.Make(
            Name,
            "What costs consist of",
            "The length of a bar is the mean cost of a strategy, and its colours say what for.",
            $"Stacked bars of the mean cost of {frame.Strategies.Count} strategies by {string.Join(", ", labels)}.",
            view,
            new FigureTable(
                "Mean cost by category, discounted",
                [new("strategy"), .. labels.Select(label => new FigureColumn(label, frame.PerPerson, NumberFormat.Decimals(0))), new("all", frame.PerPerson, NumberFormat.Decimals(0))],
                [.. frame.Run.Strategies.Select(strategy => (FigureCell[])[strategy.Name, .. parts.Select(part => (FigureCell)Mean(strategy, part)), strategy.Cost.Mean])]),
            legend: labels);
    }

    private static double Mean(Analysis.StrategyResult strategy, string part) => strategy.OtherOutcomes.First(outcome => outcome.Name == part).Estimate.Mean;
}
