using CostSim.Cli.Files;
using CostSim.Scenarios;

namespace CostSim.Cli.Terminal;

/// <summary>Prints what a run found, for people.</summary>
/// <param name="output">Where to.</param>
/// <param name="width">Characters of a line; what does not fit goes on within its cell.</param>
/// <param name="summary">What was found; the same as in <c>summary.json</c>.</param>
internal sealed class ResultTables(TextWriter output, int width, Summary summary)
{
    private readonly Digits _money = Digits.Of(summary.Strategies.Select(strategy => strategy.Cost), fewest: 0, most: 2);
    private readonly Digits _qalys = Digits.Of(summary.Strategies.Select(strategy => strategy.Qaly), fewest: 3, most: 4);

    /// <summary>The title, the tables, and the warnings.</summary>
    public void Print()
    {
        var perspective = summary.Perspective.Length == 0 ? "not stated" : summary.Perspective;
        output.WriteLine(summary.Scenario);
        output.WriteLine($"{summary.Strategies.Count} strategies, {summary.Draws:N0} draws ({Sampling}); perspective: {perspective}; costs in {summary.Currency}");
        if (summary.Stopped is { Known: true } stopped) output.WriteLine(stopped.Words);
        PrintOutcomes();
        PrintNetBenefit();
        PrintFrontier();
        PrintIncrements();
        PrintEvpi();
        if (summary.Profiles.Count > 0)
        {
            foreach (var (title, names, groups) in ProfileTable.Of(summary)) Print(title, names, groups);
        }
        PrintWarnings();
    }

    private string Sampling => summary.Sampling == SamplingMethods.Supplied ? "a supplied sample" : $"{summary.Sampling}, seed {summary.Seed}";

    private void PrintOutcomes()
    {
        var groups = new List<ColumnGroup>
        {
            Group("cost", [.. summary.Strategies.Select(strategy => strategy.Cost)], _money),
            Group("QALYs", [.. summary.Strategies.Select(strategy => strategy.Qaly)], _qalys),
        };
        EstimateSummary[] years = [.. summary.Strategies.Select(strategy => strategy.LifeYears).OfType<EstimateSummary>()];
        if (years.Length == summary.Strategies.Count) groups.Add(Group("life years", years, Digits.Of(years, fewest: 2, most: 3)));
        Print("Per person: mean, Monte Carlo standard error (SE), 95% interval", Names(summary.Strategies.Select(strategy => strategy.Name)), groups);

        static ColumnGroup Group(string name, EstimateSummary[] estimates, Digits digits) => new(
            [name, "SE", "95% interval"],
            [.. estimates.Select(estimate => (string[])
            [
                Numbers.Format(estimate.Mean, digits.Mean),
                estimate.Se is { } error ? Numbers.Format(error, digits.Mean) : "",
                Numbers.Interval(estimate.Lower, estimate.Upper, digits.Interval),
            ])]);
    }

    private void PrintNetBenefit()
    {
        if (summary.Evpi.Count == 0) return;
        var decimals = Numbers.Decimals(summary.Strategies.SelectMany(strategy => strategy.NetBenefit.Select(benefit => benefit.Se)), fewest: 0, most: 2);
        var groups = summary.Evpi.Select((value, w) => new ColumnGroup(
            [$"NMB at {Numbers.Money(value.Wtp)}", "SE", "best"],
            [.. summary.Strategies.Select(strategy => (string[])
            [
                Numbers.Format(strategy.NetBenefit[w].Mean, decimals),
                strategy.NetBenefit[w].Se is { } error ? Numbers.Format(error, decimals) : "",
                Numbers.Percent(strategy.ProbabilityBest[w].Value),
            ])]));
        Print(
            "Net monetary benefit (NMB) per person at each willingness to pay per QALY, and probability of being the best",
            Names(summary.Strategies.Select(strategy => strategy.Name)),
            [.. groups]);
    }

    private void PrintFrontier()
    {
        var byName = summary.Strategies.ToDictionary(strategy => strategy.Name);
        var rows = summary.Frontier.Select(entry => (string[])
        [
            Numbers.Format(byName[entry.Name].Cost.Mean, _money.Mean),
            Numbers.Format(byName[entry.Name].Qaly.Mean, _qalys.Mean),
            entry.Icer is { } icer ? Numbers.Money(icer) : "",
            entry.By.Count == 0 ? entry.Status : $"{entry.Status} by {string.Join(" and ", entry.By)}",
        ]);
        Print(
            "Efficient frontier, by ascending cost",
            Names(summary.Frontier.Select(entry => entry.Name)),
            [new ColumnGroup(["cost", "QALYs", "ICER per QALY"], [.. rows], Words: "status")]);
    }

    private void PrintIncrements()
    {
        if (summary.Increments.Count == 0) return;
        Print(
            $"Against {summary.Reference}",
            Names(summary.Increments.Select(increment => increment.Name)),
            [
                Group("more cost", [.. summary.Increments.Select(increment => increment.Cost)], fewest: 0, most: 2),
                Group("more QALYs", [.. summary.Increments.Select(increment => increment.Qaly)], fewest: 3, most: 4),
                new ColumnGroup(
                    ["ICER per QALY"],
                    [.. summary.Increments.Select(increment => (string[])[increment.Icer is { } icer ? Numbers.Money(icer) : "", increment.Comparison])],
                    Words: "in words"),
            ]);

        static ColumnGroup Group(string name, EstimateSummary[] estimates, int fewest, int most)
        {
            var digits = Digits.Of(estimates, fewest, most);
            return new ColumnGroup(
                [name, "95% interval"],
                [.. estimates.Select(estimate => (string[])[Numbers.Format(estimate.Mean, digits.Mean), Numbers.Interval(estimate.Lower, estimate.Upper, digits.Interval)])]);
        }
    }

    private void PrintEvpi()
    {
        if (summary.Evpi.Count == 0) return;
        Print(
            "Expected value of perfect information (EVPI) per person",
            new ColumnOfNames("willingness to pay per QALY", [.. summary.Evpi.Select(value => Numbers.Money(value.Wtp))]),
            [new ColumnGroup(["EVPI"], [.. summary.Evpi.Select(value => (string[])[Numbers.Format(value.Value, value.Value < 100 ? 2 : 0)])])]);
    }

    private void PrintWarnings()
    {
        if (summary.Warnings.Count == 0) return;
        output.WriteLine();
        foreach (var warning in summary.Warnings) output.WriteLine($"warning: {warning}");
    }

    private static ColumnOfNames Names(IEnumerable<string> names) => new("strategy", [.. names]);

    private void Print(string title, ColumnOfNames names, IReadOnlyList<ColumnGroup> groups)
    {
        output.WriteLine();
        output.WriteLine(title);
        foreach (var line in TableText.Lines(names, groups, width)) output.WriteLine(line);
    }

    /// <summary>Decimals of a column of estimates: as many as Monte Carlo error leaves a meaning, and for intervals as many as their width does.</summary>
    private readonly record struct Digits(int Mean, int Interval)
    {
        public static Digits Of(IEnumerable<EstimateSummary> estimates, int fewest, int most)
        {
            EstimateSummary[] all = [.. estimates];
            return new Digits(
                Numbers.Decimals(all.Select(estimate => estimate.Se), fewest, most),
                Numbers.Decimals(all.Select(estimate => (double?)(estimate.Upper - estimate.Lower) / 10), fewest, most));
        }
    }
}
