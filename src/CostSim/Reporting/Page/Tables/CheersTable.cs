namespace CostSim.Reporting.Page.Tables;

/// <summary>The reporting checklist CHEERS 2022: filled where the run knows the answer, left open where it does not.</summary>
internal static class CheersTable
{
    public static void Write(HtmlWriter html, PageFrame frame)
    {
        var items = CheersItem.Of(frame);
        var (whole, part) = (items.Count(item => item.Open.Length == 0), items.Count(item => item.Known.Length > 0 && item.Open.Length > 0));
        html.Element("h3", "CHEERS 2022 checklist").Open("p");
        html.Text($"Of the {items.Count} items of the reporting standard (");
        Citation.Write(html, "Husereau 2022, 10.1136/bmj-2021-067975");
        html.Text($") the run answers {whole}, and {part} in part; {items.Count - whole - part} are left to the authors.").Close("p");
        HtmlTable.Open(html, "CHEERS 2022", [new("Item"), new("Topic"), new("What the run knows"), new("What is left open")]);
        foreach (var item in items)
        {
            html.Open("tr").Element("th", $"{item.Number}", ("scope", "row")).Element("td", item.Topic).Element("td", item.Known);
            html.Element("td", item.Open, ("class", "open")).Close("tr");
        }
        HtmlTable.Close(html);
    }
}
