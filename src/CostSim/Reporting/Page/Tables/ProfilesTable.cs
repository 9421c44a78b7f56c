namespace CostSim.Reporting.Page.Tables;

/// <summary>For whom: the strategy to choose for each part of the population, at each place of the slider.</summary>
internal sealed class ProfilesTable
{
    private readonly PageFrame _frame;
    private readonly Rounding _money;

    public ProfilesTable(PageFrame frame)
    {
        _frame = frame;
        _money = Rounding.By(frame.Run.Profiles.SelectMany(profile => profile.Increments.Select(increment => increment.Cost.StandardError)), otherwise: 0);
    }

    private HtmlColumn[] Columns =>
    [
        new("Profile"), new("Share", IsNumber: true), new("Best strategy"), new("Probability of being best", IsNumber: true),
        new("Gained against one choice for all", IsNumber: true, _frame.Currency), new("Value of perfect information", IsNumber: true, _frame.Currency),
    ];

    /// <summary>A profile's cells behind its name and share.</summary>
    public string[] CellsAt(int point, int profile)
    {
        var curves = _frame.Run.Profiles[profile].Curves;
        var (best, forAll) = (curves.Best[point], _frame.Run.Curves.Best[point]);
        return
        [
            curves.Strategies[best],
            _frame.Percent(curves.ProbabilityBest[best][point]),
            _money.Text(curves.MeanNetBenefit[best][point] - curves.MeanNetBenefit[forAll][point], _frame.Locale),
            _money.Text(curves.Evpi[point], _frame.Locale),
        ];
    }

    /// <summary>Writes the table at the point where the slider stands at first.</summary>
    public void Write(HtmlWriter html)
    {
        var (profiles, columns) = (_frame.Run.Profiles, Columns);
        html.Element("h3", "For whom");
        HtmlTable.Open(html, "The best strategy for each profile, at the chosen willingness to pay", columns);
        for (var p = 0; p < profiles.Count; p++)
        {
            html.Open("tr", ("data-profile", $"{p}")).Open("th", ("scope", "row")).Text(profiles[p].Name);
            if (profiles[p].About.Length > 0) html.Element("span", profiles[p].About, ("class", "unit"));
            html.Close("th");
            html.Element("td", _frame.Percent(profiles[p].Weight), ("class", "number"));
            foreach (var (cell, column) in CellsAt(_frame.Run.DefaultPoint, p).Zip(columns.Skip(2)))
            {
                if (column.IsNumber) html.Element("td", cell, ("class", "number follows-wtp"));
                else html.Element("td", cell, ("class", "follows-wtp"));
            }
            html.Close("tr");
        }
        HtmlTable.Close(html);
    }
}
