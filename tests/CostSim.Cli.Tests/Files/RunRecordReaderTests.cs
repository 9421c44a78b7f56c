using CostSim.Analysis;
using CostSim.Cli.Files;
using CostSim.Cohort;
using CostSim.Cohort.Recording;
using CostSim.Diagnostics;
using CostSim.Outcomes;
using CostSim.Reporting;
using CostSim.Runs;
using CostSim.Scenarios;
using CostSim.Scenarios.Readers;

namespace CostSim.Cli.Tests.Files;

/// <summary>What is read from a run's folder is what the run found, to the bit; what is no run, or not whole, is refused with its name.</summary>
public sealed class RunRecordReaderTests : IDisposable
{
    private const int Draws = 1_500;

    private static readonly string Illness = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios", "illness.yaml");

    private readonly TemporaryFolder _folder = new();

    public RunRecordReaderTests() =>
        Assert.Equal(ExitCode.Done, CostSimProgram.Run(_folder.Path, "run", Illness, "-o", "out", "--draws", $"{Draws}", "--set", "c_tablets=310").ExitCode);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_record_holds_what_the_run_found_to_the_bit()
    {
        var record = Read("out");
        var (scenario, run, evaluation, parameters) = RunAgain();

        Assert.Equal(Draws, record.Draws);
        Equal(evaluation.Strategies, record.Strategies);
        Equal(evaluation.Frontier, record.Frontier);
        Equal(evaluation.Increments, record.Increments);
        Equal(evaluation.Evpi, record.Evpi);
        Assert.Equal(evaluation.Warnings, record.Warnings);
        Assert.Equal(evaluation.Convergence.WillingnessToPay, record.Convergence.WillingnessToPay);
        Assert.Equal(evaluation.Convergence.Points, record.Convergence.Points);
        Assert.Equal(evaluation.Curves.WillingnessToPay, record.Curves.WillingnessToPay);
        Assert.Equal(evaluation.Curves.ProbabilityBest, record.Curves.ProbabilityBest);
        Assert.Equal(evaluation.Curves.Best, record.Curves.Best);
        Assert.Equal(evaluation.Curves.MeanNetBenefit, record.Curves.MeanNetBenefit);
        Assert.Equal(evaluation.Curves.ExpectedLoss, record.Curves.ExpectedLoss);
        Assert.Equal(evaluation.Curves.Evpi, record.Curves.Evpi);
        for (var s = 0; s < scenario.Strategies.Count; s++)
        {
            Assert.Equal(run.Deterministic[s, OutcomeTable.Cost][0], record.Deterministic[s].Cost);
            Assert.Equal(run.Deterministic[s, "illnesses"][0], record.Deterministic[s].OtherOutcomes["illnesses"]);
            for (var o = 0; o < run.Outcomes.Outcomes.Count; o++)
                Assert.Equal(run.Outcomes[s, o][..DrawSample.Most].ToArray(), record.Sample.Outcomes[s, o].ToArray());
        }
        Assert.Equal(Enumerable.Range(0, DrawSample.Most).Select(draw => (long)draw), record.Sample.Numbers);
        for (var p = 0; p < parameters.Length; p++)
        {
            Assert.Equal(parameters[p][..DrawSample.Most], record.Sample.Parameters[p]);
            Assert.Equal(parameters[p].Average(), record.Scenario.Parameters[p].Mean, 1e-12 * Math.Abs(parameters[p][0]));
        }
    }

    [Fact]
    public void The_record_holds_the_trace_of_every_strategy()
    {
        var record = Read("out");
        var (scenario, _, _, _) = RunAgain();

        Assert.Equal(scenario.Strategies.Select(strategy => strategy.Name), record.Traces.Select(trace => trace.Strategy));
        var recorder = TraceOf(scenario, strategy: 4);
        Assert.Equal(recorder.States, record.Traces[4].States);
        Assert.Equal(scenario.Cycles + 1, record.Traces[4].Boundaries);
        Assert.Equal(Estimate.Of(recorder[1, 17]), new Estimate(record.Traces[4].Mean[1][17], Estimate.Of(recorder[1, 17]).StandardError, record.Traces[4].Lower[1][17], record.Traces[4].Upper[1][17]));
    }

