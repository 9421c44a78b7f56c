using CostSim.Reporting.VegaLite;

namespace CostSim.Reporting.Figures;

/// <summary>Each uncertain parameter as it was drawn: a histogram with its base value and 95% interval.</summary>
internal static class ParametersFigure
{
    public const string Name = "parameters";

    /// <summary>A page with more small pictures is no overview.</summary>
    private const int MostPanels = 80;

    private const int Bins = 18;

    public static Figure? Of(FigureFrame frame)
    {
        var uncertain = frame.Run.Scenario.Parameters.Zip(frame.Run.Sample.Parameters)
            .Where(item => item.First.Kind is not (ResolvedParameter.Fixed or ResolvedParameter.Calculated) && item.First.StandardDeviation > 0)
            .ToList();
        if (uncertain.Count == 0) return null;
        var rows = new Rows();
        var shown = uncertain.Take(MostPanels).ToList();
        for (var panel = 0; panel < shown.Count; panel++) AddPanel(rows, panel, shown[panel].First, shown[panel].Second);
        var x = Channel.Number("from") with { Title = Nothing.Here, Scale = new Scale { Zero = false, Nice = false }, Axis = new Axis { Grid = false, TickCount = 3 } };
        var top = Channel.Number("height") with { Title = Nothing.Here, Axis = Nothing.Here, Scale = new Scale { Domain = (double[])[0, 1.15] } };
        var view = new View
        {
            Data = new Data(rows),
            Facet = Channel.Name("parameter", orderedBy: "panel") with
            {
                Title = Nothing.Here,
                Header = new Header { LabelLimit = 160, LabelFontSize = 11, LabelAnchor = "start", LabelPadding = 2 },
            },
            Columns = 5,
            Bounds = "flush",
            Spacing = new Spacing(48, 22),
            Resolve = new Resolve { Scale = new Shared("independent") },
            Spec = new View
            {
                Width = 145,
                Height = 56,
                Layer =
                [
                    new View
                    {
                        Transform = [Transform.Where("datum.kind === 'bin'")],
                        Mark = new Mark("bar") { Color = "#7a9cc6" },
                        Encoding = new Encoding { X = x, X2 = Channel.End("to"), Y = top, Y2 = Channel.At(0) },
                    },
                    new View
                    {
                        Transform = [Transform.Where("datum.kind === 'interval'")],
                        Mark = new Mark("rule") { Color = Mark.Neutral, StrokeWidth = 3 },
                        Encoding = new Encoding { X = x, X2 = Channel.End("to"), Y = top },
                    },
                    new View
                    {
                        Transform = [Transform.Where("datum.kind === 'base'")],
                        Mark = new Mark("rule") { Color = "#d55e00", StrokeWidth = 1.5 },
                        Encoding = new Encoding { X = x },
                    },
                ],
            },
        };
        var left = uncertain.Count > shown.Count ? $" The first {shown.Count} of {uncertain.Count} are drawn; the table has all." : "";
        var sample = frame.Run.Sample.Outcomes.Draws < frame.Run.Draws ? $" Bars are {frame.Run.Sample.Outcomes.Draws:N0} of {frame.Run.Draws:N0} draws." : "";
        return frame.Make(
            Name,
            "Parameters as drawn",
            $"Bars are the draws of each uncertain parameter, in its own unit; the grey line above them is the 95% interval, the orange mark the base value. "
                + $"The table gives the distribution and its source.{sample}{left}",
            $"Histograms of {shown.Count} uncertain parameters.",
            view,
            Table([.. uncertain.Select(item => item.First)]));
    }

    private static void AddPanel(Rows rows, int panel, ResolvedParameter parameter, double[] draws)
    {
        var (least, greatest) = (draws.Min(), draws.Max());
        var width = (greatest - least) / Bins;
        if (width > 0)
        {
            var counts = new int[Bins];
            foreach (var draw in draws) counts[Math.Min(Bins - 1, (int)((draw - least) / width))]++;
            for (var bin = 0; bin < Bins; bin++)
            {
                if (counts[bin] > 0) Add("bin", least + bin * width, least + (bin + 1) * width, (double)counts[bin] / counts.Max());
            }
        }
        Add("interval", parameter.Lower, parameter.Upper, 1.08);
        if (parameter.Base is { } value) Add("base", value, value, 1.08);

        void Add(string kind, double from, double to, double height) =>
            rows.Add(("parameter", parameter.Name), ("panel", panel), ("kind", kind), ("from", from), ("to", to), ("height", height));
    }

    private static FigureTable Table(IReadOnlyList<ResolvedParameter> parameters)
    {
        var digits = NumberFormat.Significant(4);
        return new FigureTable(
            "Uncertain parameters: what the scenario gives, and what all draws came to",
            [
                new("parameter"), new("unit"), new("distribution"), new("base value", "", digits), new("mean", "", digits), new("standard deviation", "", digits),
                new("2.5%", "", digits), new("97.5%", "", digits), new("source"),
            ],
            [
                .. parameters.Select(parameter => (FigureCell[])
                [
                    parameter.Name, parameter.Unit, parameter.Value, FigureCell.Of(parameter.Base), parameter.Mean, parameter.StandardDeviation, parameter.Lower, parameter.Upper,
                    parameter.Source ?? "none given",
                ]),
            ]);
    }
}
