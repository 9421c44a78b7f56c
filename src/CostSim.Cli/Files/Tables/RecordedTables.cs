using CostSim.Analysis;
using CostSim.Outcomes;
using CostSim.Parquet;
using CostSim.Reporting;

namespace CostSim.Cli.Files.Tables;

/// <summary>Reads the tables of a finished run back into what they were written from.</summary>
/// <remarks>A <see cref="ParquetException"/> says what is wrong with one.</remarks>
internal static class RecordedTables
{
    private static readonly string[] CurveColumns = ["strategy", "wtp", "probability_best", "on_frontier", "expected_loss", "net_benefit", "evpi"];
    private static readonly string[] ConvergingMeans = ["cost", "qaly", "net_benefit", "probability_best"];

    /// <summary><c>acceptability.parquet</c>.</summary>
    public static AcceptabilityCurves Acceptability(string path, IReadOnlyList<string> strategies)
    {
        using var table = new RunTable(path, CurveColumns);
        return Curves(table, strategies, 1)[0];
    }

    /// <summary><c>profiles.parquet</c>: the same of each profile.</summary>
    public static IReadOnlyList<AcceptabilityCurves> Profiles(string path, IReadOnlyList<string> profiles, IReadOnlyList<string> strategies)
    {
        using var table = new RunTable(path, ["profile", .. CurveColumns]);
        var curves = Curves(table, strategies, profiles.Count);
        CheckNames(table.Texts("profile"), row => profiles[row / (table.Rows / profiles.Count)]);
        return curves;
    }

    /// <summary>Curves of all strategies, one block of rows after the other.</summary>
    private static AcceptabilityCurves[] Curves(RunTable table, IReadOnlyList<string> strategies, int blocks)
    {
        var (points, rest) = Math.DivRem(table.Rows, strategies.Count * blocks);
        if (rest != 0 || points == 0) throw new ParquetException($"{table.Rows} rows for {blocks} times {strategies.Count} strategies");
        CheckNames(table.Texts("strategy"), row => strategies[row / points % strategies.Count]);
        var (wtp, evpi, onFrontier) = (table.Doubles("wtp"), table.Doubles("evpi"), table.Int32s("on_frontier"));
        var (probability, benefit, loss) = (table.Doubles("probability_best"), table.Doubles("net_benefit"), table.Doubles("expected_loss"));
        var curves = new AcceptabilityCurves[blocks];
        for (var block = 0; block < blocks; block++)
        {
            var row = block * strategies.Count * points;
            var best = new int[points];
            for (var point = 0; point < points; point++) best[point] = Best(row, point);
            curves[block] = new AcceptabilityCurves(
                strategies, wtp[row..(row + points)], ByStrategy(probability, row), best, ByStrategy(benefit, row), ByStrategy(loss, row), evpi[row..(row + points)]);
        }
        return curves;

        double[][] ByStrategy(double[] column, int row)
        {
            var parts = new double[strategies.Count][];
            for (var s = 0; s < parts.Length; s++) parts[s] = column[(row + s * points)..(row + (s + 1) * points)];
            return parts;
        }

        int Best(int row, int point)
        {
            for (var s = 0; s < strategies.Count; s++)
            {
                if (onFrontier[row + s * points + point] == 1) return s;
            }
            throw new ParquetException($"no strategy is on the frontier at point {point}");
        }
    }

    /// <summary><c>convergence.parquet</c>.</summary>
    /// <param name="draws">Those of the run, which the last rows rest on.</param>
    public static Convergence Convergence(string path, IReadOnlyList<string> strategies, long draws)
    {
        using var table = new RunTable(path, ["draws", "strategy", "wtp", .. ConvergingMeans.SelectMany(mean => new[] { mean, $"{mean}_se" })]);
        var (numbers, names, wtp) = (table.Int64s("draws"), table.Texts("strategy"), table.Doubles("wtp"));
        if (table.Rows == 0 || table.Rows % strategies.Count != 0) throw new ParquetException($"{table.Rows} rows for {strategies.Count} strategies");
        CheckNames(names, row => strategies[row % strategies.Count]);
        if (numbers[^1] != draws) throw new ParquetException($"the last row rests on {numbers[^1]} draws; expected {draws}");
        foreach (var value in wtp)
        {
            if (value != wtp[0]) throw new ParquetException("the willingness to pay is not the same in all rows");
        }
        var means = ConvergingMeans.Select(mean => (Mean: table.Doubles(mean), Error: table.Doubles($"{mean}_se"))).ToArray();
        var points = new ConvergencePoint[table.Rows];
        for (var row = 0; row < points.Length; row++) points[row] = new ConvergencePoint(numbers[row], names[row], Of(0, row), Of(1, row), Of(2, row), Of(3, row));
        return new Convergence(wtp[0], points);

        RunningMean Of(int mean, int row) => new(means[mean].Mean[row], means[mean].Error[row]);
    }

    /// <summary><c>trace.parquet</c>.</summary>
    public static IReadOnlyList<StrategyTrace> Traces(string path, IReadOnlyList<string> strategies, int boundaries)
    {
        using var table = new RunTable(path, "strategy", "cycle", "state", "mean", "lower", "upper");
        var (names, cycles, states) = (table.Texts("strategy"), table.Int32s("cycle"), table.Texts("state"));
        double[][] columns = [table.Doubles("mean"), table.Doubles("lower"), table.Doubles("upper")];
        var traces = new List<StrategyTrace>();
        var row = 0;
        foreach (var strategy in strategies)
        {
            var first = row;
            while (row < names.Length && names[row] == strategy && cycles[row] == 0) row++;
            var reached = states[first..row];
            row = first + reached.Length * boundaries;
            if (reached.Length == 0 || row > names.Length || names[row - 1] != strategy || cycles[row - 1] != boundaries - 1)
                throw new ParquetException($"the rows of '{strategy}' are not those of {boundaries} cycle boundaries");
            traces.Add(new StrategyTrace(strategy, reached, ByState(columns[0], first), ByState(columns[1], first), ByState(columns[2], first)));

            double[][] ByState(double[] column, int from)
            {
                var parts = new double[reached.Length][];
                for (var s = 0; s < parts.Length; s++)
                {
                    parts[s] = new double[boundaries];
                    for (var b = 0; b < boundaries; b++) parts[s][b] = column[from + b * parts.Length + s];
                }
                return parts;
            }
        }
        return row == names.Length ? traces : throw new ParquetException($"{names.Length - row} rows too many");
    }