    [Fact]
    public void The_record_holds_how_often_events_have_happened()
    {
        var record = Read("out");
        var (scenario, run, _, _) = RunAgain();

        Assert.Equal(scenario.Strategies.Select(strategy => strategy.Name), record.Events.Select(events => events.Strategy));
        var recorder = TraceOf(scenario, strategy: 4).Events;
        Assert.Equal(["illnesses"], record.Events[4].Events);
        Assert.Equal(61, record.Events[4].Boundaries);
        for (var t = 0; t <= 60; t++)
        {
            var estimate = Estimate.Of(recorder[0, t]);
            Assert.Equal((estimate.Mean, estimate.Lower, estimate.Upper), (record.Events[4].Mean[0][t], record.Events[4].Lower[0][t], record.Events[4].Upper[0][t]));
        }
        // At the end they are the totals of these draws, as the scenario does not discount them.
        Assert.Equal(run.Outcomes[4, "illnesses"][..Math.Min(Draws, TraceRun.MaximumDraws)].ToArray().Average(), record.Events[4].Mean[0][60], 1e-12);
    }

    [Fact]
    public void Cost_and_effect_vary_together_as_the_plain_formulas_say()
    {
        var record = Read("out");
        var (_, run, _, _) = RunAgain();
        double[] cost = [.. Enumerable.Range(0, Draws).Select(d => run.Outcomes[4, OutcomeTable.Cost][d] - run.Outcomes[0, OutcomeTable.Cost][d])];
        double[] effect = [.. Enumerable.Range(0, Draws).Select(d => run.Outcomes[4, OutcomeTable.Qaly][d] - run.Outcomes[0, OutcomeTable.Qaly][d])];

        var spread = record.IncrementSpreads[3];

        Assert.Equal("infusion", spread.Strategy);
        Assert.Equal(1, Covariance(cost, cost) / spread.CostVariance, 1e-12);
        Assert.Equal(1, Covariance(effect, effect) / spread.EffectVariance, 1e-12);
        Assert.Equal(1, Covariance(cost, effect) / spread.Covariance, 1e-11);

        static double Covariance(double[] x, double[] y) => x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / (x.Length - 1);
    }

    [Fact]
    public void The_resolved_scenario_tells_what_was_run()
    {
        var scenario = Read("out").Scenario;

        Assert.Equal("Which of five treatments of an illness is worth its price?", scenario.Name);
        Assert.Equal(("lifetime", 60, 1.0), (scenario.Horizon, scenario.Cycles, scenario.CycleYears));
        Assert.Equal(["cost", "qaly", "ly", "illnesses"], scenario.Outcomes.Select(outcome => outcome.Name));
        Assert.Equal(["USD 2024", "QALYs", "life years", "count"], scenario.Outcomes.Select(outcome => outcome.Unit));
        Assert.Equal((0.03, 0.03, 0.0), (scenario.Discount["cost"], scenario.Discount["qaly"], scenario.Discount["ly"]));
        Assert.Equal("2 * c_tablets", scenario.Strategies[2].Settings.First(setting => setting.Name == "price").Value);
        Assert.Equal("invented for tests", Assert.Single(scenario.LifeTables).Source);
        var illness = scenario.Parameters.First(parameter => parameter.Name == "r_ill");
        Assert.Equal(("rate of falling ill", "per year", "sampled", 0.05, "gamma(mean: 0.05, se: 0.005)", true), (illness.About, illness.Unit, illness.Kind, illness.Base, illness.Value, illness.IsAssumption));
        Assert.Equal("illness.yaml", Path.GetFileName(illness.File));
        Assert.Equal(14, illness.Line);
        Assert.True(scenario.Parameters.First(parameter => parameter.Name == "u_ill").IsAssumption);
        Assert.False(scenario.Parameters.First(parameter => parameter.Name == "c_ill").IsAssumption);
        Assert.Equal(310, scenario.Parameters.First(parameter => parameter.Name == "c_tablets").Base);
        Assert.Equal(["healthy", "ill", "dead"], scenario.Model.Nodes.Select(node => node.Title));
        Assert.StartsWith("flowchart LR", scenario.Model.Mermaid, StringComparison.Ordinal);
    }

