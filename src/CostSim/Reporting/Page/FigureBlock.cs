using System.Diagnostics.CodeAnalysis;
using CostSim.Reporting.Figures;

namespace CostSim.Reporting.Page;

/// <summary>A figure with how to read it and the table behind it; the page's script draws it.</summary>
internal static class FigureBlock
{
    /// <param name="heading">The element of its title: "h3", "h4".</param>
    public static void Write(HtmlWriter html, PageFrame frame, Figure figure, [ConstantExpected] string heading)
    {
        html.Open("figure", ("id", $"figure-{figure.Name}")).Element(heading, figure.Title);
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
}