    /// <summary><c>parameters.parquet</c>: what the draws of each parameter came to, and its values in some of them.</summary>
    /// <param name="numbers">Of these draws.</param>
    public static (IReadOnlyList<ParameterSpread> Spreads, double[][] Sample) Parameters(string path, long[] numbers)
    {
        using var table = new RunTable(path, "draw");
        var (spreads, sample) = (new ParameterSpread[table.Columns.Count - 1], new double[table.Columns.Count - 1][]);
        table.EachColumn(spreads.Length, (part, p) =>
        {
            var values = part.Doubles(p + 1);
            (spreads[p], sample[p]) = (ParameterSpread.Of(values), Chosen(values, numbers, 1, 0));
        });
        return (spreads, sample);
    }

    /// <summary>The values of parameters in some draws.</summary>
    /// <param name="count">How many parameters the run has.</param>
    /// <param name="draws">How many draws.</param>
    /// <param name="numbers">Of these draws.</param>
    public static double[][] ParametersOf(string path, int count, long draws, long[] numbers)
    {
        using var table = new RunTable(path, "draw");
        if (table.Columns.Count != count + 1) throw new ParquetException($"{table.Columns.Count} columns for {count} parameters");
        if (table.Rows != draws) throw new ParquetException($"{table.Rows} rows for {draws} draws");
        var sample = new double[count][];
        var rows = RowsWith(numbers);
        table.EachColumn(count, (part, p) => sample[p] = Chosen(part.Doubles(p + 1, rows), numbers, 1, 0));
        return sample;
    }

    /// <summary>What some draws of <c>draws.parquet</c> came to, and how cost and effect vary together in all of them.</summary>
    /// <param name="numbers">Of these draws.</param>
    public static (OutcomeTable Sample, IReadOnlyList<IncrementSpread> Spreads) Draws(
        string path, ResolvedScenario scenario, IReadOnlyList<Increment> increments, long draws, long[] numbers)
    {
        string[] strategies = [.. scenario.Strategies.Select(strategy => strategy.Name)];
        using var table = new RunTable(path, "strategy", "draw");
        if (table.Columns.Count != scenario.Outcomes.Count + 2) throw new ParquetException($"{table.Columns.Count} columns for {scenario.Outcomes.Count} outcomes");
        if (table.Rows != draws * strategies.Length) throw new ParquetException($"{table.Rows} rows for {draws} draws of {strategies.Length} strategies");
        double[][][] sampled = [.. strategies.Select(_ => new double[scenario.Outcomes.Count][])];
        var (costs, effects) = (Array.Empty<double>(), Array.Empty<double>());
        var sampledRows = RowsWith(numbers) * strategies.Length;
        table.EachColumn(scenario.Outcomes.Count, (part, o) =>
        {
            var isWhole = scenario.Outcomes[o].Name is OutcomeTable.Cost or OutcomeTable.Qaly;
            var values = part.Doubles(o + 2, isWhole ? table.Rows : sampledRows);
            if (scenario.Outcomes[o].Name == OutcomeTable.Cost) costs = values;
            if (scenario.Outcomes[o].Name == OutcomeTable.Qaly) effects = values;
            for (var s = 0; s < strategies.Length; s++) sampled[s][o] = Chosen(values, numbers, strategies.Length, s);
        });
        return (new OutcomeTable(strategies, [.. scenario.Outcomes.Select(outcome => outcome.Name)], sampled), IncrementSpreads(costs, effects, scenario, increments));
    }

    /// <summary>The first draws that hold some, which ascend.</summary>
    private static int RowsWith(long[] numbers) => numbers.Length == 0 ? 0 : (int)numbers[^1] + 1;

    /// <summary>Of rows that come so many to a draw, those of some draws at one place among them.</summary>
    private static double[] Chosen(double[] values, long[] numbers, int rows, int place)
    {
        var chosen = new double[numbers.Length];
        for (var i = 0; i < chosen.Length; i++) chosen[i] = values[numbers[i] * rows + place];
        return chosen;
    }

    private static List<IncrementSpread> IncrementSpreads(double[] costs, double[] effects, ResolvedScenario scenario, IReadOnlyList<Increment> increments)
    {
        var names = scenario.Strategies.Select(strategy => strategy.Name).ToList();
        var reference = names.IndexOf(scenario.Reference);
        var spreads = new List<IncrementSpread>();
        foreach (var increment in increments)
        {
            var sum = new IncrementSpreadSum(increment);
            var strategy = names.IndexOf(increment.Strategy);
            for (var row = 0; row < costs.Length; row += names.Count)
                sum.Add(costs[row + strategy] - costs[row + reference], effects[row + strategy] - effects[row + reference]);
            spreads.Add(sum.Result);
        }
        return spreads;
    }

    private static void CheckNames(string[] names, Func<int, string> expected)
    {
        for (var row = 0; row < names.Length; row++)
        {
            if (names[row] != expected(row)) throw new ParquetException($"row {row} is of '{names[row]}'; expected '{expected(row)}'");
        }
    }
}
