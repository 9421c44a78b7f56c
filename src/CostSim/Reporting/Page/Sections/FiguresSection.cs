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
        foreach (var figure in figures)
        {
            html.Open("figure", ("id", $"figure-{figure.Name}")).Element("h3", figure.Title);
            html.Open("div", ("class", "chart"), ("data-figure", figure.Name)).Close("div");
            html.Element("figcaption", figure.HowToRead);
            html.Open("details").Element("summary", $"The numbers behind it: {figure.Title}");
            HtmlTable.Write(
                html,
                figure.Table.Caption,
                [.. figure.Table.Columns.Select(column => new HtmlColumn(column.Name, column.Format is not null, column.Unit))],
                figure.Table.Rows.Select(row => row.Select((cell, c) => cell.Shown(figure.Table.Columns[c], frame.Locale)).ToList()));
            html.Close("details").Close("figure");
        }
        html.Close("section");
    }
}
