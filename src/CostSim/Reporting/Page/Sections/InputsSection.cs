using CostSim.Reporting.Figures;
using CostSim.Reporting.Page.Tables;

namespace CostSim.Reporting.Page.Sections;

/// <summary>What the results rest on: every parameter, who the patients are, what was set, and the model.</summary>
internal static class InputsSection
{
    public const string Id = "inputs";
    public const string Title = "Inputs";

    public static void Write(HtmlWriter html, PageFrame frame, IReadOnlyList<Figure> figures)
    {
        html.Open("section", ("id", Id), ("aria-labelledby", $"{Id}-title")).Element("h2", Title, ("id", $"{Id}-title"));
        Population(html, frame);
        Strategies(html, frame);
        Settings(html, frame);
        ParametersTable.Write(html, frame);
        DependencesTable.Write(html, frame);
        Evidence(html, frame, [.. figures.Where(figure => figure.IsOfInputs)]);
        ModelSection.Write(html, frame);
        html.Close("section");
    }

    /// <summary>Who the patients are, in one line.</summary>
    internal static string PopulationText(PageFrame frame) => frame.Run.Scenario.Profiles.Count == 0
        ? $"People {PopulationText(frame, frame.Run.Scenario.Population)}."
        : string.Join(" ", frame.Run.Scenario.Profiles.Select(profile => $"{profile.Name} ({ShareText(frame, profile.Weight)}): {PopulationText(frame, profile.Population)}."));

    private static string PopulationText(PageFrame frame, ResolvedPopulation population)
    {
        List<string> parts = [];
        if (population.Age is { } age) parts.Add($"aged {frame.Significant(age)}");
        if (population.Female is { } female) parts.Add($"{frame.Rate(female)} women");
        parts.AddRange(population.Attributes.Select(attribute => $"{attribute.Name} {frame.Significant(attribute.Value)}{Unit(attribute.Unit)}"));
        if (population.Start.Count > 0) parts.Add($"starting as {StartText(frame, population.Start)}");
        return string.Join("; ", parts);
    }

    private static string StartText(PageFrame frame, IReadOnlyList<ResolvedStart> start) => string.Join(", ", start.Select(share => $"{share.State} ({ShareText(frame, share.Share)})"));

    /// <summary>A number as a percentage; a parameter as that of its mean; any other expression as it stands.</summary>
    private static string ShareText(PageFrame frame, string share)
    {
        if (double.TryParse(share, out var number)) return frame.Rate(number);
        return frame.Run.Scenario.Parameters.FirstOrDefault(parameter => parameter.Name == share) is { } known ? $"{frame.Percent(known.Mean)} on average" : share;
    }

    /// <summary>A unit behind a number; nothing where there is none.</summary>
    internal static string Unit(string unit) => unit is "no unit" or "" ? "" : $" {unit}";

    private static void Population(HtmlWriter html, PageFrame frame) =>
        html.Element("h3", "Population").Element("p", PopulationText(frame));

    private static void Strategies(HtmlWriter html, PageFrame frame)
    {
        var strategies = frame.Run.Scenario.Strategies;
        // Models of strategies' own may have other settings. What all choose alike tells nothing about them.
        var settings = strategies.SelectMany(strategy => strategy.Settings).DistinctBy(setting => setting.Name).ToList();
        var differing = settings.Where(setting => strategies.Select(strategy => Chosen(strategy, setting.Name)).Distinct().Count() > 1).ToList();
        html.Element("h3", "Strategies");
        List<HtmlColumn> columns = [new("Strategy")];
        if (strategies.Any(strategy => strategy.About.Length > 0)) columns.Add(new("What it is"));
        var isTold = columns.Count == 2;
        var hasModels = strategies.Any(strategy => strategy.Model != frame.Run.Scenario.Model.Name);
        if (hasModels) columns.Add(new("Model"));
        var hasStarts = strategies.Any(strategy => strategy.Start is not null);
        if (hasStarts) columns.Add(new("Starts as"));
        columns.AddRange(differing.Select(setting => new HtmlColumn(setting.Name, Unit: setting.About)));
        HtmlTable.Write(
            html,
            "What competes, and what each chooses",
            columns,
            strategies.Select(strategy => (string[])
            [
                strategy.Name,
                .. isTold ? [strategy.About] : Array.Empty<string>(),
                .. hasModels ? [strategy.Model] : Array.Empty<string>(),
                .. hasStarts ? [strategy.Start is null ? "" : StartText(frame, strategy.Start)] : Array.Empty<string>(),
                .. differing.Select(setting => Chosen(strategy, setting.Name)),
            ]));
        string[] alike = [.. settings.Except(differing).Select(setting => $"{setting.Name} = {setting.Value}")];
        if (alike.Length > 0) html.Element("p", $"The same for all: {string.Join(", ", alike)}.", ("class", "note"));
    }

    private static string Chosen(ResolvedStrategy strategy, string setting) => strategy.Settings.FirstOrDefault(chosen => chosen.Name == setting)?.Value ?? "";

    private static void Settings(HtmlWriter html, PageFrame frame)
    {
        var (run, scenario) = (frame.Run, frame.Run.Scenario);
        html.Element("h3", "Settings").Open("dl");
        Item(html, "Perspective", scenario.Perspective.Length > 0 ? scenario.Perspective : "not stated");
        Item(html, "Currency and price year", scenario.Currency);
        Item(html, "Horizon", $"{AnswerSection.HorizonOf(frame)}: {frame.Whole(scenario.Cycles)} cycles of {frame.Significant(scenario.CycleYears)} years");
        Item(html, "Discounting a year", AnswerSection.DiscountOf(frame));
        foreach (var group in scenario.Outcomes.GroupBy(outcome => scenario.Timing[outcome.Name]))
        {
            var of = group.Count() == scenario.Outcomes.Count ? "" : $" (of {string.Join(", ", group.Select(outcome => outcome.Name))})";
            Item(html, "Time within a cycle", $"{group.Key.Method}; events {When(group.Key.Events)}; {group.Key.Compounding} compounding{of}");
        }
        Item(html, "Probabilistic analysis", $"{frame.Whole(run.Draws)} draws, {run.Provenance.Sampling} sampling, seed {run.Provenance.Seed}");
        foreach (var (kind, table) in scenario.LifeTables.Select(table => ("Life table", table)).Concat(scenario.Tables.Select(table => ("Table", table))))
        {
            html.Element("dt", $"{kind} {table.Name}").Open("dd");
            Citation.Write(html, table.Source is { } source ? $"{source} ({table.File})" : $"{table.File}, without a source");
            html.Close("dd");
        }
        html.Close("dl");
    }

    private static void Evidence(HtmlWriter html, PageFrame frame, Figure[] figures)
    {
        if (figures.Length == 0) return;
        html.Element("h3", "Studies behind parameters");
        foreach (var figure in figures) FigureBlock.Write(html, frame, figure, "h4");
    }

    private static string When(double moment) => moment switch
    {
        0 => "at its start",
        0.5 => "in its middle",
        1 => "at its end",
        _ => throw new ArgumentOutOfRangeException(nameof(moment), moment, "Expected 0, 0.5 or 1."),
    };

    private static void Item(HtmlWriter html, string name, string value) => html.Element("dt", name).Element("dd", value);
}