    [Fact]
    public void Strategies_with_models_of_their_own_tell_theirs()
    {
        _folder.Write("one.yaml", Model("one", "well", "p_death", "settings: { price: { unit: money, default: 5 money, about: its price } }"));
        _folder.Write("two.yaml", Model("two", "fit", "p_death * 2", ""));
        _folder.Write("both.yaml", """
            scenario: two structures
            model: one.yaml
            currency: USD 2024
            horizon: 4 years
            discount: { cost: 3%, qaly: 3% }
            cycle_correction: half-cycle
            willingness_to_pay: { from: 0, to: 10, step: 10, thresholds: [10] }
            psa: { draws: 40, seed: 5 }
            parameters:
              p_death: { beta: { alpha: 10, beta: 90 } }
            strategies:
              first: { price: 7 money }
              second: { model: two.yaml }
              third: { start: { well: 0.5, dead: 0.5 } }
            reference: first
            """);

        var answer = CostSimProgram.Run(_folder.Path, "run", "both.yaml", "-o", "both");

        Assert.True(answer.ExitCode == ExitCode.Done, answer.Error);
        var scenario = Read("both").Scenario;
        Assert.Equal(["one", "two", "one"], scenario.Strategies.Select(strategy => strategy.Model));
        Assert.Equal([1, 0, 1], scenario.Strategies.Select(strategy => strategy.Settings.Count));
        Assert.Equal([null, null, "well 0.5, dead 0.5"], scenario.Strategies.Select(strategy => strategy.Start is null ? null : string.Join(", ", strategy.Start.Select(start => $"{start.State} {start.Share}"))));
        Assert.Equal("two", Assert.Single(scenario.OtherModels).Name);
        Assert.Equal("a year's death", Assert.Single(scenario.Parameters).About);

        static string Model(string name, string state, string death, string settings) => $$"""
            model: {{name}}
            cycle: 1 year
            states: [{{state}}, dead]
            start: { {{state}}: 1 }
            {{settings}}
            inputs: { p_death: { unit: probability, max: 0.5, about: a year's death } }
            events:
              - { name: death, rules: [{ from: {{state}}, to: dead, probability: {{death}} }] }
            outcomes:
              cost: { unit: money, in: { {{(settings.Length > 0 ? $"{state}: price / 1 year" : "")}} } }
              qaly: { unit: qaly, in: { {{state}}: 1 } }
              ly: { unit: years, in: { {{state}}: 1 } }
            """;
    }

    [Fact]
    public void The_population_is_the_weighted_mean_of_the_profiles_that_are_read_back()
    {
        Assert.Equal(ExitCode.Done, CostSimProgram.Run(_folder.Path, "run", Illness.Replace("illness.yaml", "illness-profiles.yaml", StringComparison.Ordinal), "-o", "parts", "--draws", "100").ExitCode);

        var record = Read("parts");

        Assert.Equal(["young", "ill", "old"], record.Profiles.Select(profile => profile.Name));
        Assert.Equal(1, record.Profiles.Sum(profile => profile.Weight), 1e-12);
        for (var s = 0; s < record.Strategies.Count; s++)
        {
            for (var point = 0; point < record.Curves.WillingnessToPay.Length; point++)
            {
                var (strategy, wtp) = (s, point);
                Assert.Equal(1, record.Profiles.Sum(profile => profile.Weight * profile.Curves.MeanNetBenefit[strategy][wtp]) / record.Curves.MeanNetBenefit[strategy][wtp], 1e-9);
            }
        }
    }

