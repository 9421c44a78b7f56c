using CostSim.Evidence;
using CostSim.Reporting.VegaLite;
using CostSim.Scenarios;

namespace CostSim.Reporting.Figures;

/// <summary>Effects over standard errors, precise studies on top: whether small studies say something else than large ones.</summary>
/// <remarks>Sterne and Egger (2001): the vertical axis is the standard error, the lines hold 95% of studies with one true effect.</remarks>
public static class FunnelFigure
{
    /// <summary>Fewer make no shape.</summary>
    public const int FewestStudies = 3;

    /// <summary>Room below the least precise study.</summary>
    private const double Margin = 1.08;

    /// <param name="evidence">Of studies of one comparison, not of a network.</param>
    /// <param name="locale">How numbers are written.</param>
    /// <exception cref="ArgumentException">There is no pooled effect.</exception>
    public static Figure Of(EvidenceRecord evidence, Locale locale)
    {
        var pooled = evidence.Pooled ?? throw new ArgumentException("A network has no funnel.", nameof(evidence));
        var studies = evidence.Studies.ToList();
        var title = ForestFigure.Subject(evidence) is { Length: > 0 } subject ? $"Funnel plot of {subject}" : "Funnel plot";
        return new Figure(
            ForestFigure.NameOf("funnel", evidence),
            title,
            "Each point is a study, the higher the more precise; without small-study effects points lie evenly about the middle line, and with one true effect 95% of them within the outer lines. Few studies show no shape.",
            Specification.Of(ViewOf(evidence, pooled, studies), title, $"Scatter plot of {studies.Count} studies: {evidence.Measure} against standard error, with the pooled effect as a line.", [], locale),
            new FigureTable(
                $"Studies: {evidence.Measure} and its standard error",
                [new("study"), new("effect", evidence.Measure, NumberFormat.Significant(3)), new("standard error", "", NumberFormat.Significant(3))],
                [.. studies.Select(study => (FigureCell[])[study.Name, study.Effect, study.StandardError])]))
        {
            IsOfInputs = true,
        };
    }

    private static View ViewOf(EvidenceRecord evidence, EvidenceRow pooled, List<EvidenceRow> studies)
    {
        var (points, lines) = (new Rows(), new Rows());
        foreach (var study in studies) points.Add(("name", study.Name), ("kind", study.Kind), ("effect", study.Effect), ("se", study.StandardError));
        var largest = Margin * studies.Max(study => study.StandardError);
        var reach = TestStatistics.HalfWidthOf95(null) * largest;
        foreach (var (line, end) in (ReadOnlySpan<(string, double)>)[("lower", -reach), ("middle", 0), ("upper", reach)])
        {
            lines.Add(("line", line), ("effect", pooled.Effect), ("se", 0));
            lines.Add(("line", line), ("effect", pooled.Effect + end), ("se", largest));
        }
        var x = Channel.Number("effect") with { Title = evidence.Measure, Scale = new Scale { Zero = false }, Axis = new Axis { TickCount = 6 } };
        var y = Channel.Number("se") with { Title = "standard error", Scale = new Scale { Reverse = true, Nice = false, Domain = (double[])[0, largest] }, Axis = new Axis { TickCount = 5 } };
        return new View
        {
            Width = FigureFrame.Width,
            Height = FigureFrame.Height - 60,
            Layer =
            [
                new View
                {
                    Data = new Data(lines),
                    Mark = new Mark("line") { Color = Mark.Neutral, StrokeDash = [5, 4], StrokeWidth = 1.5 },
                    Encoding = new Encoding { X = x, Y = y, Detail = Channel.Group("line") },
                },
                new View
                {
                    Data = new Data(points),
                    Mark = new Mark("point") { Filled = true, Opacity = 0.85, Size = 55 },
                    Encoding = new Encoding
                    {
                        X = x,
                        Y = y,
                        Color = Channel.Name("kind") with { Legend = Nothing.Here, Scale = new Scale { Domain = ForestFigure.Kinds } },
                        Tooltip = [Tip.Name("name"), Tip.Number("effect", "effect", ".3~r"), Tip.Number("se", "standard error", ".3~r")],
                    },
                },
            ],
        };
    }
}
