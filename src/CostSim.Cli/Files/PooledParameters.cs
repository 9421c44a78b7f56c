using CostSim.Cli.Commands.MetaAnalysis;
using CostSim.Cli.Files.Tables;
using CostSim.Evidence;
using CostSim.Evidence.Studies;
using CostSim.Parquet;
using CostSim.Scenarios;

namespace CostSim.Cli.Files;

/// <summary>What the pooled parameters of a run rest on: <c>evidence.parquet</c>, and their part of the summary.</summary>
internal static class PooledParameters
{
    public const string TableName = "evidence.parquet";

    /// <summary>The pooled parameters, in the order of the scenario.</summary>
    public static IReadOnlyList<(ParameterDefinition Parameter, PooledParameter Pooled)> Of(Scenario scenario) =>
        [.. scenario.Parameters.Select(parameter => (parameter, (parameter.Value as SampledValue)?.Pooled)).Where(pair => pair.Pooled is not null).Select(pair => (pair.parameter, pair.Pooled!))];

    /// <summary>Writes the table; none where no parameter is pooled.</summary>
    public static void Write(RunFolder folder, TableMetadata metadata)
    {
        var pooled = Of(metadata.Scenario);
        if (pooled.Count == 0) return;
        using var table = new TableFile(
            folder,
            TableName,
            new ParquetSchema([new("parameter", ParquetType.String), new("measure", ParquetType.String), .. EvidenceRows.Columns]),
            metadata.With([("effect", "that of the measure; ratios as natural logarithms"), ("weight", "share of the mean; 1 for the mean itself, 0 for the prediction")]));
        foreach (var (parameter, from) in pooled) EvidenceRows.Write(table, [parameter.Name, from.Measure.InWords()], from.Effect);
        table.Finish();
    }
}

/// <summary>A pooled parameter, in <c>summary.json</c>.</summary>
/// <param name="What">Comparison, outcome and follow-up.</param>
/// <param name="Use">"mean" or "predictive": what is sampled.</param>
/// <param name="Pooled">As <c>costsim evidence --json</c> tells it, on the scale of the measure.</param>
internal sealed record PooledParameterSummary(string Parameter, string What, string Measure, string Method, string Interval, string Use, PooledSummary Pooled)
{
    public static IReadOnlyList<PooledParameterSummary> Of(Scenario scenario) =>
        [.. PooledParameters.Of(scenario).Select(pair => new PooledParameterSummary(
            pair.Parameter.Name, pair.Pooled.Title, pair.Pooled.Measure.InWords(), PoolingNames.NameOf(pair.Pooled.Effect.Method), PoolingNames.NameOf(pair.Pooled.Effect.IntervalMethod),
            pair.Pooled.Use == EvidenceUse.Mean ? "mean" : "predictive", PooledSummary.Of(pair.Pooled.Effect)))];
}
