using CostSim.Reporting.Answers;
using CostSim.Scenarios;

namespace CostSim.Reporting.Page;

/// <summary>What the sections of the page have in common.</summary>
/// <param name="run">The run.</param>
internal sealed class PageFrame(RunRecord run)
{
    /// <summary>Places of the slider at most; a finer one could not be set by hand.</summary>
    private const int MostPoints = 401;

    public RunRecord Run => run;

    public Locale Locale { get; } = Locale.Of(run.Scenario.Locale) ?? Locale.Default;

    public string Currency => run.Scenario.Currency;

    public string PerQaly => $"{Currency} per QALY";

    /// <summary>The places of the slider: points of the grid, ascending, with both ends, the thresholds and the default among them.</summary>
    public IReadOnlyList<int> Points { get; } = PointsOf(run);

    /// <summary>The place of the slider where it stands at first.</summary>
    public int DefaultPlace => Points.ToList().IndexOf(run.DefaultPoint);

    /// <summary>The sentences of the answer at a point of the grid.</summary>
    public IReadOnlyList<string> AnswerAt(int point) => PlainAnswer.At(run, point).Sentences;

    /// <summary>A whole number of money, or one with two decimals where it is small.</summary>
    public string Money(double value) => NumberFormat.Decimals(Math.Abs(value) >= 1000 || value == Math.Round(value) ? 0 : 2).Text(value, Locale);

    /// <summary>A willingness to pay at a point of the grid.</summary>
    public string ThresholdAt(int point) => Money(run.Curves.WillingnessToPay[point]);

    public string Percent(double share) => share is > 0 and < 0.0005 ? $"under {NumberFormat.Percent(1).Text(0.001, Locale)}" : NumberFormat.Percent(share is 0 or 1 ? 0 : 1).Text(share, Locale);

    /// <summary>A rate or a share of the inputs, as exact as it was given: "3%".</summary>
    public string Rate(double share) => NumberFormat.Significant(4).Text(100 * share, Locale) + Locale.Percent;

    public string Significant(double value, int digits = 3) => NumberFormat.Significant(digits).Text(value, Locale);

    public string Whole(long value) => NumberFormat.Decimals(0).Text(value, Locale);

    /// <summary>The nearest point of the grid.</summary>
    public int PointNear(double willingnessToPay)
    {
        var grid = run.Curves.WillingnessToPay;
        return Enumerable.Range(0, grid.Length).MinBy(point => Math.Abs(grid[point] - willingnessToPay));
    }

    private static List<int> PointsOf(RunRecord run)
    {
        var grid = run.Curves.WillingnessToPay;
        if (grid.Length <= MostPoints) return [.. Enumerable.Range(0, grid.Length)];
        var kept = Enumerable.Range(0, MostPoints).Select(i => (int)Math.Round((double)i * (grid.Length - 1) / (MostPoints - 1)));
        var thresholds = run.Scenario.Thresholds.Select(threshold => Enumerable.Range(0, grid.Length).MinBy(point => Math.Abs(grid[point] - threshold)));
        return [.. kept.Concat(thresholds).Append(run.DefaultPoint).Distinct().Order()];
    }
}
