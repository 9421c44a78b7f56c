using System.Text.Json;
using CostSim.Parquet;
using CostSim.Parquet.Tests;

namespace CostSim.Cli.Tests.Commands;

public sealed class RunCommandTests
{
    private static readonly string Illness = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios", "illness.yaml");

    [Fact]
    public void Tables_show_what_a_payer_reads()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, "run", Illness);

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Empty(answer.Error);
        Golden.Equal("illness.txt", answer.Out);
    }

    [Fact]
    public void A_narrow_terminal_gets_narrower_tables_with_every_number_whole()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, width: 80, "run", Illness);

        Golden.Equal("illness-80.txt", answer.Out);
    }

    [Fact]
    public void Json_is_the_summary_and_nothing_else()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, "run", Illness, "--json", "-o", "out");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Equal(folder.Read("out/summary.json"), answer.Out);
        Assert.Empty(answer.Error);
    }

    [Fact]
    public void The_summary_has_the_stable_names()
    {
        using var folder = new TemporaryFolder();
        using var summary = JsonDocument.Parse(CostSimProgram.Run(folder.Path, "run", Illness, "--json", "--draws", "50", "--seed", "7").Out);

        var root = summary.RootElement;

        Assert.Equal("Which of five treatments of an illness is worth its price?", root.GetProperty("scenario").GetString());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal(50, root.GetProperty("draws").GetInt32());
        var strategies = root.GetProperty("strategies").EnumerateArray().ToList();
        Assert.Equal(["no treatment", "tablets", "branded", "capsules", "infusion"], strategies.Select(strategy => strategy.GetProperty("name").GetString()));
        foreach (var strategy in strategies)
        {
            foreach (var outcome in (string[])["cost", "qaly", "lifeYears"])
                Assert.Equal(["mean", "se", "lower", "upper"], strategy.GetProperty(outcome).EnumerateObject().Select(property => property.Name));
            Assert.Equal([20000.0, 50000.0], strategy.GetProperty("netBenefit").EnumerateArray().Select(benefit => benefit.GetProperty("wtp").GetDouble()));
            Assert.All(strategy.GetProperty("netBenefit").EnumerateArray(), benefit => Assert.True(double.IsFinite(benefit.GetProperty("mean").GetDouble()) && benefit.GetProperty("se").GetDouble() > 0));
            Assert.All(strategy.GetProperty("probabilityBest").EnumerateArray(), best => Assert.InRange(best.GetProperty("value").GetDouble(), 0, 1));
        }
        Assert.All(root.GetProperty("deterministic").EnumerateArray(), row => Assert.True(row.GetProperty("cost").GetDouble() > row.GetProperty("qaly").GetDouble() && row.GetProperty("lifeYears").GetDouble() > 0));
        Assert.Contains(root.GetProperty("frontier").EnumerateArray(), entry => entry.GetProperty("status").GetString() == "extendedly dominated" && entry.GetProperty("by").GetArrayLength() == 2);
        Assert.Contains(root.GetProperty("frontier").EnumerateArray(), entry => entry.GetProperty("status").GetString() == "on frontier" && entry.GetProperty("icer").GetDouble() > 0);
        Assert.Equal([20000.0, 50000.0], root.GetProperty("evpi").EnumerateArray().Select(value => value.GetProperty("wtp").GetDouble()));
        Assert.Contains("50 draws", root.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_table_reads_alike_in_two_other_readers_and_sums_to_the_summary()
    {
        using var folder = new TemporaryFolder();
        CostSimProgram.Run(folder.Path, "run", Illness, "-o", "out", "--draws", "1500");
        string[] names = ["draws", "parameters", "trace", "acceptability", "convergence"];

        var tables = names.Zip(OtherReaders.Read([.. names.Select(name => folder.PathOf($"out/{name}.parquet"))])).ToDictionary(pair => pair.First, pair => pair.Second);

        foreach (var (duckDb, hyparquet) in tables.Values.Select(seen => (seen.DuckDb, seen.Hyparquet)))
        {
            Assert.Equal(duckDb.Rows, hyparquet.Rows);
            foreach (var (column, seen) in duckDb.Columns)
            {
                Assert.Equal(0, seen.Nulls);
                Assert.Equal((seen.Min, seen.Max), (hyparquet.Columns[column].Min, hyparquet.Columns[column].Max));
            }
        }
        Assert.Equal(["strategy VARCHAR", "draw BIGINT", "cost DOUBLE", "qaly DOUBLE", "ly DOUBLE", "illnesses DOUBLE"], Columns("draws"));
        Assert.Equal(["strategy VARCHAR", "cycle INTEGER", "state VARCHAR", "mean DOUBLE", "lower DOUBLE", "upper DOUBLE", "draws INTEGER"], Columns("trace"));
        Assert.Equal(
            ["strategy VARCHAR", "wtp DOUBLE", "probability_best DOUBLE", "on_frontier INTEGER", "expected_loss DOUBLE", "net_benefit DOUBLE", "evpi DOUBLE"],
            Columns("acceptability"));
        Assert.Equal(
            [
                "draws BIGINT", "strategy VARCHAR", "wtp DOUBLE", "cost DOUBLE", "cost_se DOUBLE", "qaly DOUBLE", "qaly_se DOUBLE", "net_benefit DOUBLE", "net_benefit_se DOUBLE",
                "probability_best DOUBLE", "probability_best_se DOUBLE",
            ],
            Columns("convergence"));
        Assert.Equal((5 * 18, "USD 2024 per person"), (tables["convergence"].DuckDb.Rows, tables["convergence"].DuckDb.Metadata["unit.net_benefit_se"]));
        Assert.Equal((5 * 1500, 1500, 5 * 61 * 3, 5 * 21), (tables["draws"].DuckDb.Rows, tables["parameters"].DuckDb.Rows, tables["trace"].DuckDb.Rows, tables["acceptability"].DuckDb.Rows));
        Assert.Equal("USD 2024 per person", tables["draws"].DuckDb.Metadata["unit.cost"]);
        SumsEqualTheSummary(folder);

        IEnumerable<string> Columns(string name) => tables[name].DuckDb.Columns.Select(column => $"{column.Key} {column.Value.Type}");
    }

    [Fact]
    public void A_summary_alone_is_the_same_without_the_tables_that_grow()
    {
        using var folder = new TemporaryFolder();
        CostSimProgram.Run(folder.Path, "run", Illness, "-o", "whole", "--draws", "1500");

        CostSimProgram.Run(folder.Path, "run", Illness, "-o", "short", "--draws", "1500", "--summary-only");

        Assert.Equal(
            ["acceptability.parquet", "convergence.parquet", "events.parquet", "manifest.json", "summary.json", "trace.parquet"],
            Directory.EnumerateFiles(folder.PathOf("short")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        foreach (var name in (string[])["summary.json", "acceptability.parquet", "convergence.parquet", "trace.parquet", "events.parquet"])
            Assert.Equal(File.ReadAllBytes(folder.PathOf($"whole/{name}")), File.ReadAllBytes(folder.PathOf($"short/{name}")));
    }

    [Fact]
    public void A_profile_tells_where_the_time_went_on_the_error_stream()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, "run", Illness, "--draws", "2000", "--json", "--profile", "--threads", "2");

        Assert.StartsWith("{", answer.Out, StringComparison.Ordinal);
        var lines = answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["reading", "compiling", "draws", "tracing", "verifying", "results", "report", "total"], lines.Select(line => line[..line.IndexOf(' ')]));
        Assert.Matches("busy, 2 threads together: sampling [0-9.]+ s, simulating [0-9.]+ s, analysing [0-9.]+ s, writing [0-9.]+ s$", lines[2]);
    }

    [Fact]
    public void A_run_that_knows_enough_stops_and_says_so()
    {
        using var folder = new TemporaryFolder();
        CopyIllness(folder, "seed: 20260101 }", "seed: 20260101, until: { se_inmb: 100 } }");

        var answer = CostSimProgram.Run(folder.Path, "run", folder.PathOf("in/illness.yaml"), "-o", "out", "--draws", "50000");

        using var summary = JsonDocument.Parse(folder.Read("out/summary.json"));
        var stopped = summary.RootElement.GetProperty("stopped");
        var draws = stopped.GetProperty("draws").GetInt32();
        Assert.True(draws is > 1024 and < 50000 && draws % 1024 == 0, $"{draws}");
        Assert.Equal((50000, true), (stopped.GetProperty("limit").GetInt32(), stopped.GetProperty("known").GetBoolean()));
        Assert.InRange(stopped.GetProperty("seInmb").GetDouble(), 0, 100);
        Assert.Equal(draws, summary.RootElement.GetProperty("draws").GetInt32());
        Assert.Contains($"\nStopped after {draws:N0} of at most 50,000 draws: the largest standard error", answer.Out, StringComparison.Ordinal);
        using var reader = new ParquetReader(File.OpenRead(folder.PathOf("out/draws.parquet")));
        Assert.Equal(5 * draws, reader.RowCount);
        using var manifest = JsonDocument.Parse(folder.Read("out/manifest.json"));
        Assert.Equal(draws, manifest.RootElement.GetProperty("draws").GetInt32());
    }

    [Fact]
    public void Threads_change_no_byte_of_any_table()
    {
        using var folder = new TemporaryFolder();
        CostSimProgram.Run(folder.Path, "run", Illness, "-o", "one", "--threads", "1", "--draws", "2500");
        CostSimProgram.Run(folder.Path, "run", Illness, "-o", "two", "--threads", "2", "--draws", "2500");

        foreach (var name in (string[])["draws.parquet", "parameters.parquet", "trace.parquet", "events.parquet", "acceptability.parquet", "convergence.parquet", "summary.json", "scenario.json"])
            Assert.Equal(File.ReadAllBytes(folder.PathOf($"one/{name}")), File.ReadAllBytes(folder.PathOf($"two/{name}")));
    }

    [Fact]
    public void The_manifest_tells_what_was_run_and_what_was_written()
    {
        using var folder = new TemporaryFolder();
        CostSimProgram.Run(folder.Path, "run", Illness, "-o", "out", "--draws", "20", "--set", "c_ill=9000");

        using var manifest = JsonDocument.Parse(folder.Read("out/manifest.json"));

        var root = manifest.RootElement;
        Assert.Equal(["costsim", "run", Illness, "-o", "out", "--draws", "20", "--set", "c_ill=9000"], root.GetProperty("command").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(
            ["illness-model.yaml", "illness.yaml", "life-table.csv"],
            root.GetProperty("scenario").GetProperty("files").EnumerateArray().Select(file => Path.GetFileName(file.GetProperty("path").GetString())));
        Assert.Equal(20, root.GetProperty("draws").GetInt32());
        foreach (var output in root.GetProperty("outputs").EnumerateArray())
        {
            var bytes = File.ReadAllBytes(folder.PathOf($"out/{output.GetProperty("name").GetString()}"));
            Assert.Equal(output.GetProperty("sha256").GetString(), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
        }
    }

    [Fact]
    public void The_scenario_hash_follows_the_content_and_not_the_place()
    {
        using var folder = new TemporaryFolder();
        foreach (var place in (string[])["a", "b"])
        {
            foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Illness)!)) folder.Write($"{place}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        var (a, b) = (HashOf("a/illness.yaml"), HashOf("b/illness.yaml"));
        var overridden = HashOf("a/illness.yaml", "--set", "c_ill=1");
        folder.Write("a/life-table.csv", folder.Read("a/life-table.csv").Replace("30,female,0.000", "30,female,0.001", StringComparison.Ordinal));

        Assert.Equal(a, b);
        Assert.NotEqual(a, overridden);
        Assert.NotEqual(a, HashOf("a/illness.yaml"));

        string HashOf(string scenario, params string[] more)
        {
            CostSimProgram.Run(folder.Path, ["run", scenario, "-o", "out", "--draws", "2", .. more]);
            using var manifest = JsonDocument.Parse(folder.Read("out/manifest.json"));
            Directory.Delete(folder.PathOf("out"), recursive: true);
            return manifest.RootElement.GetProperty("scenario").GetProperty("hash").GetString()!;
        }
    }

    [Fact]
    public void Rows_are_in_the_order_of_draws_then_strategies()
    {
        using var folder = new TemporaryFolder();
        CostSimProgram.Run(folder.Path, "run", Illness, "-o", "out", "--draws", "3");

        using var reader = new ParquetReader(File.OpenRead(folder.PathOf("out/draws.parquet")));

        Assert.Equal(Enumerable.Range(0, 15).Select(row => (long)(row / 5)), reader.ReadColumn(0, "draw").Int64s.ToArray());
        Assert.Equal(["no treatment", "tablets", "branded", "capsules", "infusion", "no treatment"], reader.ReadColumn(0, "strategy").Strings.ToArray().Take(6));
    }

    [Fact]
    public void A_value_on_the_command_line_takes_the_place_of_the_scenarios_own()
    {
        using var folder = new TemporaryFolder();

        var dear = CostSimProgram.Run(folder.Path, "run", Illness, "--json", "--draws", "10", "--set", "c_tablets=5000");
        var cheap = CostSimProgram.Run(folder.Path, "run", Illness, "--json", "--draws", "10", "--set", "c_tablets=5");

        Assert.True(CostOfTablets(dear) > 3 * CostOfTablets(cheap));

        static double CostOfTablets(Answer answer)
        {
            using var summary = JsonDocument.Parse(answer.Out);
            return summary.RootElement.GetProperty("strategies")[1].GetProperty("cost").GetProperty("mean").GetDouble();
        }
    }

    [Fact]
    public void An_impossible_number_stops_the_run_names_its_place_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        CopyIllness(folder, "probability: p_death", "probability: p_death * 25");

        var answer = CostSimProgram.Run(folder.Path, "run", "in/illness.yaml");

        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Empty(answer.Out);
        Assert.StartsWith("costsim: error: ", answer.Error, StringComparison.Ordinal);
        Assert.Contains("strategy 'no treatment'", answer.Error, StringComparison.Ordinal);
        Assert.Contains("Parameters of draw", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(folder.Entries, entry => entry.StartsWith("results", StringComparison.Ordinal));
    }

    [Fact]
    public void An_interruption_ends_with_130_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        using var interrupt = new CancellationTokenSource();
        interrupt.CancelAfter(TimeSpan.FromMilliseconds(500));

        var answer = CostSimProgram.Run(folder.Path, interrupt.Token, "run", Illness, "--draws", "5000000");

        Assert.Equal(ExitCode.Interrupted, answer.ExitCode);
        Assert.Equal("costsim: interrupted; nothing was left behind\n", answer.Error);
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void A_taken_folder_and_a_bad_scenario_are_told_at_once()
    {
        using var folder = new TemporaryFolder();
        folder.Write("out/thesis", "text");
        folder.Write("s.yaml", "a: [1");

        var answer = CostSimProgram.Run(folder.Path, "run", "s.yaml", "-o", "out");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.StartsWith("-o out:1:1: error: the folder 'out' exists; expected the name of a new folder, such as 'out-2', or --force to replace a run\ns.yaml:", answer.Error, StringComparison.Ordinal);
        Assert.EndsWith("2 problems\n", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["out", "out/thesis", "s.yaml"], folder.Entries);
    }

    [Fact]
    public void A_scenario_of_100_MB_is_refused_before_it_is_read()
    {
        using var folder = new TemporaryFolder();
        using (var file = File.Create(folder.PathOf("huge.yaml"))) file.SetLength(100 * 1024 * 1024);

        var answer = CostSimProgram.Run(folder.Path, "run", "huge.yaml");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Equal("huge.yaml:1:1: error: the file 'huge.yaml' cannot be read: it has more than 8 MB, the most that is read of a YAML file\n1 problem\n", answer.Error);
        Assert.Equal(["huge.yaml"], folder.Entries);
    }

    [Fact]
    public void Verbose_tells_what_is_done_on_the_error_stream()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, "run", Illness, "--draws", "10", "--json", "--verbose", "--threads", "1");

        Assert.StartsWith("info: 5 strategies, 3 states, 60 cycles, 10 draws on 1 threads\n", answer.Error, StringComparison.Ordinal);
        Assert.StartsWith("{", answer.Out, StringComparison.Ordinal);
    }

    private static void SumsEqualTheSummary(TemporaryFolder folder)
    {
        using var summary = JsonDocument.Parse(folder.Read("out/summary.json"));
        var rows = OtherReaders.QueryDuckDb($"SELECT strategy, sum(cost) AS cost, sum(qaly) AS qaly, sum(ly) AS ly FROM read_parquet('{folder.PathOf("out/draws.parquet")}') GROUP BY strategy").ToDictionary(row => row["strategy"]!);
        foreach (var strategy in summary.RootElement.GetProperty("strategies").EnumerateArray())
        {
            var row = rows[strategy.GetProperty("name").GetString()!];
            foreach (var (column, name) in (ReadOnlySpan<(string, string)>)[("cost", "cost"), ("qaly", "qaly"), ("ly", "lifeYears")])
                Assert.Equal(1, double.Parse(row[column]!) / (1500 * strategy.GetProperty(name).GetProperty("mean").GetDouble()), 1e-12);
        }
        foreach (var evpi in summary.RootElement.GetProperty("evpi").EnumerateArray())
        {
            var wtp = evpi.GetProperty("wtp").GetDouble();
            var seen = OtherReaders.QueryDuckDb($"SELECT DISTINCT evpi FROM read_parquet('{folder.PathOf("out/acceptability.parquet")}') WHERE wtp = {wtp}");
            Assert.Equal(evpi.GetProperty("value").GetDouble(), double.Parse(Assert.Single(seen)["evpi"]!));
        }
    }

    private static void CopyIllness(TemporaryFolder folder, string found, string replaced)
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(Illness)!))
            folder.Write($"in/{Path.GetFileName(file)}", File.ReadAllText(file).Replace(found, replaced, StringComparison.Ordinal));
    }
}
