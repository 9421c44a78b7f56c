using CostSim.Analysis;
using CostSim.Cohort;
using CostSim.Cohort.Recording;
using CostSim.Parquet;
using CostSim.Runs;

namespace CostSim.Cli.Files.Tables;

/// <summary><c>convergence.parquet</c> and <c>trace.parquet</c>: the curves of a finished run, for whoever draws them.</summary>
internal static class CurveTables
{
    public const string ConvergenceName = "convergence.parquet";
    public const string TraceName = "trace.parquet";
    public const string TraceByProfileName = "trace-by-profile.parquet";

    /// <summary>How the results settled as draws were added; a row per number of draws and strategy.</summary>
    public static void WriteConvergence(RunFolder folder, TableMetadata metadata, Convergence convergence)
    {
        ConvergingMean[] means =
        [
            new("cost", "money per person", point => point.Cost),
            new("qaly", "QALYs per person", point => point.Qaly),
            new("net_benefit", "money per person", point => point.NetBenefit),
            new("probability_best", "probability", point => point.ProbabilityBest),
        ];
        var units = new (string Column, string Unit)[1 + 2 * means.Length];
        units[0] = ("wtp", "money per QALY");
        for (var m = 0; m < means.Length; m++) (units[1 + 2 * m], units[2 + 2 * m]) = ((means[m].Column, means[m].Unit), (means[m].ErrorColumn, means[m].Unit));
        using var table = new TableFile(
            folder,
            ConvergenceName,
            new ParquetSchema(
            [
                new("draws", ParquetType.Int64),
                new("strategy", ParquetType.String),
                new("wtp", ParquetType.Double),
                .. means.SelectMany(mean => new ParquetColumn[] { new(mean.Column, ParquetType.Double), new(mean.ErrorColumn, ParquetType.Double) }),
            ]),
            metadata.With(units.AsSpan()));
        var points = convergence.Points;
        var (draws, strategies, wtp) = (new long[points.Count], new string?[points.Count], new double[points.Count]);
        for (var row = 0; row < draws.Length; row++) (draws[row], strategies[row], wtp[row]) = (points[row].Draws, points[row].Strategy, convergence.WillingnessToPay);
        table.Write([draws, strategies, wtp, .. means.SelectMany(mean => mean.ColumnsOf(points))]);
        table.Finish();
    }

    /// <summary>
    /// Who is in which state when, and what has happened by then; a row per strategy, cycle and state, over the first draws. With profiles also a table with
    /// a row for each of them.
    /// </summary>
    public static void WriteTrace(RunFolder folder, TableMetadata metadata, CohortPlan plan, RunOptions options, CancellationToken cancel)
    {
        var scenario = metadata.Scenario;
        using var table = OpenTrace(folder, metadata, TraceName, []);
        using var events = EventTable.Open(folder, metadata);
        using var byProfile = scenario.Profiles.Count == 0 ? null : OpenTrace(folder, metadata, TraceByProfileName, [new("profile", ParquetType.String)]);
        foreach (var (strategy, records) in scenario.Strategies.Zip(TraceRun.RecordByProfile(plan, options, cancel)))
        {
            var whole = byProfile is null ? records[0] : TraceRecorder.MeanOf(records);
            WriteTraceOf([strategy.Name], table, whole);
            if (events is not null) EventTable.Write(events, metadata, strategy.Name, whole.Events);
            for (var p = 0; byProfile is not null && p < records.Count; p++) WriteTraceOf([scenario.Profiles[p].Name, strategy.Name], byProfile, records[p]);
        }
        table.Finish();
        events?.Finish();
        byProfile?.Finish();
    }

    private static TableFile OpenTrace(RunFolder folder, TableMetadata metadata, string name, ParquetColumn[] first)
    {
        return new TableFile(
            folder,
            name,
            new ParquetSchema(
            [
                .. first,
                new("strategy", ParquetType.String),
                new("cycle", ParquetType.Int32),
                new("state", ParquetType.String),
                new("mean", ParquetType.Double),
                new("lower", ParquetType.Double),
                new("upper", ParquetType.Double),
                new("draws", ParquetType.Int32),
            ]),
            metadata.With(
            [
                ("cycle", $"cycles of {metadata.Scenario.Model.Cycle.Years:R} years; 0 is the start"),
                ("mean", "proportion of the cohort; mean of the draws"),
                ("lower", "proportion of the cohort; 2.5% percentile of the draws"),
                ("upper", "proportion of the cohort; 97.5% percentile of the draws"),
                ("draws", "how many draws the row rests on: the first ones"),
            ]));
    }

    /// <summary>Writes a record; its rows begin with some names, the same in all.</summary>
    private static void WriteTraceOf(string[] names, TableFile table, TraceRecorder trace)
    {
        var entries = StateTrace.Of(trace);
        var (cycles, states, draws) = (new int[entries.Length], new string?[entries.Length], new int[entries.Length]);
        var (means, lower, upper) = (new double[entries.Length], new double[entries.Length], new double[entries.Length]);
        for (var row = 0; row < entries.Length; row++)
        {
            ref readonly var entry = ref entries[row];
            (cycles[row], states[row], draws[row]) = (entry.Cycle, entry.State, trace.Draws);
            (means[row], lower[row], upper[row]) = (entry.Mean, entry.Lower, entry.Upper);
        }
        table.Write([.. names.Select(name => (ParquetValues)Repeated(name)), cycles, states, means, lower, upper, draws]);

        string?[] Repeated(string name)
        {
            var column = new string?[entries.Length];
            Array.Fill(column, name);
            return column;
        }
    }

    /// <summary>A mean that settles as draws are added, and its standard error.</summary>
    private sealed record ConvergingMean(string Column, string Unit, Func<ConvergencePoint, RunningMean> Of)
    {
        public string ErrorColumn => $"{Column}_se";

        public ParquetValues[] ColumnsOf(IReadOnlyList<ConvergencePoint> points)
        {
            var (means, errors) = (new double[points.Count], new double[points.Count]);
            for (var row = 0; row < means.Length; row++)
            {
                var mean = Of(points[row]);
                (means[row], errors[row]) = (mean.Mean, mean.StandardError!.Value);   // a run has two draws at least
            }
            return [means, errors];
        }
    }
}
