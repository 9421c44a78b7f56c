using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Files.Tables;
using CostSim.Cli.Terminal;
using CostSim.Evidence.Networks;
using CostSim.Evidence.Studies;
using CostSim.Parquet;
using CostSim.Reporting;
using CostSim.Reporting.Figures;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.MetaAnalysis;

/// <summary>A network of treatments, analysed.</summary>
internal sealed class NetworkEvidence(SelectedStudies selected, NetworkMetaAnalysis network) : IEvidenceResult
{
    private readonly IReadOnlyList<Ranking> _rankings = Ranking.Of(network, lowerIsBetter: selected.Better != "higher");
    private readonly IReadOnlyList<NodeSplit> _splits = NodeSplit.Of(network);

    public string ToJson()
    {
        var joint = network.Joint([.. network.Treatments.Skip(1)]);
        var summary = new NetworkSummary(
            network.Studies, network.Reference, [.. network.Treatments], network.TauSquared, 100 * network.ISquared,
            new QSummary(network.Total.Q, network.Total.DegreesOfFreedom, network.Total.P),
            new QSummary(network.WithinDesigns.Q, network.WithinDesigns.DegreesOfFreedom, network.WithinDesigns.P),
            new QSummary(network.BetweenDesigns.Q, network.BetweenDesigns.DegreesOfFreedom, network.BetweenDesigns.P),
            [.. network.AgainstReference().Select(EffectSummary.Of)],
            [.. Enumerable.Range(0, joint.Count).Select(i => Enumerable.Range(0, joint.Count).Select(j => joint.Covariance(i, j)).ToArray())],
            [.. _rankings.Select(ranking => new RankingSummary(ranking.Treatment, ranking.PScore, [.. ranking.Probabilities]))],
            [.. _splits.Select(split => new SplitSummary(EffectSummary.Of(split.Direct), split.Indirect is null ? null : EffectSummary.Of(split.Indirect), split.Difference, split.P))]);
        return JsonSerializer.Serialize(summary, EvidenceFiles.JsonOptions);
    }

    public void Print(TextWriter output, int width) => new NetworkTables(output, width, network, selected.Measure, _rankings, _splits).Print();

    public void Write(RunFolder folder)
    {
        EvidenceFiles.WriteText(folder, EvidenceFiles.Json, ToJson());
        FigureFiles.Write(folder, ForestFigure.Of(EvidenceRecord.Of("", PooledNetwork.TitleOf(selected), selected.Measure, network), Locale.Default));
        using var table = new TableFile(
            folder,
            EvidenceFiles.Table,
            new ParquetSchema(
                new("treatment", ParquetType.String), new("control", ParquetType.String), new("effect", ParquetType.Double), new("se", ParquetType.Double),
                new("lower", ParquetType.Double), new("upper", ParquetType.Double)),
            [new("evidence", "network"), new("measure", selected.Measure.InWords()), new("tau2", $"{network.TauSquared:R}"), new("unit.effect", selected.Measure.InWords())]);
        NetworkEffect[] effects = [.. network.Treatments.SelectMany(a => network.Treatments.Where(b => b != a).Select(b => network.Effect(a, b)))];
        table.Write(
            effects.Select(effect => (string?)effect.Treatment).ToArray(), effects.Select(effect => (string?)effect.Control).ToArray(), effects.Select(effect => effect.Estimate).ToArray(),
            effects.Select(effect => effect.StandardError).ToArray(), effects.Select(effect => effect.Interval.Lower).ToArray(), effects.Select(effect => effect.Interval.Upper).ToArray());
        table.Finish();
    }
}

/// <summary>What <c>costsim evidence --reference … --json</c> says; ratios as natural logarithms, I² in percent; covariance by the order of <paramref name="Effects"/>.</summary>
internal sealed record NetworkSummary(
    int Studies, string Reference, string[] Treatments, double Tau2, double I2, QSummary Q, QSummary WithinDesigns, QSummary BetweenDesigns,
    EffectSummary[] Effects, double[][] Covariance, RankingSummary[] Rankings, SplitSummary[] NodeSplits);

internal sealed record QSummary(double Q, int Df, double P);

internal sealed record EffectSummary(string Treatment, string Control, double Estimate, double Se, double[] Ci)
{
    public static EffectSummary Of(NetworkEffect effect) => new(effect.Treatment, effect.Control, effect.Estimate, effect.StandardError, [effect.Interval.Lower, effect.Interval.Upper]);
}

internal sealed record RankingSummary(string Treatment, double PScore, double[] RankProbabilities);

internal sealed record SplitSummary(EffectSummary Direct, EffectSummary? Indirect, double? Difference, double? P);
