using CostSim.Reporting.Page.Sections;

namespace CostSim.Reporting.Page.Tables;

/// <summary>An item of the reporting checklist CHEERS 2022.</summary>
/// <param name="Number">1 to 28.</param>
/// <param name="Topic">As the statement calls it.</param>
/// <param name="Known">What the run knows of it; empty where it knows nothing.</param>
/// <param name="Open">What is left for the authors; empty where nothing is.</param>
/// <remarks>Husereau et al. (2022), BMJ 376:e067975.</remarks>
internal sealed record CheersItem(int Number, string Topic, string Known = "", string Open = "")
{
    private const string ForAuthors = "For the authors to fill in.";

    /// <summary>All 28, filled as far as a run can.</summary>
    public static IReadOnlyList<CheersItem> Of(PageFrame frame)
    {
        var (run, scenario) = (frame.Run, frame.Run.Scenario);
        var strategies = string.Join("; ", scenario.Strategies.Select(strategy => strategy.About.Length > 0 ? $"{strategy.Name}: {strategy.About}" : strategy.Name));
        return
        [
            new(1, "Title", scenario.Name),
            new(2, "Abstract", Open: ForAuthors),
            new(3, "Background and objectives", scenario.About, "The context of the study."),
            new(4, "Health economic analysis plan", Open: ForAuthors),
            new(5, "Study population", InputsSection.PopulationText(frame)),
            new(6, "Setting and location", Open: ForAuthors),
            new(7, "Comparators", strategies, "Why these were chosen."),
            new(8, "Perspective", scenario.Perspective, scenario.Perspective.Length > 0 ? "Why it was chosen." : ForAuthors),
            new(9, "Time horizon", AnswerSection.HorizonOf(frame), "Why it is appropriate."),
            new(10, "Discount rate", $"{AnswerSection.DiscountOf(frame)} a year.", "Reasons for the rates."),
            new(11, "Selection of outcomes", $"{string.Join(", ", scenario.Outcomes.Select(outcome => outcome.Name))}; net monetary benefit values QALYs."),
            new(12, "Measurement of outcomes", $"The source of every input is in {InputsSection.Title}.", "How those sources measured them."),
            new(13, "Valuation of outcomes", $"The source of every utility is in {InputsSection.Title}.", "Whose preferences they are, and by which method."),
            new(14, "Measurement and valuation of resources and costs", $"The source of every cost is in {InputsSection.Title}.", "How resources were counted and priced there."),
            new(15, "Currency, price date, and conversion", $"{scenario.Currency}; the program converts nothing.", "How costs of other years or countries were converted."),
            new(16, "Rationale and description of model", $"Markov cohort model {scenario.Model.Name}, drawn in {InputsSection.Title}. {scenario.Model.About}", "Why this structure; where the model can be had."),
            new(17, "Analytics and assumptions", $"{string.Join(", ", scenario.Timing.Values.Select(timing => timing.Method).Distinct())} correction; {frame.Whole(run.Draws)} draws, {run.Provenance.Sampling} sampling. {ParametersTable.AssumptionsText(frame)}", "Extrapolation and validation."),
            scenario.Profiles.Count == 0
                ? new(18, "Characterising heterogeneity", Open: "No subgroups were run.")
                : new(18, "Characterising heterogeneity", $"Results for each of {scenario.Profiles.Count} profiles are in {ResultsSection.Title}.", "Why these were chosen."),
            new(19, "Characterising distributional effects", Open: ForAuthors),
            new(20, "Characterising uncertainty", $"Probabilistic: all uncertain parameters are drawn {frame.Whole(run.Draws)} times from the distributions in {InputsSection.Title}.", "Uncertainty of structure."),
            new(21, "Approach to engagement with patients and others affected by the study", Open: ForAuthors),
            new(22, "Study parameters", $"All values, distributions and sources are in {InputsSection.Title}."),
            new(23, "Summary of main results", $"In {AnswerSection.Title} and {ResultsSection.Title}."),
            new(24, "Effect of uncertainty", $"Intervals, probabilities of being best, expected losses and the value of perfect information are in {ResultsSection.Title} and {FiguresSection.Title}.", "The effect of the horizon and of discount rates."),
            new(25, "Effect of engagement with patients and others affected by the study", Open: ForAuthors),
            new(26, "Study findings, limitations, generalisability, and current knowledge", string.Join(" ", scenario.Limitations), ForAuthors),
            new(27, "Source of funding", Open: ForAuthors),
            new(28, "Conflicts of interest", Open: ForAuthors),
        ];
    }
}