    [Fact]
    public void The_provenance_is_enough_to_run_it_again()
    {
        var provenance = Read("out").Provenance;

        Assert.Equal(["costsim", "run", Illness, "-o", "out", "--draws", "1500", "--set", "c_tablets=310"], provenance.Command);
        Assert.Equal((20260101UL, "random"), (provenance.Seed, provenance.Sampling));
        Assert.Equal([("c_tablets", "310"), ("psa.draws", "1500")], provenance.Overrides);
        Assert.Equal(3, provenance.Files.Count);
        Assert.Equal(64, provenance.Hash.Length);
    }

    [Fact]
    public void The_default_threshold_is_the_middle_one()
    {
        Assert.Equal(20_000, Read("out").DefaultThreshold);
        Assert.Equal(50_000, (Read("out") with { Scenario = Read("out").Scenario with { Thresholds = [90_000, 20_000, 50_000] } }).DefaultThreshold);
    }

    [Fact]
    public void What_is_no_run_is_refused()
    {
        _folder.Write("thesis/chapter", "text");

        Assert.Equal("none:1:1: error: no such folder; expected the folder of a run", Problem("none"));
        Assert.Equal("thesis/chapter:1:1: error: a file; expected the folder of a run", Problem("thesis/chapter"));
        Assert.Equal("thesis:1:1: error: a folder without manifest.json: it holds no run; expected a folder that 'costsim run' wrote", Problem("thesis"));
    }

    [Theory]
    [InlineData("summary.json")]
    [InlineData("scenario.json")]
    [InlineData("draws.parquet")]
    [InlineData("parameters.parquet")]
    [InlineData("trace.parquet")]
    [InlineData("events.parquet")]
    [InlineData("acceptability.parquet")]
    public void A_file_that_is_missing_or_changed_is_named(string name)
    {
        var path = _folder.PathOf($"out/{name}");
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal($"out/{name}:1:1: error: not the file that the run left: its SHA-256 is another than in manifest.json; expected all files as they were", Problem("out"));

        File.Delete(path);
        Assert.Equal($"out/{name}:1:1: error: no such file; expected all files that the run left", Problem("out"));
    }

