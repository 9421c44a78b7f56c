using System.Text.Json;
using CostSim.Parquet;

namespace CostSim.Cli.Tests.Commands.MetaAnalysis;

public sealed class EvidenceCommandTests
{
    private static readonly string Evidence = Repository.PathOf("scenarios", "evidence");

    [Fact]
    public void Json_has_exactly_the_promised_names_and_the_reference_values()
    {
        var answer = CostSimProgram.Run(Evidence, "evidence", "bcg.csv", "--method", "reml", "--interval", "hksj", "--json");
        using var json = JsonDocument.Parse(answer.Out);
        var root = json.RootElement;

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Empty(answer.Error);
        Assert.Equal(["k", "estimate", "se", "ci", "predictionInterval", "tau2", "tau2Ci", "i2", "h2", "q", "p"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(13, root.GetProperty("k").GetInt32());
        Near(-0.714532, root.GetProperty("estimate"));
        Near(0.180792, root.GetProperty("se"));
        Near(-1.108444, root.GetProperty("ci")[0]);
        Near(-0.320621, root.GetProperty("ci")[1]);
        Near(0.313243, root.GetProperty("tau2"));
        Assert.Equal(92.2214, root.GetProperty("i2").GetDouble(), 1e-4);
        Assert.Equal(12.8558, root.GetProperty("h2").GetDouble(), 1e-4);
        Assert.Equal(152.2330, root.GetProperty("q").GetDouble(), 1e-4);

        static void Near(double expected, JsonElement actual) => Assert.Equal(expected, actual.GetDouble(), 1e-6);
    }

    [Theory]
    [InlineData("evidence-bcg.txt", "bcg.csv", "--bias")]
    [InlineData("evidence-network.txt", "diabetes.csv", "--reference", "placebo", "--method", "dl")]
    [InlineData("evidence-smd.txt", "studies.csv", "--type", "pooled_se", "--comparison", "HA vs placebo", "--sd", "2.5", "--discount", "0.1", "--interval", "wald")]
    public void What_people_read_is_as_it_was_found_right(string golden, params string[] args)
    {
        var answer = CostSimProgram.Run(Evidence, width: 120, ["evidence", .. args]);

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Golden.Equal(golden, answer.Out);
    }

    [Fact]
    public void A_folder_holds_the_table_and_the_figures()
    {
        using var folder = new TemporaryFolder();
        var answer = CostSimProgram.Run(folder.Path, "evidence", Path.Combine(Evidence, "bcg.csv"), "-o", "out");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Equal(["out", "out/evidence.json", "out/evidence.parquet", "out/forest.vl.json", "out/funnel.vl.json"], folder.Entries);
        using var forest = JsonDocument.Parse(folder.Read("out/forest.vl.json"));
        using var funnel = JsonDocument.Parse(folder.Read("out/funnel.vl.json"));
        Assert.Equal(15, forest.RootElement.GetProperty("data").GetProperty("values").GetArrayLength());
        Assert.Equal(13, funnel.RootElement.GetProperty("layer")[1].GetProperty("data").GetProperty("values").GetArrayLength());
        Assert.Equal("Forest plot of BCG vs no vaccine, tuberculosis", forest.RootElement.GetProperty("title").GetString());
        using var file = File.OpenRead(folder.PathOf("out/evidence.parquet"));
        using var table = new ParquetReader(file);
        Assert.Equal(15, table.RowCount);
    }

    [Fact]
    public void A_network_has_a_forest_of_its_treatments_against_the_reference()
    {
        using var folder = new TemporaryFolder();
        var answer = CostSimProgram.Run(folder.Path, "evidence", Path.Combine(Evidence, "diabetes.csv"), "--reference", "placebo", "-o", "out");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Equal(["out", "out/evidence.json", "out/evidence.parquet", "out/forest.vl.json"], folder.Entries);
        using var forest = JsonDocument.Parse(folder.Read("out/forest.vl.json"));
        using var evidence = JsonDocument.Parse(folder.Read("out/evidence.json"));
        var effects = evidence.RootElement.GetProperty("effects").EnumerateArray().ToList();
        var rows = forest.RootElement.GetProperty("data").GetProperty("values").EnumerateArray().ToList();
        Assert.Equal(effects.Select(effect => effect.GetProperty("treatment").GetString()), rows.Select(row => row.GetProperty("name").GetString()));
        Assert.All(effects.Zip(rows), pair => Assert.Equal(pair.First.GetProperty("estimate").GetDouble(), pair.Second.GetProperty("effect").GetDouble(), 1e-4));
    }

    [Fact]
    public void Several_comparisons_are_one_when_all_are_named_and_that_is_said()
    {
        var answer = CostSimProgram.Run(Evidence, "evidence", "studies.csv", "--outcome", "VAS_0_10", "--month", "6", "--comparison", "PRP vs saline", "--comparison", "MSC vs saline");

        Assert.Equal(ExitCode.Done, answer.ExitCode);
        Assert.Contains("warning: pools different comparisons as one: 'PRP vs saline', 'MSC vs saline'", answer.Error);
    }

    [Theory]
    [InlineData("no such file", "missing.csv")]
    [InlineData("mixed outcomes", "studies.csv")]
    [InlineData("a network in", "studies.csv", "--outcome", "VAS_0_10", "--month", "6", "--reference", "HA", "--type", "pooled_se")]
    [InlineData("2 comparisons of the 3 arms of 'Dorio 2021'", "studies.csv", "--outcome", "VAS_0_10", "--month", "6", "--reference", "saline")]
    [InlineData("--bias: expected no --reference with it", "diabetes.csv", "--reference", "placebo", "--bias")]
    [InlineData("needs two studies or more", "studies.csv", "--comparison", "PRP vs saline", "--outcome", "NRS_0_10")]
    [InlineData("--method: found 'rmel'; expected one of fixed, mh, peto, dl, he, pm, ml, reml", "bcg.csv", "--method", "rmel")]
    [InlineData("--discount: found '0'; expected a number above 0", "bcg.csv", "--discount", "0")]
    [InlineData("--where: found 'year'; expected column=text", "bcg.csv", "--where", "year")]
    [InlineData("--node: expected --reference with it", "bcg.csv", "--node", "a=b")]
    [InlineData("--sd with a log risk ratio", "bcg.csv", "--sd", "2")]
    [InlineData("the method 'peto' pools odds ratios", "bcg.csv", "--method", "peto", "--measure", "rr")]
    [InlineData("the method 'he' for a network", "diabetes.csv", "--reference", "placebo", "--method", "he")]
    [InlineData("the reference 'plcebo', which is not in the network", "diabetes.csv", "--reference", "plcebo")]
    public void Every_mistake_is_named_and_nothing_is_written(string said, params string[] args)
    {
        using var folder = new TemporaryFolder();
        var output = folder.PathOf("out");

        var answer = CostSimProgram.Run(Evidence, ["evidence", .. args, "-o", output]);

        Assert.Equal(ExitCode.BadInput, answer.ExitCode);
        Assert.Contains(said, answer.Error);
        Assert.Empty(answer.Out);
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void A_run_tells_what_its_pooled_parameters_rest_on_as_costsim_evidence_does()
    {
        using var folder = new TemporaryFolder();
        var scenarios = Repository.PathOf("tests", "CostSim.Cli.Tests", "Scenarios");
        foreach (var path in Directory.EnumerateFiles(scenarios)) folder.Write(Path.GetFileName(path), File.ReadAllText(path));
        folder.Write("bcg.csv", File.ReadAllText(Path.Combine(Evidence, "bcg.csv")));
        folder.Write("pooled.yaml", "scenario: pooled\nextends: illness.yaml\nparameters:\n  hr_tablets: { pool: { file: bcg.csv, method: reml, interval: wald, use: mean }, unit: hazard ratio, source: BCG }\n");

        var run = CostSimProgram.Run(folder.Path, "run", "pooled.yaml", "--draws", "50", "--json", "-o", "out");
        var alone = CostSimProgram.Run(Evidence, "evidence", "bcg.csv", "--method", "reml", "--interval", "wald", "--json");

        Assert.Equal(ExitCode.Done, run.ExitCode);
        using var summary = JsonDocument.Parse(run.Out);
        using var evidence = JsonDocument.Parse(alone.Out);
        var pooled = Assert.Single(summary.RootElement.GetProperty("pooled").EnumerateArray());
        Assert.Equal("hr_tablets", pooled.GetProperty("parameter").GetString());
        Assert.True(JsonElement.DeepEquals(evidence.RootElement, pooled.GetProperty("pooled")));
        using var table = new ParquetReader(File.OpenRead(folder.PathOf("out/evidence.parquet")));
        Assert.Equal(15, table.RowCount);
        Assert.Equal(["hr_tablets"], table.ReadColumn(0, "parameter").Strings.ToArray().Distinct());
    }
}
