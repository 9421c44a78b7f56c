using System.Text.Json;
using CostSim.Cli.Files;
using CostSim.Diagnostics;
using CostSim.Parquet;
using CostSim.Parquet.Tests;

namespace CostSim.Cli.Tests.Commands;

public sealed class ProfilesTests
{
    private static readonly string Scenarios = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios");
    private static readonly string Illness = Path.Combine(Scenarios, "illness-profiles.yaml");

    [Fact]
    public void Tables_say_for_whom()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(folder.Path, width: 160, "run", Illness, "--draws", "500");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Golden.Equal("illness-profiles.txt", answer.Out);
    }

    [Fact]
    public void The_summary_has_each_profile_and_the_whole_is_their_weighted_mean()
    {
        using var folder = new TemporaryFolder();

        using var summary = JsonDocument.Parse(CostSimProgram.Run(folder.Path, "run", Illness, "--json", "--draws", "200").Out);

        var profiles = summary.RootElement.GetProperty("profiles").EnumerateArray().ToList();
        Assert.Equal(["young", "ill", "old"], profiles.Select(profile => profile.GetProperty("name").GetString()));
        Assert.Equal([0.5, 0.3, 0.2], profiles.Select(profile => profile.GetProperty("weight").GetDouble()));
        for (var s = 0; s < 5; s++)
        {
            foreach (var outcome in (string[])["cost", "qaly", "lifeYears"])
            {
                var whole = Mean(summary.RootElement, s, outcome);
                Assert.Equal(whole, profiles.Sum(profile => profile.GetProperty("weight").GetDouble() * Mean(profile, s, outcome)), 1e-9 * whole);
            }
        }
        foreach (var profile in profiles)
        {
            Assert.Equal(5, profile.GetProperty("frontier").GetArrayLength());
            Assert.Equal(4, profile.GetProperty("increments").GetArrayLength());
            Assert.Equal([20000.0, 50000.0], profile.GetProperty("best").EnumerateArray().Select(best => best.GetProperty("wtp").GetDouble()));
            foreach (var best in profile.GetProperty("best").EnumerateArray())
            {
                var benefits = profile.GetProperty("strategies").EnumerateArray().ToDictionary(
                    strategy => strategy.GetProperty("name").GetString()!,
                    strategy => strategy.GetProperty("netBenefit").EnumerateArray().First(benefit => benefit.GetProperty("wtp").GetDouble() == best.GetProperty("wtp").GetDouble()).GetProperty("mean").GetDouble());
                Assert.Equal(benefits.MaxBy(benefit => benefit.Value).Key, best.GetProperty("strategy").GetString());
            }
        }
        Assert.All(summary.RootElement.GetProperty("valueOfHeterogeneity").EnumerateArray(), value => Assert.True(value.GetProperty("value").GetDouble() >= 0));

        static double Mean(JsonElement parent, int strategy, string outcome) => parent.GetProperty("strategies")[strategy].GetProperty(outcome).GetProperty("mean").GetDouble();
    }

    [Fact]
    public void A_run_without_profiles_says_so_and_writes_no_tables_of_them()
    {
        using var folder = new TemporaryFolder();

        using var summary = JsonDocument.Parse(CostSimProgram.Run(folder.Path, "run", Path.Combine(Scenarios, "illness.yaml"), "--json", "--draws", "50", "-o", "out").Out);

        Assert.Equal(0, summary.RootElement.GetProperty("profiles").GetArrayLength());
        Assert.Equal(2, summary.RootElement.GetProperty("best").GetArrayLength());
        Assert.Empty(Directory.GetFiles(folder.PathOf("out"), "*profile*"));
    }

    [Fact]
    public void Every_table_of_profiles_reads_alike_in_two_other_readers_and_sums_to_the_summary()
    {
        using var folder = new TemporaryFolder();
        using var summary = JsonDocument.Parse(CostSimProgram.Run(folder.Path, "run", Illness, "--json", "-o", "out", "--draws", "1100").Out);
        string[] names = ["draws-by-profile", "profiles", "trace-by-profile"];

        var tables = names.Zip(OtherReaders.Read([.. names.Select(name => folder.PathOf($"out/{name}.parquet"))])).ToDictionary(pair => pair.First, pair => pair.Second);

        Assert.All(tables.Values, table => Assert.Equal(table.DuckDb.Rows, table.Hyparquet.Rows));
        Assert.Equal(3 * 5 * 1100, tables["draws-by-profile"].DuckDb.Rows);
        Assert.Equal(3 * 5 * 21, tables["profiles"].DuckDb.Rows);
        Assert.Equal(5 * 3 * (61 + 51 + 26), tables["trace-by-profile"].DuckDb.Rows);
        using var draws = new ParquetReader(File.OpenRead(folder.PathOf("out/draws-by-profile.parquet")));
        string?[] Texts(string name) => [.. Enumerable.Range(0, draws.RowGroupRows.Count).SelectMany(group => draws.ReadColumn(group, name).Strings.ToArray())];
        long[] numbers = [.. Enumerable.Range(0, draws.RowGroupRows.Count).SelectMany(group => draws.ReadColumn(group, "draw").Int64s.ToArray())];
        double[] costs = [.. Enumerable.Range(0, draws.RowGroupRows.Count).SelectMany(group => draws.ReadColumn(group, "cost").Doubles.ToArray())];
        var (profiles, strategies) = (Texts("profile"), Texts("strategy"));
        for (var p = 0; p < 3; p++)
        {
            var profile = summary.RootElement.GetProperty("profiles")[p];
            var rows = Enumerable.Range(0, costs.Length).Where(row => profiles[row] == profile.GetProperty("name").GetString() && strategies[row] == "infusion").ToList();
            Assert.Equal(Enumerable.Range(0, 1100).Select(draw => (long)draw), rows.Select(row => numbers[row]));
            var mean = profile.GetProperty("strategies")[4].GetProperty("cost").GetProperty("mean").GetDouble();
            Assert.Equal(mean, rows.Average(row => costs[row]), 1e-9 * mean);
        }
    }

    [Fact]
    public void A_run_with_profiles_reads_back()
    {
        using var folder = new TemporaryFolder();
        CostSimProgram.Run(folder.Path, "run", Illness, "--draws", "100", "-o", "out");
        var problems = new Problems();

        var record = new RunRecordReader(folder.PathOf("out"), "out").Read(problems);

        Assert.Empty(problems);
        Assert.Equal(["young 0.5 60", "ill 0.3 50", "old 0.2 25"], record!.Scenario.Profiles.Select(profile => $"{profile.Name} {profile.Weight} {profile.Cycles}"));
        Assert.Equal(75, record.Scenario.Profiles[2].Population.Age);
        Assert.Equal(25, record.Scenario.Cycles);
    }

    [Fact]
    public void Transitions_are_those_of_the_profile_that_is_asked_for()
    {
        var young = CostSimProgram.Run(Scenarios, "explain", "illness-profiles.yaml", "--matrix", "tablets", "--profile", "young", "--cycle", "0");
        var old = CostSimProgram.Run(Scenarios, "explain", "illness-profiles.yaml", "--matrix", "tablets", "--profile", "old", "--cycle", "0");
        var alone = CostSimProgram.Run(Scenarios, "explain", "illness.yaml", "--matrix", "tablets", "--cycle", "0");

        Assert.Equal(alone.Out, young.Out);
        Assert.NotEqual(young.Out, old.Out);
    }

    [Theory]
    [InlineData("--matrix tablets", "transitions of a scenario with profiles, which differ in them; expected --profile with one of young, ill, old")]
    [InlineData("--matrix tablets --profile yong", "unknown profile 'yong'; expected one of young, ill, old; did you mean 'young'?")]
    [InlineData("--matrix tablets --profile old --cycle 25", "cycle 25; expected 0 to 24")]
    [InlineData("--profile old", "--profile: expected --matrix STRATEGY with it")]
    public void A_matrix_that_cannot_be_had_is_told_with_exit_code_2(string view, string message)
    {
        var answer = CostSimProgram.Run(Scenarios, ["explain", "illness-profiles.yaml", .. view.Split(' ')]);

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_shown_before_a_run_has_the_values_of_every_profile()
    {
        var answer = CostSimProgram.Run(Scenarios, "explain", "illness-profiles.yaml");

        Assert.Contains("population.profiles.ill.weight", answer.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, CostSimProgram.Run(Scenarios, "explain", "illness-profiles.yaml", "--timing").ExitCode);
    }
}
