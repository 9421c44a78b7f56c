using CostSim.Analysis;
using CostSim.Parquet;

namespace CostSim.Cli.Files.Tables;

/// <summary><c>profiles.parquet</c>: acceptability over the grid, profile by profile.</summary>
internal static class ProfileTables
{
    public const string ProfilesName = "profiles.parquet";

    /// <summary>A row per profile, strategy and willingness to pay.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="metadata">What was run.</param>
    /// <param name="profiles">Each profile's curves and mean weight.</param>
    public static void WriteAcceptability(RunFolder folder, TableMetadata metadata, IReadOnlyList<ProfileEvaluation> profiles)
    {
        using var table = new TableFile(
            folder,
            ProfilesName,
            new ParquetSchema(
                new("profile", ParquetType.String),
                new("weight", ParquetType.Double),
                new("strategy", ParquetType.String),
                new("wtp", ParquetType.Double),
                new("probability_best", ParquetType.Double),
                new("on_frontier", ParquetType.Int32),
                new("expected_loss", ParquetType.Double),
                new("net_benefit", ParquetType.Double),
                new("evpi", ParquetType.Double)),
            metadata.With(
            [
                ("weight", "share of the population; mean of the draws"),
                ("wtp", "money per QALY"),
                ("probability_best", "probability"),
                ("on_frontier", "1 where the mean net benefit is the highest, else 0"),
                ("expected_loss", "money per person"),
                ("net_benefit", "money per person"),
                ("evpi", "money per person"),
            ]));
        foreach (var profile in profiles)
        {
            var curves = profile.Evaluation.Curves;
            var points = curves.WillingnessToPay.Length;
            for (var s = 0; s < curves.Strategies.Count; s++)
            {
                int[] onFrontier = [.. curves.Best.Select(best => best == s ? 1 : 0)];
                table.Write(
                    Repeated(profile.Name, points), Repeated(profile.Weight, points), Repeated(curves.Strategies[s], points),
                    curves.WillingnessToPay, curves.ProbabilityBest[s], onFrontier, curves.ExpectedLoss[s], curves.MeanNetBenefit[s], curves.Evpi);
            }
        }
        table.Finish();
    }

    private static T[] Repeated<T>(T value, int times)
    {
        var values = new T[times];
        Array.Fill(values, value);
        return values;
    }
}
