using CostSim.Reporting.Page.Tables;

namespace CostSim.Reporting.Page.Sections;

/// <summary>How far to trust the numbers.</summary>
internal static class TrustSection
{
    public const string Id = "trust";
    public const string Title = "How far to trust it";

    public static void Write(HtmlWriter html, PageFrame frame)
    {
        var (run, scenario) = (frame.Run, frame.Run.Scenario);
        html.Open("section", ("id", Id), ("aria-labelledby", $"{Id}-title")).Element("h2", Title, ("id", $"{Id}-title"));
        html.Element("h3", "Warnings");
        if (run.Warnings.Count == 0) html.Element("p", "The run raised none.");
        else Sentences(html, run.Warnings, "warnings");
        html.Element("h3", "Assumptions").Element("p", ParametersTable.AssumptionsText(frame));
        html.Element("h3", "What its author calls weak");
        if (scenario.Limitations.Count == 0) html.Element("p", "The scenario names nothing.");
        else Sentences(html, scenario.Limitations, "limitations");
        Checks(html, frame);
        CheersTable.Write(html, frame);
        html.Close("section");
    }

    private static void Checks(HtmlWriter html, PageFrame frame)
    {
        html.Element("h3", "Checks of the model");
        if (frame.Run.Checks is not { } checks)
        {
            html.Open("p").Text("The run was not asked for them; ").Element("code", "costsim run --verify").Text(" makes them.").Close("p");
            return;
        }
        html.Element("p", string.Join(", ", checks.GroupBy(check => check.Status).Select(group => $"{group.Count()} {group.Key}")) + ".");
        HtmlTable.Write(
            html,
            "What must hold of any model, and what was found",
            [new("Check"), new("Result"), new("What must hold"), new("What was found")],
            checks.OrderBy(check => check.Status != "fail").Select(check => new[] { check.Name, check.Status, check.Claim, check.Why }));
    }

    private static void Sentences(HtmlWriter html, IReadOnlyList<string> sentences, string look)
    {
        html.Open("ul", ("class", look));
        foreach (var sentence in sentences) html.Element("li", sentence);
        html.Close("ul");
    }
}