    [Fact]
    public void A_damaged_manifest_is_named()
    {
        _folder.Write("out/manifest.json", "{ \"tool\": { \"name\": \"costsim\" } }");

        Assert.StartsWith("out/manifest.json:1:1: error: it cannot be read: ", Problem("out"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("draws.parquet")]
    [InlineData("trace.parquet")]
    [InlineData("acceptability.parquet")]
    [InlineData("events.parquet")]
    public void A_table_of_another_run_is_refused_where_no_hash_tells(string name)
    {
        Assert.Equal(ExitCode.Done, CostSimProgram.Run(_folder.Path, "run", Repository.PathOf("scenarios", "published", "tkr-computer-assisted", "ten-years.yaml"), "-o", "other", "--draws", "10").ExitCode);
        File.Copy(_folder.PathOf($"other/{name}"), _folder.PathOf($"out/{name}"), overwrite: true);
        Forget(name);

        Assert.StartsWith($"out/{name}:1:1: error: it cannot be read: ", Problem("out"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scenario.json", "\"name\": \"cost\"", "\"name\": \"price\"", "no outcome 'cost'")]
    [InlineData("scenario.json", "\"name\": \"qaly\"", "\"name\": \"daly\"", "no outcome 'qaly'")]
    [InlineData("scenario.json", "\"reference\": \"no treatment\"", "\"reference\": \"nobody\"", "the reference 'nobody', which is no strategy")]
    [InlineData("summary.json", "\"draws\": 1500", "\"draws\": -5", "-5 draws")]
    [InlineData("summary.json", "\"draws\": 1500", "\"draws\": -3000000000", "-3000000000 draws")]
    [InlineData("summary.json", "infusion\",\n      \"reference\"", "nobody\",\n      \"reference\"", "an increment of 'nobody', which is no strategy")]
    public void What_does_not_fit_the_tables_is_named_where_no_hash_tells(string name, string left, string changed, string found)
    {
        var text = _folder.Read($"out/{name}");
        Assert.Contains(left, text, StringComparison.Ordinal);
        _folder.Write($"out/{name}", text.Replace(left, changed, StringComparison.Ordinal));
        Forget(name);

        Assert.Equal($"out/{name}:1:1: error: {found}; expected the files that one run wrote", Problem("out"));
    }

    [Fact]
    public void Another_format_and_a_run_without_a_resolved_scenario_are_told_apart()
    {
        _folder.Write("out/scenario.json", _folder.Read("out/scenario.json").Replace("\"format\": 1,", "\"format\": 2,", StringComparison.Ordinal));
        Forget("scenario.json");
        Assert.StartsWith("out/scenario.json:1:1: error: format 2; expected format 1, that of costsim ", Problem("out"), StringComparison.Ordinal);

        File.Delete(_folder.PathOf("out/scenario.json"));
        Assert.Contains("which left no scenario.json; expected a run by this version: run the scenario again", Problem("out"), StringComparison.Ordinal);
    }

    /// <summary>Takes a file out of the manifest, so that its hash is not looked at.</summary>
    private void Forget(string name)
    {
        var manifest = System.Text.Json.Nodes.JsonNode.Parse(_folder.Read("out/manifest.json"))!;
        var outputs = manifest["outputs"]!.AsArray();
        outputs.Remove(outputs.First(output => (string?)output!["name"] == name));
        _folder.Write("out/manifest.json", manifest.ToJsonString());
    }

    private RunRecord Read(string name)
    {
        var problems = new Problems();
        var record = new RunRecordReader(_folder.PathOf(name), name).Read(problems);
        Assert.Empty(problems);
        return record!;
    }

    private string Problem(string name)
    {
        var problems = new Problems();
        Assert.Null(new RunRecordReader(_folder.PathOf(name), name).Read(problems));
        return Assert.Single(problems).ToString();
    }

    private static (Scenario Scenario, RunResult Run, EconomicEvaluation Evaluation, double[][] Parameters) RunAgain()
    {
        var problems = new Problems();
        var files = new ScenarioFiles(new Surroundings { Out = TextWriter.Null, Error = TextWriter.Null, Folder = Repository.Root });
        var scenario = ScenarioReader.Read(Illness, files.Text, [new Override("c_tablets", "310"), new Override(Override.Draws, $"{Draws}")], problems)!;
        var plan = CohortPlan.Compile(scenario, problems)!;
        double[][] parameters = [.. scenario.Parameters.Select(_ => new double[Draws])];
        var run = ScenarioRun.Execute(
            plan,
            new RunOptions { Threads = 1 },
            chunk =>
            {
                for (var p = 0; p < parameters.Length; p++) chunk.Parameters[p].AsSpan(0, chunk.Draws).CopyTo(parameters[p].AsSpan((int)chunk.FirstDraw));
            },
            CancellationToken.None);
        return (scenario, run, EconomicEvaluation.Of(run.Outcomes, scenario.WillingnessToPay, scenario.Reference), parameters);
    }

    private static TraceRecorder TraceOf(Scenario scenario, int strategy) =>
        TraceRun.RecordByProfile(CohortPlan.Compile(scenario, new Problems())!, new RunOptions { Threads = 1 }, CancellationToken.None).ElementAt(strategy)[0];

    /// <summary>Equal in every part, lists within included; numbers to the bit.</summary>
    private static void Equal<T>(IReadOnlyList<T> expected, IReadOnlyList<T> actual) => Assert.Equivalent(expected, actual, strict: true);
}
