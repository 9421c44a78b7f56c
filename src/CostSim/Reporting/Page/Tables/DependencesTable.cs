namespace CostSim.Reporting.Page.Tables;

/// <summary>Which parameters are drawn together, and how; that the others are not.</summary>
internal static class DependencesTable
{
    private const int Digits = 3;

    public static void Write(HtmlWriter html, PageFrame frame)
    {
        var scenario = frame.Run.Scenario;
        if (scenario.Parameters.Count == 0) return;
        html.Element("h3", "Parameters that vary together");
        if (scenario.Parameters.Any(parameter => parameter.Kind == ResolvedParameter.Supplied))
        {
            html.Element("p", "Parameter sets were supplied: in them parameters vary together as they do there.");
            return;
        }
        if (scenario.Dependences.Count > 0)
        {
            HtmlTable.Write(
                html,
                "Which parameters are drawn together",
                [new("Parameters"), new("How"), new("Correlations")],
                scenario.Dependences.Select(dependence => (string[])[string.Join(", ", dependence.Parameters), How(dependence), Correlations(frame, dependence)]));
        }
        html.Element("p", scenario.Dependences.Count > 0 ? "All others are drawn independently of each other, or calculated." : "Each is drawn independently of the others, or calculated from them.", ("class", "note"));
    }

    private static string How(ResolvedDependence dependence) => dependence.How switch
    {
        "dirichlet" => "shares of one Dirichlet distribution: they sum to 1",
        "bootstrap" => "rows of a file, each drawn whole",
        "network" => "effects as a network of studies leaves them",
        "multivariate-normal" => "normal together",
        _ => "each by its own distribution, linked by a Gaussian copula",
    };

    private static string Correlations(PageFrame frame, ResolvedDependence dependence) => dependence.Measure.Length == 0 ? "" : dependence.Correlations.Count == 0 ? "none" :
        $"of {dependence.Measure}: {string.Join("; ", dependence.Correlations.Select(pair => $"{pair.First} and {pair.Second} {frame.Significant(pair.Value, Digits)}"))}";
}
