using System.Text;
using System.Text.Json;
using CostSim.Calibration;
using CostSim.Cli.Files;
using CostSim.Cli.Files.Tables;
using CostSim.Cli.Terminal;
using CostSim.Parquet;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands.Fitting;

/// <summary>What the targets leave uncertain: as tables, and as a sample that a scenario can use.</summary>
internal sealed record PosteriorReport(Scenario Scenario, PosteriorResult Posterior) : ICalibrationResult
{
    public const string Csv = "posterior.csv";
    public const string Table = "posterior.parquet";

    public string ToJson() => JsonSerializer.Serialize(
        new PosteriorSummary(
            Scenario.Name,
            "sir",
            Scenario.Psa.Seed,
            Posterior.Draws,
            Posterior.EffectiveDraws,
            Posterior.GreatestWeight,
            Posterior.Kept.Count,
            Posterior.Distinct,
            [.. Posterior.Parameters.Select(value => new UpdatedSummary(value.Parameter.Name, $"{value.Parameter.Unit}", SpreadSummary.Of(value.Prior), SpreadSummary.Of(value.Posterior)))],
            [.. Posterior.Targets.Select(target => new UpdatedTargetSummary(
                new TargetSummary(target.Target, target.Posterior.Mean, target.Target.Likelihood.Misfit(target.Posterior.Mean)), SpreadSummary.Of(target.Prior), SpreadSummary.Of(target.Posterior)))],
            Posterior.Warnings),
        Summary.Json) + "\n";

    public void Print(TextWriter output, int width)
    {
        output.WriteLine(Scenario.Name);
        output.WriteLine($"Sampling-importance-resampling: {Posterior.Draws:N0} draws, seed {Scenario.Psa.Seed}, worth {Posterior.EffectiveDraws:N0} of equal weight; {Posterior.Kept.Count:N0} kept, {Posterior.Distinct:N0} of them different");
        CalibrationTables.Print(output, width, "Targets: what the model says without them and with them", new ColumnOfNames("target", [.. Posterior.Targets.Select(target => target.Target.Name)]),
            new ColumnGroup(["cycles", "observed"], [.. Posterior.Targets.Select(target => (string[])[$"{target.Target.Cycles}", CalibrationTables.Number(target.Target.Likelihood.Observed)])]),
            Spreads("without", Posterior.Targets.Select(target => target.Prior)),
            Spreads("with", Posterior.Targets.Select(target => target.Posterior)));
        // What did not move needs no line.
        var moved = Posterior.Parameters.Where(value => Math.Abs(value.Posterior.Mean - value.Prior.Mean) > 0.1 * value.Prior.StandardDeviation || value.Posterior.StandardDeviation < 0.9 * value.Prior.StandardDeviation).ToList();
        if (moved.Count > 0)
        {
            CalibrationTables.Print(output, width, "Parameters that the targets moved", new ColumnOfNames("parameter", [.. moved.Select(value => value.Parameter.Name)]),
                Spreads("without", moved.Select(value => value.Prior)), Spreads("with", moved.Select(value => value.Posterior)));
        }
        output.WriteLine();
        output.WriteLine($"{moved.Count} of {Posterior.Parameters.Count} uncertain parameters moved: by more than a tenth of their standard deviation, or narrowed by as much.");
        CalibrationTables.Warn(output, Posterior.Warnings);

        static ColumnGroup Spreads(string name, IEnumerable<Spread> spreads) => new(
            [name, "SD", "95% interval"],
            [.. spreads.Select(spread => (string[])[CalibrationTables.Number(spread.Mean), CalibrationTables.Number(spread.StandardDeviation), $"{CalibrationTables.Number(spread.Lower)} to {CalibrationTables.Number(spread.Upper)}"])]);
    }

    public void Write(RunFolder folder)
    {
        folder.Write(FitReport.Name, Encoding.UTF8.GetBytes(ToJson()));
        folder.Write(Csv, Encoding.UTF8.GetBytes(CsvText()));
        using var table = new TableFile(
            folder,
            Table,
            new ParquetSchema([new("draw", ParquetType.Int64), .. Posterior.Parameters.Select(value => new ParquetColumn(value.Parameter.Name == "draw" ? "draw_" : value.Parameter.Name, ParquetType.Double))]),
            [
                new("scenario", Scenario.Name), new("method", "sir"), new("seed", $"{Scenario.Psa.Seed}"), new("unit.draw", "of the draws from which these were taken"),
                .. Posterior.Parameters.Select(value => new KeyValuePair<string, string>($"unit.{value.Parameter.Name}", $"{value.Parameter.Unit}")),
            ]);
        table.Write([Posterior.Kept.ToArray(), .. Posterior.Sample.Select(column => (ParquetValues)column)]);
        table.Finish();
    }

    /// <summary>A column for each parameter, as <c>psa: { sample: … }</c> reads it; numbers read back to the same bits.</summary>
    private string CsvText()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Posterior.Parameters.Select(value => value.Parameter.Name)).Append('\n');
        for (var row = 0; row < Posterior.Kept.Count; row++) text.AppendJoin(',', Posterior.Sample.Select(column => column[row].ToString("R"))).Append('\n');
        return text.ToString();
    }
}

/// <summary>The stable names of a posterior in <c>calibration.json</c>.</summary>
internal sealed record PosteriorSummary(
    string Scenario, string Method, ulong Seed, int Draws, double EffectiveDraws, double GreatestWeight, int Kept, int Distinct,
    IReadOnlyList<UpdatedSummary> Parameters, IReadOnlyList<UpdatedTargetSummary> Targets, IReadOnlyList<string> Warnings);

internal sealed record UpdatedSummary(string Name, string Unit, SpreadSummary Prior, SpreadSummary Posterior);

internal sealed record UpdatedTargetSummary(TargetSummary Target, SpreadSummary Prior, SpreadSummary Posterior);

internal sealed record SpreadSummary(double Mean, double Sd, double Lower, double Upper)
{
    public static SpreadSummary Of(Spread spread) => new(spread.Mean, spread.StandardDeviation, spread.Lower, spread.Upper);
}
