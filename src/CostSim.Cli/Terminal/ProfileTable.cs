using CostSim.Cli.Files;

namespace CostSim.Cli.Terminal;

/// <summary>For whom: what a run with profiles found for each of them, for people.</summary>
internal static class ProfileTable
{
    /// <summary>Titles, each with the first column and the groups of columns of its table.</summary>
    /// <param name="summary">What was found; with profiles.</param>
    public static IEnumerable<(string Title, ColumnOfNames Names, IReadOnlyList<ColumnGroup> Groups)> Of(Summary summary)
    {
        yield return (
            "For whom: the strategy of the highest mean net benefit, and the probability that it is the best",
            new ColumnOfNames("profile", [.. summary.Profiles.Select(profile => profile.Name), "overall"]),
            [new ColumnGroup(["weight"], [.. summary.Profiles.Select(profile => (string[])[Numbers.Percent(profile.Weight)]), ["100.0%"]]), .. summary.Best.Select((best, w) => new ColumnGroup(
                [$"best at {Numbers.Money(best.Wtp)}", "probability"],
                [.. summary.Profiles.Select(profile => profile.Best[w]).Append(best).Select(choice => (string[])[choice.Strategy, Numbers.Percent(choice.ProbabilityBest)])]))]);

        var money = Decimals(summary, increment => increment.Cost, fewest: 0, most: 2);
        var qalys = Decimals(summary, increment => increment.Qaly, fewest: 3, most: 4);
        var rows = summary.Profiles.SelectMany(profile => profile.Increments.Select(increment => (Profile: profile.Name, Increment: increment))).ToList();
        if (rows.Count == 0) yield break;
        yield return (
            $"Against {summary.Reference}, by profile",
            new ColumnOfNames("profile: strategy", [.. rows.Select(row => $"{row.Profile}: {row.Increment.Name}")]),
            [
                new ColumnGroup(
                    ["more cost", "more QALYs", "ICER per QALY"],
                    [.. rows.Select(row => (string[])
                    [
                        Numbers.Format(row.Increment.Cost.Mean, money),
                        Numbers.Format(row.Increment.Qaly.Mean, qalys),
                        row.Increment.Icer is { } icer ? Numbers.Money(icer) : "",
                        row.Increment.Comparison,
                    ])],
                    Words: "in words"),
            ]);

        if (summary.ValueOfHeterogeneity.Count == 0) yield break;
        yield return (
            "Value of choosing for each profile, instead of one strategy for all, per person",
            new ColumnOfNames("willingness to pay per QALY", [.. summary.ValueOfHeterogeneity.Select(value => Numbers.Money(value.Wtp))]),
            [new ColumnGroup(["value"], [.. summary.ValueOfHeterogeneity.Select(value => (string[])[Numbers.Format(value.Value, value.Value < 100 ? 2 : 0)])])]);
    }

    private static int Decimals(Summary summary, Func<IncrementSummary, EstimateSummary> of, int fewest, int most) =>
        Numbers.Decimals(summary.Profiles.SelectMany(profile => profile.Increments).Select(increment => of(increment).Se), fewest, most);
}
