using CostSim.Reporting.Figures;

namespace CostSim.Reporting.Page.Sections;

/// <summary>The figures, each with how to read it and the table behind it.</summary>
internal static class FiguresSection
{
    public const string Id = "figures";
    public const string Title = "Figures";

    public static void Write(HtmlWriter html, PageFrame frame, IReadOnlyList<Figure> figures)
    {
        html.Open("section", ("id", Id), ("aria-labelledby", $"{Id}-title")).Element("h2", Title, ("id", $"{Id}-title"));
        html.Element("p", "Strategies have the same colour everywhere. Each figure is also in the run's folder figures, for the Vega editor, Altair or R.", ("class", "note"));
        foreach (var figure in figures.Where(figure => !figure.IsOfInputs)) FigureBlock.Write(html, frame, figure, "h3");
        html.Close("section");
    }
}
