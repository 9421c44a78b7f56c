using CostSim.Cli.Commands.MetaAnalysis;
using CostSim.Cli.Files.Tables;
using CostSim.Evidence;
using CostSim.Evidence.Networks;
using CostSim.Evidence.Studies;
using CostSim.Parquet;
using CostSim.Reporting;
using CostSim.Scenarios;

namespace CostSim.Cli.Files;

/// <summary>What the pooled parameters of a run rest on: <c>evidence.parquet</c>, and their part of the summary.</summary>
internal static class PooledParameters
{
    public const string TableName = "evidence.parquet";

    /// <summary>The pooled parameters, in the order of the scenario.</summary>
    public static IReadOnlyList<(ParameterDefinition Parameter, PooledParameter Pooled)> Of(Scenario scenario) =>
        [.. scenario.Parameters.Select(parameter => (parameter, (parameter.Value as SampledValue)?.Pooled)).Where(pair => pair.Pooled is not null).Select(pair => (pair.parameter, pair.Pooled!))];

    /// <summary>The networks of studies, by the name that their parameters share.</summary>
    public static IReadOnlyList<(string Parameter, PooledNetwork Pooled)> NetworksOf(Scenario scenario) =>
        [.. scenario.Parameters.Select(parameter => parameter.Value).OfType<CorrelatedValue>().Where(value => value is { Network: not null, Component: 0 }).Select(value => (value.Group, value.Network!))];

    /// <summary>Writes the table; none where no parameter is pooled.</summary>
    public static void Write(RunFolder folder, TableMetadata metadata)
    {
        EvidenceRecord[] all =
        [
            .. Of(metadata.Scenario).Select(pair => EvidenceRecord.Of(pair.Parameter.Name, pair.Pooled.Title, pair.Pooled.Measure, pair.Pooled.Effect)),
            .. NetworksOf(metadata.Scenario).Select(pair => EvidenceRecord.Of(pair.Parameter, pair.Pooled.Title, pair.Pooled.Measure, pair.Pooled.Network)),
        ];
        if (all.Length == 0) return;
        using var table = new TableFile(
            folder,
            TableName,
            new ParquetSchema([new("parameter", ParquetType.String), new("measure", ParquetType.String), .. EvidenceRows.Columns]),
            metadata.With([("effect", "that of the measure; ratios as natural logarithms"), ("weight", "share of the mean; 1 for the mean itself, 0 for the prediction and in networks")]));
        foreach (var evidence in all) EvidenceRows.Write(table, [evidence.Parameter, evidence.Measure], evidence.Rows);
        table.Finish();
    }

    /// <summary>Reads what was written.</summary>
    /// <param name="path">The table.</param>
    /// <param name="summary">That of the run.</param>
    /// <exception cref="ParquetException">It is not the table of such a run.</exception>
    public static IReadOnlyList<EvidenceRecord> Read(string path, Summary summary)
    {
        var rows = EvidenceRows.Read(path);
        return
        [
            .. summary.Pooled.Select(pooled => new EvidenceRecord(pooled.Parameter, pooled.What, pooled.Measure, RowsOf(pooled.Parameter))),
            .. summary.Networks.Select(network => new EvidenceRecord(network.Parameter, network.What, network.Measure, RowsOf(network.Parameter)) { Reference = network.Reference }),
        ];

        IReadOnlyList<EvidenceRow> RowsOf(string parameter) => rows[parameter].ToArray() is { Length: > 0 } found ? found : throw new ParquetException($"there is no row of '{parameter}'");
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

/// <summary>A network of studies that parameters are the effects of, in <c>summary.json</c>; ratios as natural logarithms.</summary>
/// <param name="Parameter">The name that the parameters share.</param>
/// <param name="What">Outcome and follow-up.</param>
/// <param name="Use">"mean" or "predictive": what is sampled.</param>
/// <param name="Effects">Every other treatment against the reference.</param>
internal sealed record PooledNetworkSummary(string Parameter, string What, string Measure, string Method, string Use, string Reference, int Studies, double Tau2, EffectSummary[] Effects)
{
    public static IReadOnlyList<PooledNetworkSummary> Of(Scenario scenario) =>
        [.. PooledParameters.NetworksOf(scenario).Select(pair => new PooledNetworkSummary(
            pair.Parameter, pair.Pooled.Title, pair.Pooled.Measure.InWords(), PoolingNames.NameOf(pair.Pooled.Method), pair.Pooled.Use == EvidenceUse.Mean ? "mean" : "predictive",
            pair.Pooled.Network.Reference, pair.Pooled.Network.Studies, pair.Pooled.Network.TauSquared, [.. pair.Pooled.Network.AgainstReference().Select(EffectSummary.Of)]))];
}
