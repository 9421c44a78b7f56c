using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Cli.Terminal;
using CostSim.Evidence;
using CostSim.Parquet;

namespace CostSim.Cli.Commands;

/// <summary>The pooled effect of one comparison.</summary>
internal sealed record PooledEvidence(EvidenceRequest Request, SelectedStudies Selected, PooledEffect Pooled, PoolingOptions Options) : IEvidenceResult
{
    private string Title => string.Join(", ", new[]
    {
        string.Join(" and ", Selected.Rows.Select(row => row.Comparison).OfType<string>().Distinct()),
        Selected.Outcome,
        Selected.Rows.Select(row => row.Month).Distinct().ToArray() is [{ } month] ? $"month {month}" : null,
    }.Where(part => part is { Length: > 0 }));

    public string ToJson() => JsonSerializer.Serialize(
        new PooledSummary(
            Pooled.Count, Pooled.Estimate, Pooled.StandardError, Ends(Pooled.Interval)!, Ends(Pooled.PredictionInterval),
            Pooled.TauSquared, Ends(Pooled.TauSquaredInterval), 100 * Pooled.ISquared, Pooled.HSquared, Pooled.Q, Pooled.P),
        EvidenceFiles.JsonOptions);

    public void Print(TextWriter output, int width)
    {
        if (Title.Length > 0) output.WriteLine(Title);
        foreach (var line in ForestText.Lines(Pooled, Selected.Measure, width)) output.WriteLine(line);
        new PooledTables(output, width, Pooled, Selected.Measure, Options).Print(Request);
    }

    public void Write(RunFolder folder)
    {
        EvidenceFiles.WriteText(folder, EvidenceFiles.Json, ToJson());
        EvidenceFiles.WriteText(folder, EvidenceFiles.Forest, EvidenceFigures.Forest(Pooled, Selected.Measure, Title));
        EvidenceFiles.WriteText(folder, EvidenceFiles.Funnel, EvidenceFigures.Funnel(Pooled, Selected.Measure, Title));
        WriteTable(folder);
    }

    private void WriteTable(RunFolder folder)
    {
        using var table = new TableFile(
            folder,
            EvidenceFiles.Table,
            new ParquetSchema(
                new("kind", ParquetType.String), new("study", ParquetType.String), new("effect", ParquetType.Double), new("se", ParquetType.Double),
                new("lower", ParquetType.Double), new("upper", ParquetType.Double), new("weight", ParquetType.Double)),
            [
                new("evidence", Title),
                new("measure", Selected.Measure.InWords()),
                new("method", PoolingNames.NameOf(Pooled.Method)),
                new("interval", PoolingNames.NameOf(Pooled.IntervalMethod)),
                new("tau2", $"{Pooled.TauSquared:R}"),
                new("unit.effect", Selected.Measure.InWords()),
                new("unit.weight", "share of the mean; 1 for the mean itself, 0 for the prediction"),
            ]);
        var rows = Rows().ToArray();
        table.Write(
            rows.Select(row => (string?)row.Kind).ToArray(), rows.Select(row => (string?)row.Study).ToArray(), rows.Select(row => row.Effect).ToArray(),
            rows.Select(row => row.Error).ToArray(), rows.Select(row => row.Interval.Lower).ToArray(), rows.Select(row => row.Interval.Upper).ToArray(), rows.Select(row => row.Weight).ToArray());
        table.Finish();
    }

    private IEnumerable<(string Kind, string Study, double Effect, double Error, Interval95 Interval, double Weight)> Rows()
    {
        for (var i = 0; i < Pooled.Count; i++)
        {
            var study = Pooled.Studies[i];
            yield return ("study", study.Name, study.Effect, study.StandardError, study.Interval, Pooled.Weights[i]);
        }
        yield return ("pooled", "", Pooled.Estimate, Pooled.StandardError, Pooled.Interval, 1);
        if (Pooled.PredictionInterval is { } prediction)
            yield return ("prediction", "", Pooled.Estimate, Math.Sqrt(Pooled.TauSquared + Pooled.WaldStandardError * Pooled.WaldStandardError), prediction, 0);
    }

    private static double[]? Ends(Interval95? interval) => interval is null ? null : [interval.Lower, interval.Upper];
}

/// <summary>The stable names of <c>costsim evidence --json</c>; ratios as natural logarithms, I² (from τ²) in percent.</summary>
internal sealed record PooledSummary(
    int K, double Estimate, double Se, double[] Ci, double[]? PredictionInterval, double Tau2, double[]? Tau2Ci, double I2, double H2, double Q, double P);
