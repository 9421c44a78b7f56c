using CostSim.Cli.Files;
using Spectre.Console;

namespace CostSim.Cli.Terminal;

/// <summary>Prints what a run found, for people.</summary>
/// <param name="output">Where to.</param>
/// <param name="width">Characters of a line; what does not fit goes on within its cell.</param>
/// <param name="summary">What was found; the same as in <c>summary.json</c>.</param>
internal sealed class ResultTables(TextWriter output, int width, Summary summary)
{
    private readonly int _moneyDecimals = Numbers.Decimals(summary.Strategies.Select(strategy => strategy.Cost.Se), fewest: 0, most: 2);
    private readonly int _qalyDecimals = Numbers.Decimals(summary.Strategies.Select(strategy => strategy.Qaly.Se), fewest: 3);
    private readonly int _yearDecimals = Numbers.Decimals(summary.Strategies.Select(strategy => strategy.LifeYears?.Se), fewest: 2);

    private double[] Thresholds => [.. summary.Evpi.Select(value => value.Wtp)];

    /// <summary>The title, the tables, and the warnings.</summary>
    public void Print()
    {
        output.WriteLine(summary.Scenario);
        output.WriteLine($"{summary.Strategies.Count} strategies, {summary.Draws:N0} draws ({Sampling}); perspective: {(summary.Perspective.Length == 0 ? "not stated" : summary.Perspective)}; costs in {summary.Currency}");
        PrintOutcomes();
        PrintNetBenefit();
        PrintFrontier();
        PrintIncrements();
        PrintEvpi();
        PrintWarnings();
    }

    private string Sampling => summary.Sampling == "supplied" ? "a supplied sample" : $"{summary.Sampling}, seed {summary.Seed}";

    private void PrintOutcomes()
    {
        var table = NewTable("Per person, discounted: mean, Monte Carlo standard error (SE), 95% interval", "strategy");
        var lifeYears = summary.Strategies.All(strategy => strategy.LifeYears is not null);
        foreach (var name in (string[])["cost", "QALYs", .. lifeYears ? ["life years"] : Array.Empty<string>()])
            AddNumbers(table, name, "SE", "95% interval");
        foreach (var strategy in summary.Strategies)
        {
            AddRow(
                table,
                strategy.Name,
                [
                    .. Cells(strategy.Cost, _moneyDecimals),
                    .. Cells(strategy.Qaly, _qalyDecimals),
                    .. lifeYears ? Cells(strategy.LifeYears!, _yearDecimals) : [],
                ]);
        }
        Write(table);
    }

    private void PrintNetBenefit()
    {
        if (Thresholds.Length == 0) return;
        var table = NewTable("Net monetary benefit (NMB) per person at each willingness to pay per QALY, and probability of being the best", "strategy");
        foreach (var wtp in Thresholds) AddNumbers(table, $"NMB at {Numbers.Money(wtp)}", "SE", "best");
        var decimals = Numbers.Decimals(summary.Strategies.SelectMany(strategy => strategy.NetBenefit.Select(benefit => benefit.Se)), fewest: 0, most: 2);
        foreach (var strategy in summary.Strategies)
        {
            AddRow(table, strategy.Name, [.. strategy.NetBenefit.Zip(strategy.ProbabilityBest).SelectMany(pair => (string[])
            [
                Numbers.Format(pair.First.Mean, decimals),
                StandardError(pair.First.Se, decimals),
                Numbers.Percent(pair.Second.Value),
            ])]);
        }
        Write(table);
    }

    private void PrintFrontier()
    {
        var table = NewTable("Efficient frontier, by ascending cost", "strategy");
        AddNumbers(table, "cost", "QALYs", "ICER per QALY");
        table.AddColumn("status");
        var byName = summary.Strategies.ToDictionary(strategy => strategy.Name);
        foreach (var entry in summary.Frontier)
        {
            var strategy = byName[entry.Name];
            var status = entry.By.Count == 0 ? entry.Status : $"{entry.Status} by {string.Join(" and ", entry.By)}";
            AddRow(
                table,
                entry.Name,
                [
                    Numbers.Format(strategy.Cost.Mean, _moneyDecimals),
                    Numbers.Format(strategy.Qaly.Mean, _qalyDecimals),
                    entry.Icer is { } icer ? Numbers.Money(icer) : "",
                    status,
                ]);
        }
        Write(table);
    }

    private void PrintIncrements()
    {
        if (summary.Increments.Count == 0) return;
        var table = NewTable($"Against {summary.Reference}", "strategy");
        AddNumbers(table, "more cost", "95% interval", "more QALYs", "95% interval", "ICER per QALY");
        table.AddColumn("in words");
        var moneyDecimals = Numbers.Decimals(summary.Increments.Select(increment => increment.Cost.Se), fewest: 0, most: 2);
        var qalyDecimals = Numbers.Decimals(summary.Increments.Select(increment => increment.Qaly.Se), fewest: 3);
        foreach (var increment in summary.Increments)
        {
            AddRow(
                table,
                increment.Name,
                [
                    Numbers.Format(increment.Cost.Mean, moneyDecimals),
                    Numbers.Interval(increment.Cost.Lower, increment.Cost.Upper, moneyDecimals),
                    Numbers.Format(increment.Qaly.Mean, qalyDecimals),
                    Numbers.Interval(increment.Qaly.Lower, increment.Qaly.Upper, qalyDecimals),
                    increment.Icer is { } icer ? Numbers.Money(icer) : "",
                    increment.Comparison,
                ]);
        }
        Write(table);
    }

    private void PrintEvpi()
    {
        if (Thresholds.Length == 0) return;
        var table = NewTable("Expected value of perfect information (EVPI) per person", "willingness to pay per QALY");
        AddNumbers(table, "EVPI");
        foreach (var value in summary.Evpi) AddRow(table, Numbers.Money(value.Wtp), [Numbers.Format(value.Value, value.Value < 100 ? 2 : 0)]);
        Write(table);
    }

    private void PrintWarnings()
    {
        if (summary.Warnings.Count == 0) return;
        output.WriteLine();
        foreach (var warning in summary.Warnings) output.WriteLine($"warning: {warning}");
    }

    private Table NewTable(string title, string firstColumn)
    {
        output.WriteLine();
        output.WriteLine(title);
        return new Table { Border = TableBorder.Simple }.AddColumn(new TableColumn(new Text(firstColumn)).NoWrap());
    }

    private static void AddNumbers(Table table, params string[] names)
    {
        foreach (var name in names) table.AddColumn(new TableColumn(new Text(name)).RightAligned());
    }

    private static void AddRow(Table table, string name, string[] cells) => table.AddRow([new Text(name), .. cells.Select(cell => new Text(cell))]);

    private static string[] Cells(EstimateSummary estimate, int decimals) =>
    [
        Numbers.Format(estimate.Mean, decimals),
        StandardError(estimate.Se, decimals),
        Numbers.Interval(estimate.Lower, estimate.Upper, decimals),
    ];

    private static string StandardError(double? error, int decimals) => error is { } value ? Numbers.Format(value, decimals) : "";

    /// <summary>Writes a table without the blank frame and the trailing blanks that Spectre.Console puts round it.</summary>
    private void Write(Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        console.Write(table);
        foreach (var line in text.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)) output.WriteLine(line);
    }
}
