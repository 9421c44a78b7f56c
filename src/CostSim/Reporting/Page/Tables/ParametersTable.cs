namespace CostSim.Reporting.Page.Tables;

/// <summary>Every parameter with its value, its distribution and its source, and a mark on those behind which stands judgement alone.</summary>
internal static class ParametersTable
{
    private const int Digits = 4;

    public static void Write(HtmlWriter html, PageFrame frame)
    {
        var parameters = frame.Run.Scenario.Parameters;
        html.Element("h3", "Parameters").Element("p", AssumptionsText(frame), ("class", "assumptions"));
        var overrides = frame.Run.Provenance.Overrides;
        if (overrides.Count > 0)
            html.Element("p", $"The command line replaced: {string.Join(", ", overrides.Select(set => $"{set.Name} = {set.Value}"))}.", ("class", "note"));
        if (parameters.Count == 0) return;

        HtmlColumn[] columns = [new("Parameter"), new("As given"), new("Mean", IsNumber: true), new("95% interval", IsNumber: true), new("Unit"), new("Source")];
        HtmlTable.Open(html, "Parameters, their uncertainty and where they come from", columns);
        foreach (var parameter in parameters)
        {
            html.Open("tr").Open("th", ("scope", "row"), ("class", "parameter")).Element("code", parameter.Name);
            if (parameter.About.Length > 0) html.Element("span", parameter.About, ("class", "unit"));
            html.Close("th");
            html.Open("td", ("class", "given")).Element("code", parameter.Value).Close("td");
            HtmlTable.Cell(html, columns[2], frame.Significant(parameter.Mean, Digits));
            HtmlTable.Cell(html, columns[3], parameter.Lower < parameter.Upper ? $"{frame.Significant(parameter.Lower)} to {frame.Significant(parameter.Upper)}" : "");
            HtmlTable.Cell(html, columns[4], parameter.Unit == "no unit" ? "" : parameter.Unit);
            html.Open("td");
            if (parameter.IsAssumption) html.Element("b", "assumption", ("class", "mark")).Text(" ");
            Source(html, parameter);
            html.Close("td").Close("tr");
        }
        HtmlTable.Close(html);
    }

    /// <summary>How many of the inputs are assumptions, in a sentence.</summary>
    internal static string AssumptionsText(PageFrame frame)
    {
        var given = frame.Run.Scenario.Parameters.Where(parameter => parameter.Kind != ResolvedParameter.Calculated).ToList();
        var assumed = given.Count(parameter => parameter.IsAssumption);
        return given.Count == 0
            ? "The scenario gives no parameters."
            : $"Of {frame.Whole(given.Count)} inputs, {frame.Whole(assumed)} ({frame.Percent((double)assumed / given.Count)}) are assumptions: no source stands behind them but judgement.";
    }

    private static void Source(HtmlWriter html, ResolvedParameter parameter)
    {
        const string Word = "assumption";
        switch (parameter)
        {
            case { Source: null, Kind: ResolvedParameter.Calculated }:
                html.Text("calculated from others");
                break;
            case { Source: null }:
                html.Text("no source is given");
                break;
            case { IsAssumption: true, Source: { } source }:
                // The mark says the word already.
                Citation.Write(html, source[Word.Length..].TrimStart(':', ' '));
                break;
            default:
                Citation.Write(html, parameter.Source);
                break;
        }
    }
}
