using CostSim.Analysis;
using CostSim.Cohort.Recording;
using CostSim.Parquet;
using CostSim.Reporting;

namespace CostSim.Cli.Files.Tables;

/// <summary><c>events.parquet</c>: how often counted events have happened to a person; a row per strategy, event and cycle boundary.</summary>
internal static class EventTable
{
    public const string Name = "events.parquet";

    private static readonly ParquetSchema Schema = new(
        new("strategy", ParquetType.String),
        new("event", ParquetType.String),
        new("cycle", ParquetType.Int32),
        new("years", ParquetType.Double),
        new("mean", ParquetType.Double),
        new("lower", ParquetType.Double),
        new("upper", ParquetType.Double),
        new("draws", ParquetType.Int32));

    /// <summary>Begins the table; none where the model counts nothing.</summary>
    public static TableFile? Open(RunFolder folder, TableMetadata metadata) => EventRecorder.CountsOf(metadata.Scenario).Count == 0
        ? null
        : new TableFile(folder, Name, Schema, metadata.With(
        [
            ("cycle", $"cycles of {metadata.Scenario.Model.Cycle.Years:R} years; 0 is the start"),
            ("years", "years since the start"),
            ("mean", "events per person since the start, undiscounted; mean of the draws"),
            ("lower", "events per person since the start, undiscounted; 2.5% percentile of the draws"),
            ("upper", "events per person since the start, undiscounted; 97.5% percentile of the draws"),
            ("draws", "how many draws the row rests on: the first ones"),
        ]));

    /// <summary>Writes a strategy's events.</summary>
    public static void Write(TableFile table, TableMetadata metadata, string strategy, EventRecorder events)
    {
        var rows = events.Events.Count * events.Boundaries;
        var (names, strategies, draws) = (new string?[rows], new string?[rows], new int[rows]);
        var (cycles, years) = (new int[rows], new double[rows]);
        var (means, lower, upper) = (new double[rows], new double[rows], new double[rows]);
        for (var row = 0; row < rows; row++)
        {
            var (item, cycle) = Math.DivRem(row, events.Boundaries);
            var values = events[item, cycle];
            var estimate = Estimate.Of(values);
            (strategies[row], names[row], draws[row]) = (strategy, events.Events[item], values.Length);
            (cycles[row], years[row]) = (cycle, metadata.Scenario.Model.Cycle.Times(cycle));
            (means[row], lower[row], upper[row]) = (estimate.Mean, estimate.Lower, estimate.Upper);
        }
        table.Write(strategies, names, cycles, years, means, lower, upper, draws);
    }

    /// <summary>Reads the table back.</summary>
    /// <param name="path">The file.</param>
    /// <param name="strategies">In the order of the scenario.</param>
    /// <param name="events">Outcomes that are counts, in the order of the scenario; at least one.</param>
    /// <param name="boundaries">The cycles, and one more.</param>
    /// <exception cref="ParquetException">It is not the table of such a run.</exception>
    public static IReadOnlyList<StrategyEvents> Read(string path, IReadOnlyList<string> strategies, IReadOnlyList<string> events, int boundaries)
    {
        using var table = new RunTable(path, "strategy", "event", "cycle", "mean", "lower", "upper", "draws");
        var ofStrategy = events.Count * boundaries;
        if (table.Rows != strategies.Count * ofStrategy) throw new ParquetException($"{table.Rows} rows for {strategies.Count} strategies, {events.Count} events and {boundaries} cycle boundaries");
        var (names, items, cycles) = (table.Texts("strategy"), table.Texts("event"), table.Int32s("cycle"));
        for (var row = 0; row < table.Rows; row++)
        {
            var (strategy, item, cycle) = (strategies[row / ofStrategy], events[row % ofStrategy / boundaries], row % boundaries);
            if (names[row] != strategy || items[row] != item || cycles[row] != cycle)
                throw new ParquetException($"row {row} is of '{names[row]}', '{items[row]}', cycle {cycles[row]}; expected '{strategy}', '{item}', cycle {cycle}");
        }
        var draws = table.Int32s("draws");
        if (draws.AsSpan().ContainsAnyExcept(draws[0])) throw new ParquetException("its rows rest on different draws");
        double[][] columns = [table.Doubles("mean"), table.Doubles("lower"), table.Doubles("upper")];
        return [.. strategies.Select((strategy, s) => new StrategyEvents(strategy, events, Of(s, columns[0]), Of(s, columns[1]), Of(s, columns[2])) { Draws = draws[0] })];

        double[][] Of(int strategy, double[] column) => [.. column.AsSpan(strategy * ofStrategy, ofStrategy).ToArray().Chunk(boundaries)];
    }
}
