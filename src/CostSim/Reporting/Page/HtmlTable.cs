namespace CostSim.Reporting.Page;

/// <summary>A column of a table of the page.</summary>
/// <param name="Name">Its heading.</param>
/// <param name="IsNumber">Whether its cells stand at the right.</param>
/// <param name="Unit">Under the heading; may be empty.</param>
internal sealed record HtmlColumn(string Name, bool IsNumber = false, string Unit = "");

/// <summary>A table: its first column says what each row is of.</summary>
internal static class HtmlTable
{
    /// <summary>Writes a table whose cells are texts.</summary>
    /// <param name="rows">A text for each column.</param>
    public static void Write(HtmlWriter html, string caption, IReadOnlyList<HtmlColumn> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Open(html, caption, columns);
        foreach (var row in rows)
        {
            html.Open("tr");
            for (var c = 0; c < columns.Count; c++) Cell(html, columns[c], row[c], isHeading: c == 0);
            html.Close("tr");
        }
        Close(html);
    }

    /// <summary>Begins a table; rows follow.</summary>
    public static void Open(HtmlWriter html, string caption, IReadOnlyList<HtmlColumn> columns)
    {
        // A table wider than the page scrolls by itself, also by keyboard.
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", caption)).Open("table").Open("caption").Element("span", caption).Close("caption");
        html.Open("thead").Open("tr");
        foreach (var column in columns)
        {
            html.Open("th", ("scope", "col"), ("class", column.IsNumber ? "number" : "text")).Text(column.Name);
            if (column.Unit.Length > 0) html.Element("span", column.Unit, ("class", "unit"));
            html.Close("th");
        }
        html.Close("tr").Close("thead").Open("tbody");
    }

    /// <summary>One cell.</summary>
    public static void Cell(HtmlWriter html, HtmlColumn column, string text, bool isHeading = false)
    {
        if (isHeading) html.Element("th", text, ("scope", "row"));
        else if (column.IsNumber) html.Element("td", text, ("class", "number"));
        else html.Element("td", text);
    }

    /// <summary>Ends the table.</summary>
    public static void Close(HtmlWriter html) => html.Close("tbody").Close("table").Close("div");
}
