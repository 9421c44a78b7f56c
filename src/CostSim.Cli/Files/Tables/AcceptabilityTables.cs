using CostSim.Analysis;
using CostSim.Parquet;

namespace CostSim.Cli.Files.Tables;

/// <summary><c>acceptability.parquet</c> and <c>profiles.parquet</c>: CEAC, CEAF, expected loss and EVPI over the grid, of the whole and profile by profile.</summary>
internal static class AcceptabilityTables
{
    public const string Name = "acceptability.parquet";
    public const string ByProfileName = "profiles.parquet";

    /// <summary>Of the whole population; a row per strategy and willingness to pay.</summary>
    public static void Write(RunFolder folder, TableMetadata metadata, AcceptabilityCurves curves)
    {
        using var table = Open(folder, metadata, Name, [], []);
        Write(table, curves, []);
        table.Finish();
    }

    /// <summary>Of each profile; a row per profile, strategy and willingness to pay.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="metadata">What was run.</param>
    /// <param name="profiles">Each profile's curves and mean weight.</param>
    public static void WriteByProfile(RunFolder folder, TableMetadata metadata, IReadOnlyList<ProfileEvaluation> profiles)
    {
        using var table = Open(
            folder, metadata, ByProfileName, [new("profile", ParquetType.String), new("weight", ParquetType.Double)], [("weight", "share of the population; mean of the draws")]);
        foreach (var profile in profiles)
        {
            var curves = profile.Evaluation.Curves;
            Write(table, curves, [Repeated<string?>(profile.Name, curves), Repeated(profile.Weight, curves)]);
        }
        table.Finish();
    }

    private static TableFile Open(RunFolder folder, TableMetadata metadata, string name, ParquetColumn[] first, (string Column, string Unit)[] units) => new(
        folder,
        name,
        new ParquetSchema(
        [
            .. first,
            new("strategy", ParquetType.String),
            new("wtp", ParquetType.Double),
            new("probability_best", ParquetType.Double),
            new("on_frontier", ParquetType.Int32),
            new("expected_loss", ParquetType.Double),
            new("net_benefit", ParquetType.Double),
            new("evpi", ParquetType.Double),
        ]),
        metadata.With(
        [
            .. units,
            ("wtp", "money per QALY"),
            ("probability_best", "probability"),
            ("on_frontier", "1 where the mean net benefit is the highest, else 0"),
            ("expected_loss", "money per person"),
            ("net_benefit", "money per person"),
            ("evpi", "money per person"),
        ]));

    /// <summary>Writes the curves of all strategies; their rows begin with some values, the same in all.</summary>
    private static void Write(TableFile table, AcceptabilityCurves curves, ParquetValues[] first)
    {
        for (var s = 0; s < curves.Strategies.Count; s++)
        {
            int[] onFrontier = [.. curves.Best.Select(best => best == s ? 1 : 0)];
            table.Write(
            [
                .. first, Repeated<string?>(curves.Strategies[s], curves),
                curves.WillingnessToPay, curves.ProbabilityBest[s], onFrontier, curves.ExpectedLoss[s], curves.MeanNetBenefit[s], curves.Evpi,
            ]);
        }
    }

    /// <summary>A value for each point of the grid.</summary>
    private static T[] Repeated<T>(T value, AcceptabilityCurves curves)
    {
        var values = new T[curves.WillingnessToPay.Length];
        Array.Fill(values, value);
        return values;
    }
}
