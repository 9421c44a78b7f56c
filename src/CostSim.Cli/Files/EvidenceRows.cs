using CostSim.Cli.Files.Tables;
using CostSim.Evidence;
using CostSim.Parquet;

namespace CostSim.Cli.Files;

/// <summary>The rows of <c>evidence.parquet</c>: each study, the pooled effect, the prediction.</summary>
internal static class EvidenceRows
{
    /// <summary>In the order of the values.</summary>
    public static IReadOnlyList<ParquetColumn> Columns { get; } =
    [
        new("kind", ParquetType.String), new("study", ParquetType.String), new("effect", ParquetType.Double), new("se", ParquetType.Double),
        new("lower", ParquetType.Double), new("upper", ParquetType.Double), new("weight", ParquetType.Double),
    ];

    /// <summary>Adds the rows of one pooled effect.</summary>
    /// <param name="table">Whose last columns are <see cref="Columns"/>.</param>
    /// <param name="first">Texts of its first columns, the same in every row.</param>
    /// <param name="pooled">The effect.</param>
    public static void Write(TableFile table, IReadOnlyList<string> first, PooledEffect pooled)
    {
        var rows = Of(pooled).ToArray();
        table.Write(
        [
            .. first.Select(text => (ParquetValues)rows.Select(_ => (string?)text).ToArray()),
            rows.Select(row => (string?)row.Kind).ToArray(), rows.Select(row => (string?)row.Study).ToArray(), rows.Select(row => row.Effect).ToArray(), rows.Select(row => row.Error).ToArray(),
            rows.Select(row => row.Interval.Lower).ToArray(), rows.Select(row => row.Interval.Upper).ToArray(), rows.Select(row => row.Weight).ToArray(),
        ]);
    }

    private static IEnumerable<(string Kind, string Study, double Effect, double Error, Interval95 Interval, double Weight)> Of(PooledEffect pooled)
    {
        for (var i = 0; i < pooled.Count; i++)
        {
            var study = pooled.Studies[i];
            yield return ("study", study.Name, study.Effect, study.StandardError, study.Interval, pooled.Weights[i]);
        }
        yield return ("pooled", "", pooled.Estimate, pooled.StandardError, pooled.Interval, 1);
        if (pooled.PredictionInterval is { } prediction)
            yield return ("prediction", "", pooled.Estimate, Math.Sqrt(pooled.TauSquared + pooled.WaldStandardError * pooled.WaldStandardError), prediction, 0);
    }
}
