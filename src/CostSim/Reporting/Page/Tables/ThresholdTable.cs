namespace CostSim.Reporting.Page.Tables;

/// <summary>What each strategy is worth at each place of the slider, as the page shows it: the same texts in the page itself and in the data that the slider takes them from.</summary>
internal sealed class ThresholdTable
{
    private readonly PageFrame _frame;
    private readonly Rounding _benefit;
    private readonly Rounding _difference;
    private readonly int _reference;

    public ThresholdTable(PageFrame frame)
    {
        _frame = frame;
        var run = frame.Run;
        _benefit = Rounding.By(run.Strategies.SelectMany(strategy => strategy.NetBenefit.Select(benefit => benefit.StandardError)), otherwise: 0);
        _difference = Rounding.By(run.Increments.Select(increment => increment.Cost.StandardError), otherwise: 0);
        _reference = run.Strategies.ToList().FindIndex(strategy => strategy.Name == run.Scenario.Reference);
    }

    /// <summary>Headings, the strategy's first.</summary>
    public IReadOnlyList<HtmlColumn> Columns =>
    [
        new("Strategy"),
        new("Net benefit", IsNumber: true, _frame.Currency),
        new($"More than {_frame.Run.Scenario.Reference}", IsNumber: true, _frame.Currency),
        new("Probability of being best", IsNumber: true),
        new("Expected loss of choosing it", IsNumber: true, _frame.Currency),
    ];

    /// <summary>The strategy with the highest mean net benefit.</summary>
    public int BestAt(int point) => _frame.Run.Curves.Best[point];

    /// <summary>A strategy's cells behind its name.</summary>
    public string[] CellsAt(int point, int strategy)
    {
        var (curves, locale) = (_frame.Run.Curves, _frame.Locale);
        var benefit = curves.MeanNetBenefit[strategy][point];
        return
        [
            _benefit.Text(benefit, locale),
            strategy == _reference ? "–" : _difference.Text(benefit - curves.MeanNetBenefit[_reference][point], locale),
            _frame.Percent(curves.ProbabilityBest[strategy][point]),
            _difference.Text(curves.ExpectedLoss[strategy][point], locale),
        ];
    }

    /// <summary>The expected value of perfect information.</summary>
    public string EvpiAt(int point) => _difference.Text(_frame.Run.Curves.Evpi[point], _frame.Locale);
}
