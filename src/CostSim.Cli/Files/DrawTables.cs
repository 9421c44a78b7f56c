using CostSim.Parquet;
using CostSim.Runs;

namespace CostSim.Cli.Files;

/// <summary><c>draws.parquet</c> and <c>parameters.parquet</c>, written while the run goes on, so that memory does not grow with the draws.</summary>
/// <remarks>
/// Rows are in the order of the draws, and within a draw in that of the strategies, so the bytes do not depend on how the draws were cut into
/// chunks, and the tables of two ranges of draws one after the other are the table of both.
/// </remarks>
internal sealed class DrawTables : IDisposable
{
    public const string DrawsName = "draws.parquet";
    public const string ParametersName = "parameters.parquet";

    private readonly IReadOnlyList<string> _strategies;
    private readonly TableFile _draws;
    private readonly TableFile _parameters;

    /// <param name="folder">The run's folder.</param>
    /// <param name="metadata">What was run.</param>
    /// <param name="outcomes">In the order of the chunks' columns.</param>
    public DrawTables(RunFolder folder, TableMetadata metadata, IReadOnlyList<string> outcomes)
    {
        var scenario = metadata.Scenario;
        _strategies = [.. scenario.Strategies.Select(strategy => strategy.Name)];
        var outcomeColumns = Free(["strategy", "draw"], outcomes);
        _draws = new TableFile(
            folder,
            DrawsName,
            new ParquetSchema([new("strategy", ParquetType.String), new("draw", ParquetType.Int64), .. outcomeColumns.Select(Number)]),
            metadata.With([.. outcomes.Select((outcome, o) => (outcomeColumns[o], metadata.UnitOf(outcome)))]));

        var parameterColumns = Free(["draw"], scenario.Parameters.Select(parameter => parameter.Name));
        _parameters = new TableFile(
            folder,
            ParametersName,
            new ParquetSchema([new("draw", ParquetType.Int64), .. parameterColumns.Select(Number)]),
            metadata.With([.. scenario.Parameters.Select((parameter, p) => (parameterColumns[p], $"{parameter.Unit}"))]));
    }

    /// <summary>Adds the draws that follow those written so far.</summary>
    public void Write(DrawChunk chunk)
    {
        var numbers = new long[chunk.Draws];
        for (var d = 0; d < numbers.Length; d++) numbers[d] = chunk.FirstDraw + d;
        _parameters.Write([numbers, .. chunk.Parameters.Select(column => (ParquetValues)column)]);

        var strategies = _strategies.Count;
        var (names, draws) = (new string?[strategies * chunk.Draws], new long[strategies * chunk.Draws]);
        for (var row = 0; row < names.Length; row++)
        {
            names[row] = _strategies[row % strategies];
            draws[row] = numbers[row / strategies];
        }
        _draws.Write([names, draws, .. Enumerable.Range(0, chunk.Outcomes[0].Length).Select(o => (ParquetValues)Interleaved(chunk, o))]);
    }

    /// <summary>Completes both files.</summary>
    public void Finish()
    {
        _draws.Finish();
        _parameters.Finish();
    }

    public void Dispose()
    {
        _draws.Dispose();
        _parameters.Dispose();
    }

    private static ParquetColumn Number(string name) => new(name, ParquetType.Double);

    private static double[] Interleaved(DrawChunk chunk, int outcome)
    {
        var strategies = chunk.Outcomes.Length;
        var column = new double[strategies * chunk.Draws];
        for (var s = 0; s < strategies; s++)
        {
            var values = chunk.Outcomes[s][outcome];
            for (var d = 0; d < chunk.Draws; d++) column[d * strategies + s] = values[d];
        }
        return column;
    }

    /// <summary>Names as they are, but with underscores behind them where another column is called so.</summary>
    private static List<string> Free(IEnumerable<string> own, IEnumerable<string> names)
    {
        var taken = new HashSet<string>(own, StringComparer.OrdinalIgnoreCase);
        var free = new List<string>();
        foreach (var name in names)
        {
            var column = name;
            while (!taken.Add(column)) column += "_";
            free.Add(column);
        }
        return free;
    }
}
