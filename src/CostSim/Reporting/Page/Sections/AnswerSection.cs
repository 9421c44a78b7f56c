using CostSim.Outcomes;

namespace CostSim.Reporting.Page.Sections;

/// <summary>The question, and the answer in three sentences.</summary>
internal static class AnswerSection
{
    public const string Id = "answer";
    public const string Title = "The answer";

    public static void Write(HtmlWriter html, PageFrame frame)
    {
        var (run, scenario) = (frame.Run, frame.Run.Scenario);
        html.Open("section", ("id", Id), ("aria-labelledby", $"{Id}-title")).Element("h2", Title, ("id", $"{Id}-title"));
        html.Open("div", ("id", "answer-text"), ("class", "answer"), ("aria-live", "polite"));
        foreach (var sentence in frame.AnswerAt(run.DefaultPoint)) html.Element("p", sentence);
        html.Close("div");
        html.Element(
            "p",
            $"{frame.Whole(run.Strategies.Count)} strategies, {frame.Whole(run.Draws)} draws of the parameters; "
                + $"{(scenario.Perspective.Length > 0 ? $"{scenario.Perspective} perspective, " : "")}costs in {scenario.Currency}, horizon {HorizonOf(frame)}; "
                + $"costs discounted at {frame.Rate(scenario.Discount[OutcomeTable.Cost])} and QALYs at {frame.Rate(scenario.Discount[OutcomeTable.Qaly])} a year. "
                + "It holds for this model and these inputs, and no further.",
            ("class", "frame"));
        html.Close("section");
    }

    /// <summary>The rates, outcomes of one rate together: "3% (cost, qaly), 0% (ly)".</summary>
    internal static string DiscountOf(PageFrame frame)
    {
        var scenario = frame.Run.Scenario;
        var rates = new List<double>();
        foreach (var outcome in scenario.Outcomes)
        {
            if (!rates.Contains(scenario.Discount[outcome.Name])) rates.Add(scenario.Discount[outcome.Name]);
        }
        return string.Join(", ", rates.ConvertAll(rate => $"{frame.Rate(rate)} ({string.Join(", ", scenario.Outcomes.Where(outcome => scenario.Discount[outcome.Name] == rate).Select(outcome => outcome.Name))})"));
    }

    internal static string HorizonOf(PageFrame frame)
    {
        var scenario = frame.Run.Scenario;
        var years = frame.Significant(scenario.Cycles * scenario.CycleYears);
        return scenario.Horizon == "lifetime" ? $"lifetime ({years} years)" : scenario.Horizon;
    }
}
