using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Files.Tables;
using CostSim.Cli.Terminal;
using CostSim.Evidence;
using CostSim.Evidence.Studies;
using CostSim.Parquet;
using CostSim.Reporting;
using CostSim.Reporting.Figures;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.MetaAnalysis;

/// <summary>The pooled effect of one comparison.</summary>
internal sealed record PooledEvidence(EvidenceRequest Request, SelectedStudies Selected, PooledEffect Pooled, PoolingOptions Options) : IEvidenceResult
{
    private string Title => PooledParameter.TitleOf(Selected);

    public string ToJson() => JsonSerializer.Serialize(PooledSummary.Of(Pooled), EvidenceFiles.JsonOptions);

    public void Print(TextWriter output, int width)
    {
        if (Title.Length > 0) output.WriteLine(Title);
        foreach (var line in ForestText.Lines(Pooled, Selected.Measure, width)) output.WriteLine(line);
        new PooledTables(output, width, Pooled, Selected.Measure, Options).Print(Request);
    }

    public void Write(RunFolder folder)
    {
        EvidenceFiles.WriteText(folder, EvidenceFiles.Json, ToJson());
        var evidence = EvidenceRecord.Of("", Title, Selected.Measure, Pooled);
        FigureFiles.Write(folder, ForestFigure.Of(evidence, Locale.Default));
        FigureFiles.Write(folder, FunnelFigure.Of(evidence, Locale.Default));
        WriteTable(folder, evidence);
    }

    private void WriteTable(RunFolder folder, EvidenceRecord evidence)
    {
        using var table = new TableFile(
            folder,
            EvidenceFiles.Table,
            new ParquetSchema([.. EvidenceRows.Columns]),
            [
                new("evidence", Title),
                new("measure", Selected.Measure.InWords()),
                new("method", PoolingNames.NameOf(Pooled.Method)),
                new("interval", PoolingNames.NameOf(Pooled.IntervalMethod)),
                new("tau2", $"{Pooled.TauSquared:R}"),
                new("unit.effect", Selected.Measure.InWords()),
                new("unit.weight", "share of the mean; 1 for the mean itself, 0 for the prediction"),
            ]);
        EvidenceRows.Write(table, [], evidence.Rows);
        table.Finish();
    }
}

/// <summary>The stable names of <c>costsim evidence --json</c>; ratios as natural logarithms, I² (from τ²) in percent.</summary>
internal sealed record PooledSummary(
    int K, double Estimate, double Se, double[] Ci, double[]? PredictionInterval, double Tau2, double[]? Tau2Ci, double I2, double H2, double Q, double P)
{
    public static PooledSummary Of(PooledEffect pooled) => new(
        pooled.Count, pooled.Estimate, pooled.StandardError, Ends(pooled.Interval)!, Ends(pooled.PredictionInterval),
        pooled.TauSquared, Ends(pooled.TauSquaredInterval), 100 * pooled.ISquared, pooled.HSquared, pooled.Q, pooled.P);

    private static double[]? Ends(Interval95? interval) => interval is null ? null : [interval.Lower, interval.Upper];
}
