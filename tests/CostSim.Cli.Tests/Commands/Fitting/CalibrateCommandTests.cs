using System.Globalization;
using System.Text.Json;
using CostSim.Parquet;

namespace CostSim.Cli.Tests.Commands.Fitting;

public sealed class CalibrateCommandTests
{
    private static readonly string Scenarios = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios");

    [Theory]
    [InlineData("illness-calibrated.txt")]
    [InlineData("illness-posterior.txt", "--method", "sir", "--draws", "4000")]
    public void Tables_show_the_fit(string golden, params string[] more)
    {
        var answer = CostSimProgram.Run(Scenarios, width: 160, ["calibrate", "illness-calibration.yaml", .. more]);

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Empty(answer.Error);
        Golden.Equal(golden, answer.Out);
    }

    [Fact]
    public void Json_has_the_stable_names_and_is_what_the_folder_holds()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(Scenarios, "calibrate", "illness-calibration.yaml", "--json", "-o", folder.PathOf("out"));

        Assert.Equal(folder.Read("out/calibration.json"), answer.Out);
        using var json = JsonDocument.Parse(answer.Out);
        Assert.Equal(
            ["scenario", "method", "seed", "parameters", "targets", "logLikelihood", "searches", "identified", "condition", "flatDirections", "warnings"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.True(json.RootElement.GetProperty("identified").GetBoolean());
        Assert.All(json.RootElement.GetProperty("targets").EnumerateArray(), target => Assert.InRange(target.GetProperty("misfit").GetDouble(), -1, 1));
    }

    [Fact]
    public void The_posterior_is_written_as_csv_and_parquet_and_a_scenario_runs_on_it()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Scenarios)) folder.Write(Path.GetFileName(path), File.ReadAllText(path));

        var answer = CostSimProgram.Run(folder.Path, "calibrate", "illness-calibration.yaml", "--method", "sir", "--draws", "3000", "-o", "posterior");
        folder.Write("posterior.yaml", "scenario: posterior\nextends: illness-calibration.yaml\npsa: { sample: posterior/posterior.csv, draws: ~, seed: ~ }\n");
        var run = CostSimProgram.Run(folder.Path, "run", "posterior.yaml", "-o", "out", "--json");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Equal("", run.Error);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var posterior = new ParquetReader(File.OpenRead(folder.PathOf("posterior/posterior.parquet")));
        using var parameters = new ParquetReader(File.OpenRead(folder.PathOf("out/parameters.parquet")));
        Assert.Equal(500, posterior.RowCount);
        foreach (var name in (string[])["r_ill", "p_death", "hr_infusion"])
            Assert.Equal(posterior.ReadColumn(0, name).Doubles.ToArray(), parameters.ReadColumn(0, name).Doubles.ToArray());
    }

    [Fact]
    public void Threads_and_times_change_no_byte()
    {
        var (one, two) = (Answer("1"), Answer("2"));

        Assert.Equal(one, two);

        static string Answer(string threads) => CostSimProgram.Run(Scenarios, "calibrate", "illness-calibration.yaml", "--method", "sir", "--draws", "2000", "--threads", threads, "--json").Out;
    }

    [Fact]
    public void A_scenario_without_targets_is_wrong_input()
    {
        var answer = CostSimProgram.Run(Scenarios, "calibrate", "illness.yaml");

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains("a scenario without 'calibration'", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_that_nothing_can_meet_fail_and_leave_no_folder()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Scenarios)) folder.Write(Path.GetFileName(path), File.ReadAllText(path));
        folder.Write("none.yaml", "scenario: none\nextends: illness-calibration.yaml\ncalibration: { targets: { ill_later: { quantity: ill - 2, scale: log } } }\n");

        var answer = CostSimProgram.Run(folder.Path, "calibrate", "none.yaml", "-o", "out");

        Assert.Equal(ExitCode.Failed, answer.ExitCode);
        Assert.Contains("No point that the searches tried", answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.PathOf("out")));
    }

    [Fact]
    public void The_knee_model_meets_what_a_cohort_saw_in_two_years()
    {
        var answer = CostSimProgram.Run(Repository.Root, "calibrate", "scenarios/knee/calibration.yaml", "--json");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        using var json = JsonDocument.Parse(answer.Out);
        var twoYears = json.RootElement.GetProperty("targets")[0];
        Assert.Equal(0.037, twoYears.GetProperty("observed").GetDouble());
        Assert.InRange(twoYears.GetProperty("model").GetDouble(), 0.026, 0.053);
        Assert.True(json.RootElement.GetProperty("identified").GetBoolean());
        Assert.InRange(json.RootElement.GetProperty("parameters")[0].GetProperty("estimate").GetDouble(), 0.7, 2);
    }

    /// <summary>Two targets that cannot both be met say so by their misfits, and the scenario's head says it too.</summary>
    [Fact]
    public void The_knee_model_does_not_meet_a_cohort_and_a_clinic_by_one_level()
    {
        var answer = CostSimProgram.Run(Repository.Root, "calibrate", "scenarios/knee/calibration-prp.yaml", "--json");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        using var json = JsonDocument.Parse(answer.Out);
        var targets = json.RootElement.GetProperty("targets").EnumerateArray().ToDictionary(target => target.GetProperty("name").GetString()!);
        Assert.Equal(["after_prp", "lifetime", "two_years"], targets.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(targets["two_years"].GetProperty("misfit").GetDouble(), 1.9, 2.3);
        Assert.InRange(targets["after_prp"].GetProperty("misfit").GetDouble(), 0.9, 1.3);
        Assert.InRange(json.RootElement.GetProperty("parameters")[0].GetProperty("estimate").GetDouble(), 1.4, 1.47);
    }

    /// <summary>
    /// scenarios/evidence/knee-posterior.csv is what calibration finds: 1,000 sets of 20,000 draws, which are worth some 8,500. The means of its columns lie within
    /// five standard errors of those of 4,000 other draws, worth some 1,700: fails 1 time in 10⁵ of each if the file is right.
    /// </summary>
    [Fact]
    public void The_shipped_posterior_is_that_of_the_shipped_targets()
    {
        using var folder = new TemporaryFolder();

        var answer = CostSimProgram.Run(Repository.Root, "calibrate", "scenarios/knee/calibration.yaml", "--method", "sir", "--draws", "4000", "--seed", "77", "-o", folder.PathOf("again"));

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        var (shipped, again) = (Columns(Path.Combine(Repository.Root, "scenarios", "evidence", "knee-posterior.csv")), Columns(folder.PathOf("again/posterior.csv")));
        Compare("progress_2", again["p_progress.2"]);
        Compare("progress_3", again["p_progress.3"]);
        Compare("tka_from_80", again["hr_tka_age.from_80"]);
        foreach (var grade in (string[])["2", "3", "4"]) Compare($"tka_{grade}", [.. again["tka_level"].Zip(again[$"tka_of.{grade}"], (level, usual) => level * usual)]);

        void Compare(string column, double[] found)
        {
            var (a, b) = (shipped[column], found);
            Assert.Equal(1000, a.Length);
            var deviation = Deviation(b);
            Assert.Equal(b.Average(), a.Average(), 5 * deviation * Math.Sqrt(1.0 / 1000 + 1.0 / 1700));
            Assert.Equal(deviation, Deviation(a), 5 * deviation * Math.Sqrt(0.5 / 1000 + 0.5 / 1700) * 1.5);    // half as much again: the columns are skewed
        }

        static double Deviation(double[] values) => Math.Sqrt(values.Sum(value => (value - values.Average()) * (value - values.Average())) / values.Length);

        static Dictionary<string, double[]> Columns(string path)
        {
            var rows = File.ReadAllLines(path).Select(line => line.Split(',')).ToArray();
            return Enumerable.Range(0, rows[0].Length).ToDictionary(c => rows[0][c], c => rows.Skip(1).Select(row => double.Parse(row[c], CultureInfo.InvariantCulture)).ToArray());
        }
    }

    [Fact]
    public void No_result_of_a_run_depends_on_targets()
    {
        using var folder = new TemporaryFolder();

        var with = CostSimProgram.Run(folder.Path, "run", Path.Combine(Scenarios, "illness-calibration.yaml"), "--json", "--draws", "100");
        var without = CostSimProgram.Run(folder.Path, "run", Path.Combine(Scenarios, "illness.yaml"), "--json", "--draws", "100");

        Assert.Equal(without.Out[without.Out.IndexOf("\"model\"", StringComparison.Ordinal)..], with.Out[with.Out.IndexOf("\"model\"", StringComparison.Ordinal)..]);
    }
}
