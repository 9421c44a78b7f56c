using CostSim.Parquet;
using CostSim.Runs;

namespace CostSim.Cli.Files.Tables;

/// <summary><c>draws.parquet</c> and <c>parameters.parquet</c>, written while the run goes on, so that memory does not grow with the draws.</summary>
/// <remarks>
/// Rows are in the order of the draws, and within a draw in that of the strategies, so the bytes do not depend on how the draws were cut into
/// chunks, and the tables of two ranges of draws one after the other are the table of both.
/// </remarks>
internal sealed class DrawTables : IDisposable
{
    public const string DrawsName = "draws.parquet";
    public const string ParametersName = "parameters.parquet";
    public const string ProfilesName = "draws-by-profile.parquet";

    private readonly IReadOnlyList<string> _strategies;
    private readonly TableFile _draws;
    private readonly TableFile _parameters;
    private readonly IReadOnlyList<string> _profiles;
    private readonly TableFile? _byProfile;

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
            metadata.With(Units(outcomeColumns, o => metadata.UnitOf(outcomes[o]))));

        _profiles = [.. scenario.Profiles.Select(profile => profile.Name)];
        if (_profiles.Count > 0)
        {
            var ofProfiles = Free(["profile", "strategy", "draw"], outcomes);
            _byProfile = new TableFile(
                folder,
                ProfilesName,
                new ParquetSchema([new("profile", ParquetType.String), new("strategy", ParquetType.String), new("draw", ParquetType.Int64), .. ofProfiles.Select(Number)]),
                metadata.With(Units(ofProfiles, o => metadata.UnitOf(outcomes[o]))));
        }

        var parameterColumns = Free(["draw"], scenario.Parameters.Select(parameter => parameter.Name));
        _parameters = new TableFile(
            folder,
            ParametersName,
            new ParquetSchema([new("draw", ParquetType.Int64), .. parameterColumns.Select(Number)]),
            metadata.With(Units(parameterColumns, p => $"{scenario.Parameters[p].Unit}")));
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
        _draws.Write([names, draws, .. Enumerable.Range(0, chunk.Outcomes[0].Length).Select(o => (ParquetValues)Interleaved([chunk.Outcomes], o, chunk.Draws))]);
        if (_byProfile is not null) WriteByProfile(_byProfile, chunk, names, draws);
    }

    /// <summary>All profiles of a draw, then all of the next.</summary>
    private void WriteByProfile(TableFile table, DrawChunk chunk, string?[] strategies, long[] numbers)
    {
        var (profiles, width) = (_profiles.Count, _strategies.Count);
        var (ofProfile, ofStrategy, ofDraw) = (new string?[profiles * strategies.Length], new string?[profiles * strategies.Length], new long[profiles * strategies.Length]);
        for (var row = 0; row < ofProfile.Length; row++)
        {
            var (draw, place) = Math.DivRem(row, profiles * width);
            ofProfile[row] = _profiles[place / width];
            ofStrategy[row] = _strategies[place % width];
            ofDraw[row] = numbers[draw * width];
        }
        table.Write([ofProfile, ofStrategy, ofDraw, .. Enumerable.Range(0, chunk.Outcomes[0].Length).Select(o => (ParquetValues)Interleaved(chunk.Profiles, o, chunk.Draws))]);
    }

    /// <summary>Completes the files, side by side: what is left of their rows is compressed, and the disk takes it.</summary>
    public void Finish()
    {
        TableFile?[] tables = [_draws, _parameters, _byProfile];
        Task.WhenAll(tables.OfType<TableFile>().Select(table => Task.Run(table.Finish))).GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        _draws.Dispose();
        _parameters.Dispose();
        _byProfile?.Dispose();
    }

    private static (string Column, string Unit)[] Units(List<string> columns, Func<int, string> unitOf)
    {
        var units = new (string Column, string Unit)[columns.Count];
        for (var c = 0; c < units.Length; c++) units[c] = (columns[c], unitOf(c));
        return units;
    }

    private static ParquetColumn Number(string name) => new(name, ParquetType.Double);

    /// <summary>One outcome of every profile and strategy, draw by draw.</summary>
    private static double[] Interleaved(double[][][][] profiles, int outcome, int draws)
    {
        double[][] columns = [.. profiles.SelectMany(profile => profile.Select(strategy => strategy[outcome]))];
        var interleaved = new double[columns.Length * draws];
        for (var c = 0; c < columns.Length; c++)
        {
            for (var d = 0; d < draws; d++) interleaved[d * columns.Length + c] = columns[c][d];
        }
        return interleaved;
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
